import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { MasterSource } from '../../src/core/merge/master-budget.js';
import type { TieOut } from '../../src/core/merge/tie-out.js';
import type { MasterSummary } from '../../src/contract/master-budgets.js';
import type { Database, Transaction } from './open-database.js';
import { readTieOut } from './read-tie-out.js';
import { masterBudget } from './schema.js';
import type { Year } from './year-store.js';

/** `bookStamp`: the year's when it was made; null of versions from before it was kept. */
export type MasterHead = { summary: MasterSummary; tieOut: TieOut; bookStamp: string | null };

/** A version as it is stored, its master budget as JSON text: lines may be very many, and are read in a thread of their own. */
export type MasterText = MasterHead & { document: string };

const SUMMARY = {
  version: masterBudget.version,
  createdBy: masterBudget.createdBy,
  createdAt: masterBudget.createdAt,
  contentHash: masterBudget.contentHash,
  siteCount: masterBudget.siteCount,
  totalCents: masterBudget.totalCents,
  totalFte: masterBudget.totalFte,
  mergedEqualsSubmitted: sql<boolean>`(${masterBudget.tieOut} ->> 'mergedEqualsSubmitted')::boolean`,
};

type Row = Omit<MasterSummary, 'createdAt' | 'stage'> & { createdAt: Date };

function summaryOf({ createdAt, ...row }: Row): MasterSummary {
  const { version, createdBy, contentHash, siteCount, totalCents, totalFte, mergedEqualsSubmitted } = row;
  return {
    version,
    createdBy,
    createdAt: createdAt.toISOString(),
    contentHash,
    siteCount,
    totalCents,
    totalFte,
    mergedEqualsSubmitted,
  };
}

const ofYear = (year: Year) =>
  and(eq(masterBudget.districtId, year.districtId), eq(masterBudget.yearId, year.yearId));

/** Newest version first; those below a version, and at most so many. */
export async function listMasters(
  db: Database | Transaction,
  year: Year,
  { below, limit }: { below: number | null; limit: number | null },
): Promise<MasterSummary[]> {
  const listed = db
    .select(SUMMARY)
    .from(masterBudget)
    .where(and(ofYear(year), below === null ? undefined : lt(masterBudget.version, below)))
    .orderBy(desc(masterBudget.version));
  return (await (limit === null ? listed : listed.limit(limit))).map(summaryOf);
}

export async function findMasterText(
  db: Database | Transaction,
  year: Year,
  version: number,
): Promise<MasterText | null> {
  const [found] = await db
    .select()
    .from(masterBudget)
    .where(and(ofYear(year), eq(masterBudget.version, version)));
  return found ? textOf(found) : null;
}

/** The tie-out of a version alone: its lines may be very many. */
export async function findTieOut(
  db: Database | Transaction,
  year: Year,
  version: number,
): Promise<TieOut | null> {
  const [found] = await db
    .select({ tieOut: masterBudget.tieOut })
    .from(masterBudget)
    .where(and(ofYear(year), eq(masterBudget.version, version)));
  return found ? readTieOut(found.tieOut) : null;
}

/** How long the text of a version is, in bytes; null where there is no such version. */
export async function findMasterSize(
  db: Database | Transaction,
  year: Year,
  version: number,
): Promise<number | null> {
  const [found] = await db
    .select({ size: sql<number>`octet_length(${masterBudget.document})` })
    .from(masterBudget)
    .where(and(ofYear(year), eq(masterBudget.version, version)));
  return found?.size ?? null;
}

const HEAD = { ...SUMMARY, tieOut: masterBudget.tieOut, bookStamp: masterBudget.bookStamp };

/** A version without its lines. */
export async function findMasterHead(
  db: Database | Transaction,
  year: Year,
  version: number,
): Promise<MasterHead | null> {
  const [found] = await db
    .select(HEAD)
    .from(masterBudget)
    .where(and(ofYear(year), eq(masterBudget.version, version)));
  return found ? headOf(found) : null;
}

/** The newest version without its lines; null where nothing was merged yet. */
export async function findNewestHead(db: Database | Transaction, year: Year): Promise<MasterHead | null> {
  const [found] = await db
    .select(HEAD)
    .from(masterBudget)
    .where(ofYear(year))
    .orderBy(desc(masterBudget.version))
    .limit(1);
  return found ? headOf(found) : null;
}

/** What stands between the sources of a version and its lines: the order of its fields is part of its hash. */
const BEFORE_LINES = '],"accounts":[';

/** What a version was merged from, without reading its lines; nothing where its text does not tell. */
export async function findMasterSources(
  db: Database | Transaction,
  year: Year,
  version: number,
): Promise<MasterSource[]> {
  const { document } = masterBudget;
  const [found] = await db
    .select({ head: sql<string>`left(${document}, position(${BEFORE_LINES} in ${document}))` })
    .from(masterBudget)
    .where(and(ofYear(year), eq(masterBudget.version, version)));
  return found?.head ? (JSON.parse(`${found.head}}`) as { sources: MasterSource[] }).sources : [];
}

function headOf({
  tieOut,
  bookStamp,
  ...row
}: Row & Pick<typeof masterBudget.$inferSelect, 'tieOut' | 'bookStamp'>): MasterHead {
  return { summary: summaryOf(row), tieOut: readTieOut(tieOut), bookStamp };
}

function textOf(row: typeof masterBudget.$inferSelect): MasterText {
  const tieOut = readTieOut(row.tieOut);
  return {
    summary: summaryOf({ ...row, mergedEqualsSubmitted: tieOut.mergedEqualsSubmitted }),
    document: row.document,
    tieOut,
    bookStamp: row.bookStamp,
  };
}

/** Stores a version; false when one with its number is there already. */
export async function addMaster(tx: Transaction, year: Year, next: MasterText): Promise<boolean> {
  const { version, createdBy, createdAt, contentHash, siteCount, totalCents, totalFte } = next.summary;
  const added = await tx
    .insert(masterBudget)
    .values({
      districtId: year.districtId,
      yearId: year.yearId,
      version,
      contentHash,
      siteCount,
      totalCents,
      totalFte,
      createdBy,
      createdAt: new Date(createdAt),
      document: next.document,
      tieOut: next.tieOut,
      bookStamp: next.bookStamp,
    })
    .onConflictDoNothing()
    .returning({ version: masterBudget.version });
  return added.length === 1;
}
