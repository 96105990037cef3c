import { parseAccount, type AccountString, type AccountStructure } from '../account/account-structure.js';
import type { Fte } from '../fte.js';
import type { Cents } from '../money.js';
import { OBJECT_SEGMENT } from './contributions.js';

/** A budget line as a district publishes it, with the same line of the year before. */
export type PayrollLine = { account: AccountString; cents: Cents; fte: Fte; lastYearCents: Cents };

/** Which object codes are pay (salaries, extra duty, stipends) and which are benefits. */
export type PayrollObjects = { pay: ReadonlySet<string>; benefits: ReadonlySet<string> };

/** The pay of one object in a unit. Objects that have FTE are posts; the others are extra pay. */
export type PayAmount = { cents: Cents; fte: Fte };

/** A benefit line; `index` is its place among the lines given. */
export type BenefitLine = { index: number; object: string } & PayrollLine;

/** Pay and benefit lines that share an account without its object: what a benefit is worked out on. */
export type PayrollUnit = { key: string; pay: Map<string, PayAmount>; benefits: BenefitLine[] };

/**
 * Groups pay and benefit lines into units, in order of first appearance. Pay on the same account is added up. Other
 * objects, and lines whose account does not fit the structure, are left out.
 */
export function groupPayroll(
  structure: AccountStructure,
  objects: PayrollObjects,
  lines: readonly PayrollLine[],
): PayrollUnit[] {
  const objectIndex = structure.segments.findIndex((segment) => segment.code === OBJECT_SEGMENT);
  const units = new Map<string, PayrollUnit>();
  lines.forEach((line, index) => {
    const parsed = parseAccount(structure, line.account);
    if (!parsed.ok) return;
    const object = parsed.codes[objectIndex] ?? '';
    if (!objects.pay.has(object) && !objects.benefits.has(object)) return;
    const key = parsed.codes.filter((_, at) => at !== objectIndex).join('-');
    let unit = units.get(key);
    if (!unit) units.set(key, (unit = { key, pay: new Map(), benefits: [] }));
    if (objects.benefits.has(object)) unit.benefits.push({ ...line, index, object });
    else {
      const known = unit.pay.get(object) ?? { cents: 0, fte: 0 };
      unit.pay.set(object, { cents: known.cents + line.cents, fte: known.fte + line.fte });
    }
  });
  return [...units.values()];
}

/** All the pay of a unit, except of some objects. */
export function payBase(pay: ReadonlyMap<string, PayAmount>, leftOut: ReadonlySet<string>): Cents {
  let total = 0;
  for (const [object, { cents }] of pay) if (!leftOut.has(object)) total += cents;
  return total;
}

/** Every charged benefit line of the unit is in whole dollars: estimates, from which no rate follows. */
export function isRoundEstimate({ benefits }: PayrollUnit): boolean {
  const charged = benefits.filter(({ cents }) => cents !== 0);
  return charged.length > 0 && charged.every(({ cents }) => cents % 100 === 0);
}

/** Quotient of whole numbers rounded up; the divisor positive. */
export function ceilDiv(dividend: number, divisor: number): number {
  const rest = ((dividend % divisor) + divisor) % divisor;
  return rest === 0 ? dividend / divisor : (dividend - rest) / divisor + 1;
}
