import {
  contributionsOf,
  prepareStaffing,
  unitCents,
  type StaffingIndex,
} from '../staffing/contributions.js';
import type { Position } from '../staffing/position.js';
import { NOTHING_HELD } from './findings.js';
import type { PlanIndex } from './plan-index.js';
import {
  accountRow,
  countPost,
  type AccountRow,
  type NumberRow,
  type PostRow,
  type SiteRows,
  type UnitRow,
} from './site-rows.js';

/**
 * What posts put on accounts, benefit units and staff sums of the sites that pay them, and which posts share a
 * number. Contributions are whole numbers, so taking one away leaves exactly what was there before.
 */
export class PostAmounts {
  private readonly staffing: StaffingIndex;
  private readonly siteNumbers: Map<string, number>;
  private readonly numbers = new Map<string, NumberRow>();
  private readonly dirtyNumbers = new Set<string>();
  private touchedUnits: UnitRow[] = [];

  /** `touch` is told of every account whose amount changes. */
  constructor(
    private readonly index: PlanIndex,
    private readonly sites: readonly SiteRows[],
    private readonly touch: (account: AccountRow) => void,
  ) {
    const { chart, jobClasses, benefitRates, calendars } = index.plan;
    this.staffing = prepareStaffing(chart.structure, jobClasses, benefitRates, calendars);
    this.siteNumbers = new Map(sites.map(({ number, facts }) => [facts.site.code, number]));
  }

  /** Adds a post of a site. Gives its row, which takes it away again. */
  add(site: SiteRows, post: Position, order: number): PostRow {
    const row: PostRow = { site, post, order, contributions: contributionsOf(this.staffing, post) };
    this.countNumber(row, 'added');
    this.contribute(row, 1, false);
    return row;
  }

  remove(row: PostRow): void {
    this.countNumber(row, 'removed');
    this.contribute(row, -1, false);
  }

  /** A post of a site that is not here: only what accounts of sites that are here pay of it counts. */
  addVisitor(site: SiteRows, post: Position): void {
    this.contribute({ site, post, order: 0, contributions: contributionsOf(this.staffing, post) }, 1, true);
  }

  /** What a post adds goes to the site whose account it is; to no site where that one is not here. */
  private contribute(row: PostRow, sign: 1 | -1, isVisitor: boolean): void {
    const { site: home, post } = row;
    for (const { account, cents, fte } of row.contributions.salaries) {
      const site = this.targetOf(account, home, isVisitor);
      if (!site) continue;
      const target = accountRow(site, account, this.index.readAccount);
      target.cents += sign * cents;
      target.fte += sign * fte;
      countPost(target, row, sign);
      this.touch(target);
      countStaff(site, post.jobClass, target.facts.fundingSource, sign * fte);
    }
    for (const share of row.contributions.units) {
      const site = this.targetOf(share.account, home, isVisitor);
      if (!site) continue;
      let unit = site.units.get(share.unitKey);
      if (!unit) {
        const account = accountRow(site, share.account, this.index.readAccount);
        unit = { share, salaryCents: 0, fte: 0, headCents: 0, posts: 0, cents: 0, account, isTouched: false };
        site.units.set(share.unitKey, unit);
      }
      unit.salaryCents += sign * share.salaryCents;
      unit.fte += sign * share.fte;
      unit.headCents += sign * share.headCents;
      unit.posts += sign;
      countPost(unit.account, row, sign);
      if (unit.isTouched) continue;
      unit.isTouched = true;
      this.touchedUnits.push(unit);
    }
  }

  private targetOf(account: string, home: SiteRows, isVisitor: boolean): SiteRows | null {
    const { siteCode } = this.index.account(account);
    if (siteCode === null) return isVisitor ? null : home;
    return this.sites[this.siteNumbers.get(siteCode) ?? -1] ?? null;
  }

  private countNumber(row: PostRow, what: 'added' | 'removed'): void {
    const { number } = row.post;
    if (number === '') return;
    let posts = this.numbers.get(number);
    if (!posts) this.numbers.set(number, (posts = { posts: new Set(), held: NOTHING_HELD }));
    if (what === 'added') posts.posts.add(row);
    else posts.posts.delete(row);
    this.dirtyNumbers.add(number);
  }

  /** Rounds what changed units cost, once for each unit. */
  settleUnits(): void {
    for (const unit of this.touchedUnits) {
      unit.isTouched = false;
      const cents = unitCents(unit.share.rate, unit);
      unit.account.cents += cents - unit.cents;
      unit.cents = cents;
      this.touch(unit.account);
      if (unit.posts === 0) unit.account.site.units.delete(unit.share.unitKey);
    }
    this.touchedUnits = [];
  }

  /** The position numbers whose posts changed since the last call. */
  takeNumbers(): NumberRow[] {
    const rows = [...this.dirtyNumbers].flatMap((number) => {
      const row = this.numbers.get(number);
      if (row?.posts.size === 0) this.numbers.delete(number);
      return row ? [row] : [];
    });
    this.dirtyNumbers.clear();
    return rows;
  }
}

function countStaff(site: SiteRows, jobClass: string, fundingSource: string | null, fte: number): void {
  const key = `${jobClass}|${fundingSource ?? ''}`;
  const sums = site.staff.get(key);
  if (sums) sums.fte += fte;
  else site.staff.set(key, { jobClass, fundingSource, fte });
  site.isStaffDirty = true;
}
