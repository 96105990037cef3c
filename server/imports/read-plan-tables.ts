import type { z } from 'zod';
import type { FundingSource } from '../../src/core/budget/funding-source.js';
import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import type { BenefitRate, JobClass } from '../../src/core/staffing/position.js';
import { staffTypesOf } from '../../src/core/staffing/staff-types.js';
import { readTable, type CsvFiles, type ImportProblems } from './csv-table.js';
import * as rows from './district-rows.js';
import { given } from './given.js';

const CALENDARS = 'calendars.csv';
const EXCHANGE_RATES = 'exchange-rates.csv';
const FIGURES = 'figures.csv';
export const ACCOUNT_GROUPS = 'account-groups.csv';

type Tables = Pick<
  DistrictPlan,
  | 'fundingSources'
  | 'ownership'
  | 'jobClasses'
  | 'benefitRates'
  | 'calendars'
  | 'exchangeRates'
  | 'figures'
  | 'accountGroups'
>;

/**
 * The tables that a district shares beside its chart and rules. `calendars.csv`, `exchange-rates.csv`, `figures.csv`
 * and `account-groups.csv` may be missing. Bad cells and rows that contradict others become problems.
 */
export function readPlanTables(files: CsvFiles, problems: ImportProblems): Tables {
  const jobClasses = readJobClasses(files, problems);
  return given({
    fundingSources: readFundingSources(files, problems),
    ownership: readTable(files, 'ownership.csv', rows.OwnershipRow, problems).map(
      ({ value: { applies_to, owner_title, ...rule } }) => ({
        ...rule,
        appliesTo: applies_to,
        ownerTitle: owner_title,
      }),
    ),
    jobClasses,
    benefitRates: readBenefitRates(files, problems),
    calendars: readCalendars(files, problems),
    exchangeRates: readExchangeRates(files, problems, staffTypesOf(jobClasses)),
    figures: readFigures(files, problems),
    accountGroups: readAccountGroups(files, problems),
  });
}

function readFundingSources(files: CsvFiles, problems: ImportProblems): FundingSource[] {
  const file = 'funding-sources.csv';
  return readTable(files, file, rows.FundingSourceRow, problems).map(({ row, value }) => {
    const { available_from: availableFrom, available_to: availableTo, programs, ...source } = value;
    if (availableFrom !== undefined && availableTo !== undefined && availableFrom > availableTo) {
      const detail = `it lies before available_from, ${availableFrom}`;
      problems.add('import.badCell', file, { value: availableTo, detail }, row, 'available_to');
    }
    return { ...source, ...given({ programs, availableFrom, availableTo }) };
  });
}

function readJobClasses(files: CsvFiles, problems: ImportProblems): JobClass[] {
  return readTable(files, 'job-classes.csv', rows.JobClassRow, problems).map(
    ({ value: { salary_object, average_salary, staff_type: staffType, ...jobClass } }) => ({
      ...jobClass,
      salaryObject: salary_object,
      averageSalaryCents: average_salary,
      ...given({ staffType }),
    }),
  );
}

function readBenefitRates(files: CsvFiles, problems: ImportProblems): BenefitRate[] {
  return readTable(files, 'benefit-rates.csv', rows.BenefitRateRow, problems).map(
    ({ value: { percent, amount, statutory, ...rate } }) => ({
      ...rate,
      ratePpm: percent,
      amountCents: amount,
      ...(statutory ? { isStatutory: true } : {}),
    }),
  );
}

/** The rows of a file that a district may do without; undefined where it does. Rows of one key are told. */
function optionalRows<T>(
  files: CsvFiles,
  file: string,
  schema: z.ZodType<T>,
  problems: ImportProblems,
  key?: { column: string; of: (value: T) => string },
): { row: number; value: T }[] | undefined {
  if (!files.has(file)) return undefined;
  const found = readTable(files, file, schema, problems);
  const seen = new Set<string>();
  for (const { row, value } of key ? found : []) {
    const name = key?.of(value) ?? '';
    if (seen.has(name))
      problems.add('import.badCell', file, { value: name, detail: 'it stands twice' }, row, key?.column);
    seen.add(name);
  }
  return found;
}

function readCalendars(files: CsvFiles, problems: ImportProblems): DistrictPlan['calendars'] {
  const key = { column: 'code', of: ({ code }: z.infer<typeof rows.CalendarRow>) => code };
  return optionalRows(files, CALENDARS, rows.CalendarRow, problems, key)?.map(({ row, value }) => {
    const { first_day: firstDay, last_day: lastDay, ...calendar } = value;
    if (lastDay < firstDay) {
      const detail = `it lies before first_day, ${firstDay}`;
      problems.add('import.badCell', CALENDARS, { value: lastDay, detail }, row, 'last_day');
    }
    return { ...calendar, firstDay, lastDay: lastDay < firstDay ? firstDay : lastDay };
  });
}

function readExchangeRates(
  files: CsvFiles,
  problems: ImportProblems,
  staffTypes: ReadonlySet<string>,
): DistrictPlan['exchangeRates'] {
  const key = {
    column: 'to',
    of: ({ from, to }: z.infer<typeof rows.ExchangeRateRow>) => `${from} for ${to}`,
  };
  return optionalRows(files, EXCHANGE_RATES, rows.ExchangeRateRow, problems, key)?.flatMap(
    ({ row, value }) => {
      const bad = (column: 'from' | 'to', detail: string) =>
        problems.add('import.badCell', EXCHANGE_RATES, { value: value[column], detail }, row, column);
      for (const column of ['from', 'to'] as const)
        if (!staffTypes.has(value[column])) bad(column, 'there is no such staff type');
      if (value.from === value.to) bad('to', 'a staff type is not exchanged for itself');
      return value.from === value.to ? [] : [value];
    },
  );
}

function readFigures(files: CsvFiles, problems: ImportProblems): DistrictPlan['figures'] {
  const key = { column: 'name', of: ({ name }: z.infer<typeof rows.FigureRow>) => name };
  const found = optionalRows(files, FIGURES, rows.FigureRow, problems, key);
  return found && Object.fromEntries(found.map(({ value: { name, amount } }) => [name, amount]));
}

/** Each row gives a group one more pattern. */
function readAccountGroups(files: CsvFiles, problems: ImportProblems): DistrictPlan['accountGroups'] {
  const found = optionalRows(files, ACCOUNT_GROUPS, rows.AccountGroupRow, problems);
  if (!found) return undefined;
  const groups = new Map<string, string[]>();
  for (const { value } of found) groups.set(value.name, [...(groups.get(value.name) ?? []), value.pattern]);
  return Object.fromEntries(groups);
}
