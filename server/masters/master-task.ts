import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import { dryRun, type DryRun } from '../../src/core/exports/dry-run.js';
import { planExport, type ExportRequest, type ExportSummary } from '../../src/core/exports/plan-export.js';
import { linesBehind, type FigurePlace } from '../../src/core/merge/lines-behind.js';
import { accountsOf, type AdoptedAccounts } from '../../src/core/merge/adopted-accounts.js';
import type { ApprovedRevision, MasterBudget, MasterLine } from '../../src/core/merge/master-budget.js';
import { recomputeProof, type MasterProof } from '../../src/core/merge/prove.js';
import type { Problem } from '../../src/core/problem.js';
import { sha256 } from '../content-hash.js';
import { masterLinesCsv } from '../exports/master-lines-csv.js';
import { packExport, type PackedExport } from '../exports/pack-export.js';
import { mergeNext, type MergeAsk, type MergedNext } from './merge-next.js';
import type { MasterReport } from '../workbooks/report-sheet.js';
import { writeMasterWorkbook } from '../workbooks/write-master-workbook.js';

/** Which lines of a version: those of a figure or of an account, or of these one line of a site. */
export type WantedLines = (FigurePlace | { account: string }) & {
  line?: { siteCode: string; lineId: string };
};

type ExportAsk = { request: Omit<ExportRequest, 'master' | 'since'> };

/** What is made of a version that is read whole for it, and by what it is asked for. */
export type MasterAsks = {
  workbook: { report: Omit<MasterReport, 'master'> };
  csv: { plan: DistrictPlan };
  dryRun: ExportAsk & { preview: number; rejected: number };
  files: ExportAsk & { rejected: number };
  lines: { plan: DistrictPlan; wanted: WantedLines; after: number; limit: number };
  accounts: { plan: DistrictPlan; accounts: readonly string[] };
  /** The revisions that it was merged from, as they are stored now. */
  proof: { revisions: readonly ApprovedRevision[] };
  merge: MergeAsk;
};

/** Who approved the sites that a version is made of. */
type Sources = { sources: MasterBudget['sources'] };

export type MasterReplies = {
  workbook: Uint8Array;
  csv: Uint8Array;
  dryRun: Sources & { problems: Problem[]; file: (ExportSummary & DryRun) | null };
  files: Sources & PackedExport;
  /** One page of the lines, and what all of them are. */
  lines: Sources & { lines: MasterLine[]; lineCount: number; totalCents: number; totalFte: number };
  accounts: AdoptedAccounts;
  /** With the hash of the version's text as it is stored now. */
  proof: { proof: MasterProof; contentHash: string };
  merge: MergedNext;
};

export type TaskKind = keyof MasterAsks;

/** A task as it goes to a thread: versions are JSON text as they are stored. `since` is the earlier one of an export. */
export type MasterTask<Kind extends TaskKind> = {
  kind: Kind;
  document: string;
  since: string | null;
  ask: MasterAsks[Kind];
};

type Versions = { master: MasterBudget; since: MasterBudget | null; document: string };
type Carrier<Kind extends TaskKind> = (
  versions: Versions,
  ask: MasterAsks[Kind],
) => MasterReplies[Kind] | Promise<MasterReplies[Kind]>;

const CARRIERS: { [Kind in TaskKind]: Carrier<Kind> } = {
  workbook: ({ master }, { report }) => writeMasterWorkbook({ ...report, master }),
  csv: ({ master }, { plan }) => masterLinesCsv(plan, master),
  dryRun({ master, since }, { request, preview, rejected }) {
    const { problems, plan } = planExport({ ...request, master, since });
    const file = plan && { ...plan.summary, ...dryRun(plan, { preview, rejected }) };
    return { problems, file, sources: master.sources };
  },
  files: async ({ master, since }, { request, rejected }) => ({
    ...(await packExport({ ...request, master, since }, rejected)),
    sources: master.sources,
  }),
  accounts: ({ master }, { plan, accounts }) => accountsOf(plan, master, new Set(accounts)),
  proof: ({ master, document }, { revisions }) => ({
    proof: recomputeProof(master, revisions),
    contentHash: sha256(document),
  }),
  merge: ({ master }, ask) => mergeNext(master, ask),
  lines({ master }, { plan, wanted, after, limit }) {
    const all = allLines(master, plan, wanted);
    const { line } = wanted;
    const found = line
      ? all.filter(({ siteCode, lineId }) => siteCode === line.siteCode && lineId === line.lineId)
      : all;
    return {
      lines: found.slice(after, after + limit),
      lineCount: found.length,
      totalCents: found.reduce((sum, { proposedCents }) => sum + proposedCents, 0),
      totalFte: found.reduce((sum, { proposedFte }) => sum + proposedFte, 0),
      sources: master.sources,
    };
  },
};

function allLines(master: MasterBudget, plan: DistrictPlan, wanted: WantedLines): readonly MasterLine[] {
  return 'account' in wanted
    ? (master.accounts.find(({ account }) => account === wanted.account)?.lines ?? [])
    : linesBehind(plan, master, wanted);
}

/** Carries a task out where it is called. */
export async function carryOut<Kind extends TaskKind>({
  kind,
  document,
  since,
  ask,
}: MasterTask<Kind>): Promise<MasterReplies[Kind]> {
  const read = (text: string) => JSON.parse(text) as MasterBudget;
  const versions = { master: read(document), since: since === null ? null : read(since), document };
  return CARRIERS[kind](versions, ask);
}
