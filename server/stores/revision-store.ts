import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { RevisionSummary } from '../../src/contract/sites.js';
import type { Database, Transaction } from './open-database.js';
import { auditEvent } from './schema-audit.js';
import { masterStage } from './schema-masters.js';
import { budgetYear, revision, submission } from './schema.js';
import { atSites, type Scope } from './scope.js';
import { isOpenYear, YEAR_HEAD, yearOf, type Year } from './year-store.js';

/** `workbookId`: the workbook that it was saved from. */
export type StoredRevision = { summary: RevisionSummary; content: SiteContent; workbookId: string };

export type NewRevision = StoredRevision & {
  siteCode: string;
  baseRevision: number;
  rulePackHash: string;
  engineVersion: string;
  savedById: string;
};

type Row = typeof revision.$inferSelect;
/** What a summary is read from. */
export const SUMMARY = {
  number: revision.number,
  contentHash: revision.contentHash,
  savedBy: revision.savedBy,
  savedAt: revision.savedAt,
  claimedAt: revision.claimedAt,
  claimFloor: revision.claimFloor,
  totalCents: revision.totalCents,
  totalFte: revision.totalFte,
  fatalCount: revision.fatalCount,
  warningCount: revision.warningCount,
};

export function summaryOf(row: Pick<Row, keyof typeof SUMMARY>): RevisionSummary {
  const { number, contentHash, savedBy, savedAt, totalCents, totalFte, fatalCount, warningCount } = row;
  return {
    number,
    contentHash,
    savedBy,
    savedAt: savedAt.toISOString(),
    ...(row.claimedAt ? { claimedAt: row.claimedAt.toISOString() } : {}),
    ...(row.claimFloor ? { claimFloor: row.claimFloor.toISOString() } : {}),
    totalCents,
    totalFte,
    fatalCount,
    warningCount,
  };
}

function storedOf(row: Row): StoredRevision {
  const { content, workbookId } = row;
  return { summary: summaryOf(row), content: JSON.parse(content) as SiteContent, workbookId };
}

const dateOf = (instant: string | undefined) => (instant === undefined ? null : new Date(instant));

const ofSite = (year: Year, siteCode: string) =>
  and(
    eq(revision.districtId, year.districtId),
    eq(revision.yearId, year.yearId),
    eq(revision.siteCode, siteCode),
  );

export async function latestRevision(
  db: Database | Transaction,
  year: Year,
  siteCode: string,
): Promise<StoredRevision | null> {
  const [found] = await db
    .select()
    .from(revision)
    .where(ofSite(year, siteCode))
    .orderBy(desc(revision.number))
    .limit(1);
  return found ? storedOf(found) : null;
}

export async function findRevision(
  db: Database | Transaction,
  year: Year,
  siteCode: string,
  number: number,
): Promise<StoredRevision | null> {
  const [found] = await db
    .select()
    .from(revision)
    .where(and(ofSite(year, siteCode), eq(revision.number, number)));
  return found ? storedOf(found) : null;
}

/**
 * The year that a district is building with the latest revision of one of its sites, without content, and whether its budget
 * is adopted: in one look.
 */
export async function latestInOpenYear(
  db: Database | Transaction,
  districtId: string,
  siteCode: string,
): Promise<{ year: Year; latest: RevisionSummary | null; isAdopted: boolean }> {
  const newest = db
    .select(SUMMARY)
    .from(revision)
    .where(
      and(
        eq(revision.districtId, districtId),
        eq(revision.yearId, budgetYear.id),
        eq(revision.siteCode, siteCode),
      ),
    )
    .orderBy(desc(revision.number))
    .limit(1)
    .as('newest');
  const { number, contentHash, savedBy, savedAt, claimedAt, claimFloor } = newest;
  const { totalCents, totalFte, fatalCount, warningCount } = newest;
  const adoption = db
    .select({ version: masterStage.version })
    .from(masterStage)
    .where(
      and(
        eq(masterStage.districtId, districtId),
        eq(masterStage.yearId, budgetYear.id),
        eq(masterStage.stage, 'adopted'),
      ),
    )
    .as('adoption');
  const [found] = await db
    .select({
      head: YEAR_HEAD,
      adopted: adoption.version,
      latest: {
        number,
        contentHash,
        savedBy,
        savedAt,
        claimedAt,
        claimFloor,
        totalCents,
        totalFte,
        fatalCount,
        warningCount,
      },
    })
    .from(budgetYear)
    .leftJoinLateral(newest, sql`true`)
    .leftJoinLateral(adoption, sql`true`)
    .where(isOpenYear(districtId));
  const year = await yearOf(db, districtId, found?.head);
  return {
    year,
    latest: found?.latest ? summaryOf(found.latest) : null,
    isAdopted: found?.adopted != null,
  };
}

/** The latest revision of every site that has one, of a scope where one is given; without content. */
export async function latestSummaries(
  db: Database | Transaction,
  year: Year,
  scope?: Scope,
): Promise<Map<string, RevisionSummary>> {
  const rows = await db
    .selectDistinctOn([revision.siteCode], { siteCode: revision.siteCode, ...SUMMARY })
    .from(revision)
    .where(
      and(
        eq(revision.districtId, year.districtId),
        eq(revision.yearId, year.yearId),
        atSites(revision.siteCode, scope),
      ),
    )
    .orderBy(revision.siteCode, desc(revision.number));
  return new Map(rows.map(({ siteCode, ...row }) => [siteCode, summaryOf(row)]));
}

/** Every revision that was ever submitted, without content, by site and number. */
export async function submittedSummaries(
  db: Database | Transaction,
  year: Year,
): Promise<Map<string, Map<number, RevisionSummary>>> {
  const rows = await db
    .selectDistinct({ siteCode: revision.siteCode, ...SUMMARY })
    .from(revision)
    .innerJoin(
      submission,
      and(
        eq(submission.districtId, revision.districtId),
        eq(submission.yearId, revision.yearId),
        eq(submission.siteCode, revision.siteCode),
        eq(submission.revision, revision.number),
      ),
    )
    .where(and(eq(revision.districtId, year.districtId), eq(revision.yearId, year.yearId)));
  const bySite = new Map<string, Map<number, RevisionSummary>>();
  for (const { siteCode, ...row } of rows) {
    const ofSite = bySite.get(siteCode) ?? new Map<number, RevisionSummary>();
    bySite.set(siteCode, ofSite.set(row.number, summaryOf(row)));
  }
  return bySite;
}

/** The revision that an earlier arrival of the same save made. */
export async function findRepeat(
  db: Database | Transaction,
  year: Year,
  siteCode: string,
  save: { workbookId: string; baseRevision: number; contentHash: string },
): Promise<RevisionSummary | null> {
  const [found] = await db
    .select(SUMMARY)
    .from(revision)
    .where(
      and(
        ofSite(year, siteCode),
        eq(revision.workbookId, save.workbookId),
        eq(revision.baseRevision, save.baseRevision),
        eq(revision.contentHash, save.contentHash),
      ),
    );
  return found ? summaryOf(found) : null;
}

/**
 * The newest revision that a person's file of these bytes became, by what the trail keeps of it. `subjects`: how the trail
 * names those that are asked for. `suggestions`: `taken` where text that can mean one figure was taken for it, else empty.
 */
export async function findSavedFile(
  db: Database,
  year: Year,
  siteCode: string,
  file: { subjects: readonly string[]; fileHash: string; personId: string; suggestions: string },
): Promise<RevisionSummary | null> {
  if (file.subjects.length === 0) return null;
  const detail = (name: string) => sql`coalesce(${auditEvent.details}->>${name}, '')`;
  const [found] = await db
    .select(SUMMARY)
    .from(auditEvent)
    .innerJoin(
      revision,
      and(ofSite(year, siteCode), eq(sql`${revision.number}::text`, sql`${auditEvent.details}->>'revision'`)),
    )
    .where(
      and(
        eq(auditEvent.districtId, year.districtId),
        inArray(auditEvent.subject, [...file.subjects]),
        eq(auditEvent.action, 'revision.saved'),
        eq(auditEvent.personId, file.personId),
        eq(detail('fileHash'), file.fileHash),
        eq(detail('suggestions'), file.suggestions),
      ),
    )
    .orderBy(desc(revision.number))
    .limit(1);
  return found ? summaryOf(found) : null;
}

/** Stores a revision; false when one with its number is there already. */
export async function addRevision(tx: Transaction, year: Year, next: NewRevision): Promise<boolean> {
  const { summary, content, ...rest } = next;
  const added = await tx
    .insert(revision)
    .values({
      districtId: year.districtId,
      yearId: year.yearId,
      ...rest,
      ...summary,
      savedAt: new Date(summary.savedAt),
      claimedAt: dateOf(summary.claimedAt),
      claimFloor: dateOf(summary.claimFloor),
      content: JSON.stringify(content),
    })
    .onConflictDoNothing()
    .returning({ number: sql<number>`1` });
  return added.length === 1;
}

/** The newest revisions of a site, without content, newest first. */
export async function newestSummaries(
  db: Database | Transaction,
  year: Year,
  siteCode: string,
  limit: number,
  below?: number,
): Promise<RevisionSummary[]> {
  const rows = await db
    .select(SUMMARY)
    .from(revision)
    .where(and(ofSite(year, siteCode), below === undefined ? undefined : lt(revision.number, below)))
    .orderBy(desc(revision.number))
    .limit(limit);
  return rows.map(summaryOf);
}
