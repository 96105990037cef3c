import type { AccountStructure, AccountString } from '../account/account-structure.js';
import type { Fte } from '../fte.js';
import type { Cents } from '../money.js';
import type { Calendar } from './calendar.js';
import { contributionsOf, prepareStaffing, unitCents, type UnitShare } from './contributions.js';
import type { BenefitRate, JobClass, Position } from './position.js';

export { OBJECT_SEGMENT } from './contributions.js';

/** What the posts put on one account: salary with its FTE, or the cost of the benefit plans charged there. */
export type DerivedAmount = { account: AccountString; cents: Cents; fte: Fte; positionIds: string[] };

/**
 * Salary and benefit amounts of a set of posts, by account, in order of first appearance. A post's pay is taken to
 * the cent and split over its accounts without losing one, also where they belong to several sites. Benefits are
 * taken on what each account unit (the account without its object) pays: percentages of its salary and flat amounts
 * per FTE are rounded once for the unit, a flat amount per head counts every post with any FTE whole (2.90 FTE in
 * three posts are three heads) and is split by share. Frozen posts derive nothing. A split whose account does not
 * fit the structure, or an unknown plan, derives nothing; rules report both.
 */
export function deriveFromPosts(
  structure: AccountStructure,
  jobClasses: readonly JobClass[],
  benefitRates: readonly BenefitRate[],
  positions: readonly Position[],
  calendars: readonly Calendar[] = [],
): DerivedAmount[] {
  const staffing = prepareStaffing(structure, jobClasses, benefitRates, calendars);
  const derived = new Map<AccountString, DerivedAmount & { ids: Set<string> }>();
  const add = (account: AccountString, cents: Cents, fte: Fte, ids: Iterable<string>) => {
    let entry = derived.get(account);
    if (!entry)
      derived.set(account, (entry = { account, cents: 0, fte: 0, positionIds: [], ids: new Set() }));
    entry.cents += cents;
    entry.fte += fte;
    for (const id of ids) entry.ids.add(id);
  };
  const units = new Map<string, UnitShare & { ids: Set<string> }>();
  for (const post of positions) {
    const contributions = contributionsOf(staffing, post);
    for (const { account, cents, fte } of contributions.salaries) add(account, cents, fte, [post.id]);
    for (const share of contributions.units) {
      const unit = units.get(share.unitKey);
      if (unit) {
        unit.salaryCents += share.salaryCents;
        unit.fte += share.fte;
        unit.headCents += share.headCents;
        unit.ids.add(post.id);
      } else units.set(share.unitKey, { ...share, ids: new Set([post.id]) });
    }
  }
  for (const { account, rate, ids, ...sums } of units.values()) add(account, unitCents(rate, sums), 0, ids);
  return [...derived.values()].map(({ ids, ...amount }) => ({ ...amount, positionIds: [...ids] }));
}
