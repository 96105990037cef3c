import { indexChart, type ChartIndex } from '../account/chart-of-accounts.js';
import { periodOf } from '../budget/budget-year.js';
import type { DistrictPlan } from '../budget/site-book.js';
import type { MasterBudget, MasterLine } from '../merge/master-budget.js';
import type { Cents } from '../money.js';
import type { Problem } from '../problem.js';
import type { CellFault } from './check-cell.js';
import { compileTable, type CompiledField, type CompiledTable } from './compile-fields.js';
import type { ExportLayout } from './export-layout.js';
import {
  changedUnits,
  compileCondition,
  FIGURES,
  newAccountUnits,
  selectAccounts,
  unitsByKey,
  unitsOfLines,
  type ExportUnit,
  type Figure,
  type Selected,
} from './export-units.js';
import { safeText } from './safe-text.js';

/** What is to go out: a version of the master budget, or what changed in it since an earlier one. */
export type ExportRequest = {
  layout: ExportLayout;
  /** The table of new accounts where the layout has none of its own. */
  newAccounts: ExportLayout['newAccounts'];
  plan: DistrictPlan;
  master: MasterBudget;
  since: MasterBudget | null;
  /** What the district says for the layout's settings. */
  settings: Readonly<Record<string, string>>;
  /** Date of the export, as ISO date. */
  madeOn: string;
};

export type ExportSummary = {
  rowCount: number;
  /** Lines of the master budget behind the rows; where only changes go out, those of the rows that changed. */
  lineCount: number;
  /** The sum of the rows' proposed amounts, before any sign is turned; where changes go out, of the differences. */
  proposedCents: Cents;
  /** Lines of the version that the layout does not take (its `where`). */
  leftOut: { lineCount: number; proposedCents: Cents };
  newAccountCount: number;
};

/** Which of the two files of an export. */
export type ExportPart = 'budget' | 'newAccounts';

/** One file: the units of its rows, in order, as often as they are asked for, and the records round them. */
export type PlannedTable = {
  part: ExportPart;
  compiled: CompiledTable;
  rowCount: number;
  lineCount: number;
  proposedCents: Cents;
  units: () => Iterable<ExportUnit>;
  header: readonly (readonly string[])[];
  trailer: readonly (readonly string[])[];
};

export type ExportPlan = {
  summary: ExportSummary;
  budget: PlannedTable;
  /** Null where every account is there already. It goes first. */
  newAccounts: PlannedTable | null;
};

/** A row that the target would refuse, with the lines that it comes from. */
export type RejectedRow = {
  part: ExportPart;
  /** Line of the file, from 1. */
  fileLine: number;
  account: string;
  lines: Pick<MasterLine, 'siteCode' | 'revision' | 'lineId' | 'account' | 'title'>[];
  problems: Problem[];
};

/** Lines of one row that are named; a row of an account may add up very many. */
const LINES_NAMED = 20;

/**
 * Works out what an export holds. `problems` are of the export as a whole: what the district lacks for the layout
 * (`export.segmentMissing`, `export.formMissing`, `export.settingMissing`, `export.settingWrong`), changes of a layout
 * that takes whole budgets only (`export.noDeltas`), nothing to hand over (`export.noRows`): then there is no plan; or a
 * header or trailer that the target would refuse. With any of them nothing is to be handed over. What is wrong with
 * single rows shows when they are written (`writtenRows`).
 */
export function planExport(request: ExportRequest): { problems: Problem[]; plan: ExportPlan | null } {
  const { layout, plan, master, since, settings, madeOn } = request;
  const problems = settingProblems(layout, settings);
  const add = (code: string) => problems.push({ ...WHOLE, code, params: { layout: layout.title } });
  if (since && layout.deltas === 'none') add('export.noDeltas');
  const chart = indexChart(plan.chart, periodOf(plan.year));
  const context = { chart, year: plan.year, settings, madeOn };
  const compiled = compileTable(layout.budget, layout.encoding, context, problems);
  const isWanted = wanted(layout, chart, problems);
  const newTable =
    request.newAccounts && compileTable(request.newAccounts, layout.encoding, context, problems);
  if (problems.length > 0) return { problems, plan: null };
  const units = budgetUnits(request, chart, compiled.fields, isWanted);
  const onFault = (fault: CellFault) => problems.push({ ...WHOLE, ...fault });
  const isEveryLine = layout.rows === 'line' && !since && !layout.dropsZeros;
  const known = isEveryLine ? countLines(selectAccounts(chart, master, isWanted)) : null;
  const budget = planTable('budget', compiled, units, onFault, known);
  const newUnits = newTable ? [...newAccountUnits(chart, master, since)] : [];
  const newAccounts =
    newTable && newUnits.length > 0 ? planTable('newAccounts', newTable, () => newUnits, onFault) : null;
  if (budget.rowCount === 0) {
    add('export.noRows');
    return { problems, plan: null };
  }
  const { rowCount, lineCount, proposedCents } = budget;
  const leftOut = leftOutOf(request, chart, isWanted);
  const summary = { rowCount, lineCount, proposedCents, leftOut, newAccountCount: newUnits.length };
  return { problems, plan: { summary, budget, newAccounts } };
}

/**
 * The rows of a file as they are written, one text a field. `onRejected` is told of every row that the target would
 * refuse; such a row is given all the same, so that a preview can show it.
 */
export function* writtenRows(
  { part, compiled: { table, fields }, units, header }: PlannedTable,
  onRejected: (row: RejectedRow) => void,
): Generator<string[]> {
  const isRunnable = table.form.kind === 'delimited';
  const all = fields.map((field, at) => ({ field, at }));
  const changing = all.filter(({ field }) => !field.isOfAccount);
  let fileLine = header.length;
  let account: ExportUnit['account'] | null = null;
  let before = fields.map(() => '');
  for (const unit of units()) {
    fileLine += 1;
    // What only the account decides stays as it was in the row before, unless there was something to tell of it.
    const cells = [...before];
    let problems: Problem[] | null = null;
    for (const { field, at } of account === unit.account ? changing : all) {
      const text = field.write(unit);
      const cell = isRunnable && field.isText ? safeText(text) : text;
      cells[at] = cell;
      const faults = field.check?.(cell);
      if (faults !== undefined && faults.length > 0) {
        const place = { kind: 'line', lineId: unit.lines[0].lineId, field: field.source } as const;
        problems ??= [];
        for (const fault of faults) problems.push({ ...fault, severity: 'fatal', place, part: field.title });
      }
    }
    account = problems ? null : unit.account;
    before = cells;
    if (problems || unit.account.faults.length > 0) {
      onRejected({ part, ...rejected(unit, fileLine, [...accountProblems(unit), ...(problems ?? [])]) });
    }
    yield cells;
  }
}

const WHOLE: Pick<Problem, 'severity' | 'place'> = { severity: 'fatal', place: { kind: 'district' } };

function settingProblems(layout: ExportLayout, settings: ExportRequest['settings']): Problem[] {
  return layout.settings.flatMap(({ key, title, pattern, expects }): Problem[] => {
    const value = settings[key] ?? '';
    if (value === '')
      return [{ ...WHOLE, code: 'export.settingMissing', part: key, params: { key, title, expects } }];
    if (new RegExp(`^(?:${pattern})$`, 'u').test(value)) return [];
    const params = { key, title, value: value.slice(0, 60), expects };
    return [{ ...WHOLE, code: 'export.settingWrong', part: key, params }];
  });
}

function wanted(layout: ExportLayout, chart: ChartIndex, problems: Problem[]) {
  if (!layout.where) return () => true;
  const test = compileCondition(chart, layout.where);
  if (test) return test;
  const { segments } = chart.chart.structure;
  for (const { segment } of layout.where) {
    const isThere = segments.some(({ code }) => code === segment);
    const isSaid = problems.some(({ params }) => params['segment'] === segment);
    if (!isThere && !isSaid) problems.push({ ...WHOLE, code: 'export.segmentMissing', params: { segment } });
  }
  return () => false;
}

/** The units of the budget's rows; what has to be put together is put together once. */
function budgetUnits(
  { layout, master, since }: ExportRequest,
  chart: ChartIndex,
  fields: readonly CompiledField[],
  isWanted: Parameters<typeof selectAccounts>[2],
): () => Iterable<ExportUnit> {
  const linesOf = (of: MasterBudget) => unitsOfLines(selectAccounts(chart, of, isWanted, of === since));
  const written = FIGURES.filter((figure) => fields.some(({ figures }) => figures.includes(figure)));
  const kept = (units: Iterable<ExportUnit>) => (layout.dropsZeros ? withoutZeros(units, written) : units);
  if (layout.rows === 'line' && !since) return () => kept(linesOf(master));
  const keyOf = layout.rows === 'line' ? keyOfLine : keyOfRow(fields);
  const after = unitsByKey(linesOf(master), keyOf);
  if (!since) {
    const all = [...kept(after.values())];
    return () => all;
  }
  const before = unitsByKey(linesOf(since), keyOf);
  // A figure that is now zero replaces the old one, so such rows stay in.
  const changed = [...changedUnits(before, after, written, layout.deltas === 'changes')];
  return () => changed;
}

const keyOfLine = ({ account, lines: [line] }: ExportUnit) =>
  `${account.account}\n${line.siteCode}\n${line.lineId}`;

/** What a row says beside figures and titles; an account that cannot be read keeps a row of its own. */
function keyOfRow(fields: readonly CompiledField[]): (unit: ExportUnit) => string {
  const keys = fields.filter(({ figures, field }) => figures.length === 0 && field.value.kind !== 'line');
  return (unit) => {
    const key = keys.map(({ write }) => write(unit)).join('\n');
    return unit.account.faults.length === 0 ? key : `${key}\n${unit.account.account}`;
  };
}

function* withoutZeros(units: Iterable<ExportUnit>, written: readonly Figure[]): Generator<ExportUnit> {
  for (const unit of units) {
    if (unit.account.faults.length > 0 || written.some((figure) => unit.figures[figure] !== 0)) yield unit;
  }
}

type Counts = Pick<PlannedTable, 'rowCount' | 'lineCount' | 'proposedCents'> & { totals: Cents[] };

function count(compiled: CompiledTable, units: Iterable<ExportUnit>): Counts {
  const totals = compiled.totals.map(() => 0);
  let [rowCount, lineCount, proposedCents] = [0, 0, 0];
  for (const unit of units) {
    rowCount += 1;
    lineCount += unit.lines.length;
    proposedCents += unit.figures.proposedCents;
    for (let at = 0; at < totals.length; at += 1)
      totals[at] = (totals[at] ?? 0) + (compiled.totals[at]?.(unit) ?? 0);
  }
  return { rowCount, lineCount, proposedCents, totals };
}

/** The same of all lines of a version, from the sums of its accounts: a million lines need not be looked at for that. */
function countLines(selected: Iterable<Selected>): Counts {
  let [lineCount, proposedCents] = [0, 0];
  for (const { lines, proposedCents: cents } of selected) {
    lineCount += lines.length;
    proposedCents += cents;
  }
  return { rowCount: lineCount, lineCount, proposedCents, totals: [] };
}

function planTable(
  part: ExportPart,
  compiled: CompiledTable,
  units: () => Iterable<ExportUnit>,
  onFault: (fault: CellFault) => void,
  known: Counts | null = null,
): PlannedTable {
  const { form, header, trailer, fields } = { ...compiled.table, ...compiled };
  const { totals, ...counts } = known && compiled.totals.length === 0 ? known : count(compiled, units());
  const { rowCount } = counts;
  const hasHeaderRow = form.kind === 'delimited' && form.hasHeaderRow;
  const recordCount = rowCount + header.length + trailer.length + (hasHeaderRow ? 1 : 0);
  const figures = { rowCount, recordCount, totals };
  return {
    part,
    compiled,
    ...counts,
    units,
    header: [
      ...header.map((record) => record(figures, onFault)),
      ...(hasHeaderRow ? [fields.map(({ title }) => title)] : []),
    ],
    trailer: trailer.map((record) => record(figures, onFault)),
  };
}

/** The lines of a version that a layout does not take. */
function leftOutOf(
  { layout, master }: ExportRequest,
  chart: ChartIndex,
  isWanted: Parameters<typeof selectAccounts>[2],
): ExportSummary['leftOut'] {
  if (!layout.where) return { lineCount: 0, proposedCents: 0 };
  const all = master.accounts.reduce((sum, { lines }) => sum + lines.length, 0);
  const { lineCount, proposedCents } = countLines(selectAccounts(chart, master, isWanted));
  return { lineCount: all - lineCount, proposedCents: master.totalCents - proposedCents };
}

function accountProblems({ account: { account, faults }, lines: [line] }: ExportUnit): Problem[] {
  return faults.map(({ segment, code, fault }) => ({
    code: 'export.account',
    severity: 'fatal',
    place: { kind: 'line', lineId: line.lineId, field: 'account' },
    part: segment,
    params: { account, segment, code, fault },
  }));
}

function rejected(
  { account, lines }: ExportUnit,
  fileLine: number,
  problems: Problem[],
): Omit<RejectedRow, 'part'> {
  return {
    fileLine,
    account: account.account,
    lines: lines.slice(0, LINES_NAMED).map(({ siteCode, revision, lineId, account: ofLine, title }) => ({
      siteCode,
      revision,
      lineId,
      account: ofLine,
      title,
    })),
    problems,
  };
}
