import { createHash } from 'node:crypto';
import { createGzip } from 'node:zlib';
import { notOfTheAccount } from '../../src/core/exports/dry-run.js';
import type { ExportLayout } from '../../src/core/exports/export-layout.js';
import {
  planExport,
  type ExportRequest,
  type ExportSummary,
  type PlannedTable,
  type RejectedRow,
} from '../../src/core/exports/plan-export.js';
import type { Problem } from '../../src/core/problem.js';
import { writeExport } from './write-export.js';

/** A file in its compressed form (gzip), with the SHA-256 of what it is. */
export type PackedFile = { bytes: Uint8Array; hash: string };

/** The files of an export, or what keeps them back; of the rows that the target would refuse, the first. */
export type PackedExport =
  | {
      ok: true;
      summary: ExportSummary;
      budget: PackedFile;
      newAccounts: (PackedFile & { extension: string }) | null;
    }
  | { ok: false; problems: Problem[]; rejected: RejectedRow[]; rejectedCount: number };

/** Writes the files of an export into their compressed form. At most `named` refused rows are told. */
export async function packExport(request: ExportRequest, named: number): Promise<PackedExport> {
  const { layout } = request;
  const { problems, plan } = planExport(request);
  const rejected: RejectedRow[] = [];
  let rejectedCount = 0;
  const note = (row: RejectedRow) => {
    rejectedCount += 1;
    if (rejected.length < named) rejected.push(row);
  };
  const newAccounts = plan?.newAccounts ? await pack(layout, plan.newAccounts, notOfTheAccount(note)) : null;
  const budget = plan ? await pack(layout, plan.budget, note) : null;
  if (!plan || !budget || problems.length > 0 || rejectedCount > 0)
    return { ok: false, problems, rejected, rejectedCount };
  const extension = plan.newAccounts?.compiled.table.extension ?? 'csv';
  return {
    ok: true,
    summary: plan.summary,
    budget,
    newAccounts: newAccounts && { ...newAccounts, extension },
  };
}

/** Never all of a file as one text. */
async function pack(
  layout: ExportLayout,
  planned: PlannedTable,
  onRejected: (row: RejectedRow) => void,
): Promise<PackedFile> {
  const hash = createHash('sha256');
  const gzip = createGzip();
  const packed: Buffer[] = [];
  gzip.on('data', (piece: Buffer) => packed.push(piece));
  const ended = new Promise((resolve, reject) => gzip.once('end', resolve).once('error', reject));
  for (const piece of writeExport(layout, planned, onRejected)) {
    hash.update(piece);
    if (!gzip.write(piece)) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end();
  await ended;
  return { bytes: Buffer.concat(packed), hash: hash.digest('hex') };
}
