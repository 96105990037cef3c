import type { SiteContent } from '../../../core/budget/site-content.js';
import type { BookIndex } from '../../../core/validation/book-index.js';
import type { Balance } from '../../../core/validation/figures.js';
import { computeFigures } from '../../../core/validation/sheet-state.js';

/** The balances that another content would change, as they would then be. */
export function balanceEffects(
  index: BookIndex,
  before: readonly Balance[],
  content: SiteContent,
): Balance[] {
  const were = new Map(before.map((balance) => [balance.fundingSource, balance]));
  return computeFigures(index, content).balances.filter(({ fundingSource, proposedCents, proposedFte }) => {
    const was = were.get(fundingSource);
    return was?.proposedCents !== proposedCents || was.proposedFte !== proposedFte;
  });
}
