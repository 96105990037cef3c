import { parseAccount } from '../../../core/account/account-structure.js';
import type { SiteContent } from '../../../core/budget/site-content.js';
import type { Fte } from '../../../core/fte.js';
import { sumCents, type Cents } from '../../../core/money.js';
import { OBJECT_SEGMENT } from '../../../core/staffing/derive.js';
import { WHOLE_SHARE_PPM, type JobClass, type Position } from '../../../core/staffing/position.js';
import type { BookIndex } from '../../../core/validation/book-index.js';
import type { Balance } from '../../../core/validation/figures.js';
import type { Owners } from '../../../core/validation/owned-rows.js';
import { computeFigures } from '../../../core/validation/sheet-state.js';

/** A salary account that a new post can be paid from: the line's own words first, the string second. */
export type PayAccount = { account: string; title: string; fundingSource: string };

/** Lines with the job class's salary object whose posts are the person's own, once an account, in sheet order. */
export function payAccounts(
  index: BookIndex,
  content: SiteContent,
  owners: Owners,
  jobClass: JobClass,
): PayAccount[] {
  const accounts = new Map<string, PayAccount>();
  for (const { account, title } of content.lines) {
    const { codes, fundingSource, postOwner } = index.account(account);
    if (codes === null || fundingSource === null || accounts.has(account)) continue;
    if (codes[objectAt(index)] !== jobClass.salaryObject) continue;
    if (!owners.has(postOwner) || !index.isOfSite(account)) continue;
    accounts.set(account, { account, title: title === '' ? account : title, fundingSource });
  }
  return [...accounts.values()];
}

export type PostRequest = { id: string; jobClass: JobClass; title: string; account: string; fte: Fte };

/** A vacant post at the average salary, with the benefit plans that posts beside it have. */
export function planPost(index: BookIndex, content: SiteContent, request: PostRequest): Position {
  const { id, jobClass, title, account, fte } = request;
  return {
    id,
    number: '',
    title,
    jobClass: jobClass.code,
    fte,
    annualSalaryCents: jobClass.averageSalaryCents,
    pricedAt: 'average',
    status: 'vacant',
    benefitPlans: plansFor(index, content, account, jobClass.code),
    splits: [{ account, sharePpm: WHOLE_SHARE_PPM }],
    unread: [],
  };
}

/** What a post would do: its whole cost, the balance of its funding source after it, and benefits without a line. */
export type PostEffect = { costCents: Cents; balance: Balance | null; newAccounts: string[] };

export function effectOfPost(index: BookIndex, content: SiteContent, post: Position): PostEffect {
  const before = computeFigures(index, content);
  const after = computeFigures(index, { ...content, positions: [...content.positions, post] });
  const fundingSource = index.account(post.splits[0]?.account ?? '').fundingSource;
  const known = new Set(before.unplaced.map(({ account }) => account));
  const placed = proposedTotal(after.balances) - proposedTotal(before.balances);
  const unplaced =
    sumCents(after.unplaced.map(({ cents }) => cents)) - sumCents(before.unplaced.map(({ cents }) => cents));
  return {
    costCents: placed + unplaced,
    balance: after.balances.find((balance) => balance.fundingSource === fundingSource) ?? null,
    newAccounts: after.unplaced.flatMap(({ account }) => (known.has(account) ? [] : [account])),
  };
}

function proposedTotal(balances: readonly Balance[]): Cents {
  return sumCents(balances.map(({ proposedCents }) => proposedCents));
}

/**
 * The plans most posts of the same class in the same unit have (the account without its object); where there are
 * none, every plan whose line exists in the unit, the district's first where several share an object.
 */
function plansFor(index: BookIndex, content: SiteContent, account: string, jobClass: string): string[] {
  const unit = unitOf(index, account);
  const inUnit = content.positions.filter(({ splits }) =>
    splits.some((split) => unitOf(index, split.account) === unit),
  );
  const sameClass = inUnit.filter((post) => post.jobClass === jobClass);
  const [neighbours] = [sameClass, inUnit].filter((posts) => posts.length > 0);
  if (neighbours) return mostCommon(neighbours.map(({ benefitPlans }) => benefitPlans));
  const objects = new Set(
    content.lines.flatMap((line) =>
      unitOf(index, line.account) === unit
        ? [index.account(line.account).codes?.[objectAt(index)] ?? '']
        : [],
    ),
  );
  const plans = new Map<string, string>();
  for (const { object, code } of index.book.plan.benefitRates) {
    if (objects.has(object) && !plans.has(object)) plans.set(object, code);
  }
  return [...plans.values()];
}

function mostCommon(lists: readonly string[][]): string[] {
  const counts = new Map<string, { list: string[]; count: number }>();
  for (const list of lists) {
    const key = [...list].sort().join(';');
    const entry = counts.get(key);
    if (entry) entry.count += 1;
    else counts.set(key, { list, count: 1 });
  }
  const [first] = [...counts.values()].sort((a, b) => b.count - a.count);
  return first?.list ?? [];
}

function unitOf(index: BookIndex, account: string): string {
  const parsed = parseAccount(index.book.plan.chart.structure, account);
  if (!parsed.ok) return account;
  return parsed.codes.filter((_, at) => at !== objectAt(index)).join('|');
}

function objectAt(index: BookIndex): number {
  return index.book.plan.chart.structure.segments.findIndex(({ code }) => code === OBJECT_SEGMENT);
}
