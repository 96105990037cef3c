import { z } from 'zod';
import type { AllocationEntry } from '../../../src/core/budget/allocation.js';
import type { FundingSource } from '../../../src/core/budget/funding-source.js';
import {
  reconcileStatedTotals,
  type StatementRow,
  type TotalCheck,
} from '../../../src/core/budget/reconcile-stated-totals.js';
import type { Site } from '../../../src/core/budget/site.js';
import type { SiteFact } from '../../../src/core/budget/site-fact.js';
import { formatCentsPlain, parseCentsPlain, type Cents } from '../../../src/core/money.js';
import { failed, ok, type Problem, type Result } from '../../../src/core/problem.js';
import { readTable, type CsvFiles } from '../csv-table.js';
import { fileWarning } from './file-warning.js';
import {
  fundingSourcesOf,
  letterContext,
  openingEntry,
  placeResource,
  type LetterContext,
  type LetterOptions,
} from './letter-context.js';
import { parseCount } from './read-site-facts.js';
import { squeezed } from './spellings.js';

const text = z.string();
const FormulaRow = z.object({
  fiscal_year: text.regex(/^\d{4}-\d{2}$/, 'a year such as 2023-24 is expected'),
  site: text,
  site_name: text,
  fund: text,
  resource: text,
  resource_name: text,
  amount: text,
});
type FormulaRow = z.infer<typeof FormulaRow>;

/** One site's year: the letters it was sent, each closed by the total it states, and the rows they are of. */
type SiteYear = {
  yearId: string;
  siteCode: string;
  firstRow: number;
  /** Number of the letter being read; a stated total closes one. */
  letter: number;
  amounts: { resource: string; title: string; cents: Cents }[];
};

export type FormulaAllocations = {
  sites: Site[];
  fundingSources: FundingSource[];
  /** Ledgers by year. Site-years that do not tie are left out whole: which letter counts is not the file's to say. */
  years: { yearId: string; allocations: AllocationEntry[] }[];
  facts: SiteFact[];
  /** Every site-year (group `2023-24 505`) against the totals stated for it. */
  siteYears: TotalCheck[];
  /** Every letter by itself (group `2023-24 505 #2`): rows up to a stated total. */
  letters: TotalCheck[];
  /** One warning a site-year that does not tie, and what else should be looked at. */
  warnings: Problem[];
};

/**
 * Reads what sites were given by a weighted student formula (one file, several years): dollars by resource with the
 * total that each letter states. Gives everything, or every row that cannot be placed and nothing else; a site-year
 * whose amounts do not tie to its stated total is reported with stated, summed and difference, and not entered.
 */
export function readFormulaAllocations(
  files: CsvFiles,
  file: string,
  options: LetterOptions & { dateOf: (yearId: string) => string },
): Result<FormulaAllocations> {
  const context = letterContext(files, options);
  const groups = new Map<string, SiteYear>();
  const byYear: StatementRow[] = [];
  const byLetter: StatementRow[] = [];
  const facts: SiteFact[] = [];
  for (const { row, value } of readTable(files, file, FormulaRow, context.problems)) {
    const siteYear = siteYearOf(context, groups, file, row, value);
    const read = readFormulaRow(context, file, row, value);
    if (!siteYear || !read) continue;
    const { yearId, siteCode } = siteYear;
    const group = `${yearId} ${siteCode}`;
    if (read.kind === 'enrolment') {
      const source = { file, row };
      facts.push({
        kind: 'enrolment',
        siteCode,
        yearId,
        group: 'k12',
        basis: 'projected',
        pupils: read.pupils,
        source,
      });
    } else if (read.kind !== 'perPupil') {
      byYear.push({ group, kind: read.kind, cents: read.cents });
      byLetter.push({ group: `${group} #${String(siteYear.letter)}`, kind: read.kind, cents: read.cents });
      if (read.kind === 'total') siteYear.letter += 1;
      else siteYear.amounts.push({ resource: value.resource, title: value.resource_name, cents: read.cents });
    }
  }
  const sites = context.sites.list();
  if (context.problems.list.length > 0) return failed(context.problems.list);
  const siteYears = reconcileStatedTotals(byYear);
  const held = siteYears.filter(({ outcome }) => outcome !== 'ties');
  for (const check of held) warnOf(context, file, check, groups.get(check.group));
  const isHeld = new Set(held.map(({ group }) => group));
  const entered = [...groups].filter(([group]) => !isHeld.has(group)).map(([, siteYear]) => siteYear);
  return ok({
    sites,
    fundingSources: fundingSourcesOf(context),
    years: [...new Set([...groups.values()].map(({ yearId }) => yearId))].map((yearId) => ({
      yearId,
      allocations: entered
        .filter((siteYear) => siteYear.yearId === yearId)
        .flatMap((siteYear) => entriesOf(context, siteYear, options.dateOf(yearId))),
    })),
    facts,
    siteYears,
    letters: reconcileStatedTotals(byLetter),
    warnings: context.warnings,
  });
}

function siteYearOf(
  context: LetterContext,
  groups: Map<string, SiteYear>,
  file: string,
  row: number,
  value: FormulaRow,
): SiteYear | null {
  const siteCode = context.sites.place(file, row, value);
  if (siteCode === null) return null;
  const key = `${value.fiscal_year} ${siteCode}`;
  let found = groups.get(key);
  if (!found) {
    found = { yearId: value.fiscal_year, siteCode, firstRow: row, letter: 1, amounts: [] };
    groups.set(key, found);
  }
  return found;
}

type ReadRow =
  | { kind: 'amount' | 'total'; cents: Cents }
  | { kind: 'enrolment'; pupils: number }
  | { kind: 'perPupil' };

/** A row with a resource is an amount; one without is what the letter says of itself. */
function readFormulaRow(
  context: LetterContext,
  file: string,
  row: number,
  value: FormulaRow,
): ReadRow | null {
  const bad = (column: 'amount' | 'resource', detail: string) => {
    context.problems.add('import.badCell', file, { value: value[column], detail }, row, column);
    return null;
  };
  const name = value.resource === '' ? squeezed(value.resource_name) : 'resource';
  if (name === 'projectedenrollment') {
    const pupils = parseCount(value.amount);
    return pupils === null ? bad('amount', 'a number of pupils is expected') : { kind: 'enrolment', pupils };
  }
  const isPlaced = name === 'resource' && placeResource(context, file, row, value);
  const cents = parseCentsPlain(value.amount);
  if (cents === null) return bad('amount', 'an amount such as 1234.50 is expected');
  if (cents < 0) return bad('amount', 'a letter gives no negative amount');
  if (name === 'resource') return isPlaced ? { kind: 'amount', cents } : null;
  if (name === 'totalallocation') return { kind: 'total', cents };
  if (name === 'totalallocationperpupil') return { kind: 'perPupil' };
  return bad('resource', 'a row without a resource is a total, an amount per pupil or an enrolment');
}

function warnOf(
  context: LetterContext,
  file: string,
  check: TotalCheck,
  siteYear: SiteYear | undefined,
): void {
  const siteCode = siteYear?.siteCode ?? '';
  const params: Problem['params'] = {
    year: siteYear?.yearId ?? '',
    site: siteCode,
    siteName: context.sites.name(siteCode),
    stated: check.stated.map(({ cents }) => formatCentsPlain(cents)).join('; '),
    summedCents: check.summedCents,
    differences: check.stated.map(({ differenceCents }) => formatCentsPlain(differenceCents)).join('; '),
  };
  const code = check.outcome === 'noTotal' ? 'import.totalMissing' : 'import.totalsDiffer';
  context.warnings.push(fileWarning(code, file, params, siteYear?.firstRow ?? 2, 'amount'));
}

function entriesOf(context: LetterContext, { siteCode, amounts }: SiteYear, date: string): AllocationEntry[] {
  return amounts.map(({ resource, title, cents }) =>
    openingEntry(context, {
      siteCode,
      fundingSource: resource,
      date,
      amountCents: cents,
      fte: 0,
      reason: title,
    }),
  );
}
