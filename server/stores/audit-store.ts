import { and, asc, desc, eq, gt, inArray, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import type { Database, Transaction } from './open-database.js';
import { person } from './schema.js';
import { auditEvent, auditHead, auditSeal, auditWaiting } from './schema-audit.js';

/** What the trail tells of a site. */
export type SiteAction =
  | 'revision.saved'
  | 'submission.sent'
  | 'submission.decided'
  | 'submission.reopened'
  | 'submission.stepsReopened'
  | 'allocation.added'
  | 'comment.added'
  | 'comment.resolved'
  | 'request.added'
  | 'request.signed'
  | 'request.answered';
/** What it tells of the whole district, or of a person. */
export type DistrictAction =
  | 'master.merged'
  | 'master.explained'
  | 'master.staged'
  | 'master.amended'
  | 'master.controlSet'
  | 'master.exported'
  | 'master.fileTaken'
  | 'year.imported'
  | 'year.importedAgain'
  | 'spending.renewed'
  | 'rules.replaced'
  | 'chart.codeSet'
  | 'session.reused'
  | 'session.confirmed'
  | 'session.endedAll'
  | 'session.locked'
  | 'district.added'
  | 'person.added'
  | 'person.changed'
  | 'person.rolesChanged'
  | 'person.disabled'
  | 'person.enabled'
  | 'person.linked'
  | 'password.resetAsked'
  | 'password.reset'
  | 'password.changed'
  | 'delegation.added'
  | 'delegation.ended';
export type AuditAction = SiteAction | DistrictAction;

export type AuditEvent = {
  districtId: string;
  id: string;
  at: Date;
  personId: string;
  action: AuditAction;
  /** Null of what is about the whole district or a person. */
  siteCode: string | null;
  subject: string;
  details: Record<string, string | number>;
};

/** An event as it is read back. Instants are text in UTC with all digits that are stored: a hash is taken over them. */
export type TrailEvent = {
  districtId: string;
  id: string;
  at: string;
  personId: string | null;
  action: string;
  siteCode: string | null;
  subject: string;
  details: Record<string, string | number>;
};

export type Seal = { sequence: number; eventId: string; hash: string; sealedAt: string };
export type Head = { sequence: number; hash: string };
/** What the first seal of a district follows. */
export const NO_HASH = '0'.repeat(64);
type Handle = Database | Transaction;

const utc = (column: typeof auditEvent.at | typeof auditSeal.sealedAt) =>
  sql<string>`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const EVENT = {
  districtId: auditEvent.districtId,
  id: auditEvent.id,
  at: utc(auditEvent.at),
  personId: auditEvent.personId,
  action: auditEvent.action,
  siteCode: auditEvent.siteCode,
  subject: auditEvent.subject,
  details: auditEvent.details,
};

const SEAL = {
  sequence: auditSeal.sequence,
  eventId: auditSeal.eventId,
  hash: auditSeal.hash,
  sealedAt: utc(auditSeal.sealedAt),
};

const sealOfEvent = and(
  eq(auditSeal.districtId, auditEvent.districtId),
  eq(auditSeal.eventId, auditEvent.id),
);

const EVENTS_AT_ONCE = 500;

/** Writes to the audit trail, in their order and in the transaction of the change they tell of. */
export async function addAuditEvent(tx: Transaction, ...events: AuditEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += EVENTS_AT_ONCE) {
    const some = events.slice(from, from + EVENTS_AT_ONCE);
    await tx.insert(auditEvent).values(some);
    await tx
      .insert(auditWaiting)
      .values(some.map(({ districtId, id: eventId, at }) => ({ districtId, eventId, at })));
  }
}

/** Districts that have events to be sealed. */
export async function districtsToSeal(db: Database): Promise<string[]> {
  const rows = await db.selectDistinct({ districtId: auditWaiting.districtId }).from(auditWaiting);
  return rows.map(({ districtId }) => districtId);
}

/**
 * The end of a district's chain, its row locked until the transaction ends. A district that has none gets one, and
 * what was written before there were chains is then put among the waiting: later nothing is, so that an event that
 * somebody wrote past Sitebook is found.
 */
export async function lockHead(tx: Transaction, districtId: string, first: Head): Promise<Head> {
  const made = await tx
    .insert(auditHead)
    .values({ districtId, ...first })
    .onConflictDoNothing()
    .returning({ sequence: auditHead.sequence });
  if (made.length === 1) {
    await tx.execute(sql`
      INSERT INTO audit_waiting (district_id, event_id, at)
      SELECT district_id, id, at FROM audit_event WHERE district_id = ${districtId}
      ON CONFLICT DO NOTHING`);
  }
  const [head] = await tx
    .select({ sequence: auditHead.sequence, hash: auditHead.hash })
    .from(auditHead)
    .where(eq(auditHead.districtId, districtId))
    .for('update');
  if (!head) throw new Error('The head of the audit trail is missing');
  return head;
}

/** Waiting events in the order in which they are sealed; those with a seal already are marked. */
export async function waitingEvents(
  tx: Transaction,
  districtId: string,
  limit: number,
): Promise<(TrailEvent & { sealed: number | null })[]> {
  return tx
    .select({ ...EVENT, sealed: auditSeal.sequence })
    .from(auditWaiting)
    .innerJoin(
      auditEvent,
      and(eq(auditEvent.districtId, auditWaiting.districtId), eq(auditEvent.id, auditWaiting.eventId)),
    )
    .leftJoin(auditSeal, sealOfEvent)
    .where(eq(auditWaiting.districtId, districtId))
    .orderBy(asc(auditWaiting.at), asc(auditWaiting.eventId))
    .limit(limit);
}

/** Adds seals to the locked chain and moves its end; `done` are the events that wait no longer. */
export async function addSeals(
  tx: Transaction,
  districtId: string,
  seals: readonly { sequence: number; eventId: string; hash: string; sealedAt: Date }[],
  done: readonly string[],
): Promise<void> {
  const last = seals.at(-1);
  if (last) {
    await tx.insert(auditSeal).values(seals.map((seal) => ({ districtId, ...seal })));
    await tx
      .update(auditHead)
      .set({ sequence: last.sequence, hash: last.hash })
      .where(eq(auditHead.districtId, districtId));
  }
  await tx
    .delete(auditWaiting)
    .where(and(eq(auditWaiting.districtId, districtId), inArray(auditWaiting.eventId, [...done])));
}

export async function readHead(db: Handle, districtId: string): Promise<Head | null> {
  const [head] = await db
    .select({ sequence: auditHead.sequence, hash: auditHead.hash })
    .from(auditHead)
    .where(eq(auditHead.districtId, districtId));
  return head ?? null;
}

/** Seals after a sequence in the order of the chain, each with its event, or null where there is none. */
export async function sealedAfter(
  db: Handle,
  districtId: string,
  after: number,
  limit: number,
): Promise<{ seal: Seal; event: TrailEvent | null }[]> {
  const rows = await db
    .select({ seal: SEAL, event: EVENT })
    .from(auditSeal)
    .leftJoin(
      auditEvent,
      and(eq(auditEvent.districtId, auditSeal.districtId), eq(auditEvent.id, auditSeal.eventId)),
    )
    .where(and(eq(auditSeal.districtId, districtId), gt(auditSeal.sequence, after)))
    .orderBy(asc(auditSeal.sequence))
    .limit(limit);
  return rows.map(({ seal, event }) => ({
    seal,
    event: event?.id == null ? null : event,
  }));
}

/** A page of all events by id, each with whether it is sealed and whether it waits to be. */
export async function eventStates(
  db: Handle,
  districtId: string,
  afterId: string | null,
  limit: number,
): Promise<{ id: string; sealed: number | null; waiting: string | null }[]> {
  return db
    .select({ id: auditEvent.id, sealed: auditSeal.sequence, waiting: auditWaiting.eventId })
    .from(auditEvent)
    .leftJoin(auditSeal, sealOfEvent)
    .leftJoin(
      auditWaiting,
      and(eq(auditWaiting.districtId, auditEvent.districtId), eq(auditWaiting.eventId, auditEvent.id)),
    )
    .where(
      and(eq(auditEvent.districtId, districtId), afterId === null ? undefined : gt(auditEvent.id, afterId)),
    )
    .orderBy(asc(auditEvent.id))
    .limit(limit);
}

/** What waits to be sealed: how many events, and entries whose event is gone. */
export async function waitingState(
  db: Handle,
  districtId: string,
): Promise<{ waiting: number; orphans: string[] }> {
  const rows = await db
    .select({ eventId: auditWaiting.eventId, id: auditEvent.id })
    .from(auditWaiting)
    .leftJoin(
      auditEvent,
      and(eq(auditEvent.districtId, auditWaiting.districtId), eq(auditEvent.id, auditWaiting.eventId)),
    )
    .where(eq(auditWaiting.districtId, districtId));
  return {
    waiting: rows.filter(({ id }) => id !== null).length,
    orphans: rows.filter(({ id }) => id === null).map(({ eventId }) => eventId),
  };
}

export type TrailFilter = {
  /** Sites whose events are wanted; null for all and what is about no site. */
  sites: readonly string[] | null;
  action?: string | undefined;
  personId?: string | undefined;
};

export type ListedEvent = TrailEvent & {
  person: string | null;
  sequence: number | null;
  hash: string | null;
};

function filtered(districtId: string, { sites, action, personId }: TrailFilter): SQL | undefined {
  return and(
    eq(auditEvent.districtId, districtId),
    sites === null ? undefined : inArray(auditEvent.siteCode, [...sites]),
    action === undefined ? undefined : eq(auditEvent.action, action),
    personId === undefined ? undefined : eq(auditEvent.personId, personId),
  );
}

/** Events newest first, those before one of them; `before` of another district or none gives none. */
export async function listEvents(
  db: Handle,
  districtId: string,
  filter: TrailFilter,
  page: { before: string | null; limit: number },
): Promise<ListedEvent[]> {
  let from: SQL | undefined;
  if (page.before !== null) {
    const [mark] = await db
      .select({ at: EVENT.at })
      .from(auditEvent)
      .where(and(eq(auditEvent.districtId, districtId), eq(auditEvent.id, page.before)));
    if (!mark) return [];
    const at = sql`${mark.at}::timestamptz`;
    from = or(lt(auditEvent.at, at), and(eq(auditEvent.at, at), lt(auditEvent.id, page.before)));
  }
  return listed(db)
    .where(and(filtered(districtId, filter), from))
    .orderBy(desc(auditEvent.at), desc(auditEvent.id))
    .limit(page.limit);
}

/** Events for a file: the sealed ones in the order of the chain. */
export async function sealedForFile(
  db: Handle,
  districtId: string,
  filter: TrailFilter,
  page: { after: number; limit: number },
): Promise<(ListedEvent & { sealedAt: string | null; previousHash: string | null })[]> {
  const before = sql<string | null>`CASE WHEN ${auditSeal.sequence} = 1 THEN ${NO_HASH} ELSE (SELECT p.hash
    FROM audit_seal p WHERE p.district_id = ${districtId} AND p.sequence = ${auditSeal.sequence} - 1) END`;
  return db
    .select({ ...LISTED, sealedAt: SEAL.sealedAt, previousHash: before })
    .from(auditSeal)
    .innerJoin(
      auditEvent,
      and(eq(auditEvent.districtId, auditSeal.districtId), eq(auditEvent.id, auditSeal.eventId)),
    )
    .leftJoin(person, personOfEvent)
    .where(
      and(
        filtered(districtId, filter),
        eq(auditSeal.districtId, districtId),
        gt(auditSeal.sequence, page.after),
      ),
    )
    .orderBy(asc(auditSeal.sequence))
    .limit(page.limit);
}

/** Events that are not sealed, oldest first: a few, unless something is wrong. */
export async function unsealedForFile(
  db: Handle,
  districtId: string,
  filter: TrailFilter,
  limit: number,
): Promise<ListedEvent[]> {
  return listed(db)
    .where(and(filtered(districtId, filter), isNull(auditSeal.sequence)))
    .orderBy(asc(auditEvent.at), asc(auditEvent.id))
    .limit(limit);
}

const personOfEvent = and(eq(person.districtId, auditEvent.districtId), eq(person.id, auditEvent.personId));
const LISTED = { ...EVENT, person: person.name, sequence: auditSeal.sequence, hash: auditSeal.hash };

function listed(db: Handle) {
  return db
    .select(LISTED)
    .from(auditEvent)
    .leftJoin(auditSeal, sealOfEvent)
    .leftJoin(person, personOfEvent)
    .$dynamic();
}

/** The events of an action about a subject, oldest first, each with its seal and the hash before that. */
export async function eventsAbout(
  db: Handle,
  districtId: string,
  action: AuditAction,
  subject: string,
): Promise<{ event: TrailEvent; seal: Seal | null }[]> {
  const rows = await db
    .select({ event: EVENT, seal: SEAL })
    .from(auditEvent)
    .leftJoin(auditSeal, sealOfEvent)
    .where(
      and(
        eq(auditEvent.districtId, districtId),
        eq(auditEvent.subject, subject),
        eq(auditEvent.action, action),
      ),
    )
    .orderBy(asc(auditEvent.at), asc(auditEvent.id));
  return rows.map(({ event, seal }) => ({
    event,
    seal: seal?.eventId == null ? null : seal,
  }));
}

/** The hash of a place in the chain; null where there is no such seal. */
export async function hashAt(db: Handle, districtId: string, sequence: number): Promise<string | null> {
  const [found] = await db
    .select({ hash: auditSeal.hash })
    .from(auditSeal)
    .where(and(eq(auditSeal.districtId, districtId), eq(auditSeal.sequence, sequence)));
  return found?.hash ?? null;
}
