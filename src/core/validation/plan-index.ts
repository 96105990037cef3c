import type { AccountFacts, AccountProfile } from '../account/account-facts.js';
import { fitsAny } from '../account/account-facts.js';
import { indexChart, type ChartIndex } from '../account/chart-of-accounts.js';
import { hasBit, PatternSet, type PatternBits } from '../account/pattern-set.js';
import { periodOf } from '../budget/budget-year.js';
import type { RuleException } from '../budget/rule-exception.js';
import type { DistrictPlan } from '../budget/site-book.js';
import { SITE_OWNER } from '../budget/site.js';
import type { Problem } from '../problem.js';
import type { SiteFacts } from '../rules/check.js';
import { prepareRules, type PreparedRule } from '../rules/prepare-rules.js';
import type { AppliesTo } from '../rules/rule-common.js';
import type { PlannedRevenue, RuleScopeFacts } from '../rules/rule-kind.js';
import { OBJECT_SEGMENT } from '../staffing/derive.js';

/** A district's plan prepared for checking one site or all: look-ups built once, answers about accounts remembered. */
export type PlanIndex = {
  plan: DistrictPlan;
  kind: 'site' | 'district';
  chart: ChartIndex;
  sites: readonly SiteFacts[];
  rules: readonly PreparedRule[];
  /** What finance allowed the one site that is checked; null where nothing. Never where the whole district is. */
  exceptionFor: ((problem: Problem) => RuleException | undefined) | null;
  account: (account: string) => AccountFacts;
  /** The same, worked out afresh: for those who keep the answer themselves. */
  readAccount: (account: string) => AccountFacts;
};

/** Prepares a plan. Throws on patterns and segments that do not fit the account structure; an import has checked them. */
export function indexPlan(
  plan: DistrictPlan,
  kind: 'site' | 'district',
  sites: readonly SiteFacts[],
  revenue: readonly PlannedRevenue[] | null,
): PlanIndex {
  const { structure } = plan.chart;
  const period = periodOf(plan.year);
  const chart = indexChart(plan.chart, period);
  const patterns = new PatternSet(structure);
  const numbersOf = (list: readonly string[]) => list.map((pattern) => patterns.add(pattern));
  const sources = plan.fundingSources.map(({ code, patterns: list }) => ({ code, numbers: numbersOf(list) }));
  const owners = plan.ownership.map((rule) => ({ rule, number: patterns.add(rule.pattern) }));
  const readAccount = (text: string): AccountFacts => {
    const checked = chart.check(text);
    return checked.ok ? goodAccount(text, checked.codes) : faultyAccount(text, checked.faults);
  };
  const account = remembered(readAccount);
  const sourcesOf = ({ fundingSources, programs }: AppliesTo = {}): ReadonlySet<string> =>
    new Set(
      plan.fundingSources
        .filter(({ code }) => fundingSources?.includes(code) ?? true)
        .filter((source) => programs?.some((program) => source.programs?.includes(program)) ?? true)
        .map(({ code }) => code),
    );
  const scope: RuleScopeFacts = {
    kind,
    sites,
    chart,
    siteSegment: plan.siteSegment,
    period,
    fundingSources: plan.fundingSources,
    jobClasses: plan.jobClasses,
    benefitRates: plan.benefitRates,
    calendars: plan.calendars ?? [],
    exchangeRates: plan.exchangeRates ?? [],
    revenue,
    hasCombinations: (plan.chart.combinations ?? []).length > 0,
    figures: new Map(Object.entries(plan.figures ?? {})),
    accountGroups: new Map(Object.entries(plan.accountGroups ?? {})),
    account,
    fundingSourceOf: (text) => account(text).fundingSource,
    siteOf: (text) => account(text).siteCode,
    fits: (list) => fitsAny(numbersOf(list)),
    sourcesOf,
    select(appliesTo) {
      if (!appliesTo) return () => true;
      const codes = appliesTo.fundingSources || appliesTo.programs ? sourcesOf(appliesTo) : null;
      const fits = appliesTo.accounts ? fitsAny(numbersOf(appliesTo.accounts)) : null;
      const { levels } = appliesTo;
      return (facts, { site }) =>
        (codes === null || codes.has(facts.fundingSource ?? '')) &&
        (fits === null || fits(facts)) &&
        (levels === undefined || levels.includes(site.level));
    },
  };
  const rules = prepareRules(plan.rules.rules, plan.year, scope);

  const objectIndex = structure.segments.findIndex(({ code }) => code === OBJECT_SEGMENT);
  const siteIndex = structure.segments.findIndex(({ code }) => code === plan.siteSegment);
  const fedObjects = new Set([
    ...plan.jobClasses.map(({ salaryObject }) => salaryObject),
    ...plan.benefitRates.map(({ object }) => object),
  ]);
  const profiles: AccountProfile[] = [];

  function goodAccount(text: string, codes: readonly string[]): AccountFacts {
    const profile = profileOf(patterns.match(codes));
    const { fundingSource, lineOwner, postOwner } = profile;
    return {
      account: text,
      codes,
      faults: NO_FAULTS,
      fundingSource,
      siteCode: codes[siteIndex] ?? null,
      lineOwner,
      postOwner,
      isFed: fedObjects.has(codes[objectIndex] ?? ''),
      profile,
    };
  }

  function profileOf(bits: PatternBits): AccountProfile {
    const known = profiles[bits.id];
    if (known) return known;
    const ownerFor = (other: 'lines' | 'posts') =>
      owners.find(({ rule, number }) => rule.appliesTo !== other && hasBit(bits, number))?.rule.owner ??
      SITE_OWNER;
    const sourceNumber = sources.findIndex(({ numbers }) => numbers.some((number) => hasBit(bits, number)));
    const profile: AccountProfile = {
      id: bits.id,
      patterns: bits,
      fundingSource: sources[sourceNumber]?.code ?? null,
      sourceNumber,
      lineOwner: ownerFor('posts'),
      postOwner: ownerFor('lines'),
    };
    profiles[bits.id] = profile;
    return profile;
  }

  return { plan, kind, chart, sites, rules, account, readAccount, exceptionFor: null };
}

const NO_FAULTS: AccountFacts['faults'] = [];

const FAULTY: AccountProfile = {
  id: -1,
  patterns: null,
  fundingSource: null,
  sourceNumber: -1,
  lineOwner: SITE_OWNER,
  postOwner: SITE_OWNER,
};

function faultyAccount(account: string, faults: AccountFacts['faults']): AccountFacts {
  const { fundingSource, lineOwner, postOwner } = FAULTY;
  return {
    account,
    codes: null,
    faults,
    fundingSource,
    siteCode: null,
    lineOwner,
    postOwner,
    isFed: false,
    profile: FAULTY,
  };
}

function remembered<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = compute(key)));
    return value;
  };
}
