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
  /** Salary at 1.0 FTE of every post that is priced at average, also while it is vacant. */
  averageSalaryCents: Cents.min(0),
  /** The staff type that allocations of staff are counted in, such as `certificated`; several classes may share one. */
  staffType: z.string().min(1).max(40).optional(),
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
  /** Required by law on every kind of pay, such as Social Security: the only plans that extra pay carries. */
  isStatutory: z.boolean().optional(),
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

/** Hours and days of extra pay are whole hundredths. */
export const QUANTITY_SCALE = 100;

/**
 * Pay by hours or days worked, or agreed as a sum: extra duty, stipends and substitutes. It costs quantity times
 * rate, rounded once to the cent.
 */
export const ExtraPay = z.object({
  unit: z.enum(['hours', 'days', 'amount']),
  /** Hours or days in hundredths (7.5 hours are 750); a stipend agreed as a sum is one, 100. */
  quantity: z.int().min(0).max(100_000_000),
  /** Pay for one hour, one day, or the sum itself. */
  rateCents: Cents.min(0),
});
export type ExtraPay = z.infer<typeof ExtraPay>;

/**
 * One post. Its salary and benefit lines are derived from it and never typed. A filled and a vacant post cost the
 * same; a frozen one is authorised but not funded, so it costs nothing and counts no FTE.
 */
export const Position = z.object({
  id: z.string().min(1).max(64),
  /** The position control number that the district prints; empty for a post added during the season. */
  number: z.string().max(40),
  title: z.string().max(200),
  jobClass: z.string(),
  fte: Fte.min(0),
  /** The post's own salary at 1.0 FTE; not used while it is priced at average. */
  annualSalaryCents: Cents.min(0),
  /** `average`: at its job class's average salary, whatever that becomes; `actual`: at its own. */
  pricedAt: z.enum(['average', 'actual']),
  status: z.enum(['filled', 'vacant', 'frozen']),
  /** Codes of the benefit plans the post takes part in. */
  benefitPlans: z.array(z.string()),
  splits: z.array(FundingSplit).min(1),
  unread: z.array(UnreadCell).max(4),
  /** First day in the post. After the calendar's first day, only the working days left are paid. */
  startDate: z.iso.date().optional(),
  /** Code of the calendar the post works by; without one the whole year is paid. */
  calendar: z.string().max(40).optional(),
  /** Makes the row extra pay instead of a post: its FTE and annual salary then count for nothing. */
  extraPay: ExtraPay.optional(),
});
export type Position = z.infer<typeof Position>;
