import { z } from 'zod';
import type { AllocationEntry } from '../budget/allocation.js';
import type { DistrictPlan } from '../budget/site-book.js';
import { Fte } from '../fte.js';
import { Cents } from '../money.js';
import { ControlTotals } from './control-total.js';
import {
  Dimension,
  fundFinder,
  groupMatcher,
  readDimensions,
  WHOLE_DISTRICT,
  type DimensionReader,
} from './dimensions.js';
import { addTo, DimensionSums, type Sum, type Sums } from './dimension-sums.js';
import type { ApprovedRevision, MasterBudget } from './master-budget.js';
import { StaffInView } from './staff-in-view.js';

/** A planned revenue of the year, compared with the expenditure of its funding source. */
export const RevenueLine = z.object({
  account: z.string(),
  fundingSource: z.string(),
  title: z.string(),
  amountCents: Cents,
});
export type RevenueLine = z.infer<typeof RevenueLine>;

/** One figure that two sources give. The difference is master less the other side. */
export const TieOutRow = z.object({
  code: z.string(),
  title: z.string(),
  masterCents: Cents,
  otherCents: Cents,
  differenceCents: Cents,
  masterFte: Fte,
  otherFte: Fte,
  differenceFte: Fte,
});
export type TieOutRow = z.infer<typeof TieOutRow>;

/**
 * What a master budget is held against.
 * - `revisions`: what the sites submitted. Nothing may differ.
 * - `allocations`: what sites may budget. `current`: this year's budget of the same sites.
 * - `revenue`: planned revenue. `control`: totals that the accounting system gives.
 * - `transfers`: transfers out (master) against transfers in (revenue). `reserves`: proposed against current reserves.
 */
export const Against = z.enum([
  'revisions',
  'allocations',
  'current',
  'revenue',
  'control',
  'transfers',
  'reserves',
]);
export type Against = z.infer<typeof Against>;

/** The master added up by one dimension beside another source. Revenue, control totals and transfers have no FTE. */
export const TieOutPart = z.object({ dimension: Dimension, against: Against, rows: z.array(TieOutRow) });
export type TieOutPart = z.infer<typeof TieOutPart>;

/** The proof of a master budget: merged equals submitted exactly; every other difference is shown, not hidden. */
export const TieOut = z.object({
  /** True when the merged lines equal the approved revisions to the cent and the FTE, however they are added up. */
  mergedEqualsSubmitted: z.boolean(),
  parts: z.array(TieOutPart),
  /** Sites of the district that the merge does not hold. */
  missingSites: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      /** It was approved before: it was opened again since, or what it was approved for changed. */
      approvalEnded: z.literal(true).optional(),
    }),
  ),
  /** The day of the control totals; absent where the district gives none. */
  controlAsOf: ControlTotals.shape.asOf.optional(),
  /** Posts over all sites; absent of versions that were made before it was looked at. */
  staff: StaffInView.optional(),
});
export type TieOut = z.infer<typeof TieOut>;

/** What a master budget is compared with. */
export type TieOutSources = {
  /** Every site of the district, merged or not. */
  sites: TieOut['missingSites'];
  revisions: readonly ApprovedRevision[];
  allocations: readonly AllocationEntry[];
  revenue: readonly RevenueLine[];
  control?: ControlTotals;
  staff?: StaffInView;
};

/** Works the tie-out of a master budget. Everything is recomputed from the lines; no total is taken on trust. */
export function tieOut(plan: DistrictPlan, master: MasterBudget, sources: TieOutSources): TieOut {
  const { sites, revisions, control, staff } = sources;
  const names = new Map(sites.map(({ code, name }) => [code, name]));
  const reader = readDimensions(plan, (code) => names.get(code) ?? code);
  const sums = sumsOf(reader, master);
  const parts = [
    ...againstRevisions(reader, sums, revisions),
    ...againstAllocations(reader, sums, sources),
    ...againstCurrent(reader, sums),
    ...againstRevenue(reader, sums, sources),
    ...againstControl(reader, sums, control),
    ...againstTransfers(plan, reader, master, sources),
    ...reserves(plan, reader, master),
  ].filter(({ rows }) => rows.length > 0);
  const merged = new Set(revisions.map(({ siteCode }) => siteCode));
  return {
    mergedEqualsSubmitted: parts
      .filter(({ against }) => against === 'revisions')
      .every(({ rows }) => !rows.some(differs)),
    parts,
    missingSites: sites.filter(({ code }) => !merged.has(code)),
    ...(control ? { controlAsOf: control.asOf } : {}),
    ...(staff ? { staff } : {}),
  };
}

/** Whether the two sides of a row are not the same. */
export function differs({ differenceCents, differenceFte }: TieOutRow): boolean {
  return differenceCents !== 0 || differenceFte !== 0;
}

/** The rows of one comparison; none where the tie-out does not have it. */
export function rowsOf({ parts }: TieOut, dimension: Dimension, against: Against): TieOutRow[] {
  return parts.find((part) => part.dimension === dimension && part.against === against)?.rows ?? [];
}

type MasterSums = Map<Dimension, { proposed: Sums; current: Sums }>;

function sumsOf(reader: DimensionReader, master: MasterBudget): MasterSums {
  const [proposed, current] = [new DimensionSums(reader), new DimensionSums(reader)];
  for (const { lines } of master.accounts) {
    for (const { account, siteCode, proposedCents, proposedFte, currentCents, currentFte } of lines) {
      proposed.add(account, siteCode, proposedCents, proposedFte);
      current.add(account, siteCode, currentCents, currentFte);
    }
  }
  const currently = current.byDimension();
  return new Map(
    [...proposed.byDimension()].map(([dimension, sums]) => [
      dimension,
      { proposed: sums, current: currently.get(dimension) ?? new Map() },
    ]),
  );
}

/** By site against the totals stored with the revisions, otherwise against the revisions' own lines. */
function againstRevisions(
  reader: DimensionReader,
  sums: MasterSums,
  revisions: readonly ApprovedRevision[],
): TieOutPart[] {
  const lineSums = new DimensionSums(reader);
  const bySite: Sums = new Map();
  for (const { siteCode, totalCents, totalFte, lines } of revisions) {
    addTo(bySite, siteCode, totalCents, totalFte);
    for (const { account, proposedCents, proposedFte } of lines)
      lineSums.add(account, siteCode, proposedCents, proposedFte);
  }
  const submitted = lineSums.byDimension().set('site', bySite);
  return [...sums].map(([dimension, { proposed }]) => ({
    dimension,
    against: 'revisions',
    rows: compare(reader, dimension, proposed, submitted.get(dimension) ?? new Map()),
  }));
}

/** Allocations are given by site and funding source, so nothing finer is compared. Sites not merged stay out. */
function againstAllocations(
  reader: DimensionReader,
  sums: MasterSums,
  { revisions, allocations }: TieOutSources,
): TieOutPart[] {
  const merged = new Set(revisions.map(({ siteCode }) => siteCode));
  const counted = allocations.filter(({ siteCode }) => merged.has(siteCode));
  const codeOf: Partial<Record<Dimension, (entry: AllocationEntry) => string>> = {
    fundingSource: ({ fundingSource }) => fundingSource,
    site: ({ siteCode }) => siteCode,
    siteSource: ({ siteCode, fundingSource }) => `${siteCode} ${fundingSource}`,
  };
  return [...sums].flatMap(([dimension, { proposed }]): TieOutPart[] => {
    const code = codeOf[dimension];
    if (!code) return [];
    const allocated: Sums = new Map();
    for (const entry of counted) addTo(allocated, code(entry), entry.amountCents, entry.fte);
    return [{ dimension, against: 'allocations', rows: compare(reader, dimension, proposed, allocated) }];
  });
}

function againstCurrent(reader: DimensionReader, sums: MasterSums): TieOutPart[] {
  return [...sums]
    .filter(([dimension]) => dimension !== 'siteSource')
    .map(([dimension, { proposed, current }]) => ({
      dimension,
      against: 'current',
      rows: compare(reader, dimension, proposed, current),
    }));
}

function againstRevenue(reader: DimensionReader, sums: MasterSums, { revenue }: TieOutSources): TieOutPart[] {
  if (revenue.length === 0) return [];
  return (['total', 'fundingSource'] as const).map((dimension) => {
    const planned: Sums = new Map();
    for (const { fundingSource, amountCents } of revenue)
      addTo(planned, dimension === 'total' ? WHOLE_DISTRICT : fundingSource, amountCents, 0);
    const proposed = dollarsOnly(sums.get(dimension)?.proposed ?? new Map());
    return { dimension, against: 'revenue', rows: compare(reader, dimension, proposed, planned) };
  });
}

/** A dimension that control totals are given for is compared whole: a code that they leave out is a difference. */
function againstControl(
  reader: DimensionReader,
  sums: MasterSums,
  control: ControlTotals | undefined,
): TieOutPart[] {
  const given = new Map<Dimension, Sums>();
  for (const { dimension, code, amountCents } of control?.totals ?? []) {
    const ofDimension = given.get(dimension) ?? new Map<string, Sum>();
    given.set(dimension, ofDimension);
    addTo(ofDimension, code, amountCents, 0);
  }
  return [...given].flatMap(([dimension, totals]): TieOutPart[] => {
    const ofMaster = sums.get(dimension);
    if (!ofMaster) return [];
    const rows = compare(reader, dimension, dollarsOnly(ofMaster.proposed), totals);
    return [{ dimension, against: 'control', rows }];
  });
}

/** Transfers out of funds against transfers into funds: over all, where both should be the same, and by fund. */
function againstTransfers(
  plan: DistrictPlan,
  reader: DimensionReader,
  master: MasterBudget,
  { revenue }: TieOutSources,
): TieOutPart[] {
  const [isOut, isIn] = [groupMatcher(plan, 'transferOut'), groupMatcher(plan, 'transferIn')];
  if (!isOut || !isIn) return [];
  const fundOf = fundFinder(plan.chart.structure);
  const part = (dimension: 'total' | 'fund', codeOf: (account: string) => string): TieOutPart => {
    const [out, into]: [Sums, Sums] = [new Map(), new Map()];
    for (const { account, proposedCents } of master.accounts)
      if (isOut(account)) addTo(out, codeOf(account), proposedCents, 0);
    for (const { account, amountCents } of revenue)
      if (isIn(account)) addTo(into, codeOf(account), amountCents, 0);
    return { dimension, against: 'transfers', rows: compare(reader, dimension, out, into) };
  };
  return [part('total', () => WHOLE_DISTRICT), ...(fundOf ? [part('fund', fundOf)] : [])];
}

function reserves(plan: DistrictPlan, reader: DimensionReader, master: MasterBudget): TieOutPart[] {
  const isReserve = groupMatcher(plan, 'reserve');
  const [proposed, current]: [Sums, Sums] = [new Map(), new Map()];
  const dimension = reader.dimensions.includes('fund') ? 'fund' : 'total';
  for (const { account, proposedCents, currentCents } of master.accounts) {
    if (isReserve?.(account) !== true) continue;
    const code = reader.codeOf(dimension, { account, siteCode: '' });
    addTo(proposed, code, proposedCents, 0);
    addTo(current, code, currentCents, 0);
  }
  return [{ dimension, against: 'reserves', rows: compare(reader, dimension, proposed, current) }];
}

function dollarsOnly(sums: Sums): Sums {
  return new Map([...sums].map(([key, { cents }]) => [key, { cents, fte: 0 }]));
}

const NONE: Sum = { cents: 0, fte: 0 };

function compare(reader: DimensionReader, dimension: Dimension, master: Sums, other: Sums): TieOutRow[] {
  return [...new Set([...master.keys(), ...other.keys()])].sort().map((code) => {
    const mine = master.get(code) ?? NONE;
    const theirs = other.get(code) ?? NONE;
    return {
      code,
      title: reader.titleOf(dimension, code),
      masterCents: mine.cents,
      otherCents: theirs.cents,
      differenceCents: mine.cents - theirs.cents,
      masterFte: mine.fte,
      otherFte: theirs.fte,
      differenceFte: mine.fte - theirs.fte,
    };
  });
}
