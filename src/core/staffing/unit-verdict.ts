import { centsAtRate, centsTimes, type Cents } from '../money.js';
import { MIN_SUPPORT, type PercentPlan } from './implied-rates.js';
import { ceilDiv, payBase, type PayAmount, type PayrollUnit } from './payroll-units.js';

/** Fewer lines than this cannot agree on an amount of pay: two may meet by chance. */
const MIN_LINES = 3;

/** Raises are looked for from a tenth of a percent to 15 %, in tenths of a percent. */
const MAX_RAISE_TENTHS = 150;

/** Pay lines of one object that were raised after the benefits had been worked out, in `support` units. */
export type EarlierPay = { object: string; raiseTenths: number; support: number };

/**
 * What the percentages of a unit with a single rate say together about its pay. `current`: its pay lines as they
 * are; `earlier`: as they were before a raise that several units share; `part`: some of its pay lines; `other`: one
 * amount that the pay lines do not give; `none`: no one amount, or too few lines to say.
 */
export type UnitVerdict = {
  kind: 'current' | 'earlier' | 'part' | 'other' | 'none';
  pay: ReadonlyMap<string, PayAmount>;
};

export function judgeUnit(
  unit: PayrollUnit,
  plans: readonly PercentPlan[],
  earlier: EarlierPay | null,
): UnitVerdict {
  const lines = singleRateLines(unit, plans);
  const verdict = (kind: UnitVerdict['kind'], pay: UnitVerdict['pay'] = unit.pay) => ({ kind, pay });
  // A slip in one of many lines does not put the others in doubt.
  if (lines.length > 0 && mismatches(lines, unit.pay) <= Math.floor(lines.length / MIN_LINES))
    return verdict('current');
  if (lines.length < MIN_LINES) return verdict('none');
  const before = earlier ? beforeRaise(unit.pay, earlier.object, earlier.raiseTenths) : null;
  if (before && mismatches(lines, before) === 0) return verdict('earlier', before);
  if (subsets(unit.pay).some((some) => mismatches(lines, some) === 0)) return verdict('part');
  return verdict(agreesOnOneBase(lines) ? 'other' : 'none');
}

/**
 * Looks for a raise of one pay object that explains several units whose percentages do not fit their pay: with the
 * pay before the raise every single-rate line of those units comes out to the cent. Null where fewer than
 * `MIN_SUPPORT` units agree.
 */
export function findEarlierPay(
  units: readonly PayrollUnit[],
  plans: readonly PercentPlan[],
): EarlierPay | null {
  const votes = new Map<string, EarlierPay>();
  for (const unit of units) {
    const lines = singleRateLines(unit, plans);
    if (lines.length < MIN_LINES || mismatches(lines, unit.pay) === 0) continue;
    for (const [object, { cents }] of unit.pay) {
      if (cents <= 0) continue;
      for (let raiseTenths = 1; raiseTenths <= MAX_RAISE_TENTHS; raiseTenths += 1) {
        const before = beforeRaise(unit.pay, object, raiseTenths);
        if (!before || mismatches(lines, before) > 0) continue;
        const key = `${object}|${String(raiseTenths)}`;
        const vote = votes.get(key) ?? { object, raiseTenths, support: 0 };
        votes.set(key, { ...vote, support: vote.support + 1 });
      }
    }
  }
  const [best] = [...votes.values()].sort((a, b) => b.support - a.support || a.raiseTenths - b.raiseTenths);
  return best && best.support >= MIN_SUPPORT ? best : null;
}

type RatedLine = { cents: Cents; ratePpm: number; leftOut: ReadonlySet<string> };

/** Charged lines whose plan has one rate only: they leave no choice. */
function singleRateLines(unit: PayrollUnit, plans: readonly PercentPlan[]): RatedLine[] {
  return unit.benefits.flatMap(({ object, cents }) => {
    const plan = plans.find((one) => one.object === object);
    const [rate, second] = plan?.rates ?? [];
    if (!plan || !rate || second || cents === 0) return [];
    return [{ cents, ratePpm: rate.ratePpm, leftOut: plan.leftOut }];
  });
}

function mismatches(lines: readonly RatedLine[], pay: ReadonlyMap<string, PayAmount>): number {
  return lines.filter((line) => centsAtRate(payBase(pay, line.leftOut), line.ratePpm) !== line.cents).length;
}

function beforeRaise(
  pay: ReadonlyMap<string, PayAmount>,
  object: string,
  raiseTenths: number,
): Map<string, PayAmount> | null {
  const amount = pay.get(object);
  if (!amount) return null;
  const cents = centsTimes(amount.cents, 1_000, 1_000 + raiseTenths);
  return new Map([...pay, [object, { ...amount, cents }]]);
}

/** Every choice of some but not all of a unit's pay lines that pay anything. */
function subsets(pay: ReadonlyMap<string, PayAmount>): Map<string, PayAmount>[] {
  const paid = [...pay].filter(([, { cents }]) => cents !== 0);
  const found: Map<string, PayAmount>[] = [];
  for (let picked = 1; picked < 2 ** paid.length - 1; picked += 1)
    found.push(new Map(paid.filter((_, at) => Math.floor(picked / 2 ** at) % 2 === 1)));
  return found;
}

/** Whether some amount of pay gives every line, or all but one where enough are left. */
function agreesOnOneBase(lines: readonly RatedLine[]): boolean {
  if (lines.length < MIN_LINES) return false;
  if (haveCommonBase(lines)) return true;
  if (lines.length === MIN_LINES) return false;
  return lines.some((_, at) => haveCommonBase(lines.filter((_line, index) => index !== at)));
}

function haveCommonBase(lines: readonly RatedLine[]): boolean {
  const low = Math.max(
    ...lines.map(({ cents, ratePpm }) => ceilDiv((2 * cents - 1) * 1_000_000, 2 * ratePpm)),
  );
  const high = Math.min(
    ...lines.map(({ cents, ratePpm }) => ceilDiv((2 * cents + 1) * 1_000_000, 2 * ratePpm) - 1),
  );
  return low <= high;
}
