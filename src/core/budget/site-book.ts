import { z } from 'zod';
import { ChartOfAccounts } from '../account/chart-of-accounts.js';
import { RulePack } from '../rules/rule-pack.js';
import { BenefitRate, JobClass } from '../staffing/position.js';
import { AllocationEntry } from './allocation.js';
import { FundingSource } from './funding-source.js';
import { OwnershipRule } from './ownership.js';
import { Site } from './site.js';
import { SiteContent } from './site-content.js';

/** The year being built and the one it is compared with. */
export const BudgetYear = z.object({
  id: z.string().regex(/^\d{4}-\d{2}$/),
  currentId: z.string().regex(/^\d{4}-\d{2}$/),
  /** Local date in the district's time zone by which sites submit. */
  dueDate: z.iso.date(),
});
export type BudgetYear = z.infer<typeof BudgetYear>;

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
  /** Office code of who sets the salary a post is priced at; FTE stays with the post's own owner. */
  salaryOwner: z.string().min(1),
  rules: RulePack,
});
export type DistrictPlan = z.infer<typeof DistrictPlan>;

/** A district's plan with one site's own part: its allocations and the content the season opened with. */
export const SiteBook = z.object({
  plan: DistrictPlan,
  site: Site,
  allocations: z.array(AllocationEntry),
  /** Last year's lines and posts as the season opened: the baseline for locked cells and comparisons. */
  opening: SiteContent,
});
export type SiteBook = z.infer<typeof SiteBook>;
