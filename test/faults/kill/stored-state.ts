import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { gunzipSync } from 'node:zlib';
import { connect } from '../../../server/stores/connect.js';
import type { DatabaseConfig } from '../../../server/stores/open-database.js';
import { listDistricts } from '../../../server/stores/year-store.js';
import { verifyAudit } from '../../../server/use-cases/verify-audit.js';
import type { Ledger, SaveReply, SubmissionReply, Write } from './ledger.js';

type RevisionRow = { year: string; site: string; number: number; hash: string };
type EventRow = { action: string; subject: string; hash: string | null };
type SubmissionRow = { id: string; site: string; decisions: number };
type KeyRow = { key: string; endpoint: string; status: number | null; reply: Buffer | null };

const OF_SUBMISSIONS = new Set(['submitRevision', 'decideSubmission']);

export type StoredState = {
  revisions: RevisionRow[];
  events: EventRow[];
  submissions: SubmissionRow[];
  keys: KeyRow[];
  /** Faults of the audit chain, in words. */
  chain: string[];
};

/** Reads what is stored past the program; of the embedded kind only while it does not run. */
export async function readStored(config: DatabaseConfig): Promise<StoredState> {
  const connection = await connect(config);
  try {
    const db = drizzle(connection.pool);
    const rows = async <T extends object>(text: ReturnType<typeof sql>) =>
      (await db.execute(text)).rows as unknown as T[];
    const chain: string[] = [];
    for (const districtId of await listDistricts(db)) {
      const { faults } = await verifyAudit({ db, now: () => new Date() }, districtId);
      chain.push(...faults.map(({ kind, sequence }) => `${kind} at ${String(sequence)}`));
    }
    return {
      chain,
      revisions: await rows(
        sql`SELECT year_id AS year, site_code AS site, number, content_hash AS hash FROM revision`,
      ),
      events: await rows(sql`SELECT action, subject, details->>'contentHash' AS hash FROM audit_event`),
      submissions: await rows(
        sql`SELECT id, site_code AS site, jsonb_array_length(decisions) AS decisions FROM submission`,
      ),
      keys: await rows(sql`SELECT key, endpoint, status, reply FROM request_key`),
    };
  } finally {
    await connection.close();
  }
}

/** Whatever is there by half, or was acknowledged and is not there. */
export function faultsOfStored(state: StoredState, ledger: Ledger): string[] {
  const { revisions, events, submissions, keys, chain } = state;
  const faults = chain.map((fault) => `audit chain: ${fault}`);
  const told = countBy(
    events.map(({ action, subject, hash }) =>
      action === 'revision.saved' ? `${subject} ${String(hash)}` : action + subject,
    ),
  );
  const saved = new Set(revisions.map(({ site, number, hash }) => `${site}/${String(number)} ${hash}`));
  for (const { year, site, number, hash } of revisions) {
    const times = told.get(`${year}/${site}/r${String(number)} ${hash}`) ?? 0;
    if (times !== 1) faults.push(`revision ${site}/${String(number)} is told of ${String(times)} times`);
  }
  const tellings = events.filter(({ action }) => action === 'revision.saved').length;
  if (tellings !== revisions.length)
    faults.push(`${String(tellings)} events tell of ${String(revisions.length)} revisions`);
  for (const { id, decisions } of submissions) {
    const [sent, decided] = [told.get(`submission.sent${id}`) ?? 0, told.get(`submission.decided${id}`) ?? 0];
    if (sent !== 1 || decided !== decisions)
      faults.push(
        `submission ${id} with ${String(decisions)} decisions: ${String(sent)} and ${String(decided)} events`,
      );
  }
  const there = new Set(submissions.map(({ id }) => id));
  for (const { key, endpoint, status, reply } of keys) {
    const what = status === 200 && reply ? (JSON.parse(gunzipSync(reply).toString()) as object) : null;
    if (what === null) faults.push(`key ${key} has no reply`);
    else if (endpoint === 'saveRevision' && !saved.has(savedAs(what as SaveReply)))
      faults.push(`key ${key} has a reply without its revision`);
    else if (OF_SUBMISSIONS.has(endpoint) && !there.has((what as SubmissionReply).id))
      faults.push(`key ${key} has a reply without its submission`);
  }
  return [...faults, ...missing(ledger, { saved, submissions, keys })];
}

function missing(
  ledger: Ledger,
  { saved, submissions, keys }: { saved: Set<string> } & Pick<StoredState, 'submissions' | 'keys'>,
): string[] {
  const faults: string[] = [];
  const kept = new Set(keys.map(({ key }) => key));
  for (const { key, deed, answer } of ledger.of('done')) {
    if (!kept.has(key)) faults.push(`the key ${key} of an acknowledged ${deed.kind} is gone`);
    if (deed.kind === 'save' && !saved.has(savedAs(JSON.parse(answer) as SaveReply)))
      faults.push(`an acknowledged save is gone: ${savedAs(JSON.parse(answer) as SaveReply)}`);
  }
  for (const [id, { decisions }] of ledger.submitted()) {
    const stored = submissions.find((one) => one.id === id)?.decisions ?? -1;
    if (stored < decisions)
      faults.push(`submission ${id}: ${String(decisions)} decisions acknowledged, ${String(stored)} there`);
  }
  return faults;
}

/** Of writes that nobody was answered: those that were carried out all the same. */
export function carriedOut({ keys }: Pick<StoredState, 'keys'>, open: readonly Write[]): number {
  const kept = new Set(keys.map(({ key }) => key));
  return open.filter(({ key }) => kept.has(key)).length;
}

function savedAs({ siteCode, revision }: SaveReply): string {
  return `${siteCode}/${String(revision.number)} ${revision.contentHash}`;
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
