import { compileCodePattern } from '../account/account-pattern.js';
import { parseAccount } from '../account/account-structure.js';
import type { ChartIndex, CodeFault, RequestedAccount } from '../account/chart-of-accounts.js';
import { standing } from '../account/account-standing.js';
import type { MasterBudget, MasterLine } from '../merge/master-budget.js';
import type { Cents } from '../money.js';
import type { AccountCondition } from './export-layout.js';

/** Cents and ten-thousandths of FTE of what a row stands for. */
export type Figures = Pick<MasterLine, 'currentCents' | 'currentFte' | 'proposedCents' | 'proposedFte'>;
export type Figure = keyof Figures;
export const FIGURES: readonly Figure[] = ['currentCents', 'currentFte', 'proposedCents', 'proposedFte'];

/** An account of a master budget as the layouts see it. */
export type ExportAccount = {
  account: string;
  /** Its codes in the structure's order; empty texts where it has another shape, whatever was typed there. */
  codes: readonly string[];
  state: readonly string[];
  faults: readonly CodeFault[];
};

/** What becomes one row: where it comes from, and its figures, which are differences in a file of changes. */
export type ExportUnit = {
  account: ExportAccount;
  figures: Figures;
  /** The lines behind it, in the master's order; of what is gone, those it had. */
  lines: readonly [MasterLine, ...MasterLine[]];
  /** Who asked for the account, of one that is new. */
  request?: RequestedAccount;
};

/**
 * Reads an account once for all its lines. One of an earlier version went out by the chart of then: codes that were ended or
 * taken out since are no fault of it, so that it can be taken back.
 */
export function readAccount(chart: ChartIndex, account: string, isEarlier = false): ExportAccount {
  const checked = chart.check(account);
  if (checked.ok) {
    return { account, codes: checked.codes, state: chart.toState(checked.codes), faults: [] };
  }
  const { structure } = chart.chart;
  const parsed = parseAccount(structure, account);
  const codes = parsed.ok ? parsed.codes : structure.segments.map(() => '');
  const faults = isEarlier && parsed.ok ? [] : checked.faults;
  return { account, codes, state: chart.toState(codes), faults };
}

export type AccountTest = (account: ExportAccount) => boolean;

/** A test of accounts; null where the structure has not all segments that it asks about. */
export function compileCondition(chart: ChartIndex, condition: AccountCondition): AccountTest | null {
  const { segments } = chart.chart.structure;
  const tests = condition.map(({ segment, codes, isRolledUp }) => ({
    at: segments.findIndex(({ code }) => code === segment),
    fits: compileCodePattern(codes),
    isRolledUp,
  }));
  if (tests.some(({ at }) => at < 0)) return null;
  return ({ codes, state }) =>
    tests.every(({ at, fits, isRolledUp }) => fits((isRolledUp === true ? state : codes)[at] ?? ''));
}

/** Which accounts go out. One that cannot be read goes through, so that it is refused and not forgotten. */
export type Selected = { account: ExportAccount; lines: readonly MasterLine[]; proposedCents: Cents };

export function* selectAccounts(
  chart: ChartIndex,
  master: MasterBudget,
  isWanted: AccountTest,
  isEarlier = false,
): Generator<Selected> {
  for (const { account, lines, proposedCents } of master.accounts) {
    const read = readAccount(chart, account, isEarlier);
    if (read.faults.length > 0 || isWanted(read)) yield { account: read, lines, proposedCents };
  }
}

/** One unit a line. */
export function* unitsOfLines(selected: Iterable<Selected>): Generator<ExportUnit> {
  for (const { account, lines } of selected) {
    for (const line of lines) yield { account, figures: line, lines: [line] };
  }
}

/** One unit for all lines whose rows have the same key, in the order of the first of each. */
export function unitsByKey(
  units: Iterable<ExportUnit>,
  keyOf: (unit: ExportUnit) => string,
): Map<string, ExportUnit> {
  const sums = new Map<
    string,
    { unit: ExportUnit; figures: Figures; lines: [MasterLine, ...MasterLine[]] }
  >();
  for (const unit of units) {
    const key = keyOf(unit);
    const sum = sums.get(key);
    if (sum) {
      for (const figure of FIGURES) sum.figures[figure] += unit.figures[figure];
      sum.lines.push(...unit.lines);
    } else {
      sums.set(key, { unit, figures: { ...pickFigures(unit.figures) }, lines: [...unit.lines] });
    }
  }
  return new Map(
    [...sums].map(([key, { unit, figures, lines }]) => [key, { account: unit.account, figures, lines }]),
  );
}

/**
 * What changed between two budgets, of the figures that a layout writes: as differences, or as the new figures in place
 * of the old. What is gone comes last, taken back or set to zero.
 */
export function* changedUnits(
  before: ReadonlyMap<string, ExportUnit>,
  after: ReadonlyMap<string, ExportUnit>,
  written: readonly Figure[],
  asDifferences: boolean,
): Generator<ExportUnit> {
  for (const [key, unit] of after) {
    const old = before.get(key);
    const isSame = old
      ? written.every((figure) => unit.figures[figure] === old.figures[figure])
      : asDifferences && written.every((figure) => unit.figures[figure] === 0);
    if (isSame) continue;
    yield old && asDifferences ? { ...unit, figures: difference(unit.figures, old.figures) } : unit;
  }
  for (const [key, unit] of before) {
    if (after.has(key)) continue;
    if (written.every((figure) => unit.figures[figure] === 0)) continue;
    yield { ...unit, figures: asDifferences ? difference(NO_FIGURES, unit.figures) : NO_FIGURES };
  }
}

/**
 * The accounts of a master budget that the accounting system does not have yet, each with all its lines. Without a list
 * of what it has only those count that somebody asked for. What an earlier version had went out with that one.
 */
export function* newAccountUnits(
  chart: ChartIndex,
  master: MasterBudget,
  since: MasterBudget | null,
): Generator<ExportUnit> {
  const earlier = new Set(since?.accounts.map(({ account }) => account));
  for (const { account, lines } of master.accounts) {
    const [first, ...others] = lines;
    const is = standing(chart, account);
    if (is === 'existing' || is === 'unknown' || earlier.has(account) || !first) continue;
    const figures = { ...NO_FIGURES };
    for (const line of lines) for (const figure of FIGURES) figures[figure] += line[figure];
    const request = chart.requested.get(account);
    const unit: ExportUnit = { account: readAccount(chart, account), figures, lines: [first, ...others] };
    yield request ? { ...unit, request } : unit;
  }
}

const NO_FIGURES: Figures = { currentCents: 0, currentFte: 0, proposedCents: 0, proposedFte: 0 };

function pickFigures({ currentCents, currentFte, proposedCents, proposedFte }: Figures): Figures {
  return { currentCents, currentFte, proposedCents, proposedFte };
}

function difference(after: Figures, before: Figures): Figures {
  return {
    currentCents: after.currentCents - before.currentCents,
    currentFte: after.currentFte - before.currentFte,
    proposedCents: after.proposedCents - before.proposedCents,
    proposedFte: after.proposedFte - before.proposedFte,
  };
}
