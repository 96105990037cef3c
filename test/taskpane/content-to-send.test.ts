import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SiteContent } from '../../src/core/budget/site-content.js';
import { decodeWorkbook } from '../../src/core/workbook/decode.js';
import { HEADER_ROW } from '../../src/core/workbook/layout.js';
import { contentToSend } from '../../src/taskpane/sheet/content-to-send.js';
import { FakeExcel } from '../support/fake-excel.js';
import { smallContent, smallIdentity, smallIndex } from '../support/small-book.js';

const index = smallIndex();
const cells = () => new FakeExcel(index, smallContent(), new Set(['site']), smallIdentity()).cells();

/** What somebody may put into a cell of a sheet whose protection is off, long things among it. */
const cell = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.integer({ min: 1, max: 400 }).map((length) => 'x1'.repeat(length)),
  fc.constantFrom('', null, true, 1e300, -3, '999%', 'a=999%;b=0%', '=', ';', '-'),
);
const row = fc.array(cell, { minLength: 11, maxLength: 15 });

describe('what a save sends', () => {
  test('whatever a readable sheet holds, the contract takes it, and no row is lost', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 4 }),
        fc.array(row, { maxLength: 4 }),
        fc.array(fc.tuple(fc.nat({ max: 10 }), fc.nat({ max: 14 }), cell), { maxLength: 6 }),
        (newLines, newPosts, edits) => {
          const budget = cells().budget.values.map((values) => [...values]);
          for (const [line, column, value] of edits) {
            const values = budget[HEADER_ROW + 1 + line];
            if (values) values[column] = value;
          }
          const decoded = decodeWorkbook(index, smallContent(), {
            budget: { values: [...budget, ...newLines] },
            positions: { values: [...cells().positions.values, ...newPosts] },
          }).content;
          const sent = contentToSend(decoded);
          expect(SiteContent.safeParse(sent).error).toBeUndefined();
          for (const rows of ['lines', 'positions'] as const) {
            expect(new Set(sent[rows].map(({ id }) => id)).size).toBe(decoded[rows].length);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('an untouched sheet goes as it is, row by row the same objects', () => {
    const content = decodeWorkbook(index, smallContent(), cells()).content;
    const sent = contentToSend(content);
    expect(sent).toEqual(smallContent());
    sent.lines.forEach((line, at) => expect(line).toBe(content.lines[at]));
    sent.positions.forEach((post, at) => expect(post).toBe(content.positions[at]));
  });
});
