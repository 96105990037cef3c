import { splitAccount } from '../../src/core/account/account-structure.js';
import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import {
  explainedBy,
  needsExplanation,
  unexplained,
  type DifferenceExplanation,
} from '../../src/core/merge/difference-explanation.js';
import type { Dimension } from '../../src/core/merge/dimensions.js';
import type { MasterBudget } from '../../src/core/merge/master-budget.js';
import type { StageEvent } from '../../src/core/merge/stage.js';
import {
  differs,
  rowsOf,
  type Against,
  type TieOut,
  type TieOutPart,
  type TieOutRow,
} from '../../src/core/merge/tie-out.js';
import type { ColumnKind } from '../../src/core/workbook/layout.js';
import { MASTER_WORDS as WORDS } from './master-words.js';

/** A version of the master budget with everything its workbook shows. */
export type MasterReport = {
  plan: DistrictPlan;
  version: number;
  createdBy: string;
  createdAt: string;
  contentHash: string;
  master: MasterBudget;
  tieOut: TieOut;
  explanations: readonly DifferenceExplanation[];
  stages: readonly StageEvent[];
};

/** Figures stand in the form of their column; `money` and `fte` have their own, in dollars and full-time posts. */
export type ReportValue = string | number | null | { money: number } | { fte: number };

/** A sheet of the report: a table under a title and a note. `total` is its last row, set apart. */
export type ReportSheet = {
  name: string;
  note: string;
  columns: readonly { title: string; kind: ColumnKind; width: number; wraps?: boolean }[];
  rows: ReportValue[][];
  total?: ReportValue[];
};

/** Above this many lines a workbook takes too long to open; they are then in the CSV alone. */
const MOST_LINES = 200_000;

const DIMENSION_SHEETS = ['fund', 'fundingSource', 'site', 'function', 'objectGroup'] as const;

/** The sheets of a version's workbook, in their order. */
export function masterSheets(report: MasterReport): ReportSheet[] {
  return [
    summarySheet(report),
    ...DIMENSION_SHEETS.flatMap((dimension) => dimensionSheet(report, dimension)),
    tieOutSheet(report),
    ...staffSheet(report),
    sourcesSheet(report),
    ...(lineCount(report.master) <= MOST_LINES ? [linesSheet(report)] : []),
  ];
}

const lineCount = ({ accounts }: MasterBudget) => accounts.reduce((sum, { lines }) => sum + lines.length, 0);
const dollars = (cents: number) => cents / 100;
const fteOf = (fte: number) => (fte === 0 ? null : fte / 10_000);

function summarySheet(report: MasterReport): ReportSheet {
  const { plan, master, tieOut, explanations, stages } = report;
  const currentCents = master.accounts.reduce((sum, account) => sum + account.currentCents, 0);
  const open = unexplained(tieOut, explanations).length;
  const count = lineCount(master);
  const facts: [string, ReportValue][] = [
    [WORDS.columns.proposed, { money: dollars(master.totalCents) }],
    [WORDS.columns.current, { money: dollars(currentCents) }],
    [WORDS.columns.change, { money: dollars(master.totalCents - currentCents) }],
    [WORDS.columns.proposedFte, { fte: master.totalFte / 10_000 }],
    [WORDS.summary.equal, tieOut.mergedEqualsSubmitted ? WORDS.yes : WORDS.no],
    [WORDS.summary.open, String(open)],
    [WORDS.summary.sites, String(master.sources.length)],
    [WORDS.summary.missing, tieOut.missingSites.map(({ name }) => name).join(', ') || WORDS.none],
    [WORDS.summary.lines, count <= MOST_LINES ? String(count) : WORDS.summary.inCsv(count, csvName(report))],
    [WORDS.summary.budgetYear, plan.year.id],
    [WORDS.summary.stage, stages.length === 0 ? WORDS.stages.merged : stages.map(stageText).join('; ')],
    [WORDS.summary.made, `${report.createdBy}, ${report.createdAt.slice(0, 16).replace('T', ' ')} UTC`],
    [WORDS.summary.hash, report.contentHash],
  ];
  return {
    name: WORDS.sheets.summary,
    note: WORDS.notes.summary,
    columns: [
      { title: WORDS.columns.what, kind: 'text', width: 38, wraps: true },
      { title: WORDS.columns.value, kind: 'text', width: 72, wraps: true },
    ],
    rows: facts,
  };
}

function stageText({ stage, date, resolution }: StageEvent): string {
  return `${WORDS.stages[stage]} ${date}${resolution === '' ? '' : ` (${resolution})`}`;
}

/** The name of the file that has the lines where the workbook has none. */
export function csvName({ version }: Pick<MasterReport, 'version'>): string {
  return `master-budget-v${String(version)}.csv`;
}

function dimensionSheet({ tieOut, plan }: MasterReport, dimension: Dimension): ReportSheet[] {
  const rows = rowsOf(tieOut, dimension, 'current');
  if (rows.length === 0) return [];
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  const [current, proposed] = [sum(({ otherCents }) => otherCents), sum(({ masterCents }) => masterCents)];
  return [
    {
      name: WORDS.sheets[dimension],
      note: WORDS.notes.dimension(plan.year.id, plan.year.currentId),
      columns: [
        { title: WORDS.columns.code, kind: 'code', width: 10 },
        { title: WORDS.columns.title, kind: 'text', width: 40, wraps: true },
        { title: WORDS.columns.current, kind: 'money', width: 18 },
        { title: WORDS.columns.proposed, kind: 'money', width: 18 },
        { title: WORDS.columns.change, kind: 'money', width: 18 },
        { title: WORDS.columns.currentFte, kind: 'fte', width: 13 },
        { title: WORDS.columns.proposedFte, kind: 'fte', width: 13 },
      ],
      rows: rows.map((row) => [
        row.code === '' ? WORDS.noCode : row.code,
        row.title === row.code ? '' : row.title,
        dollars(row.otherCents),
        dollars(row.masterCents),
        dollars(row.differenceCents),
        fteOf(row.otherFte),
        fteOf(row.masterFte),
      ]),
      total: [
        WORDS.total,
        '',
        dollars(current),
        dollars(proposed),
        dollars(proposed - current),
        fteOf(sum(({ otherFte }) => otherFte)),
        fteOf(sum(({ masterFte }) => masterFte)),
      ],
    },
  ];
}

/** Comparisons without a difference take one row that says so; this year's budget has sheets of its own. */
function tieOutSheet({ tieOut, explanations }: MasterReport): ReportSheet {
  const shown: readonly Against[] = [
    'revisions',
    'allocations',
    'revenue',
    'control',
    'transfers',
    'reserves',
  ];
  const rows = tieOut.parts
    .filter(({ against }) => shown.includes(against))
    .flatMap((part) => partRows(part, explanations));
  return {
    name: WORDS.sheets.tieOut,
    note: WORDS.notes.tieOut(tieOut.controlAsOf),
    columns: [
      { title: WORDS.columns.compared, kind: 'text', width: 58, wraps: true },
      { title: WORDS.columns.what, kind: 'text', width: 32, wraps: true },
      { title: WORDS.columns.master, kind: 'money', width: 18 },
      { title: WORDS.columns.other, kind: 'money', width: 18 },
      { title: WORDS.columns.difference, kind: 'money', width: 16 },
      { title: WORDS.columns.differenceFte, kind: 'fte', width: 14 },
      { title: WORDS.columns.standing, kind: 'text', width: 20, wraps: true },
      { title: WORDS.columns.explanation, kind: 'text', width: 44, wraps: true },
      { title: WORDS.columns.signed, kind: 'text', width: 22, wraps: true },
    ],
    rows,
  };
}

function partRows(part: TieOutPart, explanations: readonly DifferenceExplanation[]): ReportValue[][] {
  const compared = WORDS.compared(part.dimension, part.against);
  const different = part.rows.filter(differs);
  if (different.length === 0) {
    const sum = part.rows.reduce((total, { masterCents }) => total + masterCents, 0);
    const all = WORDS.allEqual(part.rows.length);
    return [[compared, all, dollars(sum), dollars(sum), 0, null, WORDS.standing.equal, '', '']];
  }
  return different.map((row) => {
    const explained = explainedBy(part, row, explanations);
    const given = 'explanation' in explained ? explained.explanation : null;
    const isNeeded = needsExplanation(part, row);
    const standing = given || isNeeded ? WORDS.standing[explained.state] : '';
    return [
      compared,
      titleOf(part.dimension, row),
      dollars(row.masterCents),
      dollars(row.otherCents),
      dollars(row.differenceCents),
      fteOf(row.differenceFte),
      standing,
      given?.text ?? '',
      given ? `${given.author}, ${given.at.slice(0, 10)}` : '',
    ];
  });
}

function titleOf(dimension: Dimension, { code, title }: TieOutRow): string {
  return dimension === 'total' || dimension === 'siteSource' || title === code || code === ''
    ? title
    : `${code} · ${title}`;
}

function staffSheet({ tieOut: { staff } }: MasterReport): ReportSheet[] {
  if (!staff) return [];
  const { sharedPosts, faults, duplicates, exposure } = staff;
  const rows: ReportValue[][] = [
    ...sharedPosts.map(({ post, title, fte, shares }) => [
      WORDS.staff.shared,
      `${post} · ${title}`,
      shares.map((one) => `${one.siteCode} ${String(one.sharePpm / 10_000)} %`).join(', '),
      fteOf(fte),
      null,
    ]),
    ...faults.map(({ kind, post, siteCodes }) => [
      WORDS.staff.faults[kind],
      post,
      siteCodes.join(', '),
      null,
      null,
    ]),
    ...duplicates.map(({ account, title, proposedCents, lines }) => [
      WORDS.staff.duplicate,
      `${account} · ${title}`,
      lines.map(({ siteCode }) => siteCode).join(', '),
      null,
      dollars(proposedCents),
    ]),
    ...exposure.map(({ title, comparedPosts, comparedFte, exposureCents, unknownPosts }) => [
      WORDS.staff.exposure,
      title,
      WORDS.staff.compared(comparedPosts, unknownPosts),
      fteOf(comparedFte),
      dollars(exposureCents),
    ]),
  ];
  return [
    {
      name: WORDS.sheets.staff,
      note: WORDS.notes.staff,
      columns: [
        { title: WORDS.columns.what, kind: 'text', width: 34, wraps: true },
        { title: WORDS.columns.title, kind: 'text', width: 44, wraps: true },
        { title: WORDS.columns.sites, kind: 'text', width: 40, wraps: true },
        { title: WORDS.columns.fte, kind: 'fte', width: 13 },
        { title: WORDS.columns.amount, kind: 'money', width: 16 },
      ],
      rows: rows.length === 0 ? [[WORDS.staff.nothing]] : rows,
    },
  ];
}

function sourcesSheet({ master, tieOut }: MasterReport): ReportSheet {
  const totals = new Map(rowsOf(tieOut, 'site', 'revisions').map((row) => [row.code, row.otherCents]));
  return {
    name: WORDS.sheets.sources,
    note: WORDS.notes.sources,
    columns: [
      { title: WORDS.columns.site, kind: 'code', width: 8 },
      { title: WORDS.columns.title, kind: 'text', width: 32, wraps: true },
      { title: WORDS.columns.revision, kind: 'text', width: 12 },
      { title: WORDS.columns.submitted, kind: 'money', width: 18 },
      { title: WORDS.columns.approvedBy, kind: 'text', width: 24, wraps: true },
      { title: WORDS.columns.approvedAt, kind: 'text', width: 22 },
      { title: WORDS.columns.hash, kind: 'code', width: 68 },
    ],
    rows: master.sources.map((source) => [
      source.siteCode,
      source.siteName,
      String(source.revision),
      dollars(totals.get(source.siteCode) ?? 0),
      source.approvedBy,
      source.approvedAt.slice(0, 16).replace('T', ' '),
      source.contentHash,
    ]),
  };
}

function linesSheet({ plan, master }: MasterReport): ReportSheet {
  const { structure } = plan.chart;
  const siteNames = new Map(master.sources.map(({ siteCode, siteName }) => [siteCode, siteName]));
  return {
    name: WORDS.sheets.lines,
    note: WORDS.notes.lines,
    columns: [
      { title: WORDS.columns.account, kind: 'code', width: 24 },
      ...structure.segments.map(({ title, width }) => ({
        title,
        kind: 'code' as const,
        width: Math.max(width, ...title.split(' ').map((word) => word.length)) + 2,
      })),
      { title: WORDS.columns.site, kind: 'text', width: 26 },
      { title: WORDS.columns.title, kind: 'text', width: 30 },
      { title: WORDS.columns.current, kind: 'money', width: 16 },
      { title: WORDS.columns.proposed, kind: 'money', width: 16 },
      { title: WORDS.columns.change, kind: 'money', width: 16 },
      { title: WORDS.columns.proposedFte, kind: 'fte', width: 13 },
      { title: WORDS.columns.justification, kind: 'text', width: 36 },
      { title: WORDS.columns.revision, kind: 'text', width: 12 },
    ],
    rows: master.accounts.flatMap(({ account, lines }) => {
      const codes = splitAccount(structure, account);
      return lines.map((line) => [
        account,
        ...structure.segments.map((_, at) => codes[at] ?? ''),
        siteNames.get(line.siteCode) ?? line.siteCode,
        line.isRemoved ? WORDS.removed(line.title) : line.title,
        dollars(line.currentCents),
        dollars(line.proposedCents),
        dollars(line.proposedCents - line.currentCents),
        fteOf(line.proposedFte),
        line.justification,
        String(line.revision),
      ]);
    }),
  };
}
