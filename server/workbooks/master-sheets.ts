import { localDate } from '../../src/core/approval/lateness.js';
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
  type TieOutPart,
  type TieOutRow,
} from '../../src/core/merge/tie-out.js';
import { linesSheet, sourcesSheet, staffSheet } from './master-detail-sheets.js';
import { MASTER_WORDS as WORDS } from './master-words.js';
import { dollars, fteOf, type MasterReport, type ReportSheet, type ReportValue } from './report-sheet.js';

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
function tieOutSheet({ tieOut, explanations, plan }: MasterReport): ReportSheet {
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
    .flatMap((part) => partRows(part, explanations, plan.timeZone));
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

function partRows(
  part: TieOutPart,
  explanations: readonly DifferenceExplanation[],
  timeZone: string,
): ReportValue[][] {
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
      given ? `${given.author}, ${localDate(given.at, timeZone)}` : '',
    ];
  });
}

function titleOf(dimension: Dimension, { code, title }: TieOutRow): string {
  return dimension === 'total' || dimension === 'siteSource' || title === code || code === ''
    ? title
    : `${code} · ${title}`;
}
