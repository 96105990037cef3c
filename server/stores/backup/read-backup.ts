import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod';
import { errorCode, errorMessage } from '../../error-code.js';
import { StartFailure } from '../../start-failure.js';
import {
  BackupEnd,
  BackupHeader,
  FORMAT,
  LONGEST_LINE_BYTES,
  TableEnd,
  type BackupSummary,
} from './backup-format.js';

/** Rows are handed on in batches of about this size. */
const BATCH_BYTES = 2 * 1024 * 1024;
const MOST_ROWS = 500;

/** What takes a backup while it is read; what it was given counts only when the reading ends well. */
export type BackupTaker = {
  header: (header: BackupHeader) => Promise<void>;
  /** Rows of one table, each the JSON of an object. */
  rows: (table: string, rows: readonly string[]) => Promise<void>;
};

/**
 * Reads a whole backup and checks every count and hash. Throws `StartFailure` when it is no backup, a later kind of
 * one, or damaged. Holds some megabytes, or the longest row.
 */
export async function readBackup(file: string, taker: BackupTaker): Promise<BackupSummary> {
  const reader = linesOf(file);
  try {
    const whole = createHash('sha256');
    const next = async () => {
      const line = await reader.next();
      if (line.done === true) throw damaged(file, 'it ends too early');
      return line.value;
    };
    const first = await next();
    const header = parseHeader(file, first);
    whole.update(`${first}\n`);
    await taker.header(header);
    const tables: TableEnd[] = [];
    for (const table of header.tables) {
      const sha256 = await readRows(table, next, taker);
      const line = await next();
      whole.update(`${line}\n`);
      const end = parseLine(file, TableEnd, line);
      if (end.table !== table.name || end.rows !== table.rows)
        throw damaged(file, `the table ${table.name} does not end where it should`);
      if (end.sha256 !== sha256) throw damaged(file, `the table ${table.name} is not as it was written`);
      tables.push(end);
    }
    if (parseLine(file, BackupEnd, await next()).sha256 !== whole.digest('hex'))
      throw damaged(file, 'its header is not as it was written');
    if ((await reader.next()).done !== true) throw damaged(file, 'something follows its end');
    return { header, tables };
  } finally {
    await reader.return(undefined);
  }
}

async function readRows(
  { name, rows }: BackupHeader['tables'][number],
  next: () => Promise<string>,
  taker: BackupTaker,
): Promise<string> {
  const hash = createHash('sha256');
  let batch: string[] = [];
  let size = 0;
  for (let row = 1; row <= rows; row += 1) {
    const line = await next();
    hash.update(line).update('\n');
    batch.push(line);
    size += line.length;
    if (row < rows && size < BATCH_BYTES && batch.length < MOST_ROWS) continue;
    await taker.rows(name, batch);
    [batch, size] = [[], 0];
  }
  return hash.digest('hex');
}

function parseHeader(file: string, line: string): BackupHeader {
  const value = parseJson(line);
  const isBackup = typeof value === 'object' && value !== null && 'sitebook' in value;
  if (!isBackup || value.sitebook !== 'backup') throw noBackup(file);
  if ('format' in value && value.format !== FORMAT) {
    throw new StartFailure(
      `${file} is a backup in a form that this Sitebook does not know.`,
      'Restore it with the Sitebook that made it, or a newer one.',
    );
  }
  return parseLine(file, BackupHeader, line);
}

function parseLine<T extends z.ZodType>(file: string, schema: T, line: string): z.infer<T> {
  const parsed = schema.safeParse(parseJson(line));
  if (!parsed.success) throw damaged(file, 'a line has another form than it should');
  return parsed.data;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

async function* linesOf(file: string): AsyncGenerator<string, undefined> {
  let isStarted = false;
  try {
    if ((await stat(file)).size === 0) throw damaged(file, 'it is empty');
    const source = createReadStream(file);
    const unzipped = createGunzip();
    source.on('error', (error) => unzipped.destroy(error));
    source.pipe(unzipped);
    let parts: Buffer[] = [];
    let length = 0;
    try {
      for await (const chunk of unzipped as AsyncIterable<Buffer>) {
        let from = 0;
        for (let to = chunk.indexOf(10); to !== -1; to = chunk.indexOf(10, from)) {
          parts.push(chunk.subarray(from, to));
          isStarted = true;
          yield Buffer.concat(parts).toString('utf8');
          [parts, length, from] = [[], 0, to + 1];
        }
        parts.push(chunk.subarray(from));
        length += chunk.length - from;
        if (length > LONGEST_LINE_BYTES) throw damaged(file, 'it has a line without an end');
      }
    } finally {
      source.destroy();
      unzipped.destroy();
    }
    if (length > 0) throw isStarted ? damaged(file, 'it ends in the middle of a line') : noBackup(file);
  } catch (error) {
    throw readingFailure(file, error, isStarted);
  }
}

function readingFailure(file: string, error: unknown, isStarted: boolean): unknown {
  const code = errorCode(error) ?? '';
  if (code === 'Z_BUF_ERROR') return damaged(file, 'it is cut off');
  if (code.startsWith('Z_')) return isStarted ? damaged(file, 'it is not as it was written') : noBackup(file);
  if (!/^E[A-Z]+$/.test(code)) return error;
  return new StartFailure(`${file} cannot be read: ${errorMessage(error)}.`, 'Check the name of the file.');
}

function noBackup(file: string): StartFailure {
  return new StartFailure(
    `${file} is no backup of Sitebook.`,
    'Name a file that "sitebook backup" has written.',
  );
}

function damaged(file: string, reason: string): StartFailure {
  return new StartFailure(
    `The backup ${file} is damaged: ${reason}.`,
    'Nothing was restored of it. Take another copy, or an older backup.',
  );
}
