import { z } from 'zod';

/**
 * A backup is one gzip file of lines of JSON: a header; then of every table its rows, as many as the header says, and
 * a line that closes it with the hash of those rows; and at the end a line with the hash of all lines that are no rows.
 * What is cut off or altered anywhere is noticed, and `zcat` shows what is in it.
 */
export const FORMAT = 1;
/** A line is a row; the longest are whole master budgets. Beyond this a file is taken for damaged. */
export const LONGEST_LINE_BYTES = 400 * 1024 * 1024;

export const BackupHeader = z.object({
  sitebook: z.literal('backup'),
  format: z.number(),
  /** The last migration of the database that it was made of. */
  schema: z.object({ tag: z.string(), when: z.number() }),
  madeAt: z.iso.datetime(),
  /** Version of the program that made it. */
  program: z.string(),
  districts: z.array(z.object({ shortName: z.string(), name: z.string() })),
  /** In the order in which they can be loaded. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number() })),
});
export type BackupHeader = z.infer<typeof BackupHeader>;

/** SHA-256 in hex over the rows of a table, each with its line feed. */
export const TableEnd = z.object({ table: z.string(), rows: z.number(), sha256: z.string() });
export type TableEnd = z.infer<typeof TableEnd>;

export const BackupEnd = z.object({ end: z.literal(true), sha256: z.string() });

export type BackupSummary = { header: BackupHeader; tables: TableEnd[] };
