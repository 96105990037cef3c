import type { z } from 'zod';
import type { AccountFacts, AccountTest } from '../account/account-facts.js';
import type { AccountPattern } from '../account/account-pattern.js';
import type { ChartIndex } from '../account/chart-of-accounts.js';
import type { Period } from '../account/period.js';
import type { FundingSource } from '../budget/funding-source.js';
import type { Cents } from '../money.js';
import type { Calendar } from '../staffing/calendar.js';
import type { BenefitRate, JobClass } from '../staffing/position.js';
import type { ExchangeRate } from '../staffing/staff-trade.js';
import type { Check, Selector, SiteFacts } from './check.js';
import type { AppliesTo, RuleInput } from './rule-common.js';

/** Planned revenue, as far as a balance of funds needs it. */
export type PlannedRevenue = { fundingSource: string; amountCents: Cents };

/** What rules are prepared from: everything that stays the same while lines and posts change. */
export type RuleScopeFacts = {
  /** A site sees itself alone; the office sees every site. */
  kind: 'site' | 'district';
  sites: readonly SiteFacts[];
  chart: ChartIndex;
  siteSegment: string | null;
  period: Period;
  fundingSources: readonly FundingSource[];
  jobClasses: readonly JobClass[];
  benefitRates: readonly BenefitRate[];
  calendars: readonly Calendar[];
  exchangeRates: readonly ExchangeRate[];
  /** Null where the district gave none. */
  revenue: readonly PlannedRevenue[] | null;
  /** Whether the chart says which codes go together. */
  hasCombinations: boolean;
  figures: ReadonlyMap<string, Cents>;
  accountGroups: ReadonlyMap<string, readonly AccountPattern[]>;
  /** What is known of an account, for checks of posts. */
  account: (account: string) => AccountFacts;
  /** The funding source of an account, for checks of posts; null when none pays it. */
  fundingSourceOf: (account: string) => string | null;
  /** The site that an account names; null where it names none. */
  siteOf: (account: string) => string | null;
  /** The test of some patterns; to be asked for while rules are prepared, not later. */
  fits: (patterns: readonly AccountPattern[]) => AccountTest;
  /** The selection of a rule's `appliesTo`; everything when it has none. */
  select: (appliesTo: AppliesTo | undefined) => Selector;
  /** Codes of the funding sources that a rule is about; all when it names none. */
  sourcesOf: (appliesTo: AppliesTo | undefined) => ReadonlySet<string>;
};

/** One kind of rule: the schema of its data, what it needs, and the checks it makes of them. */
export type RuleKind<Schema extends z.ZodObject> = {
  schema: Schema;
  inputs: (rule: z.infer<Schema>) => readonly RuleInput[];
  prepare: (rule: z.infer<Schema>, scope: RuleScopeFacts) => readonly Check[];
};

export const noInputs = (): readonly RuleInput[] => [];

/** Keeps the type of a kind's schema while its functions are checked against it. */
export function ruleKind<Schema extends z.ZodObject>(kind: RuleKind<Schema>): RuleKind<Schema> {
  return kind;
}
