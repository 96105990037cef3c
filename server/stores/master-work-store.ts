import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { Amendment } from '../../src/core/merge/amendment.js';
import type { ControlTotals } from '../../src/core/merge/control-total.js';
import type { DifferenceExplanation } from '../../src/core/merge/difference-explanation.js';
import type { StageEvent } from '../../src/core/merge/stage.js';
import type { Spending } from '../../src/core/budget/spending.js';
import type { Database, Transaction } from './open-database.js';
import { amendment, differenceExplanation, masterStage } from './schema-masters.js';
import { budgetYear, site } from './schema.js';
import type { Year } from './year-store.js';

type Handle = Database | Transaction;
type OfYear = Pick<Year, 'districtId' | 'yearId'>;
type By = { byId: string };

const ofYear = (table: typeof masterStage | typeof differenceExplanation | typeof amendment, year: OfYear) =>
  and(eq(table.districtId, year.districtId), eq(table.yearId, year.yearId));

/** The stages of all versions of a year, oldest first. */
export async function listStages(db: Handle, year: OfYear): Promise<(StageEvent & { version: number })[]> {
  const { version, stage, date, resolution, by, at } = masterStage;
  const rows = await db
    .select({ version, stage, date, resolution, by, at })
    .from(masterStage)
    .where(ofYear(masterStage, year))
    .orderBy(asc(at), asc(version), asc(stage));
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** The version of a year that was adopted, with the meeting's date and resolution; null before. */
export async function findAdoption(
  db: Handle,
  year: OfYear,
): Promise<(Pick<StageEvent, 'date' | 'resolution'> & { version: number }) | null> {
  const { version, date, resolution, stage } = masterStage;
  const [found] = await db
    .select({ version, date, resolution })
    .from(masterStage)
    .where(and(ofYear(masterStage, year), eq(stage, 'adopted')));
  return found ?? null;
}

/** Adds a stage; false where the version has it, or another version is adopted already. */
export async function addStage(
  tx: Transaction,
  { districtId, yearId }: OfYear,
  { at, ...event }: StageEvent & By & { version: number },
): Promise<boolean> {
  const added = await tx
    .insert(masterStage)
    .values({ districtId, yearId, ...event, at: new Date(at) })
    .onConflictDoNothing()
    .returning({ version: masterStage.version });
  return added.length === 1;
}

/** Everything that was signed about differences of a year's versions, oldest first. */
export async function listExplanations(db: Handle, year: OfYear): Promise<DifferenceExplanation[]> {
  const { id, key, differenceCents, differenceFte, text, author, at } = differenceExplanation;
  const rows = await db
    .select({ id, key, differenceCents, differenceFte, text, author, at })
    .from(differenceExplanation)
    .where(ofYear(differenceExplanation, year))
    .orderBy(asc(at), asc(id));
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export async function addExplanations(
  tx: Transaction,
  { districtId, yearId }: OfYear,
  explanations: readonly (DifferenceExplanation & { authorId: string })[],
): Promise<void> {
  await tx
    .insert(differenceExplanation)
    .values(explanations.map(({ at, ...row }) => ({ districtId, yearId, ...row, at: new Date(at) })));
}

/** The amendments of a year in the order they were entered. */
export async function listAmendments(db: Handle, year: OfYear): Promise<Amendment[]> {
  const { id, number, effectiveDate, resolution, reason, entries, by, at } = amendment;
  const rows = await db
    .select({ id, number, effectiveDate, resolution, reason, entries, by, at })
    .from(amendment)
    .where(ofYear(amendment, year))
    .orderBy(asc(at), asc(number));
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Adds an amendment; false where one with its id or number is there already. */
export async function addAmendment(
  tx: Transaction,
  { districtId, yearId }: OfYear,
  { at, ...row }: Amendment & By,
): Promise<boolean> {
  const added = await tx
    .insert(amendment)
    .values({ districtId, yearId, ...row, at: new Date(at) })
    .onConflictDoNothing()
    .returning({ id: amendment.id });
  return added.length === 1;
}

const thisYear = ({ districtId, yearId }: OfYear) =>
  and(eq(budgetYear.districtId, districtId), eq(budgetYear.id, yearId));

/** The accounting system's totals; null where nobody gave any. */
export async function findControlTotals(db: Handle, year: OfYear): Promise<ControlTotals | null> {
  const [found] = await db
    .select({ controlTotals: budgetYear.controlTotals })
    .from(budgetYear)
    .where(thisYear(year));
  return found?.controlTotals ?? null;
}

export async function storeControlTotals(
  tx: Transaction,
  year: OfYear,
  controlTotals: ControlTotals,
): Promise<void> {
  await tx.update(budgetYear).set({ controlTotals }).where(thisYear(year));
}

/** What was spent, by site, where the district gives it. */
export async function listSpending(
  db: Handle,
  { districtId, yearId }: OfYear,
): Promise<Map<string, Spending>> {
  const rows = await db
    .select({ code: site.code, spending: site.spending })
    .from(site)
    .where(and(eq(site.districtId, districtId), eq(site.yearId, yearId), isNotNull(site.spending)))
    .orderBy(asc(site.position));
  return new Map(rows.flatMap(({ code, spending }) => (spending ? [[code, spending] as const] : [])));
}
