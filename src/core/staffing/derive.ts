import type { AccountStructure, AccountString } from '../account/account-structure.js';
import { joinAccount, parseAccount } from '../account/account-structure.js';
import { FTE_SCALE, type Fte } from '../fte.js';
import { centsAtRate, centsTimes, splitCents, type Cents } from '../money.js';
import type { BenefitRate, JobClass, Position } from './position.js';

/** What the posts put on one account: salary with its FTE, or the cost of the benefit plans charged there. */
export type DerivedAmount = { account: AccountString; cents: Cents; fte: Fte; positionIds: string[] };

/** The segment that says what is bought; salary and benefit lines of a post differ in this segment alone. */
export const OBJECT_SEGMENT = 'object';

type Unit = {
  codes: string[];
  rate: BenefitRate;
  salaryCents: Cents;
  fte: Fte;
  headCents: Cents;
  positionIds: Set<string>;
};

/**
 * Salary and benefit amounts of a set of posts, by account, in order of first appearance. A post's salary is its
 * annual salary times its FTE, to the cent, split over its accounts without losing one. Benefits are taken on what
 * each account unit (the account without its object) pays: percentages of its salary and flat amounts per FTE are
 * rounded once for the unit, a flat amount per head counts every post with any FTE whole and is split by share.
 * A split whose account does not fit the structure, or an unknown plan, derives nothing; rules report both.
 */
export function deriveFromPosts(
  structure: AccountStructure,
  jobClasses: readonly JobClass[],
  benefitRates: readonly BenefitRate[],
  positions: readonly Position[],
): DerivedAmount[] {
  const derived = new Map<AccountString, DerivedAmount & { ids: Set<string> }>();
  const add = (account: AccountString, cents: Cents, fte: Fte, ids: Iterable<string>) => {
    let entry = derived.get(account);
    if (!entry)
      derived.set(account, (entry = { account, cents: 0, fte: 0, positionIds: [], ids: new Set() }));
    entry.cents += cents;
    entry.fte += fte;
    for (const id of ids) entry.ids.add(id);
  };
  const objectIndex = structure.segments.findIndex((segment) => segment.code === OBJECT_SEGMENT);
  const rates = new Map(benefitRates.map((rate) => [rate.code, rate]));
  const classes = new Set(jobClasses.map((jobClass) => jobClass.code));
  const units = new Map<string, Unit>();

  for (const post of positions) {
    if (!classes.has(post.jobClass)) continue;
    for (const share of sharesOf(post)) {
      const parsed = parseAccount(structure, share.account);
      if (!parsed.ok) continue;
      add(share.account, share.salaryCents, share.fte, [post.id]);
      for (const plan of post.benefitPlans) {
        const rate = rates.get(plan);
        if (rate) addToUnit(units, parsed.codes, objectIndex, rate, post, share);
      }
    }
  }
  for (const unit of units.values()) {
    const codes = unit.codes.map((code, index) => (index === objectIndex ? unit.rate.object : code));
    add(joinAccount(structure, codes), benefitCents(unit), 0, unit.positionIds);
  }
  return [...derived.values()].map(({ ids, ...amount }) => ({ ...amount, positionIds: [...ids] }));
}

type Share = { account: AccountString; salaryCents: Cents; fte: Fte; index: number };

function sharesOf(post: Position): Share[] {
  const weights = post.splits.map((split) => split.sharePpm);
  const salaries = splitCents(centsTimes(post.annualSalaryCents, post.fte, FTE_SCALE), weights);
  const ftes = splitCents(post.fte, weights);
  return post.splits.map((split, index) => ({
    account: split.account,
    salaryCents: salaries[index] ?? 0,
    fte: ftes[index] ?? 0,
    index,
  }));
}

function addToUnit(
  units: Map<string, Unit>,
  codes: string[],
  objectIndex: number,
  rate: BenefitRate,
  post: Position,
  share: Share,
): void {
  const key = `${rate.code}|${codes.filter((_, index) => index !== objectIndex).join('|')}`;
  let unit = units.get(key);
  if (!unit)
    units.set(key, (unit = { codes, rate, salaryCents: 0, fte: 0, headCents: 0, positionIds: new Set() }));
  unit.salaryCents += share.salaryCents;
  unit.fte += share.fte;
  unit.positionIds.add(post.id);
  if (rate.kind === 'perHead' && post.fte > 0) {
    const weights = post.splits.map((split) => split.sharePpm);
    unit.headCents += splitCents(rate.amountCents, weights)[share.index] ?? 0;
  }
}

function benefitCents(unit: Unit): Cents {
  switch (unit.rate.kind) {
    case 'percentOfSalary':
      return centsAtRate(unit.salaryCents, unit.rate.ratePpm);
    case 'perFte':
      return centsTimes(unit.rate.amountCents, unit.fte, FTE_SCALE);
    case 'perHead':
      return unit.headCents;
  }
}
