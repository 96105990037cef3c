import type { Allocation } from '../budget/allocation.js';
import { totalAllocations } from '../budget/allocation.js';
import type { LineItem } from '../budget/line-item.js';
import { exceptionFinder } from '../budget/rule-exception.js';
import { SITE_OWNER } from '../budget/site.js';
import type { SiteBook } from '../budget/site-book.js';
import type { SiteFacts } from '../rules/check.js';
import type { Position } from '../staffing/position.js';
import { indexPlan, type PlanIndex } from './plan-index.js';

/** A site's book prepared for checking. */
export type BookIndex = PlanIndex & {
  book: SiteBook;
  allocations: ReadonlyMap<string, Allocation>;
  openingLines: ReadonlyMap<string, LineItem>;
  openingPositions: ReadonlyMap<string, Position>;
  ownerTitle: (owner: string) => string;
  /** Whether an account is this site's, as far as the account string tells. */
  isOfSite: (account: string) => boolean;
};

export function indexBook(book: SiteBook): BookIndex {
  const { plan, site } = book;
  const facts = siteFacts(book);
  const index = indexPlan(plan, 'site', [facts], null);
  const titles = new Map(plan.ownership.map((rule) => [rule.owner, rule.ownerTitle]));
  return {
    ...index,
    book,
    exceptionFor: exceptionFinder(book.exceptions),
    allocations: facts.allocations,
    openingLines: new Map(book.opening.lines.map((line) => [line.id, line])),
    openingPositions: new Map(book.opening.positions.map((post) => [post.id, post])),
    ownerTitle: (owner) => (owner === SITE_OWNER ? site.name : (titles.get(owner) ?? owner)),
    isOfSite: (account) => (index.account(account).siteCode ?? site.code) === site.code,
  };
}

/** A site with its ledger added up. */
export function siteFacts({ site, allocations }: Pick<SiteBook, 'site' | 'allocations'>): SiteFacts {
  return {
    site,
    entries: allocations,
    allocations: new Map(totalAllocations(allocations).map((total) => [total.fundingSource, total])),
  };
}
