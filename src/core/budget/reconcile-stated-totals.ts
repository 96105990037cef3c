import { sumCents, type Cents } from '../money.js';

/** One row of a statement that carries its own total: an amount that counts, or the total stated for the group. */
export type StatementRow = { group: string; kind: 'amount' | 'total'; cents: Cents };

/** A stated total and what the amounts differ from it: summed less stated. */
export type StatedTotal = { cents: Cents; differenceCents: Cents };

/**
 * `ties`: every stated total equals the sum. `differs`: the one stated total does not. `severalTotals`: more than one
 * is stated and not all equal the sum, most often because several statements lie in one group. `noTotal`: none is
 * stated, so nothing was checked.
 */
export type TotalOutcome = 'ties' | 'differs' | 'severalTotals' | 'noTotal';

export type TotalCheck = {
  group: string;
  outcome: TotalOutcome;
  summedCents: Cents;
  stated: StatedTotal[];
};

/**
 * Holds the amounts of each group (a site's year, a fund, the parts of one amount) against the totals that the source
 * itself states for the group. Exact to the cent; groups in order of first appearance, totals in the given order. It
 * only finds: which of two totals is right, or which row is missing, is for somebody to say.
 */
export function reconcileStatedTotals(rows: Iterable<StatementRow>): TotalCheck[] {
  const groups = new Map<string, { amounts: Cents[]; totals: Cents[] }>();
  for (const { group, kind, cents } of rows) {
    let entry = groups.get(group);
    if (!entry) groups.set(group, (entry = { amounts: [], totals: [] }));
    (kind === 'amount' ? entry.amounts : entry.totals).push(cents);
  }
  return [...groups].map(([group, { amounts, totals }]) => {
    const summedCents = sumCents(amounts);
    const stated = totals.map((cents) => ({ cents, differenceCents: summedCents - cents }));
    return { group, outcome: outcomeOf(stated), summedCents, stated };
  });
}

function outcomeOf(stated: readonly StatedTotal[]): TotalOutcome {
  if (stated.length === 0) return 'noTotal';
  if (stated.every(({ differenceCents }) => differenceCents === 0)) return 'ties';
  return stated.length > 1 ? 'severalTotals' : 'differs';
}
