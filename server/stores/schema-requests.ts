import { customType, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/**
 * Writes that were carried out under a key of their sender, with what was replied: the same request again gets the same
 * reply. A row is there exactly when what it tells of is, since one transaction stores both; they go after a day.
 */
export const requestKey = pgTable(
  'request_key',
  {
    districtId: uuid('district_id').notNull(),
    personId: uuid('person_id').notNull(),
    key: uuid().notNull(),
    endpoint: text().notNull(),
    /** SHA-256 of what was asked. */
    requestHash: text('request_hash').notNull(),
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull(),
    /** HTTP status of the reply; null only while the request runs, which nobody else sees. */
    status: integer(),
    /** The body of the reply, compressed with gzip. */
    reply: bytes(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.personId, table.key] }),
    index('request_key_at').on(table.districtId, table.at),
  ],
);

/**
 * How often a client asked lately, counted together by all processes on one database. Counted before anybody knows of
 * which district the client is, so the key is the same UUID that is no district's: on a database that is spread by
 * district all counts are on one machine, which a table that every machine has a copy of would not be.
 */
export const rateCount = pgTable(
  'rate_count',
  {
    districtId: uuid('district_id').notNull(),
    /** A keyed hash of the limit and the client: it says neither an address nor a person. */
    client: text().notNull(),
    count: integer().notNull(),
    /** When counting begins anew. */
    endsAt: timestamp('ends_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.client] }),
    index('rate_count_end').on(table.districtId, table.endsAt),
  ],
);
