import { describe, expect, test } from '@jest/globals';
import { readIdentity } from '../../src/excel/open-workbook.js';
import { readSheets } from '../../src/excel/snapshot.js';
import { loadXlsx } from '../../src/workbench/host/load-xlsx.js';
import { goldenCases, goldenOutcome } from '../support/golden.js';
import { openExcel } from '../support/office-host.js';

// The server reads the same files in test/server/workbooks/golden.test.ts, to the same outcome.
describe('golden workbooks, read through Excel', () => {
  test.each(goldenCases())('$name', async ({ bytes, book, expected }) => {
    openExcel(await loadXlsx(bytes, 'workbook.xlsx'));
    const identity = await readIdentity();
    if (identity === null) {
      // The server says what a file lacks; the pane goes no further than that it is none of Sitebook's.
      expect(expected.identity).toBeNull();
      expect(expected.refusals).not.toEqual([]);
      return;
    }
    expect({ ...goldenOutcome(book, identity, await readSheets()), refusals: [] }).toEqual(expected);
  });
});
