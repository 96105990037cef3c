import { WHOLE_DISTRICT } from '../../src/core/merge/dimensions.js';
import { othersBehind, type FigurePlace } from '../../src/core/merge/lines-behind.js';
import type { MasterBudget, MasterLine } from '../../src/core/merge/master-budget.js';
import { recomputeProof, type MasterProof } from '../../src/core/merge/prove.js';
import { cellFinder, type LineSource, type WorkbookCell } from '../../src/core/merge/trace.js';
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
import { findVersion, hashOf, textsOf } from './master-budgets.js';
import { masterTask } from './master-task.js';
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
  const { after = 0, limit = LINES_AT_ONCE, account, site, lineId } = query;
  const place = placeOf(query);
  const line = site === undefined || lineId === undefined ? null : { siteCode: site, lineId };
  const wanted = { ...(account === undefined ? place : { account }), ...(line && { line }) };
  const { lines, sources, ...all } = await masterTask('lines', textsOf(db, year, version), {
    plan: year.plan,
    wanted,
    after,
    limit,
  });
  const end = after + lines.length;
  return {
    lines: await traced(db, year, sources, lines),
    ...all,
    others:
      account === undefined
        ? othersBehind(year.plan, place, {
            mergedSites: new Set(sources.map(({ siteCode }) => siteCode)),
            allocations: place.against === 'allocations' ? await listAllocations(db, year) : [],
            revenue: await listRevenue(db, year),
            control: await findControlTotals(db, year),
          })
        : [],
    next: end < all.lineCount ? end : null,
  };
}

function placeOf({
  dimension = 'total',
  against = 'revisions',
  code = WHOLE_DISTRICT,
}: QueryOf<typeof traceEndpoint>): FigurePlace {
  return { dimension, against, code };
}

/** The lines with where each stands in its site's workbook, who approved it, and of which content. */
export async function traced<Line extends Pick<MasterLine, 'siteCode' | 'revision' | 'lineId'>>(
  db: Database | Transaction,
  year: Year,
  sources: MasterBudget['sources'],
  lines: readonly Line[],
): Promise<(Line & LineSource)[]> {
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
