import { sql } from 'drizzle-orm';
import type { LinesOfSite } from '../../src/core/workbook/sheet-kind.js';
import type { Database } from './open-database.js';
import type { Year } from './year-store.js';

/**
 * The lines of a year that have one of these ids or account strings, by site: as the season opened and as they were saved
 * last. For what is rare: all books are looked through, in the database.
 */
export async function findLines(
  db: Database,
  { districtId, yearId }: Year,
  wanted: { lineIds: readonly string[]; accounts: readonly string[] },
): Promise<LinesOfSite[]> {
  const list = (texts: readonly string[]) =>
    sql`(SELECT json_array_elements_text(${JSON.stringify(texts)}::json))`;
  const { rows } = await db.execute<{ code: string; id: string; account: string }>(sql`
    WITH book AS (
      SELECT code, opening AS content FROM site WHERE district_id = ${districtId} AND year_id = ${yearId}
      UNION ALL
      (SELECT DISTINCT ON (site_code) site_code, content FROM revision
       WHERE district_id = ${districtId} AND year_id = ${yearId} ORDER BY site_code, number DESC)
    ), line AS (
      SELECT code, one->>'id' AS id, one->>'account' AS account
      FROM book, json_array_elements(content::json->'lines') AS one
    )
    SELECT DISTINCT code, id, account FROM line
    WHERE id IN ${list(wanted.lineIds)} OR account IN ${list(wanted.accounts)}
    ORDER BY code`);
  const bySite = new Map<string, { lineIds: Set<string>; accounts: Set<string> }>();
  for (const { code, id, account } of rows) {
    const site = bySite.get(code) ?? { lineIds: new Set(), accounts: new Set() };
    bySite.set(code, site);
    site.lineIds.add(id);
    site.accounts.add(account);
  }
  return [...bySite].map(([code, lines]) => ({ code, ...lines }));
}
