import { z } from 'zod';
import { AccountPattern } from '../account/account-pattern.js';
import { ChartOfAccounts } from '../account/chart-of-accounts.js';
import { RequestRoutes } from '../approval/request-route.js';
import { ApprovalRoute } from '../approval/route.js';
import { Cents } from '../money.js';
import { RulePack } from '../rules/rule-pack.js';
import { Calendar } from '../staffing/calendar.js';
import { ExchangeRate } from '../staffing/staff-trade.js';
import { BenefitRate, JobClass, Position } from '../staffing/position.js';
import { AllocationEntry } from './allocation.js';
import { BudgetYear } from './budget-year.js';
import { FundingSource } from './funding-source.js';
import { OwnershipRule } from './ownership.js';
import { RuleException } from './rule-exception.js';
import { Site } from './site.js';
import { SiteContent } from './site-content.js';
import { Spending } from './spending.js';
import { SubmissionForm } from './submission-form.js';

/** What the whole district shares for a year: everything a check needs that is not the site's own content. */
export const DistrictPlan = z.object({
  districtName: z.string(),
  timeZone: z.string(),
  /** Segment whose code names the site, such as `costCenter`; null where the account string does not tell it. */
  siteSegment: z.string().nullable(),
  year: BudgetYear,
  chart: ChartOfAccounts,
  fundingSources: z.array(FundingSource),
  ownership: z.array(OwnershipRule),
  jobClasses: z.array(JobClass),
  benefitRates: z.array(BenefitRate),
  /** What staff of one type a site may exchange for another, in the order they are applied. */
  exchangeRates: z.array(ExchangeRate).optional(),
  /** The working years that posts may follow; absent where every post is paid for the whole year. */
  calendars: z.array(Calendar).optional(),
  /** Office code of who sets the salary a post is priced at; FTE stays with the post's own owner. */
  salaryOwner: z.string().min(1),
  rules: RulePack,
  /**
   * What becomes of a submission that arrived late and claims to have been queued in time: taken as in time, or left
   * to its reviewer, who decides by approving or sending back. Absent: left to the reviewer.
   */
  lateClaims: z.enum(['accept', 'ask']).optional(),
  /** Amounts in cents that rules name and only the district knows, such as last year's award of a grant. */
  figures: z.record(z.string(), Cents).optional(),
  /** Sets of accounts that rules of a taken-over pack name, such as `parentEngagement`. */
  accountGroups: z.record(z.string(), z.array(AccountPattern)).optional(),
  /** What the district says for the settings of export layouts, by key, such as its number with the state. */
  exportSettings: z.record(z.string(), z.string()).optional(),
  /** What is asked of whoever submits; absent where the district asks nothing. */
  submission: SubmissionForm.optional(),
  /** The way of submissions through approval; absent where any reviewer of a site decides alone. */
  approval: ApprovalRoute.optional(),
  /** The ways of requests for codes and exceptions; absent where whoever answers them answers alone. */
  requests: RequestRoutes.optional(),
});
export type DistrictPlan = z.infer<typeof DistrictPlan>;

/** A district's plan with one site's own part: its allocations and the content the season opened with. */
export const SiteBook = z.object({
  plan: DistrictPlan,
  site: Site,
  allocations: z.array(AllocationEntry),
  /** Last year's lines and posts as the season opened: the baseline for locked cells and comparisons. */
  opening: SiteContent,
  /** Posts of other sites that accounts of this one pay a share of. Not this site's to edit. */
  visitingPosts: z.array(Position).optional(),
  /** Those it paid when the season opened, with whose they are: a share that was taken away is seen by them. */
  openingVisitors: z.array(z.object({ post: Position, siteName: z.string() })).optional(),
  /** What finance allowed this site although a rule finds fault with it. */
  exceptions: z.array(RuleException).optional(),
  /** What this year's budget was spent on so far, of this site's accounts; absent where the district gives none. */
  spending: Spending.optional(),
});
export type SiteBook = z.infer<typeof SiteBook>;
