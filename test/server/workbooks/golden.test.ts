import { describe, expect, test } from '@jest/globals';
import { readWorkbook } from '../../../server/workbooks/read-workbook.js';
import { goldenCases, goldenOutcome } from '../../support/golden.js';
import { writeGoldens } from '../../support/golden-recipes.js';

// Written anew on demand only: a change of what is read must be seen in the difference.
if (process.env['UPDATE_GOLDENS'] === '1') await writeGoldens();

describe('golden workbooks, read from the file', () => {
  const cases = goldenCases();

  test('there are all of them', () => {
    expect(cases.map(({ name }) => name)).toEqual([
      'clean',
      'copied-rows',
      'figures',
      'layout-1',
      'layout-1-typed',
      'missing-column',
      'moved',
      'not-sitebook',
      'posts',
      'spending',
    ]);
  });

  test.each(cases)('$name', ({ bytes, book, expected }) => {
    const read = readWorkbook(bytes, 'workbook.xlsx');
    if (!read.ok) {
      expect({ identity: null, content: null, problems: [], refusals: read.problems }).toEqual(expected);
      return;
    }
    const outcome = goldenOutcome(book, read.value.identity, read.value.cells);
    expect({ ...outcome, refusals: [] }).toEqual(expected);
  });
});
