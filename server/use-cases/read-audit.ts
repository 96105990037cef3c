import type { BodyOf, QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import type {
  AuditVerdict,
  exportAuditCsv,
  listAudit as listEndpoint,
  verifyAudit as verifyEndpoint,
} from '../../src/contract/audit.js';
import { auditCsvHeader, auditCsvRows, auditEntryJson, type FileEntry } from '../exports/audit-file.js';
import * as store from '../stores/audit-store.js';
import { scopeOf, type Actor } from './actor.js';
import type { Parts } from './parts.js';
import { verifyAudit as verify } from './verify-audit.js';

const PAGE = 50;
const FILE_PAGE = 500;

type Filter = QueryOf<typeof exportAuditCsv>;

/** A page of the trail, newest first; of an auditor of some sites, what is about those. */
export async function listAudit(
  { db }: Parts,
  actor: Actor,
  { before, limit = PAGE, ...filter }: QueryOf<typeof listEndpoint>,
): Promise<ReplyOf<typeof listEndpoint>> {
  const page = { before: before ?? null, limit: limit + 1 };
  const found = await store.listEvents(db, actor.districtId, filterFor(actor, filter), page);
  return {
    entries: found.slice(0, limit),
    hasMore: found.length > limit,
    head: await store.readHead(db, actor.districtId),
  };
}

/** The trail as CSV: what is sealed in the order of the chain, then what waits. */
export async function* exportCsv(parts: Parts, actor: Actor, filter: Filter): AsyncGenerator<string> {
  yield auditCsvHeader();
  for await (const entries of pages(parts, actor, filter)) yield auditCsvRows(entries);
}

/** The trail as JSON, an entry a line, with the chain's head at the end. */
export async function* exportJson(parts: Parts, actor: Actor, filter: Filter): AsyncGenerator<string> {
  yield `{"districtId":${JSON.stringify(actor.districtId)},"exportedAt":${JSON.stringify(parts.now())},"entries":[`;
  let comma = '\n';
  for await (const entries of pages(parts, actor, filter)) {
    for (const entry of entries) {
      yield comma + auditEntryJson(entry);
      comma = ',\n';
    }
  }
  yield `\n],"head":${JSON.stringify(await store.readHead(parts.db, actor.districtId))}}\n`;
}

/** Checks the whole trail of the actor's district. */
export async function verifyAudit(
  parts: Parts,
  actor: Actor,
  { pinned }: BodyOf<typeof verifyEndpoint>,
): Promise<AuditVerdict> {
  return verify(parts, actor.districtId, pinned ?? null);
}

async function* pages({ db }: Parts, actor: Actor, filter: Filter): AsyncGenerator<FileEntry[]> {
  const { districtId } = actor;
  const wanted = filterFor(actor, filter);
  for (let after = 0; ;) {
    const page = await store.sealedForFile(db, districtId, wanted, { after, limit: FILE_PAGE });
    if (page.length > 0) yield page;
    after = page.at(-1)?.sequence ?? after;
    if (page.length < FILE_PAGE) break;
  }
  const waiting = await store.unsealedForFile(db, districtId, wanted, FILE_PAGE);
  if (waiting.length > 0) yield waiting.map((entry) => ({ ...entry, sealedAt: null, previousHash: null }));
}

/** What a caller asked for, within what she may see. */
function filterFor(actor: Actor, { site, action, person }: Filter): store.TrailFilter {
  const { siteCodes } = scopeOf(actor, 'audit:read');
  const hers = siteCodes === 'all' ? null : siteCodes;
  const sites = site === undefined ? hers : hers === null || hers.includes(site) ? [site] : [];
  return { sites, action, personId: person };
}
