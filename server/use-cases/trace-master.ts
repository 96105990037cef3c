import { WHOLE_DISTRICT } from '../../src/core/merge/dimensions.js';
import { othersBehind, type FigurePlace } from '../../src/core/merge/lines-behind.js';
import type { MasterBudget, MasterLine, MasterSource } from '../../src/core/merge/master-budget.js';
import type { MasterProof } from '../../src/core/merge/prove.js';
import { cellFinder, type LineSource, type WorkbookCell } from '../../src/core/merge/trace.js';
import type { QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import type {
  proveMaster as proveEndpoint,
  traceMaster as traceEndpoint,
} from '../../src/contract/master-work.js';
import { findMasterHead, findMasterSources } from '../stores/master-store.js';
import type { Database, Transaction } from '../stores/open-database.js';
import { findControlTotals } from '../stores/master-work-store.js';
import { findRevision } from '../stores/revision-store.js';
import { findSite, listAllocations, listRevenue, openYear, type Year } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { revisionsOfMaster } from './approved-revisions.js';
import { contentHash } from '../content-hash.js';
import { textsOf } from './master-budgets.js';
import { masterTask } from './master-task.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';

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
  const { proof, isUnchanged } = await proofOf(db, year, version);
  return { ...proof, isUnchanged, provedAt: now().toISOString() };
}

/** A version held to what is stored of the revisions it was merged from. */
export type ProvedVersion = {
  sources: readonly MasterSource[];
  proof: MasterProof;
  /** It still is what it was made as. */
  isUnchanged: boolean;
  isSound: boolean;
};

/** The proof of a stored version, worked out in a thread of its own where it is large. */
export async function proofOf(
  db: Database | Transaction,
  year: Year,
  version: number,
): Promise<ProvedVersion> {
  const head = await findMasterHead(db, year, version);
  if (!head) throw new Refusal('master.unknown', { version });
  const sources = await findMasterSources(db, year, version);
  const revisions = await revisionsOfMaster(db, year, sources, contentHash);
  const { proof, contentHash: hash } = await masterTask('proof', textsOf(db, year, version), { revisions });
  const isUnchanged = hash === head.summary.contentHash;
  return { sources, proof, isUnchanged, isSound: isUnchanged && proof.mergedEqualsSubmitted };
}
