import { and, desc, eq } from 'drizzle-orm';
import type { ExportSettings } from '../../src/core/exports/export-settings.js';
import type { MasterExport } from '../../src/contract/master-exports.js';
import type { Database, Transaction } from './open-database.js';
import { masterExport } from './schema-exports.js';
import type { Year } from './year-store.js';

/** An export with its files, compressed with gzip. */
export type NewExport = {
  summary: MasterExport;
  layoutHash: string;
  settings: ExportSettings;
  madeById: string | null;
  file: Buffer;
  newAccountsFile: Buffer | null;
};

const { districtId, yearId, layoutId, number } = masterExport;
const SUMMARY = {
  layoutId,
  number,
  version: masterExport.version,
  sinceVersion: masterExport.sinceVersion,
  fileName: masterExport.fileName,
  fileHash: masterExport.fileHash,
  rowCount: masterExport.rowCount,
  totalCents: masterExport.totalCents,
  newAccountsName: masterExport.newAccountsName,
  newAccountsHash: masterExport.newAccountsHash,
  newAccountCount: masterExport.newAccountCount,
  madeBy: masterExport.madeBy,
  madeAt: masterExport.madeAt,
};

function summaryOf({
  newAccountsName,
  newAccountsHash,
  newAccountCount: count,
  madeAt,
  ...row
}: Pick<typeof masterExport.$inferSelect, keyof typeof SUMMARY>): MasterExport {
  const newAccounts =
    newAccountsName === null || newAccountsHash === null
      ? null
      : { fileName: newAccountsName, fileHash: newAccountsHash, count };
  return { ...row, newAccounts, madeAt: madeAt.toISOString() };
}

const ofYear = (year: Year) => and(eq(districtId, year.districtId), eq(yearId, year.yearId));

/** The year's exports, newest first in each layout; there are a few a season. */
export async function listExports(db: Database | Transaction, year: Year): Promise<MasterExport[]> {
  const rows = await db
    .select(SUMMARY)
    .from(masterExport)
    .where(ofYear(year))
    .orderBy(layoutId, desc(number));
  return rows.map(summaryOf);
}

/** The last export of a layout and what it was made with. */
export type LastExport = {
  summary: MasterExport;
  layoutHash: string;
  /** Null of one from before they were kept. */
  settings: ExportSettings | null;
};

/** The last export of a layout, with the layout's hash and settings as they were then; null where there was none. */
export async function lastExport(
  db: Database | Transaction,
  year: Year,
  layout: string,
): Promise<LastExport | null> {
  const [found] = await db
    .select({ ...SUMMARY, layoutHash: masterExport.layoutHash, settings: masterExport.settings })
    .from(masterExport)
    .where(and(ofYear(year), eq(layoutId, layout)))
    .orderBy(desc(number))
    .limit(1);
  if (!found) return null;
  const { layoutHash, settings, ...row } = found;
  return { summary: summaryOf(row), layoutHash, settings };
}

/** Stores an export; false when one with its number is there already. */
export async function addExport(tx: Transaction, year: Year, made: NewExport): Promise<boolean> {
  const { newAccounts, madeAt, ...summary } = made.summary;
  const added = await tx
    .insert(masterExport)
    .values({
      districtId: year.districtId,
      yearId: year.yearId,
      ...summary,
      madeAt: new Date(madeAt),
      layoutHash: made.layoutHash,
      settings: made.settings,
      madeById: made.madeById,
      file: made.file,
      newAccountsName: newAccounts?.fileName ?? null,
      newAccountsHash: newAccounts?.fileHash ?? null,
      newAccountsFile: made.newAccountsFile,
      newAccountCount: newAccounts?.count ?? 0,
    })
    .onConflictDoNothing()
    .returning({ number });
  return added.length === 1;
}

/** The kept bytes of one file of an export; null where there is no such file. */
export async function findExportFile(
  db: Database | Transaction,
  year: Year,
  of: Pick<MasterExport, 'layoutId' | 'number'>,
  part: 'file' | 'newAccountsFile',
): Promise<{ summary: MasterExport; bytes: Buffer } | null> {
  const [found] = await db
    .select({ ...SUMMARY, bytes: masterExport[part] })
    .from(masterExport)
    .where(and(ofYear(year), eq(layoutId, of.layoutId), eq(number, of.number)));
  if (!found) return null;
  const { bytes, ...row } = found;
  return bytes ? { summary: summaryOf(row), bytes } : null;
}
