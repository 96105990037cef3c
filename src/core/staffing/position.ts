import { z } from 'zod';
import { AccountString } from '../account/account-structure.js';
import { UnreadCell } from '../budget/line-item.js';
import { Fte } from '../fte.js';
import { Cents, RatePpm } from '../money.js';

/** A kind of post, the object code its salary is charged to, and the district's average salary at 1.0 FTE. */
export const JobClass = z.object({
  code: z.string().min(1).max(40),
  title: z.string().min(1),
  /** Code of the object segment, such as `111` for licensed salaries. */
  salaryObject: z.string().min(1),
  /** What a post added during the season is priced at until finance knows the person. */
  averageSalaryCents: Cents.min(0),
});
export type JobClass = z.infer<typeof JobClass>;

/**
 * What a benefit plan costs: a percentage of salary (`ratePpm`), a flat amount for one full-time post in proportion
 * to FTE, or a flat amount a head, where a started head counts whole. Charged to `object` beside the salary.
 */
export const BenefitRate = z.object({
  code: z.string().min(1).max(40),
  title: z.string().min(1),
  object: z.string().min(1),
  kind: z.enum(['percentOfSalary', 'perFte', 'perHead']),
  ratePpm: RatePpm,
  amountCents: Cents,
});
export type BenefitRate = z.infer<typeof BenefitRate>;

/** 100 % of a post's funding, in parts per million. */
export const WHOLE_SHARE_PPM = 1_000_000;

/** The part of a post paid from one salary account. The shares of a post add up to exactly 100 %. */
export const FundingSplit = z.object({
  account: AccountString,
  sharePpm: z.int().min(1).max(WHOLE_SHARE_PPM),
});
export type FundingSplit = z.infer<typeof FundingSplit>;

/** One post. Its salary and benefit lines are derived from it and never typed. */
export const Position = z.object({
  id: z.string().min(1).max(64),
  /** The position control number that the district prints; empty for a post added during the season. */
  number: z.string().max(40),
  title: z.string().max(200),
  jobClass: z.string(),
  fte: Fte.min(0),
  /** Salary of the post at 1.0 FTE. */
  annualSalaryCents: Cents.min(0),
  pricedAt: z.enum(['average', 'actual']),
  status: z.enum(['filled', 'vacant', 'frozen']),
  /** Codes of the benefit plans the post takes part in. */
  benefitPlans: z.array(z.string()),
  splits: z.array(FundingSplit).min(1),
  unread: z.array(UnreadCell).max(4),
});
export type Position = z.infer<typeof Position>;
