import type { z } from 'zod';
import { compilePattern } from '../../src/core/account/account-pattern.js';
import { indexChart, type ChartIndex } from '../../src/core/account/chart-of-accounts.js';
import type { AllocationEntry } from '../../src/core/budget/allocation.js';
import type { LineItem } from '../../src/core/budget/line-item.js';
import type { Site } from '../../src/core/budget/site.js';
import { DistrictPlan } from '../../src/core/budget/site-book.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { failed, ok, type Result } from '../../src/core/problem.js';
import type { RevenueLine } from '../../src/core/merge/tie-out.js';
import { checkRulePack } from '../../src/core/rules/check-rule-pack.js';
import type { RulePack } from '../../src/core/rules/rule-pack.js';
import { WHOLE_SHARE_PPM, type Position } from '../../src/core/staffing/position.js';
import { staffFaults, titledStaff } from './allocation-columns.js';
import { ImportProblems, readTable, type CsvFiles } from './csv-table.js';
import * as rows from './district-rows.js';
import { openingContent } from './opening-content.js';
import { readChart } from './read-chart.js';
import { readRulePack, shippedRulePacks, withUsedPacks } from './rule-packs.js';

/** A district's year as its import files give it: nothing is stored yet, and everything fits together. */
export type DistrictFolder = {
  shortName: string;
  plan: DistrictPlan;
  sites: Site[];
  /** The content each site's season opens with, by site code. */
  openings: Map<string, SiteContent>;
  allocations: AllocationEntry[];
  revenue: RevenueLine[];
};

/**
 * Reads the import files of a district (CSV, and `rules.json`). Gives everything or every problem: each bad cell and
 * each reference that leads nowhere, with file, row and column. `newId` makes the ids of lines, posts and entries.
 */
export function readDistrictFolder(files: CsvFiles, newId: () => string): Result<DistrictFolder> {
  const problems = new ImportProblems();
  const plan = readPlan(files, problems);
  if (!plan) return failed(problems.list);
  const chart = indexChart(plan.value.chart);
  const sites = readTable(files, 'sites.csv', rows.SiteRow, problems).map(({ value }) => value);
  const context: Context = {
    files,
    problems,
    newId,
    plan: plan.value,
    chart,
    siteCodes: new Set(sites.map(({ code }) => code)),
  };
  checkReferences(context);
  const lines = readLines(context);
  const positions = readPositions(context, 'positions.csv');
  const allocations = readAllocations(context);
  const revenue = readRevenue(context);
  if (problems.list.length > 0) return failed(problems.list);
  const openings = new Map(
    sites.map(({ code }) => [
      code,
      openingContent(plan.value, lines.get(code) ?? [], positions.get(code) ?? []),
    ]),
  );
  return ok({ shortName: plan.shortName, plan: plan.value, sites, openings, allocations, revenue });
}

type Context = {
  files: CsvFiles;
  problems: ImportProblems;
  newId: () => string;
  plan: DistrictPlan;
  chart: ChartIndex;
  siteCodes: ReadonlySet<string>;
};

function readPlan(
  files: CsvFiles,
  problems: ImportProblems,
): { shortName: string; value: DistrictPlan } | null {
  const settings = new Map(
    readTable(files, 'district.csv', rows.KeyValueRow, problems).map(({ value }) => [value.key, value.value]),
  );
  const setting = (key: string) => {
    const value = settings.get(key);
    if (value === undefined || value === '') problems.add('import.settingMissing', 'district.csv', { key });
    return value ?? '';
  };
  const all = <T>(file: string, schema: z.ZodType<T>) =>
    readTable(files, file, schema, problems).map(({ value }) => value);
  const chart = readChart(files, settings.get('separator') ?? '', problems);
  const plan = DistrictPlan.safeParse({
    districtName: setting('name'),
    timeZone: setting('time_zone'),
    siteSegment: settings.get('site_segment') ?? null,
    year: { id: setting('year'), currentId: setting('current_year'), dueDate: setting('due_date') },
    chart,
    fundingSources: all('funding-sources.csv', rows.FundingSourceRow),
    ownership: all('ownership.csv', rows.OwnershipRow).map(({ applies_to, owner_title, ...rule }) => ({
      ...rule,
      appliesTo: applies_to,
      ownerTitle: owner_title,
    })),
    jobClasses: all('job-classes.csv', rows.JobClassRow).map(
      ({ salary_object, average_salary, ...jobClass }) => ({
        ...jobClass,
        salaryObject: salary_object,
        averageSalaryCents: average_salary,
      }),
    ),
    benefitRates: all('benefit-rates.csv', rows.BenefitRateRow).map(({ percent, amount, ...rate }) => ({
      ...rate,
      ratePpm: percent,
      amountCents: amount,
    })),
    salaryOwner: setting('salary_owner'),
    rules: readRules(files, problems),
  });
  if (plan.success) return { shortName: setting('short_name'), value: plan.data };
  if (problems.list.length === 0) {
    for (const issue of plan.error.issues) {
      problems.add('import.badSetting', 'district.csv', { key: issue.path.join('.'), detail: issue.message });
    }
  }
  return null;
}

function readRules(files: CsvFiles, problems: ImportProblems): RulePack {
  const none: RulePack = { id: '', version: '', rules: [] };
  const text = files.get('rules.json');
  if (text === undefined) {
    problems.add('import.fileMissing', 'rules.json');
    return none;
  }
  const own = readRulePack(text, 'rules.json');
  const pack = own.ok ? withUsedPacks(own.value, 'rules.json', shippedRulePacks()) : own;
  if (pack.ok) return pack.value;
  problems.list.push(...pack.problems);
  return none;
}

/** Patterns fit the structure, and segments named in settings exist. */
function checkReferences({ files, plan, problems }: Context): void {
  const { structure } = plan.chart;
  const tryPattern = (file: string, row: number, pattern: string) => {
    try {
      compilePattern(structure, pattern);
    } catch (error) {
      const params = { value: pattern, detail: (error as Error).message };
      problems.add('import.badCell', file, params, row, 'pattern');
    }
  };
  const silent = new ImportProblems();
  for (const { row, value } of readTable(files, 'funding-sources.csv', rows.FundingSourceRow, silent)) {
    value.patterns.forEach((pattern) => tryPattern('funding-sources.csv', row, pattern));
  }
  for (const { row, value } of readTable(files, 'ownership.csv', rows.OwnershipRow, silent)) {
    tryPattern('ownership.csv', row, value.pattern);
  }
  const segments = new Set(structure.segments.map(({ code }) => code));
  for (const segment of new Set([plan.siteSegment ?? 'object', 'object'])) {
    if (!segments.has(segment)) problems.add('import.unknownSegment', 'segments.csv', { segment });
  }
  problems.list.push(...checkRulePack(plan));
}

/** The site an account belongs to; problems with its codes or its site are noted. */
function siteOf(
  { chart, plan, siteCodes, problems }: Context,
  account: string,
  file: string,
  row: number,
): string | null {
  const checked = chart.check(account);
  const column = file.includes('positions') ? 'splits' : 'account';
  if (!checked.ok) {
    for (const { segment, code, fault } of checked.faults) {
      problems.add('import.badAccount', file, { account, segment, code, fault }, row, column);
    }
    return null;
  }
  const at = plan.chart.structure.segments.findIndex(({ code }) => code === plan.siteSegment);
  const site = checked.codes[at] ?? '';
  if (siteCodes.has(site)) return site;
  problems.add('import.unknownSite', file, { account, site }, row, column);
  return null;
}

function readLines(context: Context): Map<string, LineItem[]> {
  const bySite = new Map<string, LineItem[]>();
  for (const { row, value } of readTable(context.files, 'lines.csv', rows.LineRow, context.problems)) {
    const site = siteOf(context, value.account, 'lines.csv', row);
    if (site === null) continue;
    const lines = bySite.get(site) ?? [];
    bySite.set(site, lines);
    lines.push({
      id: context.newId(),
      account: value.account,
      title: value.title,
      currentCents: value.amount,
      currentFte: value.fte,
      enteredCents: value.amount,
      justification: '',
      unread: [],
    });
  }
  return bySite;
}

/** The posts of another file of the same district, by site. */
export function readPositionRows(
  files: CsvFiles,
  file: string,
  district: Pick<DistrictFolder, 'plan' | 'sites'>,
  newId: () => string,
  problems: ImportProblems,
): Map<string, Position[]> {
  const { plan, sites } = district;
  const siteCodes = new Set(sites.map(({ code }) => code));
  return readPositions({ files, problems, newId, plan, chart: indexChart(plan.chart), siteCodes }, file);
}

/** Posts by site. A post belongs to the site of the first account that pays it. */
function readPositions(context: Context, file: string): Map<string, Position[]> {
  const { plan, problems } = context;
  const classes = new Set(plan.jobClasses.map(({ code }) => code));
  const plans = new Set(plan.benefitRates.map(({ code }) => code));
  const numbers = new Set<string>();
  const bySite = new Map<string, Position[]>();
  for (const { row, value } of readTable(context.files, file, rows.PositionRow, problems)) {
    const bad = (column: string, text: string, detail: string) =>
      problems.add('import.badCell', file, { value: text, detail }, row, column);
    if (numbers.has(value.number)) bad('number', value.number, 'this position number stands twice');
    numbers.add(value.number);
    if (!classes.has(value.job_class)) bad('job_class', value.job_class, 'there is no such job class');
    for (const plan of value.benefit_plans)
      if (!plans.has(plan)) bad('benefit_plans', plan, 'there is no such plan');
    const whole = value.splits.reduce((sum, { sharePpm }) => sum + sharePpm, 0);
    if (whole !== WHOLE_SHARE_PPM) bad('splits', `${String(whole / 10_000)} %`, 'shares add up to 100 %');
    const [site] = value.splits.map(({ account }) => siteOf(context, account, file, row));
    if (!site) continue;
    const positions = bySite.get(site) ?? [];
    bySite.set(site, positions);
    positions.push({
      id: context.newId(),
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
    });
  }
  return bySite;
}

function readAllocations({ files, plan, problems, siteCodes, newId }: Context): AllocationEntry[] {
  const sources = new Set(plan.fundingSources.map(({ code }) => code));
  return readTable(files, 'allocations.csv', rows.AllocationRow, problems).map(({ row, value }) => {
    const bad = (column: string, text: string, detail: string) =>
      problems.add('import.badCell', 'allocations.csv', { value: text, detail }, row, column);
    if (!siteCodes.has(value.site)) bad('site', value.site, 'there is no such site');
    if (!sources.has(value.funding_source))
      bad('funding_source', value.funding_source, 'there is no such funding source');
    const { site, funding_source, amount, components = [], staff: cells = [], ...rest } = value;
    const entry: AllocationEntry = {
      id: newId(),
      siteCode: site,
      fundingSource: funding_source,
      amountCents: amount,
      ...rest,
    };
    if (components.length > 0) entry.components = components;
    if (cells.length > 0) entry.staff = titledStaff(cells, plan);
    for (const { column, text, detail } of staffFaults(entry, plan)) bad(column, text, detail);
    return entry;
  });
}

function readRevenue({ files, plan, problems }: Context): RevenueLine[] {
  const sources = new Set(plan.fundingSources.map(({ code }) => code));
  return readTable(files, 'revenue.csv', rows.RevenueRow, problems).map(({ row, value }) => {
    if (!sources.has(value.funding_source)) {
      const detail = 'there is no such funding source';
      problems.add(
        'import.badCell',
        'revenue.csv',
        { value: value.funding_source, detail },
        row,
        'funding_source',
      );
    }
    return {
      account: value.account,
      fundingSource: value.funding_source,
      title: value.title,
      amountCents: value.amount,
    };
  });
}
