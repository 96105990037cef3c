import { sql } from 'drizzle-orm';
import {
  bigint,
  date,
  foreignKey,
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
import type { AmendmentEntry } from '../../src/core/merge/amendment.js';
import type { Stage } from '../../src/core/merge/stage.js';
import { masterBudget } from './schema.js';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** What became of versions of the master budget. Rows are only ever added. */
export const masterStage = pgTable(
  'master_stage',
  {
    districtId: uuid('district_id').notNull(),
    yearId: text('year_id').notNull(),
    version: integer().notNull(),
    stage: text().$type<Stage>().notNull(),
    /** Local date of the meeting. */
    date: date({ mode: 'string' }).notNull(),
    resolution: text().notNull(),
    byId: uuid('by_id').notNull(),
    by: text().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.yearId, table.version, table.stage] }),
    uniqueIndex('master_stage_adopted')
      .on(table.districtId, table.yearId)
      .where(sql`stage = 'adopted'`),
    foreignKey({
      columns: [table.districtId, table.yearId, table.version],
      foreignColumns: [masterBudget.districtId, masterBudget.yearId, masterBudget.version],
    }),
  ],
);

/** What was signed about differences of the tie-out. Rows are only ever added; the newest of a difference counts. */
export const differenceExplanation = pgTable(
  'difference_explanation',
  {
    districtId: uuid('district_id').notNull(),
    id: uuid().notNull(),
    yearId: text('year_id').notNull(),
    key: text().notNull(),
    differenceCents: bigint('difference_cents', { mode: 'number' }).notNull(),
    differenceFte: integer('difference_fte').notNull(),
    text: text().notNull(),
    authorId: uuid('author_id').notNull(),
    author: text().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.id] }),
    index('difference_explanation_year').on(table.districtId, table.yearId),
  ],
);

/** Changes of the adopted budget. Rows are only ever added. */
export const amendment = pgTable(
  'amendment',
  {
    districtId: uuid('district_id').notNull(),
    id: uuid().notNull(),
    yearId: text('year_id').notNull(),
    number: text().notNull(),
    effectiveDate: date('effective_date', { mode: 'string' }).notNull(),
    resolution: text().notNull(),
    reason: text().notNull(),
    entries: jsonb().$type<AmendmentEntry[]>().notNull(),
    byId: uuid('by_id').notNull(),
    by: text().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.id] }),
    uniqueIndex('amendment_number').on(table.districtId, table.yearId, table.number),
  ],
);
