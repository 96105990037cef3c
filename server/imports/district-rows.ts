import { z } from 'zod';
import { AccountPattern } from '../../src/core/account/account-pattern.js';
import { AccountString } from '../../src/core/account/account-structure.js';
import { AllocationEntry } from '../../src/core/budget/allocation.js';
import { Site } from '../../src/core/budget/site.js';
import { Dimension } from '../../src/core/merge/dimensions.js';
import { parseFtePlain } from '../../src/core/fte.js';
import { parseCentsPlain } from '../../src/core/money.js';
import { ExtraPay, QUANTITY_SCALE } from '../../src/core/staffing/position.js';
import { parseSplits } from '../../src/core/workbook/splits-text.js';
import { ComponentsColumn, StaffColumn } from './allocation-columns.js';

/** What each column of the import files holds. Amounts are plain (`-81.50`), FTE has at most four decimals. */
const text = z.string();
const money = z.string().transform((value, context) => {
  const cents = parseCentsPlain(value);
  if (cents === null) context.addIssue('an amount such as 1234.50 is expected');
  return cents ?? 0;
});
const fte = z.string().transform((value, context) => {
  const parsed = parseFtePlain(value);
  if (parsed === null) context.addIssue('an FTE such as 0.5 is expected');
  return parsed ?? 0;
});
/** A percentage with at most four decimals, as parts per million; blank is 0. */
const percent = z.string().transform((value, context) => {
  const match = /^(?:(\d{1,3})(?:\.(\d{1,4}))?)?$/.exec(value);
  if (!match) context.addIssue('a percentage such as 7.65 is expected');
  return Number(match?.[1] ?? 0) * 10_000 + Number((match?.[2] ?? '').padEnd(4, '0'));
});

export const KeyValueRow = z.object({ key: text.min(1), value: text });
/** A column that files may leave out; blank is none. */
const optionalText = text.default('').transform((value) => (value === '' ? undefined : value));
const optionalDate = optionalText.pipe(z.iso.date().optional());
/** A list such as `titleIA;titleIVA`; blank is none. */
const optionalList = text.default('').transform((value) => {
  const parts = value
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts;
});
/** A column that is blank or left out, or holds what `schema` reads. */
const optional = <T>(schema: z.ZodType<T, string>) =>
  text
    .default('')
    .transform((value) => (value === '' ? undefined : value))
    .pipe(schema.optional());
const wholeNumber = (expected: string, most: number) =>
  text.transform((value, context) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number <= most)) context.addIssue(expected);
    return number <= most ? number : 0;
  });
const flag = z
  .enum(['', 'yes', 'no', 'true', 'false', '1', '0'])
  .default('')
  .transform((value) => ['yes', 'true', '1'].includes(value));

const segmentWidth = z.coerce.number().int().min(1).max(12);
const widthOf = (value: string, context: z.RefinementCtx): number => {
  const width = segmentWidth.safeParse(value);
  if (!width.success) context.addIssue('a width from 1 to 12 is expected');
  return width.data ?? 1;
};
export const SegmentRow = z.object({
  code: text.min(1),
  title: text.min(1),
  width: segmentWidth,
  min_width: text
    .default('')
    .transform((value, context) => (value === '' ? undefined : widthOf(value, context))),
  optional: flag,
  characters: z.enum(['digits', 'letters', 'alphanumeric']),
});
export const CodeRow = z.object({
  segment: text.min(1),
  code: text.min(1),
  title: text,
  from: optionalDate,
  to: optionalDate,
  parent: optionalText,
  state_code: optionalText,
  heading: flag,
});
/** `segments` are segment codes in the form's order, a width after a colon where it differs: `fund;resource:4`. */
export const AccountFormRow = z.object({
  form: text.min(1),
  title: text.min(1),
  separator: text,
  segments: text.min(1).transform((value, context) =>
    value.split(';').map((part) => {
      const [code = '', width] = part.split(':');
      return width === undefined ? { code } : { code, width: widthOf(width, context) };
    }),
  ),
  rolled_up: flag,
});
export const ExistingAccountRow = z.object({ account: AccountString });
export const RequestedAccountRow = z.object({
  account: AccountString,
  description: text,
  requested_by: text.min(1),
});
export const SiteRow = Site.extend({
  enrolment: optional(wholeNumber('a whole number of pupils is expected', 1_000_000)),
});
export const FundingSourceRow = z.object({
  code: text.min(1),
  title: text.min(1),
  patterns: text.transform((value) => value.split(';')).pipe(z.array(AccountPattern).min(1)),
  programs: optionalList,
  available_from: optionalDate,
  available_to: optionalDate,
});
export const JobClassRow = z.object({
  code: text.min(1),
  title: text.min(1),
  salary_object: text.min(1),
  average_salary: money,
  staff_type: optionalText.pipe(z.string().max(40).optional()),
});
export const BenefitRateRow = z.object({
  code: text.min(1),
  title: text.min(1),
  object: text.min(1),
  kind: z.enum(['percentOfSalary', 'perFte', 'perHead']),
  percent,
  amount: text.transform((value) => (value === '' ? '0' : value)).pipe(money),
  statutory: flag,
});
export const CalendarRow = z.object({
  code: text.min(1).max(40),
  title: text.min(1),
  first_day: z.iso.date(),
  last_day: z.iso.date(),
});
const part = wholeNumber('a whole number from 1 to 1,000,000 is expected', 1_000_000).refine(
  (value) => value > 0,
  'a whole number from 1 to 1,000,000 is expected',
);
/** 1.0 FTE of `from` gives numerator / denominator FTE of `to`. */
export const ExchangeRateRow = z.object({
  from: text.min(1).max(40),
  to: text.min(1).max(40),
  numerator: part,
  denominator: part,
});
export const FigureRow = z.object({ name: text.min(1).max(80), amount: money });
export const AccountGroupRow = z.object({ name: text.min(1).max(80), pattern: AccountPattern });
export const OwnershipRow = z.object({
  pattern: AccountPattern,
  applies_to: z.enum(['lines', 'posts', 'both']),
  owner: text.min(1),
  owner_title: text.min(1),
  reason: text,
});
export const LineRow = z.object({ account: text.min(1), title: text.max(200), amount: money, fte });
/** Hours or days with at most two decimals, in hundredths. */
const quantity = text.transform((value, context) => {
  const hundredths = parseCentsPlain(value);
  const fits = hundredths !== null && ExtraPay.shape.quantity.safeParse(hundredths).success;
  if (!fits) {
    context.addIssue(
      `hours or days such as 7.5, at most ${String(100_000_000 / QUANTITY_SCALE)}, are expected`,
    );
  }
  return fits ? hundredths : 0;
});
export const PositionRow = z.object({
  number: text.min(1).max(40),
  title: text.max(200),
  job_class: text.min(1),
  fte: fte.refine((value) => value >= 0, 'a post has no negative FTE'),
  annual_salary: money,
  priced_at: z.enum(['average', 'actual']),
  status: z.enum(['filled', 'vacant', 'frozen']),
  benefit_plans: text.transform((value) => value.split(';').filter((plan) => plan !== '')),
  splits: text.min(1).transform(parseSplits),
  start_date: optionalDate,
  calendar: optionalText,
  extra_unit: optional(ExtraPay.shape.unit),
  extra_quantity: optional(quantity),
  extra_rate: optional(money.refine((value) => value >= 0, 'a rate is not below zero')),
});
export const AllocationRow = z.object({
  date: AllocationEntry.shape.date,
  site: text.min(1),
  funding_source: text.min(1),
  kind: AllocationEntry.shape.kind,
  amount: money,
  fte,
  reason: text,
  author: text.min(1),
  components: ComponentsColumn.optional(),
  staff: StaffColumn.optional(),
  fix_by: optionalDate,
});
export const SpendingRow = z.object({ account: text.min(1), spent: money, encumbered: money });
export const ControlTotalRow = z.object({
  dimension: Dimension,
  code: text.min(1).max(80),
  amount: money,
  note: text.max(200).default(''),
});
export const RevenueRow = z.object({
  account: text.min(1),
  funding_source: text.min(1),
  title: text,
  amount: money,
});
