import type { Fte } from '../fte.js';
import type { Cents } from '../money.js';
import type { DerivedAmount } from '../staffing/derive.js';

/** The computed figures of one line. Proposed is what was entered plus what the posts put there. */
export type LineFigures = { lineId: string; fromPostsCents: Cents; proposedCents: Cents; proposedFte: Fte };

/** What a site may still budget from one funding source. Remaining is allocated less proposed; negative is over. */
export type Balance = {
  fundingSource: string;
  allocatedCents: Cents;
  proposedCents: Cents;
  remainingCents: Cents;
  allocatedFte: Fte;
  proposedFte: Fte;
  remainingFte: Fte;
};

export type Figures = {
  lines: ReadonlyMap<string, LineFigures>;
  /** In the order of the plan's funding sources; those without allocation and without lines are left out. */
  balances: readonly Balance[];
  /** Amounts that posts put on an account which the site has no line for, by account. */
  unplaced: readonly DerivedAmount[];
};
