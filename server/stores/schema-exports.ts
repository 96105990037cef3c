import {
  bigint,
  customType,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ExportSettings } from '../../src/core/exports/export-settings.js';
import { masterBudget } from './schema.js';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/**
 * What was made for the accounting system, with the files, compressed with gzip. Only ever added to: the last of a layout
 * says from which version on changes are to be told.
 */
export const masterExport = pgTable(
  'master_export',
  {
    districtId: uuid('district_id').notNull(),
    yearId: text('year_id').notNull(),
    layoutId: text('layout_id').notNull(),
    /** Counts the exports of the layout, from 1. */
    number: integer().notNull(),
    version: integer().notNull(),
    sinceVersion: integer('since_version'),
    /** SHA-256 of the layout as it was. */
    layoutHash: text('layout_hash').notNull(),
    /** What the district said for the layout's settings; null of exports from before it was kept. */
    settings: jsonb().$type<ExportSettings>(),
    fileName: text('file_name').notNull(),
    fileHash: text('file_hash').notNull(),
    file: bytes().notNull(),
    rowCount: integer('row_count').notNull(),
    totalCents: bigint('total_cents', { mode: 'number' }).notNull(),
    newAccountsName: text('new_accounts_name'),
    newAccountsHash: text('new_accounts_hash'),
    newAccountsFile: bytes('new_accounts_file'),
    newAccountCount: integer('new_account_count').notNull(),
    /** Null of who has the database and made it without signing in. */
    madeById: uuid('made_by_id'),
    madeBy: text('made_by').notNull(),
    madeAt: timestamp('made_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.yearId, table.layoutId, table.number] }),
    foreignKey({
      name: 'master_export_version',
      columns: [table.districtId, table.yearId, table.version],
      foreignColumns: [masterBudget.districtId, masterBudget.yearId, masterBudget.version],
    }),
  ],
);
