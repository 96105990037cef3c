import type { Cents } from '../../../core/money.js';
import type { SiteBook } from '../../../core/budget/site-book.js';

/** This year's budget of an account and what became of it. */
export type SpentOfLine = {
  account: string;
  asOf: string;
  currentCents: Cents;
  spentCents: Cents;
  encumberedCents: Cents;
  leftCents: Cents;
  /** How many lines of the site share the account; spending is known of an account only. */
  lines: number;
};

/** The spending of the account that a line is on; null where the district gives none. */
export function spentOfAccount({ spending, opening }: SiteBook, account: string): SpentOfLine | null {
  if (!spending) return null;
  const own = opening.lines.filter((line) => line.account === account);
  const { spentCents = 0, encumberedCents = 0 } = spending.rows.find((row) => row.account === account) ?? {};
  const currentCents = own.reduce((sum, line) => sum + line.currentCents, 0);
  return {
    account,
    asOf: spending.asOf,
    currentCents,
    spentCents,
    encumberedCents,
    leftCents: currentCents - spentCents - encumberedCents,
    lines: own.length,
  };
}
