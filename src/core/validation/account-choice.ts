import type { AccountFacts } from '../account/account-facts.js';
import type { LineItem } from '../budget/line-item.js';
import type { SiteContent } from '../budget/site-content.js';
import { openFinder, type Finder } from '../finder/finder.js';
import { SYNONYMS_EN } from '../finder/synonyms-en.js';
import type { SynonymSet } from '../finder/synonyms.js';
import type { LineView } from '../rules/check.js';
import type { BookIndex } from './book-index.js';
import type { Owners } from './owned-rows.js';

/**
 * Whether a person may add a line on an account: it is an account of the site and of a funding source that the site
 * has money from, the row would be hers, posts do not feed it, and no rule of the pack finds a fatal fault with a
 * line of one cent on it.
 */
export function mayAddLine(index: BookIndex, account: string, owners: Owners): boolean {
  const facts = index.account(account);
  if (facts.codes === null || facts.isFed || !owners.has(facts.lineOwner)) return false;
  if (!index.isOfSite(account) || !index.allocations.has(facts.fundingSource ?? '')) return false;
  return !hasFatalFault(index, facts);
}

/**
 * A finder over the accounts that exist in the accounting system, those that finance assigned and those the site uses, which offers only what the
 * person may add; ranked by the site's own use of them.
 */
export function openAccountFinder(
  index: BookIndex,
  content: SiteContent,
  owners: Owners,
  synonyms: SynonymSet = SYNONYMS_EN,
): Finder {
  const { existing, requested } = index.plan.chart;
  const own = content.lines.map(({ account }) => account);
  return openFinder({
    chart: index.chart,
    accounts: [...new Set([...(existing ?? []), ...(requested ?? []).map(({ account }) => account), ...own])],
    history: content.lines,
    synonyms,
    fundingSourceOf: (account) => index.account(account).fundingSource,
    isValidFor: (account) => mayAddLine(index, account, owners),
  });
}

function hasFatalFault(index: BookIndex, facts: AccountFacts): boolean {
  const [site] = index.sites;
  if (!site) return false;
  const row = viewOf(facts);
  let isFaulty = false;
  for (const { rule, checks } of index.rules) {
    if (rule.severity !== 'fatal') continue;
    for (const check of checks) {
      if (check.at !== 'line' || !check.applies(facts, site)) continue;
      check.check(row, site, ({ severity, place }) => {
        // A line without its justification yet is no fault of the account.
        if (place.kind === 'line' && place.field === 'justification') return;
        if ((severity ?? 'fatal') === 'fatal') isFaulty = true;
      });
    }
  }
  return isFaulty;
}

function viewOf(facts: AccountFacts): LineView {
  const line: LineItem = {
    id: 'tried',
    account: facts.account,
    title: '',
    currentCents: 0,
    currentFte: 0,
    enteredCents: 1,
    justification: '',
    unread: [],
  };
  return { line, facts, fromPostsCents: 0, proposedCents: 1, proposedFte: 0, order: 0 };
}
