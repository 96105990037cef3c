import { FTE_SCALE } from '../fte.js';
import { centsTimes, type Cents } from '../money.js';
import type { PayAmount, PayrollUnit } from './payroll-units.js';

/** Two rates of one plan, such as a retirement plan's tiers, in parts per million; the lower one first. */
export type Tiers = { lowPpm: number; highPpm: number };

/**
 * A division of a unit's pay between two tiers. `payLines`: whole pay lines are in the higher tier; `knownPost`: one
 * post at a salary that another unit with a single post shows is in another tier than the rest of its pay line.
 */
export type TierSplit = { by: 'payLines' | 'knownPost'; highCents: Cents };

/**
 * The answer of a search for a mix. `candidates` is how many divisions of whole posts were tried, `chancePpm` how
 * likely one of them would have fitted a line of any other amount: the lower, the stricter the test.
 */
export type TierSearch = { split: TierSplit | null; candidates: number; chancePpm: number };

/** Yearly salaries at 1.0 FTE by pay object, as units with a single post show them. */
export type KnownSalaries = ReadonlyMap<string, ReadonlySet<Cents>>;

/** Reads the salaries that single posts show: lines of at most 1.0 FTE whose yearly salary is a whole cent. */
export function knownSalaries(units: readonly PayrollUnit[]): KnownSalaries {
  const salaries = new Map<string, Set<Cents>>();
  for (const { pay } of units) {
    for (const [object, { cents, fte }] of pay) {
      if (cents <= 0 || fte <= 0 || fte > FTE_SCALE || (cents * FTE_SCALE) % fte !== 0) continue;
      const known = salaries.get(object) ?? new Set();
      salaries.set(object, known.add((cents * FTE_SCALE) / fte));
    }
  }
  return salaries;
}

/**
 * Looks for a division of a unit's whole posts between two tiers that gives the line to the cent, rounded once: some
 * of its pay lines whole, and at most one known post apart from the rest of its line.
 */
export function findTierSplit(
  pay: ReadonlyMap<string, PayAmount>,
  salaries: KnownSalaries,
  { lowPpm, highPpm }: Tiers,
  lineCents: Cents,
): TierSearch {
  const paid = [...pay].filter(([, { cents }]) => cents > 0);
  const base = paid.reduce((sum, [, { cents }]) => sum + cents, 0);
  const candidates = divisions(paid, salaries, base);
  // What the line has beyond the lower rate is the difference of the rates on the pay in the higher tier.
  const fits = (highCents: Cents) =>
    roundedPpm(BigInt(base - highCents) * BigInt(lowPpm) + BigInt(highCents) * BigInt(highPpm)) === lineCents;
  const split = [...candidates].find(([highCents]) => fits(highCents));
  const window = 1_000_000 / (highPpm - lowPpm);
  return {
    split: split ? { highCents: split[0], by: split[1] } : null,
    candidates: candidates.size,
    chancePpm: Math.round((candidates.size * window * 1_000_000) / base),
  };
}

function divisions(
  paid: readonly (readonly [string, PayAmount])[],
  salaries: KnownSalaries,
  base: Cents,
): Map<Cents, TierSplit['by']> {
  const found = new Map<Cents, TierSplit['by']>();
  const note = (highCents: Cents, by: TierSplit['by']) => {
    if (highCents > 0 && highCents < base && !found.has(highCents)) found.set(highCents, by);
  };
  const wholes = subsetSums(paid.map(([, { cents }]) => cents));
  for (const sum of wholes) note(sum, 'payLines');
  paid.forEach(([object, amount], at) => {
    const others = subsetSums(paid.filter((_, index) => index !== at).map(([, { cents }]) => cents));
    for (const post of partialPosts(salaries.get(object) ?? new Set(), amount)) {
      for (const sum of others) {
        note(sum + post, 'knownPost');
        note(sum + amount.cents - post, 'knownPost');
      }
    }
  });
  return found;
}

/** Pay of one known post within a line of several: full-time, or for the line's started FTE. */
function partialPosts(salaries: ReadonlySet<Cents>, { cents, fte }: PayAmount): Cents[] {
  const parts = [FTE_SCALE, fte % FTE_SCALE].filter((part) => part > 0 && part < fte);
  return [...salaries]
    .flatMap((salary) => parts.map((part) => centsTimes(salary, part, FTE_SCALE)))
    .filter((post) => post < cents);
}

function subsetSums(amounts: readonly Cents[]): Set<Cents> {
  let sums = new Set<Cents>([0]);
  for (const amount of amounts) sums = new Set([...sums, ...[...sums].map((sum) => sum + amount)]);
  return sums;
}

function roundedPpm(product: bigint): Cents {
  return Number((product * 2n + 1_000_000n) / 2_000_000n);
}
