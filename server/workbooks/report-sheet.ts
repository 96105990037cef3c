import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import type { DifferenceExplanation } from '../../src/core/merge/difference-explanation.js';
import type { MasterBudget } from '../../src/core/merge/master-budget.js';
import type { StageEvent } from '../../src/core/merge/stage.js';
import type { TieOut } from '../../src/core/merge/tie-out.js';
import type { ColumnKind } from '../../src/core/workbook/layout.js';

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

/**
 * A sheet of the report: a table under a title and a note. `total` is its last row, set apart. `long` are rows too many to
 * be held at once, in the place of `rows`: they are asked for one by one, none wraps, and there is no total.
 */
export type ReportSheet = {
  name: string;
  note: string;
  columns: readonly { title: string; kind: ColumnKind; width: number; wraps?: boolean }[];
  rows: ReportValue[][];
  long?: { count: number; rows: () => Iterable<readonly ReportValue[]> };
  total?: ReportValue[];
};

export const dollars = (cents: number) => cents / 100;
/** Nothing where there is no headcount. */
export const fteOf = (fte: number) => (fte === 0 ? null : fte / 10_000);
