import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { loadDemo } from '../../../server/demo/load-demo.js';
import { addDistrict } from '../../../server/stores/year-store.js';
import { inTransaction, openDatabase } from '../../../server/stores/open-database.js';
import { typeCells } from '../../support/alter-workbook.js';
import { KINDS, newDatabase, type NewDatabase } from '../../support/database-kinds.js';
import { sampleFiles } from '../../support/sample-district.js';
import { sitebookHere } from '../../support/sitebook-command.js';
import { testParts, TEST_START } from '../../support/test-parts.js';

// Workbooks out of the database, checked and merged against it. 571 and 125 have saved twice, 001 once.

const SAMPLE = path.resolve(import.meta.dirname, '../../../assets/sample-district');
const JUNIOR = '571 Dayton Junior High School 2024-25.xlsx';

let folder: string;
let out: string;
let made: NewDatabase;

type Report = {
  file: string;
  isRead: boolean;
  siteCode: string;
  baseRevision: number;
  totalCents: number;
  findings: { problem: { code: string; severity: string; ruleId?: string }; cell: string | null }[];
  changes: unknown[];
};
type Merged = {
  isMerged: boolean;
  sources: { siteCode: string; revision: number }[];
  wholeDistrict: { findings: { code: string; ruleId: string }[]; sitesWithoutFile: string[] };
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-stored-'));
  out = path.join(folder, 'out');
  made = await newDatabase(KINDS.at(-1)!, folder, { isMade: true });
  const { db, close } = await openDatabase(made.config);
  try {
    await loadDemo(await testParts(db, () => TEST_START), { withSeason: true });
  } finally {
    await close();
  }
  const done = await sitebookHere(['workbooks', '--out', out], made.settings);
  expect(done).toMatchObject({ exit: 0, err: '', out: `5 workbooks in ${out}.` });
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function check(...args: string[]): Promise<Report[]> {
  const { out: text } = await sitebookHere(['check', '--json', ...args], made.settings);
  return (JSON.parse(text) as { files: Report[] }).files;
}
const ofReading = ({ findings }: Report) =>
  findings.filter(({ problem }) => problem.ruleId === undefined && problem.severity !== 'info');

test('workbooks are of the revisions that sites saved last, and come back unchanged', async () => {
  const files = await check(out);
  expect(files.map(({ siteCode, baseRevision }) => [siteCode, baseRevision])).toEqual([
    ['000', 0],
    ['001', 1],
    ['125', 2],
    ['571', 2],
    ['608', 0],
  ]);
  expect(files.flatMap(ofReading)).toEqual([]);
  expect(files.flatMap(({ changes }) => changes)).toEqual([]);
  expect(files.find(({ siteCode }) => siteCode === '571')?.totalCents).toBe(328_023_406);
});

test('a file from an older revision is brought together with what was saved since', async () => {
  const opening = path.join(folder, 'opening');
  await sitebookHere(['workbooks', '--folder', SAMPLE, '--out', opening, '--sites', '571']);
  const [same] = await check(opening);
  expect(same).toMatchObject({ siteCode: '571', baseRevision: 0, totalCents: 328_023_406, changes: [] });
  const file = path.join(opening, JUNIOR);
  await writeFile(file, typeCells(new Uint8Array(await readFile(file)), 'Budget', { I5: 120 }));
  const [typed] = await check(file);
  expect(typed?.changes).toHaveLength(1);
  expect(typed && ofReading(typed)).toEqual([]);
});

test('a year without a database, or a folder with a district, is a wrong command line', async () => {
  const none = await sitebookHere(['check', out], { SITEBOOK_DATA: path.join(folder, 'nowhere') });
  expect(none).toMatchObject({ exit: 1, out: '' });
  expect(none.err).toContain('There is no database in');
  const both = await sitebookHere(['check', out, '--folder', SAMPLE, '--district', 'dayton'], made.settings);
  expect(both).toMatchObject({ exit: 2, out: '' });
});

test('whole-district rules look at all files together, with the other sites as they stand, and may keep a master back', async () => {
  const changed = path.join(folder, 'changed');
  await mkdir(changed);
  for (const [name, text] of await sampleFiles()) await writeFile(path.join(changed, name), text);
  const rules = JSON.parse(await readFile(path.join(SAMPLE, 'rules.json'), 'utf8')) as { rules: object[] };
  const balances = {
    kind: 'fundBalances',
    id: 'funds-balance',
    severity: 'fatal',
    citation: 'Board policy',
    askWhom: 'the business office',
    toleranceCents: 0,
  };
  await writeFile(
    path.join(changed, 'rules.json'),
    JSON.stringify({ ...rules, rules: [...rules.rules, balances] }),
  );
  const taken = await sitebookHere(['import', changed], made.settings);
  expect(taken).toMatchObject({ exit: 0, err: '' });
  expect(taken.out.split('\n')).toContain('rule funds-balance: added');
  const merge = async (...args: string[]) => {
    const done = await sitebookHere(['merge', '--json', ...args], made.settings);
    return { ...done, merged: JSON.parse(done.out) as Merged };
  };
  const some = [JUNIOR, '001 District Office 2024-25.xlsx'].map((name) => path.join(out, name));
  const { merged, exit } = await merge('--draft', ...some);
  expect([merged.isMerged, exit]).toEqual([true, 0]);
  expect(merged.sources.map(({ siteCode, revision }) => [siteCode, revision])).toEqual([
    ['001', 2],
    ['571', 3],
  ]);
  const { findings, sitesWithoutFile } = merged.wholeDistrict;
  expect(sitesWithoutFile).toEqual(['608', '125', '000']);
  const ruleIds = findings.map(({ ruleId }) => ruleId);
  expect(ruleIds).toContain('funds-balance');
  // What a site can answer alone stands with its file.
  expect(ruleIds).not.toContain('allocation-cap');
  const report = path.join(folder, 'report.json');
  const junior = await merge(some[0]!, '--report', report);
  expect([junior.merged.isMerged, junior.exit]).toEqual([false, 1]);
  expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({ wholeDistrict: { findings } });
  const inWords = await sitebookHere(['merge', some[0]!], made.settings);
  expect(inWords.out).toContain('All sites together, as they stand Dayton High School, Dayton Grade School,');
  expect((await readdir(out)).length).toBe(5);
});

test('of several districts one is named; one that builds no year has nothing to check', async () => {
  const { db, close } = await openDatabase(made.config);
  await inTransaction(db, (tx) =>
    addDistrict(tx, { id: '0c5cbb0e-3a57-4d5e-8a58-1f0d55c3a111', shortName: 'empty', name: 'Empty' }),
  );
  await close();
  expect((await sitebookHere(['check', out], made.settings)).err).toContain('There are several districts.');
  const empty = await sitebookHere(['check', out, '--district', 'empty'], made.settings);
  expect(empty).toMatchObject({ exit: 1, out: '' });
  expect(empty.err).toContain('The district has no open year in this database.');
  expect(await check(path.join(out, JUNIOR), '--district', 'dayton')).toMatchObject([{ siteCode: '571' }]);
});
