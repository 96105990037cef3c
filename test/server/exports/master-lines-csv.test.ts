import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import {
  mergeRevisions,
  type ApprovedLine,
  type MasterBudget,
} from '../../../src/core/merge/master-budget.js';
import { masterLinesCsv } from '../../../server/exports/master-lines-csv.js';
import { smallBook } from '../../support/small-book.js';

const { plan } = smallBook();
const ACCOUNT = '100-1131-608-050-410';

function masterOf(...lines: Partial<ApprovedLine>[]): MasterBudget {
  return mergeRevisions([
    {
      siteCode: '608',
      siteName: 'Maple Valley High School',
      revision: 3,
      contentHash: 'hash',
      approvedBy: 'Julia Ortiz',
      approvedAt: '2024-03-01T17:00:00.000Z',
      totalCents: 0,
      totalFte: 0,
      lines: lines.map((line, at) => ({
        lineId: `line-${String(at)}`,
        account: ACCOUNT,
        title: 'Supplies',
        currentCents: 0,
        currentFte: 0,
        proposedCents: 0,
        proposedFte: 0,
        justification: '',
        ...line,
      })),
    },
  ]);
}

const csvOf = (...lines: Partial<ApprovedLine>[]) =>
  Buffer.from(masterLinesCsv(plan, masterOf(...lines))).toString('utf8');
const rowsOf = (...lines: Partial<ApprovedLine>[]): Record<string, string>[] =>
  parse(csvOf(...lines), { columns: true });

describe('the lines of a master budget as CSV', () => {
  test('one row a line: the account whole and by segment, amounts with two decimals, FTE with what it has', () => {
    const line = {
      title: 'Teachers',
      currentCents: 12_700_000,
      currentFte: 20_000,
      proposedCents: 5,
      proposedFte: 15_500,
      justification: 'One class less',
    };
    expect(csvOf(line)).toBe(
      'account,fund,function,cost_centre,area,object,site,revision,line_id,title,' +
        'current_amount,current_fte,proposed_amount,proposed_fte,justification\r\n' +
        `${ACCOUNT},100,1131,608,050,410,608,3,line-0,Teachers,127000.00,2,0.05,1.55,One class less\r\n`,
    );
  });

  test('negative amounts stay numbers, with a plain minus and nothing before it', () => {
    const [row] = rowsOf({ currentCents: -1, proposedCents: -25_050, proposedFte: -5_000 });
    expect(row).toMatchObject({ current_amount: '-0.01', proposed_amount: '-250.50', proposed_fte: '-0.5' });
  });

  test.each(['=HYPERLINK("http://x","y")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'text that a spreadsheet would run is prefixed, wherever somebody could have put it: %j',
    (text) => {
      const account = `${text}-1131`;
      const [row] = rowsOf({ title: text, justification: text, lineId: text, account });
      expect(row).toMatchObject({
        title: `'${text}`,
        justification: `'${text}`,
        line_id: `'${text}`,
        account: `'${account}`,
        fund: '',
      });
    },
  );

  test('commas, quotes and line breaks come back as they were', () => {
    const text = 'Paper, "A4"\nand ink – 5 %';
    const rows = rowsOf({ title: text, justification: text }, { title: 'next' });
    expect(rows.map(({ title }) => title)).toEqual([text, 'next']);
    expect(rows[0]?.['justification']).toBe(text);
  });

  test('text that only looks like a number elsewhere is left alone', () => {
    const [row] = rowsOf({ title: "o'clock = 8", justification: '1-2' });
    expect(row).toMatchObject({ title: "o'clock = 8", justification: '1-2' });
  });
});
