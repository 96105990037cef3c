import { z } from 'zod';
import { AccountString } from '../account/account-structure.js';
import { indexChart } from '../account/chart-of-accounts.js';
import { periodOf } from '../budget/budget-year.js';
import type { DistrictPlan } from '../budget/site-book.js';
import type { Spending } from '../budget/spending.js';
import { Fte } from '../fte.js';
import { Cents } from '../money.js';
import type { Problem } from '../problem.js';
import { expenditureTeller, type AdoptedAccounts } from './adopted-accounts.js';
import { siteFinder } from '../staffing/visiting-posts.js';
import { fundFinder, type NamedSegments } from './dimensions.js';

/** What an amendment adds to an account (below zero: takes away). `revenue` raises what the others may spend. */
export const AmendmentEntry = z.object({
  side: z.enum(['expenditure', 'revenue']),
  account: AccountString,
  /** Whose budget it is; empty of revenue, which has no site. */
  siteCode: z.string().max(20),
  amountCents: Cents,
  fte: Fte,
});
export type AmendmentEntry = z.infer<typeof AmendmentEntry>;

/** What the board decides about an amendment, as somebody enters it. */
export const AmendmentDraft = z.object({
  /** The district's own number, such as `BA-03`. */
  number: z.string().trim().min(1).max(40),
  /** Local date from which it holds. */
  effectiveDate: z.iso.date(),
  resolution: z.string().trim().min(1).max(80),
  reason: z.string().trim().min(1).max(2000),
  entries: z.array(AmendmentEntry).min(1).max(500),
});
export type AmendmentDraft = z.infer<typeof AmendmentDraft>;

/** A change of the adopted budget. Never changed itself: what was wrong is amended again. */
export const Amendment = AmendmentDraft.extend({
  id: z.uuid(),
  by: z.string(),
  at: z.iso.datetime(),
});
export type Amendment = z.infer<typeof Amendment>;

/** One account of a site after adoption. `availableCents`: revised less spent less encumbered. */
export const RevisedAccount = z.object({
  account: AccountString,
  siteCode: z.string(),
  adoptedCents: Cents,
  amendedCents: Cents,
  revisedCents: Cents,
  adoptedFte: Fte,
  revisedFte: Fte,
  spentCents: Cents,
  encumberedCents: Cents,
  availableCents: Cents,
});
export type RevisedAccount = z.infer<typeof RevisedAccount>;

/** The adopted budget with the amendments that hold on a day. The adopted version itself stays as it is. */
export const RevisedBudget = z.object({
  accounts: z.array(RevisedAccount),
  adoptedCents: Cents,
  revisedCents: Cents,
  /** What amendments added to revenue. */
  revenueCents: Cents,
});
export type RevisedBudget = z.infer<typeof RevisedBudget>;

/** Spending by site, of which only what falls into the adopted year counts. */
export type SpendingBySite = ReadonlyMap<string, Spending>;

const keyOf = (siteCode: string, account: string) => `${siteCode} ${account}`;

/**
 * The revised budget on a local date, of accounts that amendments name or all: amendments count from their effective date on,
 * in any order. Accounts are in the order of account and site. Spending from before the year is that of another budget, and
 * is left out.
 */
export function applyAmendments(
  plan: DistrictPlan,
  adopted: Pick<AdoptedAccounts, 'accounts' | 'totalCents'>,
  amendments: readonly AmendmentDraft[],
  asOf: string,
  spending: SpendingBySite,
): RevisedBudget {
  const accounts = new Map<string, RevisedAccount>();
  const at = (siteCode: string, account: string): RevisedAccount => {
    const key = keyOf(siteCode, account);
    let found = accounts.get(key);
    if (!found) accounts.set(key, (found = emptyAccount(siteCode, account)));
    return found;
  };
  for (const { account, lines } of adopted.accounts) {
    for (const { siteCode, proposedCents, proposedFte } of lines) {
      const revised = at(siteCode, account);
      revised.adoptedCents += proposedCents;
      revised.adoptedFte += proposedFte;
      revised.revisedFte += proposedFte;
    }
  }
  let [revenueCents, revisedCents] = [0, adopted.totalCents];
  for (const { effectiveDate, entries } of amendments) {
    if (effectiveDate > asOf) continue;
    for (const { side, account, siteCode, amountCents, fte } of entries) {
      if (side === 'revenue') revenueCents += amountCents;
      else {
        const revised = at(siteCode, account);
        revised.amendedCents += amountCents;
        revisedCents += amountCents;
        revised.revisedFte += fte;
      }
    }
  }
  const { from } = periodOf(plan.year);
  for (const [siteCode, { asOf: day, rows }] of spending) {
    if (day < from) continue;
    for (const { account, spentCents, encumberedCents } of rows) {
      const revised = at(siteCode, account);
      revised.spentCents += spentCents;
      revised.encumberedCents += encumberedCents;
    }
  }
  const all = [...accounts.values()].map((one) => {
    const cents = one.adoptedCents + one.amendedCents;
    return { ...one, revisedCents: cents, availableCents: cents - one.spentCents - one.encumberedCents };
  });
  all.sort((a, b) => compareText(a.account, b.account) || compareText(a.siteCode, b.siteCode));
  return {
    accounts: all,
    adoptedCents: adopted.totalCents,
    revisedCents,
    revenueCents,
  };
}

function emptyAccount(siteCode: string, account: string): RevisedAccount {
  return {
    account,
    siteCode,
    adoptedCents: 0,
    amendedCents: 0,
    revisedCents: 0,
    adoptedFte: 0,
    revisedFte: 0,
    spentCents: 0,
    encumberedCents: 0,
    availableCents: 0,
  };
}

/** What an amendment is held to beside the adopted budget. */
export type AmendmentContext = {
  /** Local date of the board's meeting. */
  adoptedOn: string;
  siteCodes: ReadonlySet<string>;
  spending: SpendingBySite;
  /** Accounts of the year's planned revenue. */
  plannedRevenue: readonly string[];
};

/** The accounts that amendments name, each once. */
export function accountsNamed(amendments: readonly Pick<AmendmentDraft, 'entries'>[]): string[] {
  return [...new Set(amendments.flatMap(({ entries }) => entries.map(({ account }) => account)))];
}

/**
 * Everything that is wrong with an amendment; none when it may be entered. It is balanced in each fund: what
 * expenditures grow by is what revenue grows by. Nothing is taken that was spent, promised, or taken by amendments
 * entered before, whatever day those hold from: what an account can give is the least that is available on the draft's
 * day or on any day after it. One that stands below zero, such as a recovery of indirect costs, can go further below.
 * `adopted` has the accounts that it and the earlier ones name.
 */
export function checkAmendment(
  plan: DistrictPlan,
  adopted: AdoptedAccounts,
  earlier: readonly AmendmentDraft[],
  draft: AmendmentDraft,
  context: AmendmentContext,
): Problem[] {
  const { from, to } = periodOf(plan.year);
  const { effectiveDate, number, entries } = draft;
  const problems: Problem[] = [];
  const district: Problem['place'] = { kind: 'district' };
  const add = (code: string, place: Problem['place'], params: Problem['params'], part?: string) =>
    problems.push({ code, severity: 'fatal', place, params, ...(part === undefined ? {} : { part }) });
  if (earlier.some((one) => one.number === number)) add('amendment.numberTaken', district, { number });
  if (effectiveDate < context.adoptedOn || effectiveDate > to || to < from)
    add('amendment.dateOutside', district, { effectiveDate, adoptedOn: context.adoptedOn, lastDay: to });
  for (const { fund, cents } of fundBalances(plan.chart.structure, entries))
    if (cents !== 0) add('amendment.unbalanced', district, { fund, differenceCents: cents }, fund);
  const chart = indexChart(plan.chart, { from, to });
  const before = applyAmendments(plan, adopted, earlier, effectiveDate, context.spending);
  const laterLows = lowsAfter(earlier, effectiveDate);
  const known = new Map(before.accounts.map((one) => [keyOf(one.siteCode, one.account), one]));
  const inUse = new Set(before.accounts.map(({ account }) => account));
  const isExpenditure = expenditureTeller(plan, adopted, context.plannedRevenue);
  const siteOf = siteFinder(plan);
  const fundOf = fundFinder(plan.chart.structure);
  const funds = new Set(plan.chart.codes['fund']?.map(({ code }) => code));
  for (const [key, { side, account, siteCode, cents, fte }] of netOf(entries)) {
    const place: Problem['place'] = siteCode === '' ? district : { kind: 'site', siteCode };
    const entry = known.get(key);
    if (side === 'revenue') {
      if (siteCode !== '' || (fundOf && funds.size > 0 && !funds.has(fundOf(account))))
        add('amendment.accountUnknown', place, { account, site: siteCode }, account);
      else if (inUse.has(account) || isExpenditure(account))
        add('amendment.notRevenue', place, { account }, account);
      if (fte !== 0) add('amendment.revenueFte', place, { account }, account);
      continue;
    }
    const isNew = !entry && (!chart.check(account).ok || (siteOf(account) ?? siteCode) !== siteCode);
    if (!context.siteCodes.has(siteCode) || isNew)
      add('amendment.accountUnknown', place, { account, site: siteCode }, account);
    else {
      const low = laterLows.get(key) ?? { cents: 0, fte: 0 };
      const availableCents = (entry?.availableCents ?? 0) + low.cents;
      const revisedFte = (entry?.revisedFte ?? 0) + low.fte;
      const isBelowZero = (entry?.revisedCents ?? 0) < 0;
      if (cents < 0 && !isBelowZero && availableCents + cents < 0)
        add('amendment.overAvailable', place, { account, availableCents, takenCents: -cents }, account);
      else if (fte < 0 && revisedFte + fte < 0)
        add('amendment.overFte', place, { account, revisedFte }, account);
    }
  }
  return problems;
}

/** How far amendments that hold only after a day ever take an account below what it has on that day; zero or less. */
function lowsAfter(
  amendments: readonly AmendmentDraft[],
  day: string,
): Map<string, { cents: number; fte: number }> {
  const later = amendments.filter(({ effectiveDate }) => effectiveDate > day);
  const days = [...new Set(later.map(({ effectiveDate }) => effectiveDate))].sort(compareText);
  const sums = new Map<string, { cents: number; fte: number }>();
  const lows = new Map<string, { cents: number; fte: number }>();
  for (const one of days) {
    const ofDay = later.filter(({ effectiveDate }) => effectiveDate === one);
    for (const [key, { cents, fte }] of netOf(ofDay.flatMap(({ entries }) => entries))) {
      const before = sums.get(key) ?? { cents: 0, fte: 0 };
      const after = { cents: before.cents + cents, fte: before.fte + fte };
      sums.set(key, after);
      const low = lows.get(key) ?? { cents: 0, fte: 0 };
      lows.set(key, { cents: Math.min(low.cents, after.cents), fte: Math.min(low.fte, after.fte) });
    }
  }
  return lows;
}

/** Entries of one account together: what takes and gives back takes nothing. */
function netOf(entries: readonly AmendmentEntry[]) {
  const net = new Map<
    string,
    { side: AmendmentEntry['side']; account: string; siteCode: string; cents: number; fte: number }
  >();
  for (const { side, account, siteCode, amountCents, fte } of entries) {
    const key = side === 'revenue' ? `revenue ${siteCode} ${account}` : keyOf(siteCode, account);
    const one = net.get(key) ?? { side, account, siteCode, cents: 0, fte: 0 };
    net.set(key, one);
    one.cents += amountCents;
    one.fte += fte;
  }
  return net;
}

/**
 * By how much expenditures grow more than revenue (below zero: less) in each fund that the entries name, by fund; the empty
 * text is the whole district, where account strings have no fund.
 */
export function fundBalances(
  structure: NamedSegments,
  entries: readonly Pick<AmendmentEntry, 'side' | 'account' | 'amountCents'>[],
): { fund: string; cents: number }[] {
  const fundOf = fundFinder(structure) ?? (() => '');
  const byFund = new Map<string, number>();
  for (const { side, account, amountCents } of entries) {
    const fund = fundOf(account);
    byFund.set(fund, (byFund.get(fund) ?? 0) + (side === 'revenue' ? -amountCents : amountCents));
  }
  return [...byFund].map(([fund, cents]) => ({ fund, cents })).sort((a, b) => compareText(a.fund, b.fund));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
