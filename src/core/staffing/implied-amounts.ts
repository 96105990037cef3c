import { FTE_SCALE } from '../fte.js';
import type { Cents } from '../money.js';
import { ceilDiv, type PayrollUnit } from './payroll-units.js';

/** Flat amounts are in thousandths of a cent: a yearly cap may be a monthly one times twelve, with parts of a cent. */
export const MILLICENTS = 1_000;

/** The one key for all extra pay of a unit, which has no FTE: a unit that pays any of it is one head. */
export const EXTRA_PAY = 'extra';

/** What a full post, or a head, of a pay object costs, and how many units imply it. */
export type FlatAmount = { millicents: number; support: number };
export type FlatAmounts = ReadonlyMap<string, readonly FlatAmount[]>;

type Basis = 'perFte' | 'perHead';
type Charge = { unit: PayrollUnit; cents: Cents };

/**
 * Finds flat amounts by pay object, best supported first. A unit speaks for an object where the amounts of its other
 * pay objects are known already: its line then allows a narrow range, and the amount that most ranges allow is taken,
 * as round as the ranges permit. What enough of the other ranges allow is a further amount of that object, such as a
 * head that works the whole year. Objects that fewer than `minSupport` units agree on have none.
 */
export function flatAmounts(
  basis: Basis,
  charges: readonly Charge[],
  leftOut: ReadonlySet<string>,
  minSupport: number,
): FlatAmounts {
  const known = new Map<string, FlatAmount>();
  const counted = charges.map(({ unit, cents }) => ({
    cents,
    quantities: quantitiesOf(basis, unit, leftOut),
  }));
  const objects = [...new Set(counted.flatMap(({ quantities }) => [...quantities.keys()]))].sort();
  const rangesOf = (object: string) => counted.flatMap((charge) => rangeFor(object, charge, known));
  for (;;) {
    let best: { object: string; amount: FlatAmount } | null = null;
    for (const object of objects) {
      const amount = known.has(object) ? null : mostAgreed(rangesOf(object));
      if (amount && amount.support >= minSupport && amount.support > (best?.amount.support ?? 0))
        best = { object, amount };
    }
    if (!best) break;
    known.set(best.object, best.amount);
  }
  return new Map(
    [...known].map(([object, amount]) => [
      object,
      // How many people share extra pay is not on the lines, so a multiple of its amount explains nothing.
      object === EXTRA_PAY ? [amount] : allAgreed(rangesOf(object), minSupport),
    ]),
  );
}

/**
 * What the amounts come to for a unit, each rounded once: one answer for every choice of one amount per pay object.
 * None where one of its pay objects has no known amount.
 */
export function flatCents(
  basis: Basis,
  amounts: FlatAmounts,
  unit: PayrollUnit,
  leftOut: ReadonlySet<string>,
): Cents[] {
  let totals = [0n];
  for (const [object, quantity] of quantitiesOf(basis, unit, leftOut)) {
    const parts = (amounts.get(object) ?? []).map(({ millicents }) => BigInt(millicents) * BigInt(quantity));
    totals = totals.flatMap((total) => parts.map((part) => total + part));
  }
  const scale = BigInt(MILLICENTS * FTE_SCALE);
  return totals.map((total) => Number((total * 2n + scale) / (scale * 2n)));
}

/** FTE by pay object, or heads times the FTE scale: a started head counts whole. */
function quantitiesOf(basis: Basis, unit: PayrollUnit, leftOut: ReadonlySet<string>): Map<string, number> {
  const quantities = new Map<string, number>();
  for (const [object, { cents, fte }] of unit.pay) {
    if (leftOut.has(object)) continue;
    if (fte > 0) quantities.set(object, basis === 'perFte' ? fte : ceilDiv(fte, FTE_SCALE) * FTE_SCALE);
    else if (cents !== 0 && basis === 'perHead') quantities.set(EXTRA_PAY, FTE_SCALE);
  }
  return quantities;
}

type Range = { low: number; high: number };

/** The amounts of one object, in millicents, with which the unit's line would round to what it is. */
function rangeFor(
  object: string,
  { cents, quantities }: { cents: Cents; quantities: Map<string, number> },
  known: ReadonlyMap<string, FlatAmount>,
): Range[] {
  const quantity = quantities.get(object);
  if (quantity === undefined) return [];
  let others = 0;
  for (const [other, count] of quantities) {
    if (other === object) continue;
    const amount = known.get(other);
    if (!amount) return [];
    others += amount.millicents * count;
  }
  const half = (MILLICENTS * FTE_SCALE) / 2;
  const low = ceilDiv((2 * cents - 1) * half - others, quantity);
  const high = ceilDiv((2 * cents + 1) * half - others, quantity) - 1;
  return low > 0 && low <= high ? [{ low, high }] : [];
}

function allAgreed(ranges: readonly Range[], minSupport: number): FlatAmount[] {
  const amounts: FlatAmount[] = [];
  let left = ranges;
  for (;;) {
    const amount = mostAgreed(left);
    if (!amount || amount.support < minSupport) return amounts;
    amounts.push(amount);
    left = left.filter(({ low, high }) => amount.millicents < low || amount.millicents > high);
  }
}

function mostAgreed(ranges: readonly Range[]): FlatAmount | null {
  let best: { low: number; support: number } | null = null;
  for (const { low } of ranges) {
    const support = ranges.filter((range) => range.low <= low && low <= range.high).length;
    if (!best || support > best.support || (support === best.support && low < best.low))
      best = { low, support };
  }
  if (!best) return null;
  const { low, support } = best;
  const agreeing = ranges.filter((range) => range.low <= low && low <= range.high);
  return { millicents: roundest(low, Math.min(...agreeing.map(({ high }) => high))), support };
}

/** The first whole cent in a range, else the first tenth, hundredth or thousandth of one. */
function roundest(low: number, high: number): number {
  for (const step of [1_000, 100, 10]) {
    const first = ceilDiv(low, step) * step;
    if (first <= high) return first;
  }
  return low;
}
