import { joinAccount, parseAccount, type AccountString } from '../account/account-structure.js';
import type { AccountStructure } from '../account/account-structure.js';
import { FTE_SCALE, type Fte } from '../fte.js';
import { centsAtRate, centsTimes, splitCents, type Cents } from '../money.js';
import { portionLeft, type Calendar } from './calendar.js';
import { QUANTITY_SCALE, type BenefitRate, type JobClass, type Position } from './position.js';

/** The segment that says what is bought; salary and benefit lines of a post differ in this segment alone. */
export const OBJECT_SEGMENT = 'object';

/** What one post pays on one salary account. */
export type SalaryShare = { account: AccountString; cents: Cents; fte: Fte };

/** What the cost of a benefit plan in one account unit is worked out from: exact sums over the unit's posts. */
export type UnitSums = { salaryCents: Cents; fte: Fte; headCents: Cents };

/**
 * What one post adds to one benefit plan of one account unit (the account without its object). `account` is where
 * the plan's cost goes; `unitKey` is one for each plan and unit.
 */
export type UnitShare = UnitSums & { unitKey: string; account: AccountString; rate: BenefitRate };

/** Everything one post adds, to accounts and to units. Nothing in it depends on another post. */
export type PostContributions = { salaries: SalaryShare[]; units: UnitShare[] };

/** A district's classes, plans and calendars prepared for look-ups. Answers about accounts are remembered. */
export type StaffingIndex = {
  jobClasses: ReadonlyMap<string, JobClass>;
  rates: ReadonlyMap<string, BenefitRate>;
  calendars: ReadonlyMap<string, Calendar>;
  /** The unit of an account, or null when the account does not fit the structure. */
  unitOf: (account: AccountString) => AccountUnit | null;
};

/** An account without its object: a key for it, and its account for any other object. */
export type AccountUnit = { key: string; accountFor: (object: string) => AccountString };

/** Makes the look-ups that every post needs, once for a district. */
export function prepareStaffing(
  structure: AccountStructure,
  jobClasses: readonly JobClass[],
  benefitRates: readonly BenefitRate[],
  calendars: readonly Calendar[] = [],
): StaffingIndex {
  const units = new Map<AccountString, AccountUnit | null>();
  return {
    jobClasses: new Map(jobClasses.map((jobClass) => [jobClass.code, jobClass])),
    rates: new Map(benefitRates.map((rate) => [rate.code, rate])),
    calendars: new Map(calendars.map((calendar) => [calendar.code, calendar])),
    unitOf(account) {
      let unit = units.get(account);
      if (unit === undefined) units.set(account, (unit = readUnit(structure, account)));
      return unit;
    },
  };
}

function readUnit(structure: AccountStructure, account: AccountString): AccountUnit | null {
  const parsed = parseAccount(structure, account);
  if (!parsed.ok) return null;
  const objectIndex = structure.segments.findIndex((segment) => segment.code === OBJECT_SEGMENT);
  const known = new Map<string, AccountString>();
  return {
    key: parsed.codes.filter((_, index) => index !== objectIndex).join('|'),
    accountFor(object) {
      let other = known.get(object);
      if (other === undefined) {
        const codes = parsed.codes.map((code, index) => (index === objectIndex ? object : code));
        known.set(object, (other = joinAccount(structure, codes)));
      }
      return other;
    },
  };
}

/**
 * What one post adds to salary accounts and to benefit units. Whole numbers throughout, so the sums over any set of
 * posts are exact: taking one post's contributions away and adding its new ones equals deriving afresh. A frozen
 * post adds nothing. A split whose account does not fit the structure, an unknown plan or an unknown class adds
 * nothing either; rules report them.
 */
export function contributionsOf(staffing: StaffingIndex, post: Position): PostContributions {
  const salaries: SalaryShare[] = [];
  const units = new Map<string, UnitShare>();
  const jobClass = staffing.jobClasses.get(post.jobClass);
  if (!jobClass || post.status === 'frozen') return { salaries, units: [] };
  const weights = post.splits.map((split) => split.sharePpm);
  const paidFte = post.extraPay ? 0 : post.fte;
  const cents = splitCents(payOf(staffing, jobClass, post), weights);
  const ftes = splitCents(paidFte, weights);
  const plans = plansOf(staffing, post);
  post.splits.forEach(({ account }, index) => {
    const unit = staffing.unitOf(account);
    if (!unit) return;
    const share = { account, cents: cents[index] ?? 0, fte: ftes[index] ?? 0 };
    salaries.push(share);
    for (const rate of plans) {
      // A post with any FTE is one head, however small; what the head costs is split by share to the cent.
      const isHead = rate.kind === 'perHead' && paidFte > 0;
      const headCents = isHead ? (splitCents(rate.amountCents, weights)[index] ?? 0) : 0;
      addToUnit(units, unit, rate, share, headCents);
    }
  });
  return { salaries, units: [...units.values()] };
}

/**
 * What a post pays in the year, rounded once to the cent: its salary (the class's average, or its own) times its FTE
 * times the working days left of its calendar; for extra pay quantity times rate.
 */
function payOf(staffing: StaffingIndex, jobClass: JobClass, post: Position): Cents {
  if (post.extraPay) return centsTimes(post.extraPay.rateCents, post.extraPay.quantity, QUANTITY_SCALE);
  const salary = post.pricedAt === 'average' ? jobClass.averageSalaryCents : post.annualSalaryCents;
  const calendar = post.calendar === undefined ? undefined : staffing.calendars.get(post.calendar);
  if (!calendar || post.startDate === undefined) return centsTimes(salary, post.fte, FTE_SCALE);
  const { part, whole } = portionLeft(calendar, post.startDate);
  return centsTimes(salary, post.fte * part, FTE_SCALE * whole);
}

/** The plans a post takes part in, each once; extra pay carries only those the law requires. */
function plansOf(staffing: StaffingIndex, post: Position): BenefitRate[] {
  const plans: BenefitRate[] = [];
  for (const code of new Set(post.benefitPlans)) {
    const rate = staffing.rates.get(code);
    if (rate && (!post.extraPay || rate.isStatutory === true)) plans.push(rate);
  }
  return plans;
}

function addToUnit(
  units: Map<string, UnitShare>,
  unit: AccountUnit,
  rate: BenefitRate,
  share: SalaryShare,
  headCents: Cents,
): void {
  const unitKey = `${rate.code}|${unit.key}`;
  const known = units.get(unitKey);
  if (known) {
    known.salaryCents += share.cents;
    known.fte += share.fte;
    known.headCents += headCents;
  } else {
    const account = unit.accountFor(rate.object);
    units.set(unitKey, { unitKey, account, rate, salaryCents: share.cents, fte: share.fte, headCents });
  }
}

/** What a plan costs a unit, rounded once for the unit, half away from zero. */
export function unitCents(rate: BenefitRate, sums: UnitSums): Cents {
  switch (rate.kind) {
    case 'percentOfSalary':
      return centsAtRate(sums.salaryCents, rate.ratePpm);
    case 'perFte':
      return centsTimes(rate.amountCents, sums.fte, FTE_SCALE);
    case 'perHead':
      return sums.headCents;
  }
}
