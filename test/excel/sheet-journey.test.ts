import { beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { writeSiteWorkbook } from '../../server/workbooks/write-site-workbook.js';
import { addPost } from '../../src/core/budget/edit-content.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import { openSheet } from '../../src/core/validation/sheet-state.js';
import { decodeWorkbook, type DecodedWorkbook } from '../../src/core/workbook/decode.js';
import { staleDerivedCells } from '../../src/core/workbook/derived-cells.js';
import { lockSheets, unprotectedSheets } from '../../src/excel/locks.js';
import { readIdentity, writeBaseRevision } from '../../src/excel/open-workbook.js';
import { cellName, cellOf, parseCell } from '../../src/core/workbook/cell-of-place.js';
import { selectCell } from '../../src/excel/select-place.js';
import { readSheets } from '../../src/excel/snapshot.js';
import { editCells } from '../../src/excel/edit-cells.js';
import { writeDerivedCells, writeOpenCells } from '../../src/excel/write-cells.js';
import type { ExcelHost } from '../../src/workbench/host/excel-host.js';
import { loadXlsx } from '../../src/workbench/host/load-xlsx.js';
import { indexBook } from '../../src/core/validation/book-index.js';
import { changeSheet } from '../support/change-sheet.js';
import { openExcel } from '../support/office-host.js';
import { tinyBook } from '../support/arbitrary-content.js';

const SITE = new Set(['site']);
const line = (id: string, account: string, enteredCents: number) => ({
  id,
  account,
  title: 'Program',
  currentCents: enteredCents,
  currentFte: 0,
  enteredCents,
  justification: '',
  unread: [],
});
const CONTENT: SiteContent = {
  lines: [
    line('salaries', '100-1111-608-111', 0),
    line('pers', '100-1111-608-211', 0),
    line('wc', '100-1111-608-231', 0),
    line('med', '100-1111-608-241', 0),
    line('supplies', '100-1111-608-410', 1_234_50),
    line('software', '100-1111-608-470', 500_00),
    line('utilities', '100-2542-608-410', 9_000_00),
  ],
  positions: [
    {
      id: 'teacher',
      number: 'P-608-0001',
      title: 'Teacher',
      jobClass: 'licensed',
      fte: 10_000,
      annualSalaryCents: 6_500_422,
      pricedAt: 'actual',
      status: 'filled',
      benefitPlans: ['PERS', 'WC', 'MED'],
      splits: [{ account: '100-1111-608-111', sharePpm: 1_000_000 }],
      unread: [],
    },
  ],
};

let index: BookIndex;
let host: ExcelHost;
let protections: boolean[];

beforeEach(async () => {
  index = indexBook({ ...tinyBook(), opening: CONTENT });
  const identity = {
    workbookId: randomUUID(),
    layoutVersion: 1,
    district: 'tiny',
    yearId: '2024-25',
    siteCode: '608',
    baseRevision: 0,
  };
  const bytes = await writeSiteWorkbook(index, CONTENT, SITE, identity, randomUUID());
  ({ host } = openExcel(await loadXlsx(bytes, 'Tiny.xlsx')));
  protections = [];
  host.workbook.listen((event) => {
    if (event.kind === 'protectionChanged') protections.push(event.isProtected);
  });
});

const read = async (): Promise<DecodedWorkbook> => decodeWorkbook(index, CONTENT, await readSheets());
const check = async () => {
  const decoded = await read();
  const { content, figures, problems } = openSheet(index, decoded.content);
  return { decoded, content, figures, problems };
};
const address = (decoded: DecodedWorkbook, lineId: string, field: 'amount' | 'account' | 'besidePosts') => {
  const place = cellOf(index, decoded, { kind: 'line', lineId, field }, SITE);
  if (!place) throw new Error(`no cell for ${lineId}`);
  return cellName(place);
};

describe('a generated workbook, opened in Excel', () => {
  test('says who it is, and what it holds is what was written', async () => {
    expect(await readIdentity()).toMatchObject({ siteCode: '608', yearId: '2024-25', baseRevision: 0 });
    await writeBaseRevision(4);
    expect(await readIdentity()).toMatchObject({ baseRevision: 4 });
    const decoded = await read();
    expect(decoded.problems).toEqual([]);
    expect(decoded.content).toEqual(CONTENT);
  });

  test('comes locked: her amounts are open, account strings and the rows of others are not', async () => {
    const { decoded } = await check();
    const type = (lineId: string, field: 'amount' | 'account') =>
      host.actions.typeCell('Budget', address(decoded, lineId, field), '5').ok;
    expect(type('supplies', 'amount')).toBe(true);
    expect(type('supplies', 'account')).toBe(false);
    expect(type('utilities', 'amount')).toBe(false);
    expect(type('salaries', 'amount')).toBe(false);
  });

  test('typing changes the balance, and never the protection', async () => {
    const before = await check();
    host.actions.typeCell('Budget', address(before.decoded, 'supplies', 'amount'), '2,234.50');
    const after = await check();
    expect(after.figures.balances[0]?.remainingCents).toBe(
      (before.figures.balances[0]?.remainingCents ?? 0) - 1_000_00,
    );
    expect(protections).toEqual([]);
    expect(host.actions.undo()).toBe(true);
    expect((await check()).figures.balances).toEqual(before.figures.balances);
  });

  test('text and a third of a dollar are problems at their cell, and one click mends them', async () => {
    const { decoded } = await check();
    const supplies = address(decoded, 'supplies', 'amount');
    const software = address(decoded, 'software', 'amount');
    host.actions.typeCell('Budget', supplies, "'1,500");
    host.actions.typeCell('Budget', software, '=1000/3');
    const broken = await check();
    expect(broken.problems.map(({ code, params }) => [code, params['suggestionCents']])).toEqual([
      ['cell.text', 150_000],
      ['cell.fractionOfCent', 33_333],
    ]);
    for (const problem of broken.problems) {
      const place = cellOf(index, broken.decoded, problem.place, SITE);
      if (!place) throw new Error('no cell');
      const edit = problem.code === 'cell.text' ? { value: 1500 } : { value: 333.33, roundTo: 2 };
      await editCells([{ ...place, ...edit }], false);
    }
    const mended = await check();
    expect(mended.problems).toEqual([]);
    expect(mended.content.lines.find(({ id }) => id === 'software')?.enteredCents).toBe(33_333);
    expect(host.workbook.sheet('Budget').formulasIn(cellBlock(software))).toEqual([['=ROUND(1000/3,2)']]);
    expect(protections).toEqual([]);
  });

  test('half a post cut: its salary and benefit lines follow, in one unprotect and protect', async () => {
    const { decoded } = await check();
    const fte = cellOf(index, decoded, { kind: 'position', positionId: 'teacher', field: 'fte' }, SITE);
    if (!fte) throw new Error('no cell');
    expect(host.actions.typeCell('Positions', cellName(fte).replace('Positions ', ''), '0.5').ok).toBe(true);
    const cut = await check();
    expect(cut.figures.lines.get('salaries')).toMatchObject({ proposedCents: 3_250_211, proposedFte: 5_000 });
    const stale = staleDerivedCells(index, cut.decoded, cut.figures);
    expect(stale.map(({ lineId, key }) => `${lineId} ${key}`).sort()).toEqual(
      ['med amount', 'pers amount', 'salaries amount', 'salaries fte'].sort(),
    );
    await writeDerivedCells(cut.decoded.lines, stale);
    expect(protections).toEqual([false, true]);
    const followed = await check();
    expect(staleDerivedCells(index, followed.decoded, followed.figures)).toEqual([]);
    expect(host.workbook.sheet('Budget').protection.options.allowSort).toBe(true);
  });

  test('a post is added below the others and feeds the same lines', async () => {
    const { decoded } = await check();
    const [teacher] = CONTENT.positions;
    if (!teacher) throw new Error('no post');
    const post = {
      ...teacher,
      id: randomUUID(),
      number: '',
      title: 'New teacher',
      status: 'vacant' as const,
      fte: 5_000,
    };
    await changeSheet(index, decoded, addPost(decoded.content, post), SITE);
    const added = await check();
    expect(added.content.positions).toEqual([...CONTENT.positions, post]);
    expect(added.figures.lines.get('salaries')?.proposedFte).toBe(15_000);
    const cell = (field: 'fte' | 'annualSalary') => {
      const place = cellOf(index, added.decoded, { kind: 'position', positionId: post.id, field }, SITE);
      return place ? cellName(place).replace('Positions ', '') : '';
    };
    expect(host.actions.typeCell('Positions', cell('fte'), '0.25').ok).toBe(true);
    expect(host.actions.typeCell('Positions', cell('annualSalary'), '1').ok).toBe(false);
  });

  test('a click on a problem selects its cell', async () => {
    const { decoded } = await check();
    const place = cellOf(index, decoded, { kind: 'allocation', fundingSource: 'GF' }, SITE);
    if (!place) throw new Error('no cell');
    await selectCell(place);
    expect(host.workbook.selection.sheet.name).toBe('Budget');
    expect(host.workbook.selection.block).toMatchObject({ row: place.row, column: place.column });
  });
});

describe('several open cells at once', () => {
  test('are written without touching the protection, and one undo takes them back', async () => {
    const before = await check();
    const cells = (['supplies', 'software'] as const).map((lineId, at) => {
      const place = cellOf(index, before.decoded, { kind: 'line', lineId, field: 'amount' }, SITE);
      if (!place) throw new Error(`no cell for ${lineId}`);
      return { ...place, value: at === 0 ? 1_034.5 : 700 };
    });
    await writeOpenCells(cells);
    const after = await check();
    const entered = (content: SiteContent) =>
      ['supplies', 'software'].map((id) => content.lines.find((one) => one.id === id)?.enteredCents);
    expect(entered(after.content)).toEqual([103_450, 70_000]);
    expect(protections).toEqual([]);
    expect(host.actions.undo()).toBe(true);
    expect(entered((await check()).content)).toEqual([123_450, 50_000]);
  });

  test('are all left alone when one of them is locked', async () => {
    const { decoded, content } = await check();
    const at = (lineId: string) => {
      const place = cellOf(index, decoded, { kind: 'line', lineId, field: 'amount' }, SITE);
      if (!place) throw new Error(`no cell for ${lineId}`);
      return { ...place, value: 1 };
    };
    await expect(writeOpenCells([at('utilities'), at('supplies')])).rejects.toThrow();
    expect((await check()).content).toEqual(content);
  });
});

test('a wrong code of an account is found in the column of its segment', async () => {
  const { decoded } = await check();
  const place = { kind: 'line', lineId: 'supplies', field: 'account' } as const;
  const column = (part?: string) => cellOf(index, decoded, place, SITE, part)?.column;
  const segments = index.book.plan.chart.structure.segments.map(({ code }) => code);
  expect(segments.map((segment) => column(segment))).toEqual(segments.map((_, at) => at));
  expect([column(), column('surplus')]).toEqual([0, 0]);
});

describe('locking', () => {
  test('a sheet that is right is not touched', async () => {
    expect(await lockSheets(index, await read(), SITE)).toEqual({
      isChanged: false,
      wasProtected: true,
      shownIds: [],
    });
    expect(protections).toEqual([]);
  });

  test('another person opens other cells of the same workbook', async () => {
    const decoded = await read();
    expect(await lockSheets(index, decoded, new Set(['facilities', 'finance']))).toMatchObject({
      isChanged: true,
    });
    const type = (lineId: string, field: 'amount' | 'besidePosts') =>
      host.actions.typeCell('Budget', address(decoded, lineId, field), '5').ok;
    expect(type('utilities', 'amount')).toBe(true);
    expect(type('salaries', 'besidePosts')).toBe(true);
    expect(type('supplies', 'amount')).toBe(false);
  });

  test('a sheet that was unprotected is found and locked again', async () => {
    host.actions.unprotectSheet('Budget');
    expect(await unprotectedSheets()).toEqual(['Budget']);
    expect(await lockSheets(index, await read(), SITE)).toMatchObject({ wasProtected: false });
    expect(await unprotectedSheets()).toEqual([]);
  });

  test("somebody else's password is respected", async () => {
    host.actions.unprotectSheet('Budget');
    host.actions.protectSheet('Budget', 'secret');
    const decoded = await read();
    await expect(lockSheets(index, decoded, new Set(['facilities']))).rejects.toMatchObject({
      fault: 'excel.protectedByOthers',
    });
    expect(host.workbook.sheet('Budget').protection.isProtected).toBe(true);
  });
});

function cellBlock(cell: string) {
  const at = parseCell(cell);
  if (!at) throw new Error(cell);
  return { ...at, rows: 1, columns: 1 };
}
