import { and, asc, eq, sql, type Placeholder } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { randomUUID } from 'node:crypto';
import type { RequestedAccount } from '../../src/core/account/chart-of-accounts.js';
import type { AllocationEntry } from '../../src/core/budget/allocation.js';
import type { Site } from '../../src/core/budget/site.js';
import type { Spending } from '../../src/core/budget/spending.js';
import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { ControlTotals } from '../../src/core/merge/control-total.js';
import type { RevenueLine } from '../../src/core/merge/tie-out.js';
import type { Database, Transaction } from './open-database.js';
import { listAssignedAccounts } from './request-store.js';
import { atSites, ofSites, type Scope } from './scope.js';
import { allocationEntry, budgetYear, district, revenueLine, site } from './schema.js';

/**
 * `bookStamp`: another one whenever something changed that the books of its sites are made of. `importStamp`: the same of
 * openings, sites and spending alone, which only an import after the first changes; null before that.
 */
export type Year = {
  districtId: string;
  yearId: string;
  plan: DistrictPlan;
  rulePackHash: string;
  bookStamp: string;
  importStamp: string | null;
};

/** Everything an import stores of a year. */
export type NewYear = {
  districtId: string;
  shortName: string;
  plan: DistrictPlan;
  rulePackHash: string;
  sites: { site: Site; opening: SiteContent; openingCents: number; spending?: Spending }[];
  allocations: AllocationEntry[];
  revenue: RevenueLine[];
  controlTotals?: ControlTotals | null;
};

const ROWS_AT_ONCE = 500;

export async function addYear(tx: Transaction, year: NewYear): Promise<void> {
  const { districtId, plan } = year;
  const yearId = plan.year.id;
  // A district may be there before its first year; another one of its short name may not.
  await tx
    .insert(district)
    .values({ id: districtId, shortName: year.shortName, name: plan.districtName })
    .onConflictDoNothing({ target: district.id });
  await tx.insert(budgetYear).values({
    districtId,
    id: yearId,
    plan,
    rulePackHash: year.rulePackHash,
    isOpen: true,
    bookStamp: randomUUID(),
    controlTotals: year.controlTotals ?? null,
    imported: { plan, controlTotals: year.controlTotals ?? null },
  });
  await addSites(tx, { districtId, yearId }, year.sites, 0);
  for (const entries of chunks(year.allocations)) {
    await tx.insert(allocationEntry).values(entries.map((entry) => ({ districtId, yearId, ...entry })));
  }
  await addRevenue(tx, { districtId, yearId }, year.revenue);
}

/** Adds sites, in the order of the year from `first` on. */
export async function addSites(
  tx: Transaction,
  { districtId, yearId }: Pick<Year, 'districtId' | 'yearId'>,
  sites: NewYear['sites'],
  first: number,
): Promise<void> {
  await tx.insert(site).values(
    sites.map(({ site: { code, name, level, enrolment }, opening, openingCents, spending }, at) => ({
      districtId,
      yearId,
      code,
      name,
      level,
      position: first + at,
      opening: JSON.stringify(opening),
      openingCents,
      enrolment: enrolment ?? null,
      spending: spending ?? null,
    })),
  );
}

/** Adds the revenue of a year that has none stored. */
export async function addRevenue(
  tx: Transaction,
  { districtId, yearId }: Pick<Year, 'districtId' | 'yearId'>,
  revenue: readonly RevenueLine[],
): Promise<void> {
  for (const lines of chunks(revenue.map((line, position) => ({ ...line, position }))))
    await tx.insert(revenueLine).values(lines.map((line) => ({ districtId, yearId, ...line })));
}

export async function findDistrict(
  db: Database,
  shortName: string,
): Promise<{ id: string; name: string } | null> {
  const [found] = await db
    .select({ id: district.id, name: district.name })
    .from(district)
    .where(eq(district.shortName, shortName));
  return found ?? null;
}

/** Stores a district without a year; false when there is one of that short name. */
export async function addDistrict(
  tx: Transaction,
  next: { id: string; shortName: string; name: string },
): Promise<boolean> {
  const added = await tx.insert(district).values(next).onConflictDoNothing().returning({ id: district.id });
  return added.length === 1;
}

/** Which years a district has, and whether each is open. */
export async function listYears(
  db: Database | Transaction,
  districtId: string,
): Promise<{ yearId: string; isOpen: boolean }[]> {
  return db
    .select({ yearId: budgetYear.id, isOpen: budgetYear.isOpen })
    .from(budgetYear)
    .where(eq(budgetYear.districtId, districtId));
}

/** The time zone of a district's open year; null where no year is open. */
export async function findTimeZone(db: Database | Transaction, districtId: string): Promise<string | null> {
  const [found] = await db
    .select({ timeZone: sql<string>`${budgetYear.plan} ->> 'timeZone'` })
    .from(budgetYear)
    .where(and(eq(budgetYear.districtId, districtId), eq(budgetYear.isOpen, true)));
  return found?.timeZone ?? null;
}

/** Whether anybody could sign in here at all. */
export async function hasDistrict(db: Database): Promise<boolean> {
  const found = await db.select({ id: district.id }).from(district).limit(1);
  return found.length > 0;
}

/** Whether there is anything to budget here. */
export async function hasOpenYear(db: Database): Promise<boolean> {
  const found = await db
    .select({ id: budgetYear.id })
    .from(budgetYear)
    .where(eq(budgetYear.isOpen, true))
    .limit(1);
  return found.length > 0;
}

export async function findDistrictShortName(db: Database | Transaction, districtId: string): Promise<string> {
  const [found] = await db
    .select({ shortName: district.shortName })
    .from(district)
    .where(eq(district.id, districtId));
  if (!found) throw new Error('The district is missing');
  return found.shortName;
}

/** Years by their stamp: a plan with its chart is much to read and the same for a long time. */
const years = new LRUCache<string, Year>({ max: 50 });

/** A district that has people and no budget year yet, or none any more that is open. */
export class NoOpenYear extends Error {
  override readonly name = 'NoOpenYear';
}

/** Which year a district is building, and how its books stand. */
export const YEAR_HEAD = { yearId: budgetYear.id, bookStamp: budgetYear.bookStamp };
export type YearHead = Pick<Year, 'yearId' | 'bookStamp'>;

export const isOpenYear = (districtId: string | Placeholder) =>
  and(eq(budgetYear.districtId, districtId), eq(budgetYear.isOpen, true));

/** The year a district is building; throws `NoOpenYear` where there is none. */
export async function openYear(db: Database | Transaction, districtId: string): Promise<Year> {
  const [head] = await db.select(YEAR_HEAD).from(budgetYear).where(isOpenYear(districtId));
  return yearOf(db, districtId, head);
}

/** The same where its head was read already. */
export async function yearOf(
  db: Database | Transaction,
  districtId: string,
  head: YearHead | null | undefined,
): Promise<Year> {
  if (!head) throw new NoOpenYear('The district has no open year');
  const known = years.get(yearKey({ districtId, ...head }));
  if (known) return known;
  const { id, plan: stored, rulePackHash: hash, bookStamp: stamp, importStamp: newest } = budgetYear;
  const [found] = await db
    .select({ id, plan: stored, rulePackHash: hash, bookStamp: stamp, importStamp: newest })
    .from(budgetYear)
    .where(isOpenYear(districtId));
  if (!found) throw new NoOpenYear('The district has no open year');
  const assigned = await listAssignedAccounts(db, { districtId, yearId: found.id });
  const plan = withAssigned(found.plan, assigned);
  const { id: yearId, rulePackHash, bookStamp, importStamp } = found;
  const year = { districtId, yearId, plan, rulePackHash, bookStamp, importStamp };
  years.set(yearKey(year), year);
  return year;
}

/** Stands for a year as it is now, in every process. */
export function yearKey({
  districtId,
  yearId,
  bookStamp,
}: Pick<Year, 'districtId' | 'yearId' | 'bookStamp'>): string {
  return `${districtId}/${yearId}/${bookStamp}`;
}

/** A plan whose chart has the strings that finance assigned on request as well: asked for, and not loaded yet. */
function withAssigned(plan: DistrictPlan, assigned: readonly RequestedAccount[]): DistrictPlan {
  const { existing = [], requested = [] } = plan.chart;
  if (assigned.length === 0) return plan;
  const known = new Set([...existing, ...requested.map(({ account }) => account)]);
  const added: RequestedAccount[] = [];
  for (const one of assigned) {
    if (!known.has(one.account)) added.push(one);
    known.add(one.account);
  }
  return { ...plan, chart: { ...plan.chart, requested: [...requested, ...added] } };
}

/** What a site's row is read from, without what its season opened with. */
export const SITE_COLUMNS = {
  code: site.code,
  name: site.name,
  level: site.level,
  openingCents: site.openingCents,
  enrolment: site.enrolment,
};

export type SiteRow = Site & { openingCents: number };

/** The sites of a year in the order of their import; those of a scope where one is given. */
export async function listSites(db: Database | Transaction, year: Year, scope?: Scope): Promise<SiteRow[]> {
  const rows = await db
    .select(SITE_COLUMNS)
    .from(site)
    .where(and(eq(site.districtId, year.districtId), eq(site.yearId, year.yearId), atSites(site.code, scope)))
    .orderBy(asc(site.position));
  return rows.map(siteRow);
}

/** Whether a year has a site of that code. */
export async function hasSite(db: Database | Transaction, year: Year, code: string): Promise<boolean> {
  const found = await db
    .select({ code: site.code })
    .from(site)
    .where(and(eq(site.districtId, year.districtId), eq(site.yearId, year.yearId), eq(site.code, code)));
  return found.length > 0;
}

/**
 * Keeps a site as it is until the transaction ends, as storing what refers to it would, and waits for an import that is
 * changing it: what is read afterwards is what that import left. False where there is no such site.
 */
export async function holdSite(
  tx: Transaction,
  { districtId, yearId }: Pick<Year, 'districtId' | 'yearId'>,
  code: string,
): Promise<boolean> {
  const found = await tx
    .select({ code: site.code })
    .from(site)
    .where(and(eq(site.districtId, districtId), eq(site.yearId, yearId), eq(site.code, code)))
    .for('key share');
  return found.length > 0;
}

/** A site with the content its season opened with and this year's spending, where there is any. */
export async function findSite(
  db: Database | Transaction,
  year: Year,
  code: string,
): Promise<{ site: SiteRow; opening: SiteContent; spending: Spending | null } | null> {
  const [found] = await db
    .select()
    .from(site)
    .where(and(eq(site.districtId, year.districtId), eq(site.yearId, year.yearId), eq(site.code, code)));
  if (!found) return null;
  const opening = JSON.parse(found.opening) as SiteContent;
  return { site: siteRow(found), opening, spending: found.spending };
}

type StoredSite = Pick<typeof site.$inferSelect, 'code' | 'name' | 'level' | 'openingCents' | 'enrolment'>;

export function siteRow({ code, name, level, openingCents, enrolment }: StoredSite): SiteRow {
  return { code, name, level, openingCents, ...(enrolment === null ? {} : { enrolment }) };
}

/** The ledger of one site, of a scope's or of all, oldest entry first. */
export async function listAllocations(
  db: Database | Transaction,
  year: Year,
  which?: string | Scope,
): Promise<AllocationEntry[]> {
  const { id, siteCode: code, fundingSource, date, kind, amountCents, fte, reason, author } = allocationEntry;
  const { components, staff, fixBy } = allocationEntry;
  const rows = await db
    .select({
      id,
      siteCode: code,
      fundingSource,
      date,
      kind,
      amountCents,
      fte,
      reason,
      author,
      components,
      staff,
      fixBy,
    })
    .from(allocationEntry)
    .where(
      and(
        eq(allocationEntry.districtId, year.districtId),
        eq(allocationEntry.yearId, year.yearId),
        ofSites(code, which),
      ),
    )
    .orderBy(asc(date), asc(code), asc(fundingSource), asc(id));
  return rows.map(({ components: parts, staff: posts, fixBy: by, ...entry }) => ({
    ...entry,
    ...(parts && { components: parts }),
    ...(posts && { staff: posts }),
    ...(by !== null && { fixBy: by }),
  }));
}

export async function listRevenue(db: Database | Transaction, year: Year): Promise<RevenueLine[]> {
  const { account, fundingSource, title, amountCents } = revenueLine;
  return db
    .select({ account, fundingSource, title, amountCents })
    .from(revenueLine)
    .where(and(eq(revenueLine.districtId, year.districtId), eq(revenueLine.yearId, year.yearId)))
    .orderBy(asc(revenueLine.position));
}

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) yield rows.slice(from, from + ROWS_AT_ONCE);
}

/** The year a district is building; null where there is none. */
export async function openYearIfAny(db: Database | Transaction, districtId: string): Promise<Year | null> {
  try {
    return await openYear(db, districtId);
  } catch (error) {
    if (error instanceof NoOpenYear) return null;
    throw error;
  }
}

/** The ids of all districts of the installation. */
export async function listDistricts(db: Database | Transaction): Promise<string[]> {
  return (await db.select({ id: district.id }).from(district)).map(({ id }) => id);
}
