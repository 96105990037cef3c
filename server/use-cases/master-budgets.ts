import { isDeepStrictEqual } from 'node:util';
import { stageOf } from '../../src/core/merge/stage.js';
import type { TieOut } from '../../src/core/merge/tie-out.js';
import { bySite, mergedOf } from '../../src/core/approval/counted.js';
import { wasEverApproved } from '../../src/core/approval/step-state.js';
import type { QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import type { listMasters as listEndpoint, MasterSummary } from '../../src/contract/master-budgets.js';
import { NO_VERSION, type MergedNext } from '../masters/merge-next.js';
import type { MasterTexts } from '../masters/run-master-task.js';
import { JsonText } from '../json-text.js';
import { inTransaction, isTransaction, type Database, type Transaction } from '../stores/open-database.js';
import * as store from '../stores/master-store.js';
import { findControlTotals, listStages } from '../stores/master-work-store.js';
import { holdPlan } from '../stores/plan-store.js';
import { listSubmissions } from '../stores/submission-store.js';
import { listAllocations, listRevenue, listSites, openYear, type Year } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { assertNotAdopted } from './adopted-year.js';
import { nextMerge } from './approved-revisions.js';
import { audit } from './audit.js';
import { masterTask } from './master-task.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';

/** Merges the latest approved revision of every site into the next version, and works its tie-out; none after adoption. */
export async function createMaster(parts: Parts, actor: Actor): Promise<MasterSummary> {
  return inTransaction(parts.db, async (tx) => {
    // A change of rules or allocations is wholly before this version, or wholly after it.
    await holdPlan(tx, actor.districtId);
    const year = await openYear(tx, actor.districtId);
    await assertNotAdopted(tx, year);
    const last = await store.findNewestHead(tx, year);
    const { document, contentHash, tieOut, ...totals } = await mergeNext(tx, year, last);
    if (last && isSame(last, { contentHash, tieOut })) return last.summary;
    const summary: MasterSummary = {
      version: (last?.summary.version ?? 0) + 1,
      createdBy: actor.name,
      createdAt: parts.now().toISOString(),
      contentHash,
      ...totals,
      mergedEqualsSubmitted: tieOut.mergedEqualsSubmitted,
    };
    if (!(await store.addMaster(tx, year, { summary, document, tieOut, bookStamp: year.bookStamp }))) {
      // Somebody merged at the same time, and first: most likely the same.
      const first = await store.findNewestHead(tx, year);
      if (first && isSame(first, { contentHash, tieOut })) return first.summary;
      throw new Refusal('server.busy');
    }
    await audit(tx, parts, actor, {
      action: 'master.merged',
      subject: masterSubject(year, summary.version),
      details: { contentHash: summary.contentHash, sites: summary.siteCount },
    });
    return summary;
  });
}

/** How the trail names a version. */
export function masterSubject({ yearId }: Pick<Year, 'yearId'>, version: number): string {
  return `${yearId}/v${String(version)}`;
}

/** Characters of a version's text that a line takes, more or less. */
const LINE_CHARACTERS = 250;

/** What the approved revisions make now: where one site changed, only its part is worked out anew. */
async function mergeNext(tx: Transaction, year: Year, last: store.MasterHead | null): Promise<MergedNext> {
  const submissions = bySite(await listSubmissions(tx, year));
  const version = last?.summary.version;
  const before =
    version === undefined
      ? null
      : { sources: await store.findMasterSources(tx, year, version), bookStamp: last?.bookStamp ?? null };
  const next = await nextMerge(tx, year, submissions, before);
  if (next.revisions.length === 0) throw new Refusal('master.nothingApproved');
  const sites = (await listSites(tx, year)).map(({ code, name }) => {
    const ofSite = submissions.get(code) ?? [];
    const isEnded = ofSite.some(wasEverApproved) && !mergedOf(ofSite);
    return { code, name, ...(isEnded ? ({ approvalEnded: true } as const) : {}) };
  });
  const control = await findControlTotals(tx, year);
  const texts =
    version === undefined
      ? { size: () => Promise.resolve(0), load: () => Promise.resolve({ document: NO_VERSION, since: null }) }
      : textsOf(tx, year, version);
  const newLines = next.revisions.reduce((count, { lines }) => count + (lines?.length ?? 0), 0);
  return masterTask(
    'merge',
    { ...texts, mayWait: false, size: async () => (await texts.size()) + newLines * LINE_CHARACTERS },
    {
      ...next,
      plan: year.plan,
      sites,
      allocations: await listAllocations(tx, year),
      revenue: await listRevenue(tx, year),
      ...(control ? { control } : {}),
    },
  );
}

/** A version holds what it was held against as well: other allocations make another one. */
function isSame(
  { summary, tieOut }: store.MasterHead,
  next: Pick<MergedNext, 'contentHash' | 'tieOut'>,
): boolean {
  return summary.contentHash === next.contentHash && isDeepStrictEqual(tieOut, asStored(next.tieOut));
}

/** As it comes back from the database. */
function asStored(tieOut: TieOut): unknown {
  return JSON.parse(JSON.stringify(tieOut));
}

export async function listMasters(
  { db }: Parts,
  actor: Actor,
  { after, limit }: QueryOf<typeof listEndpoint>,
): Promise<ReplyOf<typeof listEndpoint>> {
  const year = await openYear(db, actor.districtId);
  // One more than is shown tells whether there is another page.
  const page = { below: after ?? null, limit: limit === undefined ? null : limit + 1 };
  const found = await store.listMasters(db, year, page);
  const stages = await listStages(db, year);
  const versions = found.slice(0, limit).map((summary) => {
    const stage = stageOf(stages.filter(({ version }) => version === summary.version));
    return stage === null ? summary : { ...summary, stage };
  });
  return { versions, next: found.length > versions.length ? (versions.at(-1)?.version ?? null) : null };
}

/** A version with its lines, as a `getMaster` reply; the stored text is handed on as it is. */
export async function readMaster(
  { db }: Pick<Parts, 'db'>,
  actor: Actor,
  version: number,
): Promise<JsonText> {
  const year = await openYear(db, actor.districtId);
  const { summary, document, tieOut: proof } = await findVersionText(db, year, version);
  return new JsonText(
    `{"summary":${JSON.stringify(summary)},"master":${document},"tieOut":${JSON.stringify(proof)}}`,
  );
}

export async function findVersionText(
  db: Database | Transaction,
  year: Year,
  version: number,
): Promise<store.MasterText> {
  const found = await store.findMasterText(db, year, version);
  if (!found) throw new Refusal('master.unknown', { version });
  return found;
}

/** The texts of a version, and of the earlier one that an export tells changes since, for whom reads them elsewhere. */
export function textsOf(
  db: Database | Transaction,
  year: Year,
  version: number,
  since: number | null = null,
): MasterTexts {
  const textOf = async (one: number) => (await findVersionText(db, year, one)).document;
  const sizeOf = async (one: number) => {
    const size = await store.findMasterSize(db, year, one);
    if (size === null) throw new Refusal('master.unknown', { version: one });
    return size;
  };
  return {
    mayWait: !isTransaction(db),
    size: async () => (await sizeOf(version)) + (since === null ? 0 : await sizeOf(since)),
    load: async () => ({
      document: await textOf(version),
      since: since === null ? null : await textOf(since),
    }),
  };
}

/** The lines of a version as CSV, with an audit row for whom they were handed. */
export async function exportMaster(parts: Parts, actor: Actor, version: number): Promise<Uint8Array> {
  const year = await openYear(parts.db, actor.districtId);
  const csv = await masterTask('csv', textsOf(parts.db, year, version), { plan: year.plan });
  await inTransaction(parts.db, (tx) =>
    audit(tx, parts, actor, {
      action: 'master.fileTaken',
      subject: `${year.yearId}/v${String(version)}`,
      details: { version },
    }),
  );
  return csv;
}
