import type { SiteContent } from '../budget/site-content.js';
import type { Fte } from '../fte.js';
import type { Cents } from '../money.js';
import { deriveFromPosts, type DerivedAmount } from '../staffing/derive.js';
import type { BookIndex } from './book-index.js';

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
  lines: Map<string, LineFigures>;
  /** In the order of the plan's funding sources; those without allocation and without lines are left out. */
  balances: Balance[];
  /** Amounts that posts put on an account which the site has no line for. */
  unplaced: DerivedAmount[];
};

/** Works out every line's proposed amount and every balance. Where an account repeats, its first line is fed. */
export function computeFigures(index: BookIndex, content: SiteContent): Figures {
  const { plan } = index.book;
  const derived = new Map(
    deriveFromPosts(plan.chart.structure, plan.jobClasses, plan.benefitRates, content.positions).map(
      (amount) => [amount.account, amount],
    ),
  );
  const lines = new Map<string, LineFigures>();
  const spent = new Map<string, { cents: Cents; fte: Fte }>();
  for (const line of content.lines) {
    const fed = derived.get(line.account);
    if (fed) derived.delete(line.account);
    const fromPostsCents = fed?.cents ?? 0;
    const proposedCents = line.enteredCents + fromPostsCents;
    const proposedFte = fed?.fte ?? 0;
    lines.set(line.id, { lineId: line.id, fromPostsCents, proposedCents, proposedFte });
    const { fundingSource } = index.account(line.account);
    if (fundingSource === null) continue;
    const total = spent.get(fundingSource);
    if (total) {
      total.cents += proposedCents;
      total.fte += proposedFte;
    } else spent.set(fundingSource, { cents: proposedCents, fte: proposedFte });
  }
  return { lines, balances: balancesOf(index, spent), unplaced: unplacedOf(index, derived) };
}

function balancesOf(index: BookIndex, spent: Map<string, { cents: Cents; fte: Fte }>): Balance[] {
  const balances: Balance[] = [];
  for (const { code } of index.book.plan.fundingSources) {
    const allocation = index.allocations.get(code);
    const total = spent.get(code);
    if (!allocation && !total) continue;
    const allocatedCents = allocation?.amountCents ?? 0;
    const allocatedFte = allocation?.fte ?? 0;
    const proposedCents = total?.cents ?? 0;
    const proposedFte = total?.fte ?? 0;
    balances.push({
      fundingSource: code,
      allocatedCents,
      proposedCents,
      remainingCents: allocatedCents - proposedCents,
      allocatedFte,
      proposedFte,
      remainingFte: allocatedFte - proposedFte,
    });
  }
  return balances;
}

/** Amounts without a line here. Zero needs none, and shares that other sites pay are theirs to place. */
function unplacedOf(index: BookIndex, derived: Map<string, DerivedAmount>): DerivedAmount[] {
  return [...derived.values()].filter(
    (amount) => (amount.cents !== 0 || amount.fte !== 0) && index.isOfSite(amount.account),
  );
}
