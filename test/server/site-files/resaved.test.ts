import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { SITE_OWNER } from '../../../src/core/budget/site.js';
import { readDistrictFolder, type DistrictFolder } from '../../../server/imports/read-district-folder.js';
import { stableIds } from '../../../server/imports/stable-ids.js';
import { checkDistrictFiles, isRead } from '../../../server/site-files/district-files.js';
import type { ReadFile, SiteFile } from '../../../server/site-files/read-site-file.js';
import { differs, rowsOf } from '../../../src/core/merge/tie-out.js';
import { mergeSiteFiles } from '../../../server/site-files/merge-site-files.js';
import { editRows, typeCells, type RawValue } from '../../support/alter-workbook.js';
import { records, sampleFiles } from '../../support/sample-district.js';
import { parseCentsPlain } from '../../../src/core/money.js';

const RESAVED = path.resolve(import.meta.dirname, '../../resaved');
const OPTIONS = { owners: [SITE_OWNER], takesSuggestions: false, keepsContent: false };

let district: DistrictFolder;
let folder: string;

beforeAll(async () => {
  const read = readDistrictFolder(await sampleFiles(), stableIds());
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  district = read.value;
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-night-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const resaved = (program: string, site: string): SiteFile => ({
  name: `${site}.xlsx`,
  path: path.join(RESAVED, program, `${site}.xlsx`),
});

async function check(files: readonly SiteFile[]): Promise<ReadFile[]> {
  const reports = await checkDistrictFiles(district, files, OPTIONS);
  return reports.map((report) => {
    if (!isRead(report)) throw new Error(JSON.stringify(report.findings));
    return report;
  });
}

/** What was done to a file: every finding of the reader with its cell, and every change. */
const doneTo = ({ findings, changes }: ReadFile) => [
  ...findings
    .filter(({ problem }) => problem.ruleId === undefined)
    .map(({ problem, cell }) => `${problem.code} ${cell ?? ''}`.trim()),
  ...changes.map(({ row, cell }) => `${row.change} ${cell ?? row.account}`),
];

describe('workbooks that other programs saved', () => {
  test('all of Dayton’s 2,227 lines come back through LibreOffice as they went out', async () => {
    const files = district.sites.map(({ code }) => resaved('libreoffice-7.4', code));
    const reports = await check(files);
    expect(reports.flatMap(doneTo)).toEqual([]);
    const source = (await records('lines.csv')).map(({ account, title, amount = '', fte }) =>
      JSON.stringify([account, title, parseCentsPlain(amount), Number(fte)]),
    );
    const lines = reports.flatMap((report) => report.lines);
    expect(lines).toHaveLength(2_227);
    const back = lines.map(({ account, title, proposedCents, currentFte }) =>
      JSON.stringify([account, title, proposedCents, currentFte / 10_000]),
    );
    expect(back.sort()).toEqual(source.sort());
  });

  test('and through openpyxl, which drops the results of formulas', async () => {
    const [report] = await check([resaved('openpyxl-3.0', '608')]);
    expect(doneTo(report!)).toEqual([]);
    expect(report?.lines).toHaveLength(744);
  });
});

describe('reconciliation night', () => {
  /** A file as LibreOffice saved it, with something done to it. */
  async function altered(site: string, alter: (bytes: Uint8Array) => Uint8Array): Promise<SiteFile> {
    const { name, path: source } = resaved('libreoffice-7.4', site);
    const file = path.join(folder, name);
    await writeFile(file, alter(await readFile(source)));
    return { name, path: file };
  }
  const budget = (cells: Record<string, RawValue>) => (bytes: Uint8Array) =>
    typeCells(bytes, 'Budget', cells);

  test('every planted fault is found with its cell, and nothing else is flagged', async () => {
    const files = [
      // A dollar moved between two lines of the high school: 40,000.00 and 68,000.00 before.
      await altered('608', budget({ I22: 40_001, I18: 67_999 })),
      // An area code that lost its leading zero, and a post whose share was doubled.
      await altered('125', (bytes) =>
        typeCells(budget({ D6: 0 })(bytes), 'Positions', { H5: '100-1111-125-050-111 200%' }),
      ),
      // A row of the school's own that was deleted.
      await altered('571', (bytes) =>
        editRows(bytes, 'Budget', (rows) => rows.filter((_, at) => at !== OWN_ROW)),
      ),
      resaved('libreoffice-7.4', '000'),
      resaved('libreoffice-7.4', '001'),
    ];
    const reports = await check(files);
    const found = Object.fromEntries(reports.map((report) => [report.file, doneTo(report)]));
    // What came back merges, and equals what each file holds; the dollar that moved changes no total.
    const { master, tieOut } = mergeSiteFiles(district, reports, '2024-03-15T20:00:00Z');
    expect(tieOut.mergedEqualsSubmitted).toBe(true);
    expect(rowsOf(tieOut, 'site', 'revisions').filter(differs)).toEqual([]);
    const opening = [...district.openings.values()].flatMap(({ lines }) => lines);
    expect(master.totalCents).toBe(opening.reduce((sum, { currentCents }) => sum + currentCents, 0));
    expect(found).toEqual({
      '608.xlsx': ['changed Budget!I18', 'changed Budget!I22'],
      '125.xlsx': ['cell.lockedChanged Budget!D6', 'cell.lockedChanged Positions!H5'],
      '571.xlsx': ['row.removed Budget!A5', 'removed Budget!A5'],
      '000.xlsx': [],
      '001.xlsx': [],
    });
  });

  const OWN_ROW = 4;
});
