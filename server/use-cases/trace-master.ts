import { WHOLE_DISTRICT } from '../../src/core/merge/dimensions.js';
import { linesBehind, othersBehind, type FigurePlace } from '../../src/core/merge/lines-behind.js';
import type { MasterBudget, MasterLine } from '../../src/core/merge/master-budget.js';
import { recomputeProof, type MasterProof } from '../../src/core/merge/prove.js';
import { cellFinder, type TracedLine, type WorkbookCell } from '../../src/core/merge/trace.js';
import type { QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import type {
  proveMaster as proveEndpoint,
  traceMaster as traceEndpoint,
} from '../../src/contract/master-work.js';
import type { StoredMaster } from '../stores/master-store.js';
import type { Database, Transaction } from '../stores/open-database.js';
import { findControlTotals } from '../stores/master-work-store.js';
import { findRevision } from '../stores/revision-store.js';
import { findSite, listAllocations, listRevenue, openYear, type Year } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { revisionsOfMaster } from './approved-revisions.js';
import { contentHash } from '../content-hash.js';
import { findVersion, hashOf } from './master-budgets.js';
import type { Parts } from './parts.js';

const LINES_AT_ONCE = 100;

/** The lines behind a total of a version: where each stands, who approved it, and why it is wanted. */
export async function traceMaster(
  { db }: Parts,
  actor: Actor,
  version: number,
  query: QueryOf<typeof traceEndpoint>,
): Promise<ReplyOf<typeof traceEndpoint>> {
  const year = await openYear(db, actor.districtId);
  const { master } = await findVersion(db, year, version);
  const place = placeOf(query);
  const found = place
    ? linesBehind(year.plan, master, place)
    : (master.accounts.find(({ account }) => account === query.account)?.lines ?? []);
  const { after = 0, limit = LINES_AT_ONCE } = query;
  const shown = found.slice(after, after + limit);
  const end = after + shown.length;
  return {
    lines: await traced(db, year, master, shown),
    lineCount: found.length,
    totalCents: found.reduce((sum, { proposedCents }) => sum + proposedCents, 0),
    totalFte: found.reduce((sum, { proposedFte }) => sum + proposedFte, 0),
    others: place
      ? othersBehind(year.plan, place, {
          mergedSites: new Set(master.sources.map(({ siteCode }) => siteCode)),
          allocations: place.against === 'allocations' ? await listAllocations(db, year) : [],
          revenue: await listRevenue(db, year),
          control: await findControlTotals(db, year),
        })
      : [],
    next: end < found.length ? end : null,
  };
}

function placeOf({
  account,
  dimension = 'total',
  against = 'revisions',
  code = WHOLE_DISTRICT,
}: QueryOf<typeof traceEndpoint>): FigurePlace | null {
  return account === undefined ? { dimension, against, code } : null;
}

async function traced(
  db: Parts['db'],
  year: Year,
  { sources }: MasterBudget,
  lines: readonly MasterLine[],
): Promise<TracedLine[]> {
  const bySite = new Map(sources.map((source) => [source.siteCode, source]));
  const cells = new Map<string, (lineId: string) => WorkbookCell | null>();
  for (const { siteCode, revision } of lines) {
    if (cells.has(siteCode)) continue;
    const stored = await findRevision(db, year, siteCode, revision);
    const site = await findSite(db, year, siteCode);
    const { structure } = year.plan.chart;
    cells.set(siteCode, cellFinder(structure, stored?.content.lines ?? [], site?.spending != null));
  }
  return lines.map((line) => {
    const source = bySite.get(line.siteCode);
    return {
      ...line,
      siteName: source?.siteName ?? line.siteCode,
      contentHash: source?.contentHash ?? '',
      approvedBy: source?.approvedBy ?? '',
      approvedAt: source?.approvedAt ?? '',
      cell: cells.get(line.siteCode)?.(line.lineId) ?? null,
    };
  });
}

/** Works out anew that merged equals submitted, from the contents of the revisions as they are stored now. */
export async function proveMaster(
  { db, now }: Parts,
  actor: Actor,
  version: number,
): Promise<ReplyOf<typeof proveEndpoint>> {
  const year = await openYear(db, actor.districtId);
  const { proof, isUnchanged } = await proofOf(db, year, await findVersion(db, year, version));
  return { ...proof, isUnchanged, provedAt: now().toISOString() };
}

/** The proof of a stored version, and whether it still is what it was made as. */
export async function proofOf(
  db: Database | Transaction,
  year: Year,
  { summary, master }: Pick<StoredMaster, 'summary' | 'master'>,
): Promise<{ proof: MasterProof; isUnchanged: boolean; isSound: boolean }> {
  const proof = recomputeProof(master, await revisionsOfMaster(db, year, master, contentHash));
  const isUnchanged = hashOf(master) === summary.contentHash;
  return { proof, isUnchanged, isSound: isUnchanged && proof.mergedEqualsSubmitted };
}
