import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/**
 * Mails to people, written in the change that they tell of and sent later. No figures and no text of a budget. A row
 * is claimed before it is sent, so that it is sent once.
 */
export const mail = pgTable(
  'mail',
  {
    districtId: uuid('district_id').notNull(),
    id: uuid().notNull(),
    personId: uuid('person_id').notNull(),
    kind: text().notNull(),
    params: jsonb().$type<Record<string, string>>().notNull(),
    /** Below the public address; emptied of a secret once the mail is gone. */
    link: text().notNull(),
    /** A mail with the same is there already: of reminders, what it reminds of and the day. */
    onceKey: text('once_key').notNull(),
    /** Waits to be put into the next daily mail. */
    isDaily: boolean('is_daily').notNull(),
    status: text().$type<'waiting' | 'sending' | 'sent' | 'failed' | 'inDigest'>().notNull(),
    queuedAt: instant('queued_at').notNull(),
    nextTryAt: instant('next_try_at').notNull(),
    tries: integer().notNull(),
    claimedAt: instant('claimed_at'),
    sentAt: instant('sent_at'),
    /** What the mail server said to the last try. */
    answer: text(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.id] }),
    uniqueIndex('mail_once').on(table.districtId, table.onceKey),
    index('mail_next').on(table.districtId, table.status, table.nextTryAt),
    index('mail_queued').on(table.districtId, table.queuedAt),
  ],
);

/** How somebody wants mails; of nobody, what holds in the district for those who did not choose. */
export const mailChoice = pgTable(
  'mail_choice',
  {
    districtId: uuid('district_id').notNull(),
    /** Nil (all zeros) for the district's own. */
    personId: uuid('person_id').notNull(),
    frequency: text().$type<'atOnce' | 'daily' | 'none'>().notNull(),
    language: text().$type<'en' | 'es'>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.districtId, table.personId] })],
);

/** What a job did for a district in a period, such as a day: who writes the row does the work. */
export const jobRun = pgTable(
  'job_run',
  {
    districtId: uuid('district_id').notNull(),
    job: text().notNull(),
    period: text().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.districtId, table.job, table.period] })],
);
