import { beforeAll, describe, expect, test } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import { mergeRevisions } from '../../../src/core/merge/master-budget.js';
import { tieOut } from '../../../src/core/merge/tie-out.js';
import { viewStaff } from '../../../src/core/merge/staff-in-view.js';
import { masterSheets } from '../../../server/workbooks/master-sheets.js';
import type { MasterReport } from '../../../server/workbooks/report-sheet.js';
import { writeMasterWorkbook } from '../../../server/workbooks/write-master-workbook.js';
import { sampleDistrict } from '../../support/sample-district.js';
import { sampleProposal } from '../../support/sample-proposal.js';
import { validatorFindings } from '../../support/valid-workbook.js';

let report: MasterReport;

beforeAll(async () => {
  const district = await sampleDistrict();
  const { plan, sites, allocations, revenue, openings } = district;
  const revisions = await sampleProposal(district);
  const master = mergeRevisions(revisions);
  const posts = new Map([...openings].map(([code, { positions }]) => [code, positions]));
  const staff = viewStaff(plan, master, posts, posts);
  report = {
    plan,
    version: 3,
    createdBy: 'Anna Chen',
    createdAt: '2024-04-02T16:00:00.000Z',
    contentHash: 'a'.repeat(64),
    master,
    tieOut: tieOut(plan, master, { sites, revisions, allocations, revenue, staff }),
    explanations: [
      {
        id: '00000000-0000-4000-8000-000000000001',
        key: 'total/transfers/all',
        differenceCents: -13_588_000,
        differenceFte: 0,
        text: 'Funds 208, 248 and 410 plan transfers in that the general fund does not show.',
        author: 'Anna Chen',
        // An evening in Oregon, the next day in UTC.
        at: '2024-04-04T03:00:00.000Z',
      },
    ],
    stages: [
      {
        stage: 'proposed',
        date: '2024-04-20',
        resolution: '',
        by: 'Anna Chen',
        at: '2024-04-20T16:00:00.000Z',
      },
    ],
  };
});

const sheetsOf = async (given: MasterReport) => (await readXlsx(await writeMasterWorkbook(given))).sheets;

describe('the master workbook of the sample district', () => {
  test('has its sheets, and each adds up to the whole budget', async () => {
    const sheets = await sheetsOf(report);
    expect(sheets.map(({ name }) => name)).toEqual([
      'Summary',
      'By fund',
      'By funding source',
      'By site',
      'By function',
      'By object group',
      'Tie-out',
      'Staff',
      'Sources',
      'Lines',
    ]);
    for (const { name, rows } of sheets.slice(1, 6)) {
      const proposed = rows.slice(4, -1).map((row) => Math.round(Number(row[3]) * 100));
      expect([name, proposed.reduce((sum, cents) => sum + cents, 0)]).toEqual([name, 2_498_994_226]);
      expect(rows.at(-1)?.[3]).toBe(24_989_942.26);
    }
    expect(sheets.at(-1)?.rows).toHaveLength(4 + 2_227);
  });

  test('lists every difference with its explanation and who signed it', async () => {
    const rows = (await sheetsOf(report)).find(({ name }) => name === 'Tie-out')?.rows ?? [];
    const transfers = rows.filter((row) => String(row[0]).startsWith('Whole district, transfers'));
    expect(transfers).toEqual([
      [
        'Whole district, transfers out against transfers in',
        'Dayton School District 8',
        431_200,
        567_080,
        -135_880,
        null,
        'Explained',
        'Funds 208, 248 and 410 plan transfers in that the general fund does not show.',
        'Anna Chen, 2024-04-03',
      ],
    ]);
    const revenue = rows.filter((row) => String(row[0]).includes('expenditure against revenue'));
    expect(revenue.map((row) => row[6])).toEqual(Array.from({ length: 11 }, () => 'To be explained'));
    expect(rows.filter((row) => String(row[0]).includes('against what sites submitted'))).toHaveLength(7);
  });

  test('codes stay text, and what somebody typed is no formula and no error', async () => {
    const [account] = report.master.accounts;
    const [line] = account?.lines ?? [];
    if (!account || !line) throw new Error('no account');
    const odd = ['=1+1', '#N/A', '@x', '_x0041_', '-5', 'a\tb'];
    const lines = odd.map((title, at) => ({
      ...line,
      ...account.lines[0]!,
      lineId: `o${String(at)}`,
      title,
    }));
    const master = { ...report.master, accounts: [{ ...account, lines }] };
    const sheet = (await sheetsOf({ ...report, master })).at(-1);
    expect(sheet?.rows.slice(4).map((row) => row[7])).toEqual(odd);
    expect(sheet?.rows[4]?.slice(0, 6)).toEqual([account.account, ...account.account.split('-')]);
  });

  test('above 200,000 lines the lines are in the CSV, and the summary names it', () => {
    const [account] = report.master.accounts;
    const [line] = account?.lines ?? [];
    if (!account || !line) throw new Error('no account');
    const many = (count: number) => {
      const lines = Array.from({ length: count }, () => line);
      return masterSheets({ ...report, master: { ...report.master, accounts: [{ ...account, lines }] } });
    };
    expect(many(200_000).at(-1)?.name).toBe('Lines');
    const without = many(200_001);
    expect(without.map(({ name }) => name)).not.toContain('Lines');
    expect(JSON.stringify(without[0]?.rows)).toContain('master-budget-v3.csv');
  });

  test('is valid by the Open XML SDK', async () => {
    expect(await validatorFindings(await writeMasterWorkbook(report))).toEqual([]);
  });

  test('the same version gives the same bytes', async () => {
    expect(await writeMasterWorkbook(report)).toEqual(await writeMasterWorkbook(report));
  });
});
