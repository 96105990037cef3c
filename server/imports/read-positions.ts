import type { z } from 'zod';
import { indexChart } from '../../src/core/account/chart-of-accounts.js';
import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import type { Site } from '../../src/core/budget/site.js';
import {
  QUANTITY_SCALE,
  WHOLE_SHARE_PPM,
  type ExtraPay,
  type Position,
} from '../../src/core/staffing/position.js';
import { readTable, type CsvFiles, type ImportProblems } from './csv-table.js';
import { PositionRow } from './district-rows.js';
import { given } from './given.js';
import { siteOf, type ImportContext } from './import-context.js';
import type { NewId } from './stable-ids.js';

type PositionCells = z.infer<typeof PositionRow>;
type ReportCell = (column: string, value: string, detail: string) => void;

/** The posts of another file of the same district, by site. */
export function readPositionRows(
  files: CsvFiles,
  file: string,
  { plan, sites }: { plan: DistrictPlan; sites: readonly Site[] },
  newId: NewId,
  problems: ImportProblems,
): Map<string, Position[]> {
  const siteCodes = new Set(sites.map(({ code }) => code));
  return readPositions({ files, problems, newId, plan, chart: indexChart(plan.chart), siteCodes }, file);
}

/** Posts by site. A post belongs to the site of the first account that pays it. */
export function readPositions(context: ImportContext, file: string): Map<string, Position[]> {
  const { plan, problems } = context;
  const known = {
    classes: new Set(plan.jobClasses.map(({ code }) => code)),
    plans: new Set(plan.benefitRates.map(({ code }) => code)),
    calendars: new Set((plan.calendars ?? []).map(({ code }) => code)),
  };
  const numbers = new Set<string>();
  const bySite = new Map<string, Position[]>();
  for (const { row, value } of readTable(context.files, file, PositionRow, problems)) {
    const bad: ReportCell = (column, text, detail) =>
      problems.add('import.badCell', file, { value: text, detail }, row, column);
    if (numbers.has(value.number)) bad('number', value.number, 'this position number stands twice');
    numbers.add(value.number);
    checkCells(value, known, bad);
    const extraPay = extraPayOf(value, bad);
    const [site] = value.splits.map(({ account }) => siteOf(context, account, file, row, 'splits'));
    if (!site) continue;
    const positions = bySite.get(site) ?? [];
    bySite.set(site, positions);
    positions.push({
      id: context.newId('post', plan.year.id, value.number),
      number: value.number,
      title: value.title,
      jobClass: value.job_class,
      fte: value.fte,
      annualSalaryCents: value.annual_salary,
      pricedAt: value.priced_at,
      status: value.status,
      benefitPlans: value.benefit_plans,
      splits: value.splits,
      unread: [],
      ...given({ startDate: value.start_date, calendar: value.calendar, extraPay }),
    });
  }
  return bySite;
}

function checkCells(
  value: PositionCells,
  known: Record<'classes' | 'plans' | 'calendars', ReadonlySet<string>>,
  bad: ReportCell,
): void {
  if (!known.classes.has(value.job_class)) bad('job_class', value.job_class, 'there is no such job class');
  for (const plan of value.benefit_plans)
    if (!known.plans.has(plan)) bad('benefit_plans', plan, 'there is no such plan');
  const whole = value.splits.reduce((sum, { sharePpm }) => sum + sharePpm, 0);
  if (whole !== WHOLE_SHARE_PPM) bad('splits', `${String(whole / 10_000)} %`, 'shares add up to 100 %');
  const { calendar, start_date: startDate } = value;
  if (calendar !== undefined && !known.calendars.has(calendar))
    bad('calendar', calendar, 'there is no such calendar');
  if (startDate !== undefined && calendar === undefined)
    bad('start_date', startDate, 'a start date needs a calendar, which says how much of the year is left');
}

/** Extra pay is a unit with a rate, and with a quantity unless it is a sum agreed on. */
function extraPayOf(
  { extra_unit: unit, extra_quantity: quantity, extra_rate: rateCents }: PositionCells,
  bad: ReportCell,
): ExtraPay | undefined {
  if (unit === undefined) {
    if (quantity !== undefined || rateCents !== undefined)
      bad('extra_unit', '', 'extra pay is by hours, days or amount');
    return undefined;
  }
  if (rateCents === undefined) bad('extra_rate', '', 'extra pay needs a rate');
  if (unit === 'amount') {
    if (quantity !== undefined && quantity !== QUANTITY_SCALE)
      bad('extra_quantity', String(quantity / QUANTITY_SCALE), 'an amount is paid once: leave it blank or 1');
  } else if (quantity === undefined) bad('extra_quantity', '', `how many ${unit} is missing`);
  return { unit, quantity: quantity ?? QUANTITY_SCALE, rateCents: rateCents ?? 0 };
}
