import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { StartFailure } from '../../../server/start-failure.js';
import { checkBackup, restoreBackup } from '../../../server/stores/backup/restore-backup.js';
import { writeWhole } from '../../../server/stores/backup/write-whole.js';
import { connect } from '../../../server/stores/connect.js';
import { migrationsFolder } from '../../../server/stores/known-migrations.js';
import { KINDS, newDatabase, type NewDatabase } from '../../support/database-kinds.js';
import { fillEveryTable } from '../../support/full-database.js';
import { sitebook, sitebookHere } from '../../support/sitebook-command.js';
import { spawnServer } from '../../support/spawn-server.js';
import { openDatabase } from '../../../server/stores/open-database.js';
import { knownMigrations } from '../../../server/stores/known-migrations.js';

const kind = KINDS.at(-1)!;
let folder: string;
let source: NewDatabase;
let good: string;
let bytes: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-command-'));
  source = await newDatabase(kind, folder, { isMade: true });
  await (await openDatabase(source.config)).close();
  const { pool, close } = await connect(source.config);
  await fillEveryTable(pool, knownMigrations(migrationsFolder()).at(-1)!.tag);
  await close();
  good = path.join(folder, 'good.sitebook.gz');
  expect(await sitebookHere(['backup', good], source.settings)).toMatchObject({ exit: 0, err: '' });
  bytes = await readFile(good);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The lines of the good backup, altered, as a file. */
const altered = (change: (lines: string[]) => string[]): Buffer =>
  gzipSync(change(gunzipSync(bytes).toString('utf8').split('\n')).join('\n'));
const header = (change: (header: Record<string, unknown>) => void): Buffer =>
  altered(([first = '', ...rest]) => {
    const value = JSON.parse(first) as Record<string, unknown>;
    change(value);
    return [JSON.stringify(value), ...rest];
  });

describe('a file that is no whole backup is refused before a database is opened', () => {
  const bad: [what: string, reason: string, make: () => Buffer][] = [
    ['empty', 'it is empty', () => Buffer.alloc(0)],
    ['a picture', 'no backup of Sitebook', () => Buffer.from('\\x89PNG not really')],
    ['something else that is zipped', 'no backup of Sitebook', () => gzipSync('hello\n')],
    ['zipped without a line', 'no backup of Sitebook', () => gzipSync('hello')],
    ['JSON of something else', 'no backup of Sitebook', () => gzipSync('{"a":1}\n')],
    ['cut off at once', 'cut off', () => bytes.subarray(0, 5)],
    ['cut off in the middle', 'cut off', () => bytes.subarray(0, bytes.length / 2)],
    ['without its last byte', 'cut off', () => bytes.subarray(0, -1)],
    ['without its last line', 'ends too early', () => altered((lines) => [...lines.slice(0, -2), ''])],
    ['ending within a line', 'in the middle of a line', () => altered((lines) => lines.slice(0, -1))],
    [
      'with a row less',
      'does not end where it should|another form|not as it was',
      () => altered((lines) => lines.filter((_line, at) => at !== 2)),
    ],
    [
      'with two rows changed for each other',
      'not as it was written',
      () => altered(([h = '', a = '', b = '', ...rest]) => [h, b, a, ...rest]),
    ],
    [
      'with another figure',
      'not as it was written',
      () => altered((lines) => lines.map((line) => line.replace('9007199254740991', '9007199254740990'))),
    ],
    [
      'with another district in its header',
      'its header is not',
      () => header((value) => (value['districts'] = [])),
    ],
    ['with a table less', 'has other tables', () => header((value) => (value['tables'] as unknown[]).pop())],
    [
      'with something after its end',
      'something follows',
      () => altered((lines) => [...lines.slice(0, -1), 'more', '']),
    ],
    [
      'of a later form',
      'a form that this Sitebook does not know',
      () => header((value) => (value['format'] = 2)),
    ],
    [
      'of a newer version',
      'of a newer Sitebook',
      () => header((value) => (value['schema'] = { tag: '0999_x', when: 4e12 })),
    ],
    ['without a header of its form', 'another form', () => header((value) => delete value['madeAt'])],
  ];
  test.each(bad)('%s', async (what, reason, make) => {
    const file = path.join(folder, `${what.replaceAll(' ', '-')}.gz`);
    await writeFile(file, make());
    const untouched = path.join(folder, 'untouched');
    const { exit, out, err } = await sitebookHere(['restore', file], { SITEBOOK_DATA: untouched });
    expect([exit, out]).toEqual([1, '']);
    expect(err).toMatch(new RegExp(reason));
    expect(err.split('\n')).toHaveLength(2);
    expect(await readdir(folder)).not.toContain('untouched');
  });

  test('no file, and a folder', async () => {
    const missing = await sitebookHere(['restore', path.join(folder, 'none')]);
    expect([missing.exit, missing.err]).toEqual([1, expect.stringContaining('cannot be read')]);
    const isFolder = await sitebookHere(['restore', folder]);
    expect([isFolder.exit, isFolder.err]).toEqual([1, expect.stringMatching(/cannot be read|no backup/)]);
  });

  test('any one bit that is flipped is noticed, or changes nothing', async () => {
    const file = path.join(folder, 'flipped.gz');
    const whole = await checkBackup(good, migrationsFolder());
    const anyBit = fc.tuple(fc.nat(bytes.length - 1), fc.nat(7));
    await fc.assert(
      fc.asyncProperty(anyBit, async ([at, bit]) => {
        const copy = Buffer.from(bytes);
        copy[at] = (copy[at] ?? 0) ^ (1 << bit);
        await writeFile(file, copy);
        const checked = await checkBackup(file, migrationsFolder()).catch((error: unknown) => error);
        // The time and the system in gzip's own header say nothing about the content.
        if (at >= 4 && at < 10) return;
        if (checked instanceof StartFailure) return;
        expect(checked).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  test('one that turns out to be damaged while it is loaded leaves the database empty', async () => {
    const file = path.join(folder, 'late.gz');
    await writeFile(file, bytes.subarray(0, -3));
    const { config } = await newDatabase(kind, folder, { isMade: true });
    const { pool, close } = await connect(config);
    await expect(restoreBackup(pool, file, migrationsFolder())).rejects.toThrow('cut off');
    await expect(restoreBackup(pool, good, migrationsFolder())).resolves.toMatchObject({
      header: { format: 1 },
    });
    await close();
  });
});

describe('a backup that cannot be made', () => {
  test('over a file that is there', async () => {
    const { exit, err } = await sitebookHere(['backup', good], source.settings);
    expect([exit, err]).toEqual([1, expect.stringContaining('exists already')]);
    expect(await readFile(good)).toEqual(bytes);
  });

  test('into what is no folder', async () => {
    const { exit, err } = await sitebookHere(['backup', path.join(good, 'in-it')], source.settings);
    expect([exit, err]).toEqual([1, expect.stringContaining('could not be written')]);
  });

  test('of a folder without a database, which stays as it is', async () => {
    const data = path.join(folder, 'nothing');
    await mkdir(data);
    const { exit, err } = await sitebookHere(['backup'], { SITEBOOK_DATA: data });
    expect([exit, err]).toEqual([1, expect.stringContaining(`There is no database in ${data}`)]);
    expect(await readdir(data)).toEqual([]);
  });

  test('whose writing ends in the middle leaves nothing behind', async () => {
    const place = path.join(folder, 'half');
    const writing = writeWhole(path.join(place, 'x'), async (out) => {
      await new Promise((resolve) => out.write('half', resolve));
      throw new Error('stop');
    });
    await expect(writing).rejects.toThrow('stop');
    expect(await readdir(place)).toEqual([]);
  });
});

describe('the command line', () => {
  test.each([
    [['--help'], 0, /backup \[file\][^]*restore[^]*Exit codes/],
    [['help', 'restore'], 0, /--check/],
    [['--version'], 0, /^\d+\.\d+\.\d+$/],
  ])('%j is answered', async (args, code, text) => {
    const { exit, out, err } = await sitebookHere(args);
    expect([exit, err]).toEqual([code, '']);
    expect(out).toMatch(text);
  });

  test.each([[[]], [['bakup']], [['restore']], [['backup', 'a', 'b']], [['backup', '--loud']]])(
    '%j is a wrong one',
    async (args) => {
      const { exit, out, err } = await sitebookHere(args);
      expect([exit, out]).toEqual([2, '']);
      expect(err).not.toBe('');
    },
  );

  test('a wrong setting is a wrong command line too', async () => {
    const { exit, err } = await sitebookHere(['backup'], { DATABASE_URL: 'mysql://x' });
    expect([exit, err]).toEqual([2, expect.stringContaining('DATABASE_URL must look like')]);
  });

  test('with --json, a failure is JSON as well', async () => {
    const { exit, out, err } = await sitebookHere([
      'restore',
      '--check',
      path.join(folder, 'none'),
      '--json',
    ]);
    expect([exit, err]).toEqual([1, '']);
    expect(JSON.parse(out)).toEqual({ error: expect.stringContaining('none'), whatToDo: expect.any(String) });
  });

  test('the program itself, beside a server that runs and after it', async () => {
    const { settings, config } = await newDatabase(kind, folder, { isMade: true });
    const server = spawnServer({ PORT: '0', SITEBOOK_DEMO: '1', ...settings });
    await server.ready;
    const beside = await sitebook(['backup'], settings);
    if (config.databaseUrl === null) {
      expect([beside.exit, beside.out]).toEqual([1, '']);
      expect(beside.err).toContain('Another Sitebook is running on the data folder');
      expect(beside.err).toContain('Stop it first');
    } else expect([beside.exit, beside.err]).toEqual([0, '']);
    server.process.kill('SIGTERM');
    expect(await server.exited).toBe(0);
    const after = await sitebook(['backup', '--json', path.join(folder, 'after.gz')], settings);
    expect([after.exit, after.err]).toEqual([0, '']);
    expect(JSON.parse(after.out)).toMatchObject({ districts: [{ shortName: 'dayton' }] });
  }, 120_000);
});
