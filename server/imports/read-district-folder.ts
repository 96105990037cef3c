import { z } from 'zod';
import { compilePattern } from '../../src/core/account/account-pattern.js';
import { indexChart } from '../../src/core/account/chart-of-accounts.js';
import type { AllocationEntry } from '../../src/core/budget/allocation.js';
import type { BudgetYear } from '../../src/core/budget/budget-year.js';
import type { LineItem } from '../../src/core/budget/line-item.js';
import type { Site } from '../../src/core/budget/site.js';
import type { RuleException } from '../../src/core/budget/rule-exception.js';
import { DistrictPlan } from '../../src/core/budget/site-book.js';
import type { Spending } from '../../src/core/budget/spending.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { failed, ok, type Result } from '../../src/core/problem.js';
import type { ControlTotals } from '../../src/core/merge/control-total.js';
import type { RevenueLine } from '../../src/core/merge/tie-out.js';
import { checkRulePack } from '../../src/core/rules/check-rule-pack.js';
import type { RulePack } from '../../src/core/rules/rule-pack.js';
import { siteFinder, visitorsOf } from '../../src/core/staffing/visiting-posts.js';
import { staffFaults, titledStaff } from './allocation-columns.js';
import { ImportProblems, readTable, type CsvFiles, type Row } from './csv-table.js';
import * as rows from './district-rows.js';
import { given } from './given.js';
import { siteOf, type ImportContext } from './import-context.js';
import { openingContent } from './opening-content.js';
import { readApprovalRoute, readRequestRoutes } from './read-approval-route.js';
import { readChart } from './read-chart.js';
import { readRulePack, shippedRulePacks, withUsedPacks } from './rule-packs.js';
import { ACCOUNT_GROUPS, readPlanTables } from './read-plan-tables.js';
import { readSubmissionForm } from './read-submission-form.js';
import { readSpending } from './read-spending.js';
import type { NewId } from './stable-ids.js';
import { readControlTotals } from './read-control-totals.js';
import { readPositions } from './read-positions.js';

/** A district's year as its import files give it: nothing is stored yet, and everything fits together. */
export type DistrictFolder = {
  shortName: string;
  plan: DistrictPlan;
  sites: Site[];
  /** The content each site's season opens with, by site code. */
  openings: Map<string, SiteContent>;
  allocations: AllocationEntry[];
  revenue: RevenueLine[];
  /** This year's spending by site; absent where the district gives none. */
  spending?: Map<string, Spending>;
  /** The accounting system's totals; absent where the district gives none. */
  controlTotals?: ControlTotals;
  /** What finance allowed sites in the season; files have none. */
  exceptions?: ReadonlyMap<string, RuleException[]>;
};

/**
 * Reads the import files of a district (CSV, and `rules.json`). Gives everything or every problem: each bad cell and
 * each reference that leads nowhere, with file, row and column. `newId` makes the ids of lines, posts and entries: of what
 * `stableIds` gives, the same rows have the same ones at every reading.
 */
export function readDistrictFolder(files: CsvFiles, newId: NewId): Result<DistrictFolder> {
  const problems = new ImportProblems();
  const plan = readPlan(files, problems);
  if (!plan) return failed(problems.list);
  const chart = indexChart(plan.value.chart);
  const sites: Site[] = readTable(files, 'sites.csv', rows.SiteRow, problems).map(({ value }) =>
    given(value),
  );
  const context: ImportContext = {
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
  const spending = readSpending(context);
  const controlTotals = readControlTotals(context);
  if (problems.list.length > 0) return failed(problems.list);
  const siteOfAccount = siteFinder(plan.value);
  const openings = new Map(
    sites.map(({ code }) => {
      const visitors = visitorsOf(positions, code, siteOfAccount);
      return [code, openingContent(plan.value, lines.get(code) ?? [], positions.get(code) ?? [], visitors)];
    }),
  );
  return ok({
    shortName: plan.shortName,
    plan: plan.value,
    sites,
    openings,
    allocations,
    revenue,
    ...(spending.size > 0 ? { spending } : {}),
    ...given({ controlTotals }),
  });
}

function readPlan(
  files: CsvFiles,
  problems: ImportProblems,
): { shortName: string; value: DistrictPlan } | null {
  const settingRows = readTable(files, 'district.csv', rows.KeyValueRow, problems);
  const settings = new Map(settingRows.map(({ value }) => [value.key, value.value]));
  const setting = (key: string) => {
    const value = settings.get(key);
    if (value === undefined || value === '') problems.add('import.settingMissing', 'district.csv', { key });
    return value ?? '';
  };
  const chart = readChart(files, settings.get('separator') ?? '', problems);
  const tables = readPlanTables(files, problems);
  const submission = readSubmissionForm(files, tables.fundingSources, problems);
  const { fundingSources } = tables;
  const approval = readApprovalRoute(
    files,
    { fundingSources, evidence: submission?.evidence ?? [] },
    problems,
  );
  const requests = readRequestRoutes(files, fundingSources, problems);
  const plan = DistrictPlan.safeParse({
    districtName: setting('name'),
    timeZone: setting('time_zone'),
    siteSegment: settings.get('site_segment') ?? null,
    year: {
      id: setting('year'),
      currentId: setting('current_year'),
      dueDate: setting('due_date'),
      ...readYearDays(settingRows, problems),
    },
    chart,
    ...tables,
    ...given({ submission, approval, requests }),
    salaryOwner: setting('salary_owner'),
    ...given({
      lateClaims: readLateClaims(settingRows, problems),
      exportSettings: readExportSettings(settings),
    }),
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

/** The year's own first and last day, where it does not run from 1 July to 30 June. */
function readYearDays(
  settings: readonly Row<z.infer<typeof rows.KeyValueRow>>[],
  problems: ImportProblems,
): Pick<BudgetYear, 'firstDay' | 'lastDay'> {
  const bad = (row: number, key: string, detail: string) =>
    problems.add('import.badSetting', 'district.csv', { key, detail }, row, 'value');
  const dayOf = (key: string) => {
    const found = settings.find(({ value }) => value.key === key);
    if (!found || found.value.value === '') return undefined;
    const { row, value } = found;
    if (z.iso.date().safeParse(value.value).success) return { row, day: value.value };
    bad(row, key, 'a date such as 2024-09-01 is expected');
    return undefined;
  };
  const first = dayOf('year_first_day');
  const last = dayOf('year_last_day');
  if (first && last && last.day < first.day)
    bad(last.row, 'year_last_day', `it lies before year_first_day, ${first.day}`);
  return given({ firstDay: first?.day, lastDay: last?.day });
}

/** What becomes of a save that came after the due date and claims to be made before it; a person decides unless it is set. */
function readLateClaims(
  settings: readonly Row<z.infer<typeof rows.KeyValueRow>>[],
  problems: ImportProblems,
): DistrictPlan['lateClaims'] {
  const key = 'late_claims';
  const found = settings.find(({ value }) => value.key === key);
  if (!found || found.value.value === '') return undefined;
  const read = DistrictPlan.shape.lateClaims.safeParse(found.value.value);
  if (read.success) return read.data;
  problems.add(
    'import.badSetting',
    'district.csv',
    { key, detail: '"accept" or "ask" is expected' },
    found.row,
    'value',
  );
  return undefined;
}

/** What export layouts ask of the district: `export.cds` is the setting `cds`. The layout says what fits. */
function readExportSettings(settings: ReadonlyMap<string, string>): DistrictPlan['exportSettings'] {
  const prefix = 'export.';
  const found = [...settings].filter(([key, value]) => key.startsWith(prefix) && value !== '');
  if (found.length === 0) return undefined;
  return Object.fromEntries(found.map(([key, value]) => [key.slice(prefix.length), value]));
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
function checkReferences({ files, plan, problems }: ImportContext): void {
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
  if (files.has(ACCOUNT_GROUPS)) {
    for (const { row, value } of readTable(files, ACCOUNT_GROUPS, rows.AccountGroupRow, silent))
      tryPattern(ACCOUNT_GROUPS, row, value.pattern);
  }
  const segments = new Set(structure.segments.map(({ code }) => code));
  for (const segment of new Set([plan.siteSegment ?? 'object', 'object'])) {
    if (!segments.has(segment)) problems.add('import.unknownSegment', 'segments.csv', { segment });
  }
  problems.list.push(...checkRulePack(plan));
}

function readLines(context: ImportContext): Map<string, LineItem[]> {
  const bySite = new Map<string, LineItem[]>();
  for (const { row, value } of readTable(context.files, 'lines.csv', rows.LineRow, context.problems)) {
    const site = siteOf(context, value.account, 'lines.csv', row, 'account');
    if (site === null) continue;
    const lines = bySite.get(site) ?? [];
    bySite.set(site, lines);
    lines.push({
      id: context.newId('line', context.plan.year.id, value.account, value.title, value.amount, value.fte),
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

function readAllocations({ files, plan, problems, siteCodes, newId }: ImportContext): AllocationEntry[] {
  const sources = new Set(plan.fundingSources.map(({ code }) => code));
  return readTable(files, 'allocations.csv', rows.AllocationRow, problems).map(({ row, value }) => {
    const bad = (column: string, text: string, detail: string) =>
      problems.add('import.badCell', 'allocations.csv', { value: text, detail }, row, column);
    if (!siteCodes.has(value.site)) bad('site', value.site, 'there is no such site');
    if (!sources.has(value.funding_source))
      bad('funding_source', value.funding_source, 'there is no such funding source');
    const {
      site,
      funding_source,
      amount,
      components = [],
      staff: cells = [],
      fix_by: fixBy,
      ...rest
    } = value;
    const entry: AllocationEntry = {
      id: newId(
        'allocation',
        plan.year.id,
        site,
        funding_source,
        rest.date,
        rest.kind,
        amount,
        rest.fte,
        rest.reason,
      ),
      siteCode: site,
      fundingSource: funding_source,
      amountCents: amount,
      ...rest,
      ...given({ fixBy }),
    };
    if (components.length > 0) entry.components = components;
    if (cells.length > 0) entry.staff = titledStaff(cells, plan);
    for (const { column, text, detail } of staffFaults(entry, plan)) bad(column, text, detail);
    return entry;
  });
}

function readRevenue({ files, plan, problems }: ImportContext): RevenueLine[] {
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
