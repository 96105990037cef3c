import {
  bigint,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

// None of these tables points at another with a foreign key: what was taken out of one is found by checking the
// chain, and a trail that was damaged must still be readable.

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
/** Of a chain: counts up within a district from 1, without gaps. */
const sequence = () => bigint({ mode: 'number' }).notNull();

/** Who did what, written with the change itself. Only ever added to; holds no budget text. */
export const auditEvent = pgTable(
  'audit_event',
  {
    districtId: uuid('district_id').notNull(),
    id: uuid().notNull(),
    at: instant('at').notNull(),
    personId: uuid('person_id'),
    action: text().notNull(),
    /** The site it is about; null of what is about the whole district or a person. */
    siteCode: text('site_code'),
    subject: text().notNull(),
    details: jsonb().$type<Record<string, string | number>>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.id] }),
    index('audit_event_at').on(table.districtId, table.at, table.id),
    index('audit_event_subject').on(table.districtId, table.subject),
  ],
);

/** Events that are not sealed yet: written with the event, gone with its seal. */
export const auditWaiting = pgTable(
  'audit_waiting',
  {
    districtId: uuid('district_id').notNull(),
    eventId: uuid('event_id').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.eventId] }),
    index('audit_waiting_at').on(table.districtId, table.at, table.eventId),
  ],
);

/** The place of an event in the chain of its district, given after it was committed. Only ever added to. */
export const auditSeal = pgTable(
  'audit_seal',
  {
    districtId: uuid('district_id').notNull(),
    sequence: sequence(),
    eventId: uuid('event_id').notNull(),
    /** SHA-256, in hex, over the hash before and the event with its place. */
    hash: text().notNull(),
    sealedAt: instant('sealed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.sequence] }),
    uniqueIndex('audit_seal_event').on(table.districtId, table.eventId),
  ],
);

/** The end of a district's chain; its row is locked while events are sealed. */
export const auditHead = pgTable(
  'audit_head',
  {
    districtId: uuid('district_id').notNull(),
    sequence: sequence(),
    hash: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.districtId] })],
);
