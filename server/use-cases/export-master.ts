import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { ExportLayout } from '../../src/core/exports/export-layout.js';
import { otherSetting, settingsFor } from '../../src/core/exports/export-settings.js';
import type { RejectedRow } from '../../src/core/exports/plan-export.js';
import type { MasterBudget } from '../../src/core/merge/master-budget.js';
import type { Problem } from '../../src/core/problem.js';
import type {
  ExportPreview,
  listExportLayouts,
  MasterExport,
  OrderedExport,
  TracedRow,
  WantedExport,
} from '../../src/contract/master-exports.js';
import type { ReplyOf } from '../../src/contract/endpoint.js';
import { layoutHash, newAccountsTable } from '../exports/export-layouts.js';
import * as store from '../stores/export-store.js';
import { inTransaction } from '../stores/open-database.js';
import { openYear, type Year } from '../stores/year-store.js';
import { audit, NOBODY } from './audit.js';
import { localDate } from './local-date.js';
import { textsOf } from './master-budgets.js';
import { masterTask } from './master-task.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';
import { traced } from './trace-master.js';

/** Who makes files: a signed-in person, or whoever has the database (`personId` null). */
export type Exporter = { districtId: string; personId: string | null; name: string };
type ExportParts = Pick<Parts, 'db' | 'now' | 'newId' | 'nudges' | 'layouts'>;

const ROWS_SHOWN = 8;
const REJECTED_NAMED = 200;

export async function listLayouts(
  { db, layouts }: ExportParts,
  { districtId }: Pick<Exporter, 'districtId'>,
): Promise<ReplyOf<typeof listExportLayouts>> {
  const year = await openYear(db, districtId);
  const made = await store.listExports(db, year);
  const known = year.plan.exportSettings ?? {};
  return {
    layouts: [...layouts.values()].map(({ id, title, source, deltas, settings }) => ({
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
  const last = await store.lastExport(parts.db, year, wanted.layoutId);
  const { texts, request } = asked(parts, year, version, { wanted, last });
  const { problems, file, sources } = await masterTask('dryRun', texts, {
    request,
    preview: ROWS_SHOWN,
    rejected: REJECTED_NAMED,
  });
  if (!file) return { problems, file: null };
  return { problems, file: { ...file, rejected: await tracedRows(parts, year, sources, file.rejected) } };
}

/** The files of an export in full, or what keeps them back. */
export type WrittenExport =
  | { ok: true; made: Omit<store.NewExport, 'madeById'> }
  | { ok: false; problems: Problem[]; rejected: TracedRow[]; rejectedCount: number };

/** What is to be made. Without a number it is the next of its layout, whatever that is. */
type Order = Omit<OrderedExport, 'number'> & { number: number | null };

/**
 * Makes an export and keeps it, with its audit row. What the target would refuse is not made but told, all of it. Refuses
 * a number that is taken, changes since another version than the one that went out last, and a whole budget to a target
 * that adds figures up, unless it is to go out `again`: so nothing is sent twice.
 */
export async function storeExport(
  parts: ExportParts,
  exporter: Exporter,
  version: number,
  wanted: Order,
): Promise<WrittenExport> {
  const year = await openYear(parts.db, exporter.districtId);
  const written = await write(parts, exporter, year, version, wanted);
  if (!written.ok) return written;
  const { summary, layoutHash: hash } = written.made;
  await inTransaction(parts.db, async (tx) => {
    // Somebody else's export in between has the number.
    if (!(await store.addExport(tx, year, { ...written.made, madeById: exporter.personId })))
      throw madeMeanwhile(await store.lastExport(tx, year, summary.layoutId));
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
  wanted: OrderedExport,
): Promise<MasterExport> {
  const written = await storeExport(parts, exporter, version, wanted);
  if (written.ok) return written.made.summary;
  const ofRows = written.rejected.flatMap(({ part, fileLine, account, lines, problems }) =>
    problems.map((problem) => ({
      ...problem,
      params: { ...problem.params, file: part, fileLine, account, site: lines[0]?.siteCode ?? '' },
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

function layoutOf({ layouts }: ExportParts, id: string): ExportLayout {
  const layout = layouts.get(id);
  if (!layout) throw new Refusal('export.layoutUnknown');
  return layout;
}

function madeMeanwhile(last: store.LastExport | null): Refusal {
  const { number = 0, version = 0 } = last?.summary ?? {};
  return new Refusal('export.madeMeanwhile', { last: number, version });
}

/** The texts of the versions that an export is made of, and all that it needs beside them. */
function asked(
  parts: ExportParts,
  year: Year,
  version: number,
  {
    wanted: { layoutId, since, settings: said },
    last,
  }: { wanted: WantedExport; last: store.LastExport | null },
) {
  const { db, now } = parts;
  const layout = layoutOf(parts, layoutId);
  const settings = settingsFor(layout, year.plan, said);
  if (since !== null) {
    if (last?.summary.version !== since)
      throw new Refusal('export.notSince', { last: last?.summary.version ?? 0 });
    // By another layout the rows of then would be others, and what is taken back would be what never went out.
    if (last.layoutHash !== layoutHash(layout)) throw new Refusal('export.otherLayout', { last: since });
    const different = last.settings && otherSetting(layout, last.settings, settings);
    if (different) throw new Refusal('export.otherSettings', { last: since, ...different });
  }
  return {
    texts: textsOf(db, year, version, since),
    request: {
      layout,
      newAccounts: newAccountsTable(layout),
      plan: year.plan,
      settings,
      madeOn: localDate(now(), year.plan.timeZone),
    },
  };
}

/** Refused rows with where their lines come from. */
async function tracedRows(
  { db }: ExportParts,
  year: Year,
  sources: MasterBudget['sources'],
  rows: readonly RejectedRow[],
): Promise<TracedRow[]> {
  const lines = await traced(
    db,
    year,
    sources,
    rows.flatMap((row) => row.lines),
  );
  let at = 0;
  return rows.map((row) => {
    at += row.lines.length;
    return { ...row, lines: lines.slice(at - row.lines.length, at) };
  });
}

async function write(
  parts: ExportParts,
  exporter: Exporter,
  year: Year,
  version: number,
  wanted: Order,
): Promise<WrittenExport> {
  const { layoutId, since } = wanted;
  const layout = layoutOf(parts, layoutId);
  // Looked up first: whoever exports meanwhile takes the number, and this one is refused.
  const last = await store.lastExport(parts.db, year, layoutId);
  const number = (last?.summary.number ?? 0) + 1;
  if (wanted.number !== null && wanted.number !== number) throw madeMeanwhile(last);
  if (last && since === null && layout.deltas === 'changes' && wanted.again !== true)
    throw new Refusal('export.again', { last: last.summary.version });
  const { texts, request } = asked(parts, year, version, { wanted, last });
  const written = await masterTask('files', texts, { request, rejected: REJECTED_NAMED });
  if (!written.ok) {
    const { problems, rejected, rejectedCount, sources } = written;
    return {
      ok: false,
      problems,
      rejected: await tracedRows(parts, year, sources, rejected),
      rejectedCount,
    };
  }
  const { summary: counts, budget, newAccounts } = written;
  const name = [
    layoutId,
    year.yearId,
    ...(since === null ? [] : [`v${String(since)}-to`]),
    `v${String(version)}`,
  ].join('-');
  const summary: MasterExport = {
    layoutId,
    number,
    version,
    sinceVersion: since,
    fileName: `${name}.${layout.budget.extension}`,
    fileHash: budget.hash,
    rowCount: counts.rowCount,
    totalCents: counts.proposedCents,
    newAccounts: newAccounts && {
      fileName: `${name}-new-accounts.${newAccounts.extension}`,
      fileHash: newAccounts.hash,
      count: counts.newAccountCount,
    },
    madeBy: exporter.name,
    madeAt: parts.now().toISOString(),
  };
  const files = {
    file: Buffer.from(budget.bytes),
    newAccountsFile: newAccounts && Buffer.from(newAccounts.bytes),
  };
  return {
    ok: true,
    made: { summary, layoutHash: layoutHash(layout), settings: request.settings, ...files },
  };
}
