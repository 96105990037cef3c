import {
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Role } from '../../src/core/district/role.js';
import { person } from './schema.js';

// Signing in and standing in for each other. The rules of schema.ts hold here too; of secrets there are hashes only.

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/**
 * Tries to sign in with a password since the last that fitted, by a keyed hash of the e-mail: also of addresses that
 * nobody has, so that being locked out tells nothing.
 */
export const signInTries = pgTable(
  'sign_in_tries',
  {
    districtId: uuid('district_id').notNull(),
    nameHash: text('name_hash').notNull(),
    count: integer().notNull(),
    since: instant('since').notNull(),
    lockedUntil: instant('locked_until'),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.nameHash] }),
    index('sign_in_tries_since').on(table.districtId, table.since),
  ],
);

/** One-time links by which somebody chooses a new password. */
export const passwordReset = pgTable(
  'password_reset',
  {
    districtId: uuid('district_id').notNull(),
    id: uuid().notNull(),
    personId: uuid('person_id').notNull(),
    secretHash: text('secret_hash').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.id] }),
    index('password_reset_person').on(table.districtId, table.personId),
    foreignKey({
      columns: [table.districtId, table.personId],
      foreignColumns: [person.districtId, person.id],
    }),
  ],
);

/** Who somebody is at a sign-in provider. */
export const personIdentity = pgTable(
  'person_identity',
  {
    districtId: uuid('district_id').notNull(),
    issuer: text().notNull(),
    subject: text().notNull(),
    personId: uuid('person_id').notNull(),
    linkedAt: instant('linked_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.issuer, table.subject] }),
    index('person_identity_person').on(table.districtId, table.personId),
    foreignKey({
      columns: [table.districtId, table.personId],
      foreignColumns: [person.districtId, person.id],
    }),
  ],
);

/** A sign-in that was sent to a provider and has not come back. Used once, by the browser that began it. */
export const signInAttempt = pgTable(
  'sign_in_attempt',
  {
    districtId: uuid('district_id').notNull(),
    id: uuid().notNull(),
    provider: text().notNull(),
    browserHash: text('browser_hash').notNull(),
    stateHash: text('state_hash').notNull(),
    nonce: text().notNull(),
    verifier: text().notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.id] }),
    index('sign_in_attempt_end').on(table.districtId, table.expiresAt),
  ],
);

/** What the page after a provider's sign-in gets its tokens for. Used once, within a minute. */
export const signInHandover = pgTable(
  'sign_in_handover',
  {
    districtId: uuid('district_id').notNull(),
    id: uuid().notNull(),
    personId: uuid('person_id').notNull(),
    secretHash: text('secret_hash').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.id] }),
    index('sign_in_handover_end').on(table.districtId, table.expiresAt),
  ],
);

/** Roles that one person hands another for some days. Ended ones stay, for whoever asks later who acted for whom. */
export const delegation = pgTable(
  'delegation',
  {
    districtId: uuid('district_id').notNull(),
    id: uuid().notNull(),
    fromId: uuid('from_id').notNull(),
    toId: uuid('to_id').notNull(),
    /** Which of her roles; none means all. */
    roles: jsonb().$type<Role[]>().notNull(),
    /** Local dates of the district, both included. */
    startsOn: date('starts_on', { mode: 'string' }).notNull(),
    endsOn: date('ends_on', { mode: 'string' }).notNull(),
    createdAt: instant('created_at').notNull(),
    createdById: uuid('created_by_id').notNull(),
    /** When it was taken back before its time. */
    endedAt: instant('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.id] }),
    index('delegation_to').on(table.districtId, table.toId),
    index('delegation_from').on(table.districtId, table.fromId),
    foreignKey({
      columns: [table.districtId, table.fromId],
      foreignColumns: [person.districtId, person.id],
    }),
    foreignKey({
      columns: [table.districtId, table.toId],
      foreignColumns: [person.districtId, person.id],
    }),
  ],
);
