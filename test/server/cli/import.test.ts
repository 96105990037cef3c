import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readDistrictFolder } from '../../../server/imports/read-district-folder.js';
import { stableIds } from '../../../server/imports/stable-ids.js';
import { inTransaction, openDatabase } from '../../../server/stores/open-database.js';
import { auditEvent } from '../../../server/stores/schema-audit.js';
import { addDistrict, listSites, openYear } from '../../../server/stores/year-store.js';
import { importYear } from '../../../server/use-cases/import-year.js';
import { KINDS, newDatabase, type NewDatabase } from '../../support/database-kinds.js';
import { sampleFiles } from '../../support/sample-district.js';
import { sitebookHere } from '../../support/sitebook-command.js';

const SAMPLE = path.resolve(import.meta.dirname, '../../../assets/sample-district');
const districtId = randomUUID();
let folder: string;
let made: NewDatabase;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-import-'));
  made = await newDatabase(KINDS.at(-1)!, folder, { isMade: true });
  await (await openDatabase(made.config)).close();
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function inDatabase<T>(
  work: (db: Awaited<ReturnType<typeof openDatabase>>['db']) => Promise<T>,
): Promise<T> {
  const { db, close } = await openDatabase(made.config);
  try {
    return await work(db);
  } finally {
    await close();
  }
}

/** The sample's files in a folder of that name, with texts in some of them replaced. */
async function folderWith(name: string, edits: Record<string, readonly [string, string]>): Promise<string> {
  const own = path.join(folder, name);
  await mkdir(own);
  for (const [file, text] of await sampleFiles()) {
    const [from = '', to = ''] = edits[file] ?? [];
    await writeFile(path.join(own, file), text.replace(from, to));
  }
  return own;
}

test('a check opens no database', async () => {
  const done = await sitebookHere(['import', SAMPLE, '--check'], {});
  expect(done).toMatchObject({ exit: 0, err: '' });
  expect(done.out).toBe('Nothing to fix: 5 sites, 2,227 lines, 95 allocations.');
  expect(await sitebookHere(['import', SAMPLE, '--check', '--reason', ' '], {})).toMatchObject({
    exit: 1,
    err: expect.stringContaining('--reason is empty'),
  });
});

test('a year goes into the district of that short name, once', async () => {
  const unknown = await sitebookHere(['import', SAMPLE], made.settings);
  expect(unknown).toMatchObject({ exit: 1, out: '' });
  expect(unknown.err).toContain('There is no district dayton');
  await inDatabase((db) =>
    inTransaction(db, (tx) => addDistrict(tx, { id: districtId, shortName: 'dayton', name: 'Dayton' })),
  );
  const done = await sitebookHere(['import', SAMPLE, '--json'], made.settings);
  expect(done).toMatchObject({ exit: 0, err: '' });
  expect(JSON.parse(done.out)).toMatchObject({ isDone: true, sites: 5, lines: 2_227, yearId: '2024-25' });
  await inDatabase(async (db) => {
    const year = await openYear(db, districtId);
    expect((await listSites(db, year)).map(({ code }) => code)).toEqual(['608', '571', '125', '001', '000']);
    expect(await db.select().from(auditEvent)).toMatchObject([{ action: 'year.imported' }]);
  });
});

test('the same folder again changes nothing; a year that is open is the only one', async () => {
  const again = await sitebookHere(['import', SAMPLE], made.settings);
  expect(again).toEqual({ exit: 0, err: '', out: 'Nothing changes.' });
  const other = await folderWith('other', { 'district.csv': ['year,2024-25', 'year,2025-26'] });
  const refused = await sitebookHere(['import', other], made.settings);
  expect(refused).toMatchObject({ exit: 1, out: '' });
  expect(refused.err).toContain('is building the year 2024-25, and the files are of 2025-26');
});

test('a dry run says what would change, in words and as JSON, and changes nothing', async () => {
  const changed = await folderWith('changed', {
    'sites.csv': ['Dayton High School', 'Dayton Senior High School'],
    'allocations.csv': ['571,202,initial,49219.74', '571,202,initial,50000.00'],
  });
  const refused = await sitebookHere(['import', changed, '--dry-run'], made.settings);
  expect(refused).toMatchObject({ exit: 1, err: '' });
  expect(refused.out).toContain('add one of kind “correction” with $780.26.');
  const renamed = await folderWith('renamed', {
    'sites.csv': ['Dayton High School', 'Dayton Senior High School'],
  });
  const dry = await sitebookHere(['import', renamed, '--dry-run'], made.settings);
  expect(dry.out.split('\n')).toEqual(['This would change:', 'site 608 Dayton Senior High School: changed']);
  for (const [isDone, options] of [
    [false, ['--dry-run']],
    [true, []],
  ] as const) {
    const { exit, out } = await sitebookHere(['import', renamed, '--json', ...options], made.settings);
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      isDone,
      isAnything: true,
      changes: { sitesChanged: [{ code: '608' }] },
    });
  }
  const actions = await inDatabase((db) => db.select({ action: auditEvent.action }).from(auditEvent));
  expect(actions.map(({ action }) => action).sort()).toEqual(['year.imported', 'year.importedAgain']);
});

test('what seasons open with is named, and taken where that is asked for, with what is refused then', async () => {
  const dearer = await folderWith('dearer', {
    // However the short name is written.
    'district.csv': ['short_name,dayton', 'short_name,Dayton'],
    'sites.csv': ['Dayton High School', 'Dayton Senior High School'],
    'lines.csv': ['100-1131-608-050-112,HS INSTR,26052.9,', '100-1131-608-050-112,HS INSTR,27000,'],
  });
  const asked = async (...options: string[]) =>
    (await sitebookHere(['import', dearer, '--dry-run', ...options], made.settings)).out.split('\n');
  expect(await asked()).toEqual([
    'Nothing changes.',
    'Left as it is:',
    'opening of 608 Dayton Senior High School stays; --openings takes it, before workbooks are handed out: rows 1 changed',
  ]);
  expect(await asked('--openings')).toEqual([
    'This would change:',
    'opening of 608 Dayton Senior High School: rows 1 changed',
    '  Workbooks of 608 that were handed out before, and panes that are open on it, are refused from now on.',
  ]);
});

test('nobody else’s district of that short name takes a year: two that load the same at once do not both', async () => {
  const read = readDistrictFolder(await sampleFiles(), stableIds());
  if (!read.ok) throw new Error(read.problems[0]?.code);
  const parts = { now: () => new Date(), newId: randomUUID };
  await expect(
    inDatabase((db) => importYear({ ...parts, db }, read.value, randomUUID(), randomUUID())),
  ).rejects.toThrow();
  expect(await inDatabase((db) => db.select().from(auditEvent))).toHaveLength(2);
});

test('files with faults store nothing: every one is named', async () => {
  const broken = await folderWith('broken', {});
  await writeFile(path.join(broken, 'sites.csv'), 'code,name,level\n608,High School,castle\n');
  const done = await sitebookHere(['import', broken, '--json'], made.settings);
  expect(done.exit).toBe(1);
  const { isDone, problems } = JSON.parse(done.out) as { isDone: boolean; problems: { place: object }[] };
  expect(isDone).toBe(false);
  expect(problems[0]?.place).toMatchObject({ file: 'sites.csv', row: 2, column: 'level' });
});
