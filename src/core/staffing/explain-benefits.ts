import { centsAtRate, type Cents, type RatePpm } from '../money.js';
import { flatCents } from './implied-amounts.js';
import { impliedPlans, type ImpliedPlan, type PercentPlan } from './implied-rates.js';
import { isRoundEstimate, payBase, type BenefitLine, type PayrollUnit } from './payroll-units.js';
import { findTierSplit, knownSalaries, type KnownSalaries, type TierSearch } from './tier-mix.js';
import { findEarlierPay, judgeUnit, type EarlierPay, type UnitVerdict } from './unit-verdict.js';

/** How a benefit line follows from the pay of its unit, to the cent. */
export type Explained =
  | { by: 'rate'; ratePpm: RatePpm }
  | { by: 'flatAmount' }
  | { by: 'tierMix'; search: TierSearch }
  | { by: 'earlierPay'; ratePpm: RatePpm }
  | { by: 'nothingPaid' | 'nothingCharged' };

/**
 * Why a benefit line does not follow from the pay of its unit.
 * - `copied`: the amount of the year before, unchanged.
 * - `wholeDollars`: the unit's benefits are round estimates.
 * - `notBudgeted`: zero, though the unit pays.
 * - `noPay`: an amount without any pay in its unit, such as a reserve.
 * - `noRate`: the object has no price that units have in common, or none for this unit's kinds of pay.
 * - `partOfPay`: an implied rate, but on some of the unit's pay lines only.
 * - `otherBase`: the unit's percentages agree on one amount of pay, which is not what its pay lines add up to.
 * - `noCommonBase`: the unit's percentages do not agree with one another.
 * - `tiersUnknown`: between two rates of the plan, but no division of its known whole posts gives it.
 * - `slip`: other lines of the unit fit, this one alone is off.
 * - `otherFte`, `otherHeads`: a flat amount for another FTE, or for other hours or heads, than the pay lines have.
 */
export type Unexplained =
  | 'copied'
  | 'wholeDollars'
  | 'notBudgeted'
  | 'noPay'
  | 'noRate'
  | 'partOfPay'
  | 'otherBase'
  | 'noCommonBase'
  | 'tiersUnknown'
  | 'slip'
  | 'otherFte'
  | 'otherHeads';

/** `expectedCents` is what the nearest implied price gives; null where there is none. */
export type Explanation = { line: BenefitLine; unit: PayrollUnit; expectedCents: Cents | null } & (
  | { isExplained: true; how: Explained }
  | { isExplained: false; why: Unexplained; search: TierSearch | null }
);

export type PayrollAnalysis = {
  plans: ImpliedPlan[];
  /** A raise that several units' benefits do not have yet; null where the lines show none. */
  earlierPay: EarlierPay | null;
  /** One for every benefit line, in the order of the units. */
  explanations: Explanation[];
};

/**
 * Explains every benefit line of a district from its pay lines and the prices that the lines themselves imply. A line
 * is explained only when a rule that many units share gives it to the cent; every other line has a reason.
 */
export function explainBenefits(units: readonly PayrollUnit[]): PayrollAnalysis {
  const plans = impliedPlans(units);
  const byObject = new Map(plans.map((plan) => [plan.object, plan]));
  const percents = plans.filter((plan): plan is PercentPlan => plan.basis === 'percentOfPay');
  const earlierPay = findEarlierPay(units, percents);
  const salaries = knownSalaries(units);
  const explanations = units.flatMap((unit) => {
    const verdict = judgeUnit(unit, percents, earlierPay);
    return unit.benefits.map((line): Explanation => {
      const plan = byObject.get(line.object);
      const found = plan ? explainLine({ unit, line, plan, verdict, salaries }) : NO_RATE;
      return { line, unit, ...found };
    });
  });
  return { plans, earlierPay, explanations };
}

type Case = {
  unit: PayrollUnit;
  line: BenefitLine;
  plan: ImpliedPlan;
  verdict: UnitVerdict;
  salaries: KnownSalaries;
};

type Answer = { expectedCents: Cents | null } & (
  | { isExplained: true; how: Explained }
  | { isExplained: false; why: Unexplained; search: TierSearch | null }
);

/** So close to one rate of a plan that it is no mix of two: at most a dollar. */
const SLIP_CENTS = 100;

const NO_RATE: Answer = { expectedCents: null, isExplained: false, why: 'noRate', search: null };

function explained(expectedCents: Cents, how: Explained): Answer {
  return { expectedCents, isExplained: true, how };
}

function unexplained(
  why: Unexplained,
  expectedCents: Cents | null = null,
  search: TierSearch | null = null,
): Answer {
  return { expectedCents, isExplained: false, why, search };
}

function explainLine(one: Case): Answer {
  const { unit, line, plan } = one;
  const hasPay = payBase(unit.pay, new Set()) !== 0;
  if (line.cents === 0) {
    if (!hasPay) return explained(0, { by: 'nothingPaid' });
    if (plan.basis === 'nothing') return explained(0, { by: 'nothingCharged' });
  } else if (!hasPay) return unexplained('noPay');
  const answer =
    plan.basis === 'percentOfPay'
      ? explainPercent(one, plan)
      : plan.basis === 'perFte' || plan.basis === 'perHead'
        ? explainFlat(one, plan)
        : NO_RATE;
  if (answer.isExplained) return answer;
  const { expectedCents, search } = answer;
  if (line.cents === 0) return unexplained('notBudgeted', expectedCents);
  if (line.cents === line.lastYearCents) return unexplained('copied', expectedCents, search);
  if (isRoundEstimate(unit)) return unexplained('wholeDollars', expectedCents);
  return answer;
}

function explainPercent({ unit, line, verdict, salaries }: Case, plan: PercentPlan): Answer {
  const base = payBase(unit.pay, plan.leftOut);
  if (base === 0 && line.cents === 0) return explained(0, { by: 'nothingPaid' });
  const current = rateFor(plan, base, line.cents);
  if (current !== null) return explained(line.cents, { by: 'rate', ratePpm: current });
  const expected = closest(
    plan.rates.map(({ ratePpm }) => centsAtRate(base, ratePpm)),
    line.cents,
  );
  if (verdict.kind === 'part' || verdict.kind === 'other')
    return unexplained(verdict.kind === 'part' ? 'partOfPay' : 'otherBase', expected);
  if (verdict.kind === 'none') return unexplained('noCommonBase', expected);
  const pay = new Map([...verdict.pay].filter(([object]) => !plan.leftOut.has(object)));
  const earlier = rateFor(plan, payBase(pay, new Set()), line.cents);
  if (verdict.kind === 'earlier' && earlier !== null)
    return explained(line.cents, { by: 'earlierPay', ratePpm: earlier });
  const ratesPpm = plan.rates.map(({ ratePpm }) => ratePpm);
  const [lowPpm, highPpm] = [Math.min(...ratesPpm), Math.max(...ratesPpm)];
  if (lowPpm < highPpm && isBetween(line.cents, payBase(pay, new Set()), lowPpm, highPpm)) {
    const search = findTierSplit(pay, salaries, { lowPpm, highPpm }, line.cents);
    if (search.split) return explained(line.cents, { by: 'tierMix', search });
    const isNear = expected !== null && Math.abs(expected - line.cents) <= SLIP_CENTS;
    return unexplained(isNear ? 'slip' : 'tiersUnknown', expected, search);
  }
  const isPart = partialBases(pay).some((part) => rateFor(plan, part, line.cents) !== null);
  return unexplained(isPart ? 'partOfPay' : 'slip', expected);
}

function explainFlat(
  { unit, line }: Case,
  plan: Extract<ImpliedPlan, { basis: 'perFte' | 'perHead' }>,
): Answer {
  const expected = closest(flatCents(plan.basis, plan.amounts, unit, plan.leftOut), line.cents);
  if (expected === null) return NO_RATE;
  if (expected === line.cents)
    return explained(expected, { by: expected === 0 ? 'nothingPaid' : 'flatAmount' });
  if (Math.abs(expected - line.cents) <= 1) return unexplained('slip', expected);
  return unexplained(plan.basis === 'perFte' ? 'otherFte' : 'otherHeads', expected);
}

function rateFor(plan: PercentPlan, base: Cents, cents: Cents): RatePpm | null {
  return plan.rates.find(({ ratePpm }) => centsAtRate(base, ratePpm) === cents)?.ratePpm ?? null;
}

function closest(amounts: readonly Cents[], cents: Cents): Cents | null {
  const [first] = [...amounts].sort((a, b) => Math.abs(a - cents) - Math.abs(b - cents));
  return first ?? null;
}

function isBetween(cents: Cents, base: Cents, lowPpm: RatePpm, highPpm: RatePpm): boolean {
  return cents > centsAtRate(base, lowPpm) && cents < centsAtRate(base, highPpm);
}

/** What some but not all pay lines of a unit add up to. */
function partialBases(pay: ReadonlyMap<string, { cents: Cents }>): Cents[] {
  const amounts = [...pay.values()].map(({ cents }) => cents).filter((cents) => cents !== 0);
  const sums: Cents[] = [];
  for (let picked = 1; picked < 2 ** amounts.length - 1; picked += 1)
    sums.push(
      amounts.reduce((sum, cents, at) => (Math.floor(picked / 2 ** at) % 2 === 1 ? sum + cents : sum), 0),
    );
  return sums;
}
