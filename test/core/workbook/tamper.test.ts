import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import type { BookIndex } from '../../../src/core/validation/book-index.js';
import { computeFigures } from '../../../src/core/validation/sheet-state.js';
import { decodeWorkbook } from '../../../src/core/workbook/decode.js';
import { HEADER_ROW } from '../../../src/core/workbook/layout.js';
import type { CellValue } from '../../../src/core/workbook/read-figure.js';
import { openLineKeys, openPostKeys } from '../../../src/core/workbook/sheet-plan.js';
import { findTampered, lockedBaseline, planRestore, UNTOUCHED } from '../../../src/core/workbook/tamper.js';
import { arbitraryContent, tinyIndex } from '../../support/arbitrary-content.js';
import { applyWrites, cellsOfContent, type SheetGrids } from '../../support/sheet-grids.js';
import { smallContent, smallIndex } from '../../support/small-book.js';

const SITE = new Set(['site']);

function look(index: BookIndex, base: SiteContent, cells: SheetGrids, owners = SITE) {
  const baseline = lockedBaseline(index, base, owners);
  const decoded = decodeWorkbook(index, base, cells);
  return findTampered(baseline, cells, decoded, computeFigures(index, base));
}

describe('the small site', () => {
  const index = smallIndex();
  const base = smallContent();
  const cells = () => cellsOfContent(index, base, SITE);
  const set = (
    grids: SheetGrids,
    sheet: 'budget' | 'positions',
    id: string,
    title: string,
    value: CellValue,
  ) => {
    const row = grids[sheet].values.find((values) => values.includes(id)) ?? [];
    row[grids[sheet].values[HEADER_ROW]?.indexOf(title) ?? -1] = value;
  };
  const found = (grids: SheetGrids) =>
    look(index, base, grids).cells.map(({ group, title, was, is }) => [group, title, was, is]);

  test('an untouched sheet has nothing to tell, and neither has one that was only typed into', () => {
    const grids = cells();
    expect(look(index, base, grids)).toBe(UNTOUCHED);
    set(grids, 'budget', 'line-6', 'Proposed amount', 5);
    set(grids, 'budget', 'line-6', 'Justification', 'why');
    set(grids, 'budget', 'line-1', 'Proposed FTE', 9);
    set(grids, 'budget', 'line-1', 'Proposed amount', 9);
    set(grids, 'positions', 'post-1', 'Title', 'Teacher');
    set(grids, 'positions', 'post-1', 'FTE', 0.25);
    expect(look(index, base, grids)).toBe(UNTOUCHED);
  });

  test('tells every locked cell that was changed, what it was and what it is', () => {
    const grids = cells();
    set(grids, 'budget', 'line-6', 'Area', 50);
    set(grids, 'budget', 'line-6', 'What for', 'Pencils');
    set(grids, 'budget', 'line-6', 'Current amount', 1);
    set(grids, 'budget', 'line-1', 'Current FTE', '');
    set(grids, 'budget', 'line-6', 'Who edits', 'Me');
    set(grids, 'budget', 'line-6', 'Beside posts', 7);
    set(grids, 'budget', 'line-7', 'Proposed amount', 1);
    set(grids, 'budget', 'line-1', 'Beside posts', 1);
    set(grids, 'positions', 'post-1', 'Salary at 1.0 FTE', 1);
    set(grids, 'positions', 'post-1', 'Paid from', '100-1131-608-050-112');
    expect(found(grids)).toEqual([
      ['current', 'Current FTE', 2, ''],
      ['notYours', 'Beside posts', 0, 1],
      ['account', 'Area', '050', 50],
      ['label', 'What for', 'Supplies', 'Pencils'],
      ['current', 'Current amount', 12_480, 1],
      ['notYours', 'Beside posts', null, 7],
      ['owner', 'Who edits', 'Maple Valley High School', 'Me'],
      ['notYours', 'Proposed amount', 48_000, 1],
      ['notYours', 'Salary at 1.0 FTE', 68_000, 1],
      ['account', 'Paid from', '100-1131-608-050-111', '100-1131-608-050-112'],
    ]);
  });

  test('a changed title is told as the one cell it is, and what stands below is still compared', () => {
    const grids = cells();
    (grids.budget.values[HEADER_ROW] ?? [])[8] = 'My amount';
    set(grids, 'budget', 'line-6', 'Current amount', 1);
    expect(found(grids)).toEqual([
      ['header', 'Proposed amount', 'Proposed amount', 'My amount'],
      ['current', 'Current amount', 12_480, 1],
    ]);
  });

  test('a row whose id was changed is known by its other locked cells', () => {
    const grids = cells();
    set(grids, 'budget', 'line-6', 'Line id', 'line-7');
    expect(found(grids)).toEqual([['id', 'Line id', 'line-6', 'line-7']]);
    set(grids, 'positions', 'post-2', 'Position id', '');
    expect(found(grids)).toHaveLength(2);
  });

  test("somebody else's row that is gone is told and put back below; an own one was removed", () => {
    const grids = cells();
    const { values } = grids.budget;
    for (const id of ['line-7', 'line-8'])
      values.splice(
        values.findIndex((row) => row.includes(id)),
        1,
      );
    const report = look(index, base, grids);
    expect(report.cells).toEqual([]);
    expect(report.missingRows.map(({ id, title }) => [id, title])).toEqual([
      ['line-7', '100-2542-608-000-325'],
    ]);
    applyWrites(grids, planRestore(report));
    expect(values.at(-1)).toEqual(cells().budget.values.find((row) => row.includes('line-7')));
    expect(look(index, base, grids)).toBe(UNTOUCHED);
  });
});

describe('laws, whatever was done to the cells', () => {
  const value: fc.Arbitrary<CellValue> = fc.oneof(
    fc.constantFrom<CellValue>(null, '', '  ', 0, 1, -1, '#REF!', true, 'line-1', 'line-2', 'Fund', 'Title'),
    fc.double({ noNaN: true }),
    fc.string({ maxLength: 5 }),
  );
  const blow = fc.record({
    sheet: fc.constantFrom('budget' as const, 'positions' as const),
    row: fc.nat({ max: 40 }),
    column: fc.nat({ max: 16 }),
    value,
    removes: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  });
  const scene = fc.record({
    content: arbitraryContent,
    blows: fc.array(blow, { maxLength: 12 }),
    owners: fc.constantFrom(['site'], ['site', 'facilities'], ['finance'], []),
  });

  /** Changes any cell from the titles on, and takes rows away. */
  function strike(
    grids: SheetGrids,
    blows: readonly (typeof blow extends fc.Arbitrary<infer T> ? T : never)[],
  ) {
    for (const { sheet, row, column, value: put, removes } of blows) {
      const { values } = grids[sheet];
      const at = HEADER_ROW + (row % (values.length - HEADER_ROW));
      if (removes && at > HEADER_ROW) values.splice(at, 1);
      else (values[at] ?? [])[column % (values[HEADER_ROW]?.length ?? 1)] = put;
    }
  }

  test('after putting back nothing is tampered with, and what was typed into open cells stays', () => {
    const index = tinyIndex();
    fc.assert(
      fc.property(scene, ({ content, blows, owners }) => {
        const own = new Set(owners);
        const grids = cellsOfContent(index, content, own);
        strike(grids, blows);
        const before = structuredClone(grids);
        const writes = planRestore(look(index, content, grids, own));
        applyWrites(grids, writes);
        expect(look(index, content, grids, own)).toEqual(UNTOUCHED);
        const decoded = decodeWorkbook(index, content, grids);
        const typed = (cells: SheetGrids, lines: boolean) => {
          const places = lines ? decoded.lines : decoded.positions;
          const { values } = lines ? cells.budget : cells.positions;
          const rows = lines
            ? content.lines.map((line) => [line.id, openLineKeys(index, line, own)] as const)
            : content.positions.map((post) => [post.id, openPostKeys(index, post, own)] as const);
          return rows.flatMap(([id, keys]) =>
            keys.map((key) => {
              const row = values[places.rows.get(id) ?? -1];
              return row === undefined ? 'added' : (row[places.columns.get(key) ?? -1] ?? null);
            }),
          );
        };
        for (const lines of [true, false]) {
          const [was, is] = [typed(before, lines), typed(grids, lines)];
          was.forEach((cell, at) => {
            if (cell !== 'added') expect(is[at]).toEqual(cell);
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  test('nothing is told of a sheet as it is written, whoever opens it', () => {
    const index = tinyIndex();
    fc.assert(
      fc.property(scene, ({ content, owners }) => {
        const own = new Set(owners);
        expect(look(index, content, cellsOfContent(index, content, own), own)).toBe(UNTOUCHED);
      }),
    );
  });
});
