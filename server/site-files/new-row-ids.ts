import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';
import type { NewId } from '../../src/core/workbook/row-identity.js';
import { sha256 } from '../content-hash.js';

/**
 * Ids for rows that somebody typed into a workbook which nobody watched: made from its workbook, its site, what the row is
 * about and how many like it stand above. The same row has the same id however often the file is sent and whatever
 * is put in above it, and no other workbook gives that id.
 */
export function idsOfNewRows({
  workbookId,
  siteCode,
}: Pick<WorkbookIdentity, 'workbookId' | 'siteCode'>): NewId {
  const counts = new Map<string, number>();
  return (naming) => {
    const count = (counts.get(naming) ?? 0) + 1;
    counts.set(naming, count);
    return `new-${sha256(JSON.stringify([workbookId, siteCode, naming, count])).slice(0, 40)}`;
  };
}
