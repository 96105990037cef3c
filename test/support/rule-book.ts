import type { AllocationEntry } from '../../src/core/budget/allocation.js';
import type { LineItem } from '../../src/core/budget/line-item.js';
import type { DistrictPlan, SiteBook } from '../../src/core/budget/site-book.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Site } from '../../src/core/budget/site.js';
import type { Problem } from '../../src/core/problem.js';
import type { PlannedRevenue } from '../../src/core/rules/rule-kind.js';
import { Rule } from '../../src/core/rules/rule-pack.js';
import type { Position } from '../../src/core/staffing/position.js';
import { indexBook } from '../../src/core/validation/book-index.js';
import { openDistrict } from '../../src/core/validation/district-state.js';
import { openSheet, type SheetState } from '../../src/core/validation/sheet-state.js';
import { tinyBook } from './arbitrary-content.js';

/** Data of a rule as a pack has them, without what every rule says of itself. */
export type RuleData = { kind: string; [field: string]: unknown };

export const HIGH: Site = { code: '608', name: 'Tiny High School', level: 'high' };
export const GRADE: Site = { code: '125', name: 'Tiny Grade School', level: 'elementary' };

/** Checks some rules: parsed as a pack's are, so that a test of bad data fails as an import would. */
export function rulesOf(...data: RuleData[]): Rule[] {
  return data.map((rule, at) =>
    Rule.parse({
      id: `rule-${String(at + 1)}`,
      severity: 'warning',
      citation: 'Law',
      askWhom: 'Office',
      ...rule,
    }),
  );
}

export type Around = {
  plan?: Partial<DistrictPlan>;
  site?: Site;
  entries?: AllocationEntry[];
  opening?: Partial<SiteContent>;
};

/** The tiny district with these rules alone: fund 100 is GF, fund 201 is T1 of the programme `titleIA`. */
export function bookOf(
  rules: Rule[],
  { plan = {}, site = HIGH, entries = [], opening = {} }: Around = {},
): SiteBook {
  const book = tinyBook();
  const [general, title] = book.plan.fundingSources;
  if (!general || !title) throw new Error('The tiny district has two funding sources');
  return {
    ...book,
    plan: {
      ...book.plan,
      chart: {
        ...book.plan.chart,
        codes: {
          ...book.plan.chart.codes,
          costCenter: [HIGH, GRADE].map(({ code, name }) => ({ code, title: name })),
        },
      },
      fundingSources: [general, { ...title, programs: ['titleIA'] }],
      rules: { id: 'test', version: '1', rules },
      ...plan,
    },
    site,
    allocations: entries,
    opening: { lines: [], positions: [], ...opening },
  };
}

/** A site's content checked by some rules. */
export function openRules(rules: Rule[], content: Partial<SiteContent>, around: Around = {}): SheetState {
  return openSheet(indexBook(bookOf(rules, around)), { lines: [], positions: [], ...content });
}

/** What rules find in a site's content, in the engine's order. */
export function check(rules: Rule[], content: Partial<SiteContent>, around: Around = {}): Problem[] {
  return openRules(rules, content, around).problems;
}

export type DistrictAround = Pick<Around, 'plan'> & { revenue?: PlannedRevenue[] | null };

/** What rules find where all sites are seen. */
export function checkDistrict(
  rules: Rule[],
  sites: { site?: Site; entries?: AllocationEntry[]; lines?: LineItem[]; positions?: Position[] }[],
  { revenue = null, ...around }: DistrictAround = {},
): Problem[] {
  const none: SiteContent = { lines: [], positions: [] };
  return openDistrict({
    plan: bookOf(rules, around).plan,
    sites: sites.map(({ site = HIGH, entries = [], lines = [], positions = [] }) => ({
      site,
      allocations: entries,
      opening: none,
      content: { lines, positions },
    })),
    revenue,
  }).problems;
}

let count = 0;
const nextId = (name: string) => `${name}-${String((count += 1))}`;

export function line(account: string, enteredCents: number, rest: Partial<LineItem> = {}): LineItem {
  return {
    id: nextId('line'),
    account,
    title: '',
    currentCents: 0,
    currentFte: 0,
    enteredCents,
    justification: '',
    unread: [],
    ...rest,
  };
}

export function post(fte: number, account = '100-1111-608-111', rest: Partial<Position> = {}): Position {
  const id = nextId('post');
  return {
    id,
    number: id,
    title: 'Teacher',
    jobClass: 'licensed',
    fte,
    annualSalaryCents: 0,
    pricedAt: 'actual',
    status: 'filled',
    benefitPlans: [],
    splits: [{ account, sharePpm: 1_000_000 }],
    unread: [],
    ...rest,
  };
}

export function entry(
  fundingSource: string,
  amountCents: number,
  rest: Partial<AllocationEntry> = {},
): AllocationEntry {
  return {
    id: nextId('entry'),
    siteCode: HIGH.code,
    fundingSource,
    date: '2024-02-01',
    kind: 'initial',
    amountCents,
    fte: 0,
    reason: '',
    author: '',
    ...rest,
  };
}

/** The codes of problems, for tests that are about no more. */
export const codes = (problems: readonly Problem[]) => problems.map(({ code }) => code);
