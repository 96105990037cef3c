import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import os from 'node:os';
import path from 'node:path';
import { parseCentsPlain } from '../../../src/core/money.js';
import { badFiles, type BadFile } from '../../support/bad-files.js';
import { typeCells, withMacros } from '../../support/alter-workbook.js';
import { copiedSheet, withCopy } from '../../support/copy-sheet.js';
import { records } from '../../support/sample-district.js';
import { sitebook, sitebookHere } from '../../support/sitebook-command.js';

const SAMPLE = path.resolve(import.meta.dirname, '../../../assets/sample-district');
const HIGH_SCHOOL = '608 Dayton High School 2024-25.xlsx';
const GRADE_SCHOOL = '125 Dayton Grade School 2024-25.xlsx';

let folder: string;
let made: string;

type Finding = {
  problem: { code: string; severity: string; params: object; ruleId?: string };
  cell: string | null;
};
type Report = {
  file: string;
  isRead: boolean;
  siteCode: string;
  totalCents: number;
  findings: Finding[];
  changes: { row: { change: string; id: string; fields: { field: string }[] }; cell: string | null }[];
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-files-'));
  made = path.join(folder, 'made');
  const done = await sitebookHere(['workbooks', '--folder', SAMPLE, '--out', made]);
  expect(done).toMatchObject({ exit: 0, out: `5 workbooks in ${made}.` });
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function check(...args: string[]): Promise<{ exit: number | null; files: Report[] }> {
  const { exit, out } = await sitebookHere(['check', '--json', '--folder', SAMPLE, ...args]);
  return { exit, files: (JSON.parse(out) as { files: Report[] }).files };
}

/** What the reader found, not what the rules found in the sample's own budget. */
const ofReading = ({ findings }: Report) =>
  findings.filter(({ problem }) => problem.ruleId === undefined && problem.severity !== 'info');

/** Where a finding of that code stands. */
const cellsOf = ({ findings }: Report, code: string) =>
  findings.filter(({ problem }) => problem.code === code).map(({ cell }) => cell);

async function put(name: string, bytes: Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, bytes);
  return file;
}

describe('workbooks out and back', () => {
  test('all lines of the district go out, come back unchanged, and equal the source to the cent', async () => {
    const { files } = await check(made);
    expect(files.map(({ siteCode }) => siteCode)).toEqual(['000', '001', '125', '571', '608']);
    expect(files.flatMap(ofReading)).toEqual([]);
    expect(files.flatMap(({ changes }) => changes)).toEqual([]);
    const cents = (await records('lines.csv')).map(
      ({ amount = '' }) => parseCentsPlain(amount) ?? Number.NaN,
    );
    expect(cents).toHaveLength(2_227);
    expect(files.reduce((sum, { totalCents }) => sum + totalCents, 0)).toBe(
      cents.reduce((sum, one) => sum + one, 0),
    );
  });

  test('the same files give the same bytes, and nothing is written over', async () => {
    const again = path.join(folder, 'again');
    await sitebookHere(['workbooks', '--folder', SAMPLE, '--out', again, '--sites', '608']);
    expect(await readdir(again)).toEqual([HIGH_SCHOOL]);
    const file = path.join(again, HIGH_SCHOOL);
    expect(await readFile(file)).toEqual(await readFile(path.join(made, HIGH_SCHOOL)));
    const refused = await sitebookHere(['workbooks', '--folder', SAMPLE, '--out', again, '--sites', '608']);
    expect(refused).toMatchObject({ exit: 1, out: '' });
    expect(refused.err).toContain('is there already');
    const replaced = ['workbooks', '--folder', SAMPLE, '--out', again, '--sites', '608', '--replace'];
    expect(await sitebookHere(replaced)).toMatchObject({ exit: 0 });
  });

  test('all of them in one zip', async () => {
    const out = path.join(folder, 'all.zip');
    expect(await sitebookHere(['workbooks', '--folder', SAMPLE, '--out', out])).toMatchObject({ exit: 0 });
    const files = unzipSync(await readFile(out));
    expect(Object.keys(files).sort()).toEqual((await readdir(made)).sort());
    expect(Buffer.from(files[HIGH_SCHOOL] ?? [])).toEqual(await readFile(path.join(made, HIGH_SCHOOL)));
  });

  test('what was typed is told with its cell; a locked row that was changed keeps what it had', async () => {
    const bytes = await readFile(path.join(made, HIGH_SCHOOL));
    const file = await put(
      'typed.xlsx',
      typeCells(bytes, 'Budget', { I5: 120, I19: '($1,200.00)', I6: 5, C7: '571' }),
    );
    const { files } = await check(file);
    const [report] = files;
    expect(report?.changes.map(({ row, cell }) => [row.change, cell])).toEqual([
      ['changed', 'Budget!I5'],
      ['changed', 'Budget!I19'],
    ]);
    expect(ofReading(report!).map(({ problem, cell }) => [problem.code, cell])).toEqual([
      ['cell.lockedChanged', 'Budget!C7'],
    ]);
    expect(cellsOf(report!, 'cell.text')).toEqual(['Budget!I19']);
    const taken = await check('--take-suggestions', file);
    expect(ofReading(taken.files[0]!).map(({ problem, cell }) => [problem.code, cell])).toEqual([
      ['cell.lockedChanged', 'Budget!C7'],
    ]);
    expect(cellsOf(taken.files[0]!, 'cell.text')).toEqual([]);
    expect(cellsOf(taken.files[0]!, 'cell.textTaken')).toEqual(['Budget!I19']);
    expect((taken.files[0]?.totalCents ?? 0) - (report?.totalCents ?? 0)).toBe(-120_000);
  });

  test('a sheet copied into another workbook is known by its lines, and one with macros like any other', async () => {
    const bytes = await readFile(path.join(made, HIGH_SCHOOL));
    await put('copied/mine.xlsx', copiedSheet(typeCells(bytes, 'Budget', { I5: 120 })));
    await put('copied/macros.xlsm', withMacros(await readFile(path.join(made, GRADE_SCHOOL))));
    const { files } = await check(path.join(folder, 'copied'));
    expect(files.map(({ file, siteCode }) => [file, siteCode])).toEqual([
      ['macros.xlsm', '125'],
      ['mine.xlsx', '608'],
    ]);
    expect(files.map(({ changes }) => changes.map(({ cell }) => cell))).toEqual([[], ['Budget (2)!I5']]);
    expect(cellsOf(files[1]!, 'file.copiedSheetAlone')).toEqual([null]);
    const merged = await sitebookHere([
      'merge',
      '--json',
      '--folder',
      SAMPLE,
      '--draft',
      path.join(folder, 'copied'),
    ]);
    expect(JSON.parse(merged.out)).toMatchObject({ isMerged: true, leftOut: [] });
  });

  test('a copy of another site’s rows, or two budgets in one file, is refused and said', async () => {
    const bytes = await readFile(path.join(made, HIGH_SCHOOL));
    const grade = await records('lines.csv');
    const account = grade.find((one) => one['account']?.includes('-125-'))?.['account'] ?? '';
    const [A900, B900, C900, D900, E900] = account.split('-');
    // Its ids are lost: only account strings tell.
    const lost = typeCells(bytes, 'Budget', { A900, B900, C900, D900, E900 } as Record<string, string>);
    await put('mixed/mixed.xlsx', copiedSheet(lost, { losesIds: true }));
    await put(
      'mixed/two.xlsx',
      withCopy(bytes, (xml) => xml.replace(/(<c r="I5"[^>]*>).*?<\/c>/s, '$1<v>9</v></c>')),
    );
    const { files } = await check(path.join(folder, 'mixed'));
    expect(
      files.map(({ file, isRead, findings }) => [file, isRead, findings[0]?.problem.code, findings[0]?.cell]),
    ).toEqual([
      ['mixed.xlsx', false, 'file.severalSites', null],
      ['two.xlsx', false, 'workbook.twoSheets', 'Budget (2)!I5'],
    ]);
  });

  test('two files of one site count only where they hold the same', async () => {
    const bytes = await readFile(path.join(made, HIGH_SCHOOL));
    const pair = path.join(folder, 'pair');
    await put('pair/a.xlsx', bytes);
    await put('pair/b.xlsx', bytes);
    const same = await check(pair);
    expect(same.files.map(({ isRead, findings }) => [isRead, findings[0]?.problem.code])).toEqual([
      [true, expect.any(String)],
      [false, 'file.repeats'],
    ]);
    await put('pair/b.xlsx', typeCells(bytes, 'Budget', { I5: 120 }));
    const other = await check(pair);
    expect(
      other.files.map(({ isRead, findings }) => [isRead, findings.map(({ problem }) => problem.code)]),
    ).toEqual([
      [false, ['file.siteTwice']],
      [false, ['file.siteTwice']],
    ]);
  });

  test('a workbook of another district or year is not taken', async () => {
    const bytes = await readFile(path.join(made, HIGH_SCHOOL));
    const file = await put('other.xlsx', typeCells(bytes, '_sitebook', { B3: 'elsewhere' }));
    const { exit, files } = await check(file);
    expect(exit).toBe(1);
    expect(files).toMatchObject([
      {
        isRead: false,
        findings: [{ problem: { code: 'file.otherDistrict', params: { district: 'elsewhere' } } }],
      },
    ]);
  });
});

describe('merging', () => {
  const merge = (...args: string[]) => sitebookHere(['merge', '--json', '--folder', SAMPLE, ...args]);

  test('all sites make one master that ties out, with its workbook and its report', async () => {
    const [out, report] = [path.join(folder, 'master.xlsx'), path.join(folder, 'report.json')];
    const done = await merge(made, '--draft', '--out', out, '--report', report);
    expect(done).toMatchObject({ exit: 0, err: '' });
    const found = JSON.parse(done.out) as Record<string, unknown>;
    expect(found).toMatchObject({
      isMerged: true,
      totalCents: 3_449_352_241,
      accounts: 2_221,
      leftOut: [],
      tieOut: { mergedEqualsSubmitted: true, missingSites: [] },
    });
    expect(JSON.parse(await readFile(report, 'utf8'))).toEqual(found);
    const { sheets } = await readXlsx(await readFile(out));
    expect(sheets.map(({ name }) => name)).toContain('Lines');
    // In words it says of the tie-out what the workbook says.
    const said = await sitebookHere(['merge', '--folder', SAMPLE, made, '--draft']);
    const open = /equals submitted, (\d+) differences to explain\.$/m.exec(said.out)?.[1];
    const summary = sheets.find(({ name }) => name === 'Summary')?.rows ?? [];
    expect(summary.find(([what]) => what === 'Differences that want an explanation')?.[1]).toBe(open);
  });

  test('the order of files makes no difference', async () => {
    const files = (await readdir(made)).map((name) => path.join(made, name));
    const hashOf = async (named: string[]) =>
      (JSON.parse((await merge('--draft', ...named)).out) as { contentHash: string }).contentHash;
    expect(await hashOf([...files].reverse())).toBe(await hashOf(files));
  });

  test('what has to be fixed keeps the master back, what cannot be read always does, unless the rest is asked for', async () => {
    const out = path.join(folder, 'none.xlsx');
    const blocked = await merge(made, '--out', out);
    expect(blocked.exit).toBe(1);
    expect(JSON.parse(blocked.out)).toMatchObject({ isMerged: false });
    await expect(readFile(out)).rejects.toThrow('ENOENT');
    const damaged = await put(
      'damaged/608.xlsx',
      (await readFile(path.join(made, HIGH_SCHOOL))).subarray(0, 5000),
    );
    const grade = path.join(made, '125 Dayton Grade School 2024-25.xlsx');
    expect(JSON.parse((await merge('--draft', damaged, grade)).out)).toMatchObject({ isMerged: false });
    const partial = await merge('--draft', '--partial', damaged, grade);
    expect(partial.exit).toBe(1);
    expect(JSON.parse(partial.out)).toMatchObject({
      isMerged: true,
      leftOut: ['608.xlsx'],
      totalCents: 795_932_322,
    });
  });
});

describe('files that break readers', () => {
  let bad: BadFile[];

  beforeAll(async () => {
    bad = await badFiles(await readFile(path.join(made, HIGH_SCHOOL)));
    for (const { name, bytes } of bad) await put(`bad/${name}`, bytes);
    await copyFile(
      path.join(made, '125 Dayton Grade School 2024-25.xlsx'),
      path.join(folder, 'bad/fine.xlsx'),
    );
  }, 60_000);

  test('each is named for what it is or read, within half a gigabyte, and stops no other', async () => {
    const { out, err } = await sitebook(['check', '--json', '--folder', SAMPLE, path.join(folder, 'bad')], {
      SITEBOOK_LOG: 'debug',
    });
    const { files } = JSON.parse(out) as { files: Report[] };
    const found = new Map(files.map((report) => [report.file, report]));
    const fine = found.get('fine.xlsx');
    expect(fine).toMatchObject({ isRead: true, siteCode: '125' });
    for (const { name, codes } of bad) {
      const report = found.get(name);
      const said = report?.findings.map(({ problem }) => problem.code) ?? [];
      if (codes.length > 0) expect([name, said]).toEqual([name, expect.arrayContaining(codes)]);
      // What can be read is of one site, and of the three one has merged cells.
      else expect([name, said]).toEqual([name, ['file.siteTwice']]);
    }
    expect(Number(/Peak memory: (\d+) MB/.exec(err)?.[1])).toBeLessThan(512);
  }, 120_000);

  test.each([
    ['a million styled empty rows.xlsx', []],
    ['far cells.xlsx', []],
    ['whole sheet merged and validated.xlsx', ['cell.merged']],
  ])('%s is read for what it is', async (name, codes) => {
    const { files } = await check(path.join(folder, 'bad', name));
    expect(files.flatMap(ofReading).map(({ problem }) => problem.code)).toEqual(codes);
    expect(files.flatMap(({ changes }) => changes)).toEqual([]);
  });

  test('one that takes too long or too much is given up alone', async () => {
    const { readSiteFiles } = await import('../../../server/site-files/read-site-files.js');
    const { packBooks } = await import('../../../server/site-files/packed-books.js');
    const { sampleDistrict } = await import('../../support/sample-district.js');
    const district = await sampleDistrict();
    const books = packBooks(district.shortName, district.plan, []);
    const slow = { name: 'slow', path: path.join(folder, 'bad/a million styled empty rows.xlsx') };
    const quick = { name: 'quick', path: path.join(folder, 'bad/a csv.xlsx') };
    const options = { owners: [], takesSuggestions: false, keepsContent: false };
    const codeOf = (report: { findings: { problem: { code: string } }[] }) =>
      report.findings[0]?.problem.code;
    const timed = await readSiteFiles(books, [slow, quick, quick, slow, quick], options, codeOf, {
      seconds: 0,
      memoryMb: 320,
    });
    expect(new Set(timed)).toEqual(new Set(['file.tooSlow']));
    const tight = await readSiteFiles(books, [slow, slow], options, codeOf, { seconds: 60, memoryMb: 8 });
    expect(tight).toEqual(['file.tooLarge', 'file.tooLarge']);
  }, 120_000);
});

describe('a command that cannot be carried out says why', () => {
  test.each<[string, string[], number, string]>([
    [
      'a folder that is not there',
      ['check', 'x.xlsx', '--folder', 'nowhere'],
      1,
      'There is no folder nowhere.',
    ],
    ['a file that is not there', ['check', 'x.xlsx', '--folder', SAMPLE], 1, 'There is no file x.xlsx.'],
    ['a folder without workbooks', ['check', SAMPLE, '--folder', SAMPLE], 1, 'There is no workbook'],
    [
      'a site that is none',
      ['workbooks', '--folder', SAMPLE, '--out', 'x', '--sites', '7'],
      1,
      'There is no site 7.',
    ],
    [
      'an office that is none',
      ['workbooks', '--folder', SAMPLE, '--out', 'x', '--owners', 'me'],
      1,
      'There is no office me.',
    ],
  ])('%s', async (_, args, exit, words) => {
    const done = await sitebookHere(args);
    expect(done).toMatchObject({ exit, out: '' });
    expect(done.err).toContain(words);
  });

  test('import files with faults: every one, with its place, and nothing is written', async () => {
    const broken = path.join(folder, 'broken');
    await mkdir(broken);
    for (const name of await readdir(SAMPLE))
      await copyFile(path.join(SAMPLE, name), path.join(broken, name));
    await writeFile(path.join(broken, 'lines.csv'), 'account,title,amount,fte\n100-1,Bad,ten,0\n');
    const out = path.join(folder, 'none');
    const done = await sitebookHere(['workbooks', '--folder', broken, '--out', out]);
    expect(done.exit).toBe(1);
    expect(done.out).toContain('lines.csv, row 2, amount: ');
    expect(done.out).toContain('to fix; nothing was done.');
    await expect(readdir(out)).rejects.toThrow('ENOENT');
  });
});

describe('what no budget may hold', () => {
  /** A post typed below the others of the high school, paid from what is given. */
  async function withPost(name: string, paidFrom: (account: string) => string, id: string | null = null) {
    const bytes = await readFile(path.join(made, GRADE_SCHOOL));
    const [post] =
      (await readXlsx(bytes)).sheets.find((sheet) => sheet.name === 'Positions')?.rows.slice(4) ?? [];
    const titles = (await readXlsx(bytes)).sheets.find((sheet) => sheet.name === 'Positions')?.rows[3] ?? [];
    const cells: Record<string, string | number | null> = {};
    for (const [at, title] of titles.entries()) {
      const column = String.fromCharCode(65 + at);
      const value = post?.[at];
      if (title === 'Paid from') cells[`${column}300`] = paidFrom(String(value).replace(/=.*/, ''));
      else if (title === 'Position id') cells[`${column}300`] = id;
      else if (typeof value === 'string' || typeof value === 'number') cells[`${column}300`] = value;
    }
    return put(name, typeCells(bytes, 'Positions', cells));
  }

  test('a share of nothing keeps the file back with its row', async () => {
    const file = await withPost('share.xlsx', (account) => `${account}=0%;${account}=100%`);
    const { files } = await check(file);
    expect(files[0]).toMatchObject({ isRead: true });
    const [finding] = files[0]?.findings.filter(({ problem }) => problem.code === 'row.notStorable') ?? [];
    expect(finding).toMatchObject({
      problem: { severity: 'fatal', params: { field: 'splits' } },
      cell: expect.stringMatching(/^Positions![A-Z]+300$/),
    });
  });

  test('a post of a foreign id that nothing pays is refused, and the other files are read', async () => {
    const file = await withPost('unpaid.xlsx', () => '', 'from-elsewhere');
    const { files } = await check(file, path.join(made, HIGH_SCHOOL));
    expect(files.map(({ isRead }) => isRead)).toEqual([true, true]);
    expect(
      cellsOf(
        files.find((one) => one.file === 'unpaid.xlsx')!,
        'row.withoutId',
      ),
    ).toEqual(['Positions!A300']);
  });
});
