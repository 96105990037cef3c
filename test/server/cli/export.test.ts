import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { readDistrictFolder } from '../../../server/imports/read-district-folder.js';
import { projectRoot } from '../../../server/project-root.js';
import { addStage } from '../../../server/stores/master-work-store.js';
import { inTransaction, openDatabase } from '../../../server/stores/open-database.js';
import { auditEvent } from '../../../server/stores/schema-audit.js';
import { NOBODY } from '../../../server/use-cases/audit.js';
import { importYear } from '../../../server/use-cases/import-year.js';
import { KINDS, newDatabase, type NewDatabase } from '../../support/database-kinds.js';
import { EXPORT_GOLDENS, goldenInput, masterOf, planOf } from '../../support/export-golden.js';
import { changePlan, putMaster, yearOfFirst } from '../../support/put-master.js';
import { sampleFiles } from '../../support/sample-district.js';
import { sitebookHere } from '../../support/sitebook-command.js';

let folder: string;
let made: NewDatabase;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-export-'));
  made = await newDatabase(KINDS.at(-1)!, folder, { isMade: true });
  const { db, close } = await openDatabase(made.config);
  try {
    const read = readDistrictFolder(await sampleFiles(), () => randomUUID());
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    await importYear(
      { db, now: () => new Date(), newId: randomUUID },
      read.value,
      randomUUID(),
      randomUUID(),
    );
    const input = goldenInput('generic-csv');
    await changePlan(db, (plan) => ({ ...plan, chart: planOf(input).chart }));
    await putMaster(db, 1, masterOf(input.version1));
    await putMaster(db, 2, masterOf(input.version2));
    const [first] = input.version1;
    const wrong = { ...first!, line: { ...first!.line, account: '100-9999-608-050-111' } };
    await putMaster(db, 3, masterOf([wrong]));
  } finally {
    await close();
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => path.join(folder, name);
const exporting = (...options: string[]) => sitebookHere(['export', ...options], made.settings);
const golden = (name: string) => readFileSync(path.join(EXPORT_GOLDENS, 'generic-csv', name));

async function trail() {
  const { db, close } = await openDatabase(made.config);
  try {
    return await db.select().from(auditEvent).where(eq(auditEvent.action, 'master.exported'));
  } finally {
    await close();
  }
}

test('a version, then what changed since, with new accounts beside it, and an audit row of each', async () => {
  const first = await exporting('--layout', 'generic-csv', '--master-version', '1', '--out', at('first.csv'));
  expect([first.exit, first.err]).toEqual([0, '']);
  expect(first.out).toContain('first.csv: version 1, 4 rows, 133501.18.');
  expect(first.out).toContain('first.csv.new-accounts: 1 new accounts; load it first.');
  expect(readFileSync(at('first.csv'))).toEqual(golden('full.csv'));
  expect(readFileSync(at('first.csv.new-accounts'))).toEqual(golden('full-new-accounts.csv'));
  const options = [
    '--layout',
    'generic-csv',
    '--master-version',
    '2',
    '--since',
    '1',
    '--district',
    'DAYTON',
    '--json',
  ];
  const second = await exporting(...options, '--out', at('second.csv'));
  expect(JSON.parse(second.out)).toMatchObject({
    number: 2,
    version: 2,
    sinceVersion: 1,
    rowCount: 3,
    totalCents: 2,
  });
  expect(readFileSync(at('second.csv'))).toEqual(golden('changes.csv'));
  const again = await exporting(...options, '--out', at('third.csv'));
  expect([again.exit, JSON.parse(again.out)]).toMatchObject([
    1,
    { error: expect.stringContaining('went out last') },
  ]);
  expect(existsSync(at('third.csv'))).toBe(false);
  const whole = ['--layout', 'generic-csv', '--master-version', '2', '--out', at('third.csv')];
  const refused = await exporting(...whole);
  expect([refused.exit, refused.err]).toEqual([1, expect.stringContaining('would count twice')]);
  expect(existsSync(at('third.csv'))).toBe(false);
  expect((await trail()).map(({ subject }) => subject).sort()).toEqual([
    '2024-25/v1/generic-csv/1',
    '2024-25/v2/generic-csv/2',
  ]);
});

test('rows that would be refused are all named with where they come from, the newest version without --master-version', async () => {
  const { exit, out } = await exporting('--layout', 'powerschool-erp', '--out', at('refused.csv'));
  expect(exit).toBe(1);
  expect(out).toContain('Nothing was written');
  expect(out).toContain('line 2, account 100-9999-608-050-111');
  expect(out).toContain('Code 9999 (function) is not in the chart of accounts.');
  expect(out).toContain('from site 608 (Site 608), revision 1: Teachers (t1), approved by Anna Chen');
  expect(existsSync(at('refused.csv'))).toBe(false);
  const json = await exporting('--layout', 'powerschool-erp', '--out', at('refused.csv'), '--json');
  expect(JSON.parse(json.out)).toMatchObject({
    rejectedCount: 1,
    rejected: [{ problems: [{ code: 'export.account' }] }],
  });
});

test.each([
  [['--layout', 'sacs-dat', '--set', 'cds=1'], 1, 'County-district-school code “1” does not fit'],
  [['--layout', 'sacs-dat', '--set', 'cds'], 2, 'is no setting'],
  [['--layout', 'other'], 1, 'There is no such layout'],
  [['--layout', 'generic-csv', '--master-version', '0'], 2, 'is no version'],
  [['--layout', 'generic-csv', '--master-version', '9', '--again'], 1, 'There is no version 9'],
  [['--layout', 'generic-csv', '--district', 'nowhere'], 1, 'There is no district nowhere'],
  [[], 2, '--layout'],
])('%j', async (options, exit, words) => {
  const done = await exporting(...options, '--out', at('none.csv'));
  expect([done.exit, done.out + done.err]).toEqual([exit, expect.stringContaining(words)]);
  expect(existsSync(at('none.csv'))).toBe(false);
});

test('a file that is there already is not written over', async () => {
  const out = ['--out', at('first.csv')];
  const { exit } = await exporting('--layout', 'generic-csv', '--master-version', '1', ...out);
  expect(exit).toBe(1);
  expect(readFileSync(at('first.csv'))).toEqual(golden('full.csv'));
  // Nor is an export kept that nobody got.
  expect(await trail()).toHaveLength(2);
});

test('a layout of one’s own is named by its file, and the export is kept under its id', async () => {
  const shipped = path.join(projectRoot(), 'assets/export-layouts/generic-csv.json');
  const own = { ...(JSON.parse(readFileSync(shipped, 'utf8')) as object), id: 'our-ledger' };
  await writeFile(at('draft.json'), JSON.stringify(own));
  const options = ['--layout', at('draft.json'), '--master-version', '1', '--out', at('ours.csv'), '--json'];
  expect(JSON.parse((await exporting(...options)).out)).toMatchObject({ layoutId: 'our-ledger', version: 1 });
  expect(readFileSync(at('ours.csv'))).toEqual(golden('full.csv'));
  await writeFile(at('draft.json'), '{"id": "our-ledger"}');
  const broken = await exporting('--layout', at('draft.json'), '--out', at('broken.csv'));
  expect(broken.err).toContain('draft.json, budget');
  expect(existsSync(at('broken.csv'))).toBe(false);
});

test('once a version is adopted, it is the one that goes out without --master-version', async () => {
  const { db, close } = await openDatabase(made.config);
  try {
    const year = await yearOfFirst(db);
    const adopted = { stage: 'adopted', date: '2024-06-20', resolution: 'R-1', by: 'Board' } as const;
    await inTransaction(db, (tx) =>
      addStage(tx, year, { ...adopted, version: 2, byId: NOBODY, at: '2024-06-20T12:00:00.000Z' }),
    );
  } finally {
    await close();
  }
  const { out } = await exporting('--layout', 'powerschool-erp', '--out', at('adopted.csv'), '--json');
  expect(JSON.parse(out)).toMatchObject({ version: 2 });
});
