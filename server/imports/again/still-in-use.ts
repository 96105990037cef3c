import {
  indexChart,
  type ChartIndex,
  type CodeFault,
  type RequestedAccount,
} from '../../../src/core/account/chart-of-accounts.js';
import type { AllocationEntry } from '../../../src/core/budget/allocation.js';
import type { DistrictPlan } from '../../../src/core/budget/site-book.js';
import type { Site } from '../../../src/core/budget/site.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import type { Place, Problem } from '../../../src/core/problem.js';
import type { Position } from '../../../src/core/staffing/position.js';

/** A content that stays, whatever the files say: what a site saved, what is approved, what its season opened with. */
export type Use = { site: Pick<Site, 'code' | 'name'>; content: SiteContent };

/**
 * Everything that would be left without what it is made of, if the next plan took the place of the stored one: rows on
 * codes that are gone, posts of classes, benefits or calendars that are gone, allocations of sources that are gone. Each
 * with its place, once a site and account or post.
 */
export function findStillInUse(
  stored: DistrictPlan,
  next: DistrictPlan,
  used: {
    contents: readonly Use[];
    granted: readonly RequestedAccount[];
    ledger: readonly AllocationEntry[];
  },
): Problem[] {
  return [
    ...findAccounts(stored, next, used),
    ...used.contents.flatMap(({ site, content }) => findPosts(stored, next, site, content.positions)),
    ...findSources(next, used.ledger),
  ].filter(onlyOnce());
}

function onlyOnce(): (problem: Problem) => boolean {
  const seen = new Set<string>();
  return ({ code, part = '', params }) => {
    const key = JSON.stringify([code, params['site'] ?? '', part]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}

function findAccounts(
  stored: DistrictPlan,
  next: DistrictPlan,
  { contents, granted }: Parameters<typeof findStillInUse>[2],
): Problem[] {
  if (stored.chart.codes === next.chart.codes && stored.chart.structure === next.chart.structure) return [];
  const charts = { before: indexChart(stored.chart), after: indexChart(next.chart) };
  const ofRows = contents.flatMap(({ site, content: { lines, positions } }) => {
    const params = { site: site.code, siteName: site.name };
    return [
      ...lines.flatMap(({ id, account, title }) =>
        lost(charts, account, { ...params, title }, { kind: 'line', lineId: id, field: 'account' }),
      ),
      ...positions.flatMap(({ id, title, splits }) =>
        splits.flatMap(({ account }) =>
          lost(charts, account, { ...params, title }, { kind: 'position', positionId: id, field: 'row' }),
        ),
      ),
    ];
  });
  const ofRequests = granted.flatMap(({ account, description }) =>
    lost(charts, account, { title: description }, { kind: 'district' }),
  );
  return [...ofRows, ...ofRequests];
}

/** What an account had and has no more. Codes that are closed by their dates, or made headings, stay known. */
function lost(
  { before, after }: { before: ChartIndex; after: ChartIndex },
  account: string,
  params: Problem['params'],
  place: Place,
): Problem[] {
  const faults = gone(after, account);
  if (faults.length === 0) return [];
  const known = new Set(gone(before, account).map(nameOf));
  return faults
    .filter((fault) => !known.has(nameOf(fault)))
    .map((fault): Problem => {
      const { segment, code } = fault;
      const title = after.chart.structure.segments.find((one) => one.code === segment)?.title ?? segment;
      return {
        code: fault.fault === 'unknown' ? 'import.codeInUse' : 'import.shapeInUse',
        severity: 'fatal',
        place,
        params: { ...params, segment: title, code, account },
        part: `${segment} ${account}`,
      };
    });
}

function gone(chart: ChartIndex, account: string): CodeFault[] {
  const checked = chart.check(account);
  return checked.ok ? [] : checked.faults.filter(({ fault }) => fault !== 'heading' && fault !== 'inactive');
}

function nameOf({ segment, code, fault }: CodeFault): string {
  return `${segment} ${code} ${fault}`;
}

const TABLES = [
  {
    field: 'jobClasses',
    name: 'job class',
    file: 'job-classes.csv',
    of: ({ jobClass }: Position) => [jobClass],
  },
  {
    field: 'benefitRates',
    name: 'benefit',
    file: 'benefit-rates.csv',
    of: ({ benefitPlans }: Position) => benefitPlans,
  },
  {
    field: 'calendars',
    name: 'calendar',
    file: 'calendars.csv',
    of: ({ calendar }: Position) => (calendar === undefined ? [] : [calendar]),
  },
] as const;

function findPosts(
  stored: DistrictPlan,
  next: DistrictPlan,
  site: Use['site'],
  positions: readonly Position[],
): Problem[] {
  return TABLES.flatMap(({ field, name, file, of }) => {
    const [had, has] = [stored, next].map((plan) => new Set((plan[field] ?? []).map(({ code }) => code)));
    return positions.flatMap((post) =>
      of(post)
        .filter((code) => had?.has(code) && !has?.has(code))
        .map((code): Problem => ({
          code: 'import.tableRowInUse',
          severity: 'fatal',
          place: { kind: 'position', positionId: post.id, field: 'row' },
          params: { table: name, code, file, site: site.code, siteName: site.name, title: post.title },
          part: `${field} ${code} ${post.id}`,
        })),
    );
  });
}

function findSources(next: DistrictPlan, ledger: readonly AllocationEntry[]): Problem[] {
  const sources = new Set(next.fundingSources.map(({ code }) => code));
  return ledger
    .filter(({ fundingSource }) => !sources.has(fundingSource))
    .map(({ siteCode, fundingSource }): Problem => ({
      code: 'import.sourceInUse',
      severity: 'fatal',
      place: { kind: 'allocation', fundingSource, siteCode },
      params: { fundingSource, site: siteCode },
      part: fundingSource,
    }));
}
