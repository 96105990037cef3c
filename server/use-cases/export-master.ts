import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { createGzip, gunzip } from 'node:zlib';
import { dryRun, notOfTheAccount } from '../../src/core/exports/dry-run.js';
import type { ExportLayout } from '../../src/core/exports/export-layout.js';
import {
  planExport,
  type ExportPlan,
  type PlannedTable,
  type RejectedRow,
} from '../../src/core/exports/plan-export.js';
import type { Problem } from '../../src/core/problem.js';
import type {
  ExportPreview,
  listExportLayouts,
  MasterExport,
  WantedExport,
} from '../../src/contract/master-exports.js';
import type { ReplyOf } from '../../src/contract/endpoint.js';
import { layoutHash, newAccountsTable, shippedLayouts } from '../exports/export-layouts.js';
import { writeExport } from '../exports/write-export.js';
import * as store from '../stores/export-store.js';
import { findMaster } from '../stores/master-store.js';
import { inTransaction, type Database } from '../stores/open-database.js';
import { openYear, type Year } from '../stores/year-store.js';
import { audit, NOBODY } from './audit.js';
import { localDate } from './local-date.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';

/** Who makes files: a signed-in person, or whoever has the database (`personId` null). */
export type Exporter = { districtId: string; personId: string | null; name: string };
type ExportParts = Pick<Parts, 'db' | 'now' | 'newId' | 'nudges'>;

const ROWS_SHOWN = 8;
const REJECTED_NAMED = 200;
/** Pieces of a file after which other requests have their turn. */
const BREATH = 8;

export async function listLayouts(
  { db }: ExportParts,
  { districtId }: Pick<Exporter, 'districtId'>,
): Promise<ReplyOf<typeof listExportLayouts>> {
  const year = await openYear(db, districtId);
  const made = await store.listExports(db, year);
  const known = year.plan.exportSettings ?? {};
  return {
    layouts: [...shippedLayouts().values()].map(({ id, title, source, deltas, settings }) => ({
      id,
      title,
      source,
      deltas,
      settings: settings.map(({ key, title: name, expects }) => ({
        key,
        title: name,
        expects,
        value: known[key] ?? '',
      })),
      exports: made.filter(({ layoutId }) => layoutId === id),
    })),
  };
}

/** The dry run: what the file would hold, and every row that the target would refuse. */
export async function previewExport(
  parts: ExportParts,
  { districtId }: Pick<Exporter, 'districtId'>,
  version: number,
  wanted: WantedExport,
): Promise<ExportPreview> {
  const year = await openYear(parts.db, districtId);
  const { problems, plan } = await planWanted(parts, year, version, wanted);
  if (!plan) return { problems, file: null };
  const run = dryRun(plan, { preview: ROWS_SHOWN, rejected: REJECTED_NAMED });
  return { problems, file: { ...plan.summary, ...run } };
}

/** The files of an export in full, or what keeps them back. */
export type WrittenExport =
  | { ok: true; made: Omit<store.NewExport, 'madeById'> }
  | { ok: false; problems: Problem[]; rejected: RejectedRow[]; rejectedCount: number };

/**
 * Makes an export and keeps it, with its audit row. What the target would refuse is not made but told, all of it. Refuses
 * changes since another version than the one that went out last, so that nothing is sent twice.
 */
export async function storeExport(
  parts: ExportParts,
  exporter: Exporter,
  version: number,
  wanted: WantedExport,
): Promise<WrittenExport> {
  const year = await openYear(parts.db, exporter.districtId);
  const written = await write(parts, exporter, year, version, wanted);
  if (!written.ok) return written;
  const { summary, layoutHash: hash } = written.made;
  await inTransaction(parts.db, async (tx) => {
    // Somebody else's export in between has the number.
    if (!(await store.addExport(tx, year, { ...written.made, madeById: exporter.personId })))
      throw new Refusal('server.busy');
    await audit(
      tx,
      parts,
      { ...exporter, personId: exporter.personId ?? NOBODY },
      {
        action: 'master.exported',
        subject: subjectOf(year, summary),
        details: {
          layout: summary.layoutId,
          layoutHash: hash,
          version: summary.version,
          ...(summary.sinceVersion === null ? {} : { since: summary.sinceVersion }),
          rows: summary.rowCount,
          amountCents: summary.totalCents,
          fileHash: summary.fileHash,
        },
      },
    );
  });
  return written;
}

/** The same for a request: what keeps the file back is the refusal. */
export async function makeExport(
  parts: ExportParts,
  exporter: Exporter,
  version: number,
  wanted: WantedExport,
): Promise<MasterExport> {
  const written = await storeExport(parts, exporter, version, wanted);
  if (written.ok) return written.made.summary;
  const ofRows = written.rejected.flatMap(({ fileLine, account, lines, problems }) =>
    problems.map((problem) => ({
      ...problem,
      params: { ...problem.params, fileLine, account, site: lines[0]?.siteCode ?? '' },
    })),
  );
  throw new Refusal('export.refused', { rows: written.rejectedCount }, [...written.problems, ...ofRows]);
}

/** Hands out a kept file, with an audit row for every time. */
export async function takeExportFile(
  parts: ExportParts,
  exporter: Exporter & { personId: string },
  of: Pick<MasterExport, 'layoutId' | 'number'>,
  part: 'file' | 'newAccountsFile',
): Promise<Uint8Array> {
  const year = await openYear(parts.db, exporter.districtId);
  const found = await store.findExportFile(parts.db, year, of, part);
  if (!found) throw new Refusal('export.unknown');
  const { summary } = found;
  const bytes = await promisify(gunzip)(found.bytes);
  await inTransaction(parts.db, (tx) =>
    audit(tx, parts, exporter, {
      action: 'master.fileTaken',
      subject: subjectOf(year, summary),
      details: {
        layout: summary.layoutId,
        version: summary.version,
        fileHash: part === 'file' ? summary.fileHash : (summary.newAccounts?.fileHash ?? ''),
      },
    }),
  );
  return bytes;
}

const subjectOf = ({ yearId }: Year, { version, layoutId, number }: MasterExport) =>
  `${yearId}/v${String(version)}/${layoutId}/${String(number)}`;

function layoutOf(id: string): ExportLayout {
  const layout = shippedLayouts().get(id);
  if (!layout) throw new Refusal('export.layoutUnknown');
  return layout;
}

async function planWanted(
  { db, now }: ExportParts,
  year: Year,
  version: number,
  { layoutId, since, settings }: WantedExport,
): Promise<ReturnType<typeof planExport>> {
  const layout = layoutOf(layoutId);
  const master = await masterOf(db, year, version);
  if (since !== null) {
    const last = await store.lastExport(db, year, layoutId);
    if (last?.version !== since) throw new Refusal('export.notSince', { last: last?.version ?? 0 });
  }
  return planExport({
    layout,
    newAccounts: newAccountsTable(layout),
    plan: year.plan,
    master,
    since: since === null ? null : await masterOf(db, year, since),
    settings: { ...year.plan.exportSettings, ...settings },
    madeOn: localDate(now(), year.plan.timeZone),
  });
}

async function masterOf(db: Database, year: Year, version: number) {
  const found = await findMaster(db, year, version);
  if (!found) throw new Refusal('master.unknown', { version });
  return found.master;
}

async function write(
  parts: ExportParts,
  exporter: Exporter,
  year: Year,
  version: number,
  wanted: WantedExport,
): Promise<WrittenExport> {
  const { layoutId, since } = wanted;
  const layout = layoutOf(layoutId);
  // Looked up first: whoever exports meanwhile takes the number, and this one is refused.
  const number = ((await store.lastExport(parts.db, year, layoutId))?.number ?? 0) + 1;
  const { problems, plan } = await planWanted(parts, year, version, wanted);
  const rejected: RejectedRow[] = [];
  let rejectedCount = 0;
  const note = (row: RejectedRow) => {
    rejectedCount += 1;
    if (rejected.length < REJECTED_NAMED) rejected.push(row);
  };
  const newAccounts = plan?.newAccounts ? await pack(layout, plan.newAccounts, notOfTheAccount(note)) : null;
  const budget = plan ? await pack(layout, plan.budget, note) : null;
  if (!plan || !budget || problems.length > 0 || rejectedCount > 0)
    return { ok: false, problems, rejected, rejectedCount };
  const name = [
    layoutId,
    year.yearId,
    ...(since === null ? [] : [`v${String(since)}-to`]),
    `v${String(version)}`,
  ];
  const summary: MasterExport = {
    layoutId,
    number,
    version,
    sinceVersion: since,
    fileName: `${name.join('-')}.${layout.budget.extension}`,
    fileHash: budget.hash,
    rowCount: plan.summary.rowCount,
    totalCents: plan.summary.proposedCents,
    newAccounts: newAccounts && {
      fileName: newAccountsName(name, plan),
      fileHash: newAccounts.hash,
      count: plan.summary.newAccountCount,
    },
    madeBy: exporter.name,
    madeAt: parts.now().toISOString(),
  };
  const files = { file: budget.bytes, newAccountsFile: newAccounts?.bytes ?? null };
  return { ok: true, made: { summary, layoutHash: layoutHash(layout), ...files } };
}

function newAccountsName(name: readonly string[], { newAccounts }: ExportPlan): string {
  return `${name.join('-')}-new-accounts.${newAccounts?.compiled.table.extension ?? 'csv'}`;
}

/** Writes a file into its compressed form, with the hash of what it is; never all of it as one text. */
async function pack(
  layout: ExportLayout,
  planned: PlannedTable,
  onRejected: (row: RejectedRow) => void,
): Promise<{ bytes: Buffer; hash: string }> {
  const hash = createHash('sha256');
  const gzip = createGzip();
  const packed: Buffer[] = [];
  gzip.on('data', (piece: Buffer) => packed.push(piece));
  const ended = new Promise((resolve, reject) => gzip.once('end', resolve).once('error', reject));
  let pieces = 0;
  for (const piece of writeExport(layout, planned, onRejected)) {
    hash.update(piece);
    if (!gzip.write(piece)) await new Promise((resolve) => gzip.once('drain', resolve));
    pieces += 1;
    if (pieces % BREATH === 0) await new Promise(setImmediate);
  }
  gzip.end();
  await ended;
  return { bytes: Buffer.concat(packed), hash: hash.digest('hex') };
}
