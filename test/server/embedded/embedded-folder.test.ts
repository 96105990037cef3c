import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openEmbedded } from '../../../server/stores/embedded/open-embedded.js';
import { startWorker } from '../../../server/stores/embedded/worker-handle.js';
import { StartFailure } from '../../../server/start-failure.js';
import { folderOfTemplate } from '../../support/templates.js';

let folder: string;
/** A database with one row, properly closed. */
let good: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-embedded-'));
  good = path.join(folder, 'good');
  const made = folderOfTemplate('empty');
  if (made !== null) await cp(made, good, { recursive: true });
  const database = await openEmbedded(good);
  await database.pool.query('CREATE TABLE kept (n int)');
  await database.pool.query('INSERT INTO kept VALUES (1)');
  await database.close();
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function copyOf(name: string): Promise<string> {
  const copy = path.join(folder, name);
  await cp(good, copy, { recursive: true });
  return copy;
}

async function failure(open: Promise<unknown>): Promise<StartFailure> {
  try {
    await open;
  } catch (error) {
    if (error instanceof StartFailure) return error;
    throw error;
  }
  throw new Error('It opened');
}

async function logFile(data: string): Promise<string> {
  const wal = path.join(data, 'pglite/pg_wal');
  const [first] = (await readdir(wal)).filter((name) => /^[0-9A-F]{24}$/.test(name));
  return path.join(wal, first ?? '');
}

describe('a damaged folder says what is wrong and is not replaced', () => {
  let damaged = '';
  const damages: [string, string, (data: string) => Promise<void>][] = [
    [
      'another version',
      'its version is "16", not 18',
      (data) => writeFile(path.join(data, 'pglite/PG_VERSION'), '16\n'),
    ],
    ['no version', 'no PG_VERSION', (data) => rm(path.join(data, 'pglite/PG_VERSION'))],
    [
      'a control file cut off',
      'pg_control is missing or cut off',
      (data) => truncate(path.join(data, 'pglite/global/pg_control'), 100),
    ],
    [
      'a control file of garbage',
      'incompatible with server',
      (data) => writeFile(path.join(data, 'pglite/global/pg_control'), Buffer.alloc(8192, 7)),
    ],
    [
      'no log',
      'required WAL directory "pg_wal" does not exist',
      (data) => rm(path.join(data, 'pglite/pg_wal'), { recursive: true }),
    ],
    [
      'a log cut off',
      'could not locate a valid checkpoint record',
      async (data) => truncate(await logFile(data), 100),
    ],
    [
      'a log of garbage',
      'could not locate a valid checkpoint record',
      async (data) => writeFile(await logFile(data), Buffer.alloc(16 << 20, 9)),
    ],
    ['no tables', 'does not exist', (data) => rm(path.join(data, 'pglite/base'), { recursive: true })],
    [
      'settings of garbage',
      'contains errors',
      (data) => writeFile(path.join(data, 'pglite/postgresql.conf'), 'hello there\n'),
    ],
  ];
  test.each(damages)(
    '%s',
    async (name, reason, damage) => {
      const data = await copyOf(name.replaceAll(' ', '-'));
      await damage(data);
      const names = await readdir(path.join(data, 'pglite'));
      const { message, whatToDo } = await failure(openEmbedded(data));
      expect(message).toContain(path.join(data, 'pglite'));
      expect(message).toContain(reason);
      expect(whatToDo).toContain('Put back a copy of the folder, or move it away');
      expect(await readdir(path.join(data, 'pglite'))).toEqual(expect.arrayContaining(names));
      damaged = data;
    },
    30_000,
  );

  test('and is free for whoever repairs it', async () => {
    await rm(path.join(damaged, 'pglite'), { recursive: true });
    await cp(path.join(good, 'pglite'), path.join(damaged, 'pglite'), { recursive: true });
    const repaired = await openEmbedded(damaged);
    expect((await repaired.pool.query('SELECT n FROM kept')).rows).toEqual([{ n: 1 }]);
    await repaired.close();
  }, 30_000);

  test('a file where the folder should be', async () => {
    const data = path.join(folder, 'file');
    await writeFile(data, 'keep me');
    const { message, whatToDo } = await failure(openEmbedded(data));
    expect(message).toContain(data);
    expect(whatToDo).toContain('SITEBOOK_DATA');
    await mkdir(path.join(folder, 'inner'));
    await writeFile(path.join(folder, 'inner/pglite'), 'keep me');
    expect((await failure(openEmbedded(path.join(folder, 'inner')))).message).toContain('cannot be opened');
    expect(await readFile(path.join(folder, 'inner/pglite'), 'utf8')).toBe('keep me');
  });
});

test('a first start that was killed leaves nothing that stops the next', async () => {
  const data = path.join(folder, 'unfinished');
  await mkdir(path.join(data, 'pglite-unfinished/base'), { recursive: true });
  await writeFile(path.join(data, 'pglite-unfinished/PG_VERSION'), '18\n');
  const database = await openEmbedded(data);
  expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await database.close();
  expect(await readdir(data)).toEqual(['pglite']);
}, 30_000);

test('upkeep moves the checkpoint when something changed, and counts rows for the planner', async () => {
  const database = await openEmbedded(await copyOf('upkeep'));
  const checkpointAt = async () =>
    (await database.pool.query<{ at: string }>('SELECT redo_lsn::text AS at FROM pg_control_checkpoint()'))
      .rows[0]?.at;
  await database.pool.query('INSERT INTO kept SELECT generate_series(2, 1000)');
  const before = await checkpointAt();
  await database.upkeep.checkpoint();
  const after = await checkpointAt();
  expect(after).not.toBe(before);
  await database.upkeep.checkpoint();
  expect(await checkpointAt()).toBe(after);
  await database.upkeep.vacuum();
  const { rows } = await database.pool.query("SELECT reltuples FROM pg_class WHERE relname = 'kept'");
  expect(rows).toEqual([{ reltuples: 1000 }]);
  await database.close();
}, 30_000);

test('a thread that dies is noticed, and closing does not wait for it', async () => {
  const handle = await startWorker(path.join(await copyOf('lost'), 'pglite'));
  await handle.worker.terminate();
  expect(await handle.lost).toBe('its thread ended');
  expect(await handle.syncCount()).toBe(0);
  await handle.close();
}, 30_000);

test('a connection that goes in the middle of a transaction leaves nothing of it', async () => {
  const database = await openEmbedded(await copyOf('cut'));
  const client = await database.pool.connect();
  await client.query('BEGIN');
  await client.query('INSERT INTO kept VALUES (2)');
  await client.query("SET application_name = 'left behind'");
  client.release(true);
  expect((await database.pool.query('SELECT n FROM kept')).rows).toEqual([{ n: 1 }]);
  expect((await database.pool.query('SHOW application_name')).rows).not.toEqual([
    { application_name: 'left behind' },
  ]);
  await database.close();
}, 30_000);
