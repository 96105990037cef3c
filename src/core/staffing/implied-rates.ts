import { centsAtRate, type Cents, type RatePpm } from '../money.js';
import { flatAmounts, flatCents, type FlatAmounts } from './implied-amounts.js';
import { ceilDiv, isRoundEstimate, payBase, type PayrollUnit } from './payroll-units.js';

/** A rate counts as implied when at least this many units give it, each on its own and to the cent. */
export const MIN_SUPPORT = 3;

/** Percentages are looked for in steps of a hundredth of a percent, as districts publish them. */
const STEP_PPM = 100;
const STEPS_IN_WHOLE = 1_000_000 / STEP_PPM;

export type ImpliedRate = { ratePpm: RatePpm; support: number };

/**
 * What the lines of one benefit object say about its price. `percentOfPay`: rates on all pay but the objects left
 * out, most support first; `perFte` and `perHead`: flat amounts by pay object; `nothing`: every line is zero;
 * `unknown`: the lines have no price in common.
 */
export type ImpliedPlan = { object: string; lines: number; reproduced: number } & (
  | { basis: 'percentOfPay'; leftOut: ReadonlySet<string>; rates: ImpliedRate[] }
  | { basis: 'perFte' | 'perHead'; leftOut: ReadonlySet<string>; amounts: FlatAmounts }
  | { basis: 'nothing' | 'unknown' }
);

export type PercentPlan = Extract<ImpliedPlan, { basis: 'percentOfPay' }>;

/**
 * Finds the price of every benefit object from the lines alone. Each object is tried as a percentage of pay, as an
 * amount per FTE and as an amount per head; the basis that reproduces most of its lines to the cent is kept. No rate
 * is fitted to a line: one counts only with `MIN_SUPPORT` units. Units of whole-dollar estimates have no say.
 */
export function impliedPlans(units: readonly PayrollUnit[]): ImpliedPlan[] {
  const objects = [...new Set(units.flatMap(({ benefits }) => benefits.map(({ object }) => object)))].sort();
  const all = objects.map((object) => ({ object, lines: linesOf(units, object) }));
  const percents = all.map(({ object, lines }) => percentPlan(object, lines.filter(isCharged)));
  // Pay that carries no percentage is no head either; the plan with most lines behind it decides which that is.
  const [strongest] = [...percents].sort((a, b) => b.reproduced - a.reproduced);
  const leftOut = strongest?.leftOut ?? new Set<string>();
  return all.map(({ object, lines }, index) => choosePlan(object, lines, percents[index], leftOut));
}

/** One benefit line with the unit that it is charged for. */
type Charge = { unit: PayrollUnit; cents: Cents };

function linesOf(units: readonly PayrollUnit[], object: string): Charge[] {
  return units.flatMap((unit) =>
    (isRoundEstimate(unit) ? [] : unit.benefits)
      .filter((line) => line.object === object)
      .map(({ cents }) => ({ unit, cents })),
  );
}

function isCharged({ cents }: Charge): boolean {
  return cents !== 0;
}

function choosePlan(
  object: string,
  lines: readonly Charge[],
  percent: PercentPlan | undefined,
  leftOut: ReadonlySet<string>,
): ImpliedPlan {
  const charged = lines.filter(isCharged);
  const count = { object, lines: charged.length };
  if (charged.length === 0) {
    const paid = lines.filter(({ unit }) => payBase(unit.pay, new Set()) !== 0);
    return { ...count, reproduced: 0, basis: paid.length >= MIN_SUPPORT ? 'nothing' : 'unknown' };
  }
  const flats = (['perFte', 'perHead'] as const).map((basis): ImpliedPlan => {
    const amounts = flatAmounts(basis, charged, leftOut, MIN_SUPPORT);
    const fits = ({ unit, cents }: Charge) => flatCents(basis, amounts, unit, leftOut).includes(cents);
    return { ...count, reproduced: charged.filter(fits).length, basis, leftOut, amounts };
  });
  const tried = percent ? [percent, ...flats] : flats;
  const [best] = tried.sort((a, b) => b.reproduced - a.reproduced);
  return best && best.reproduced > 0 ? best : { ...count, reproduced: 0, basis: 'unknown' };
}

/**
 * Starts with all pay in the base and leaves out, one by one, the pay object whose absence lets the implied rates
 * reproduce more lines: stipends or game duty that carry no benefits. An object that makes no difference stays.
 */
function percentPlan(object: string, charged: readonly Charge[]): PercentPlan {
  const payObjects = [...new Set(charged.flatMap(({ unit }) => [...unit.pay.keys()]))].sort();
  let leftOut: ReadonlySet<string> = new Set();
  let best = ratesOf(charged, leftOut);
  for (;;) {
    const tries = payObjects
      .filter((code) => !leftOut.has(code))
      .map((code) => {
        const without = new Set([...leftOut, code]);
        return { without, found: ratesOf(charged, without) };
      })
      .sort((a, b) => b.found.reproduced - a.found.reproduced);
    const [first] = tries;
    if (!first || first.found.reproduced <= best.reproduced) break;
    leftOut = first.without;
    best = first.found;
  }
  return { object, lines: charged.length, basis: 'percentOfPay', leftOut, ...best };
}

/** Rates that enough units imply. A unit votes where exactly one rate reproduces its line, so tiny pay has no say. */
function ratesOf(
  charged: readonly Charge[],
  leftOut: ReadonlySet<string>,
): { rates: ImpliedRate[]; reproduced: number } {
  const votes = new Map<RatePpm, number>();
  const bases = charged.map(({ unit, cents }) => ({ base: payBase(unit.pay, leftOut), cents }));
  for (const { base, cents } of bases) {
    const ratePpm = onlyRate(base, cents);
    if (ratePpm !== null) votes.set(ratePpm, (votes.get(ratePpm) ?? 0) + 1);
  }
  const rates = [...votes]
    .filter(([, support]) => support >= MIN_SUPPORT)
    .map(([ratePpm, support]) => ({ ratePpm, support }))
    .sort((a, b) => b.support - a.support || a.ratePpm - b.ratePpm);
  const reproduced = bases.filter(({ base, cents }) =>
    rates.some(({ ratePpm }) => centsAtRate(base, ratePpm) === cents),
  ).length;
  return { rates, reproduced };
}

function onlyRate(base: Cents, cents: Cents): RatePpm | null {
  if (base <= 0 || cents <= 0) return null;
  const low = ceilDiv((2 * cents - 1) * STEPS_IN_WHOLE, 2 * base);
  const high = ceilDiv((2 * cents + 1) * STEPS_IN_WHOLE, 2 * base) - 1;
  return low === high ? low * STEP_PPM : null;
}
