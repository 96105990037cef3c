import { describe, expect, test } from '@jest/globals';
import { checkSacsExport } from '../../../server/imports/check-sacs-export.js';
import { readSacsLines } from '../../../server/imports/read-sacs-export.js';
import { sacsFindings } from '../../support/sacs-export.js';

const lines = (text: string) => {
  const read = readSacsLines(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
};
const problems = (text: string) => {
  const read = readSacsLines(text, 'export.dat');
  return read.ok ? [] : read.problems;
};

const EXPORT = [
  '"2025-26","12345670000000","BS1","BE"',
  '"0100000111010001100","1000.00","I"',
  '"-1","EOD","12345670000000","BS1","BE","1"',
  '"2026-27","12345670000000","BS1","BB"',
  '"0100000111010001100","2000.00","I"',
  '"2153100000085006200","-81.50","I"',
  '"010000000000000979Z","5.00","C"',
  '"-1","EOD","12345670000000","BS1","BB","3"',
  '"2026-27","12345670000000","BS1","BB","ELEMENT"',
  '"ADA","1234.5"',
  '"-1","EOD","12345670000000","BS1","BB","1"',
  '"-1","EOF","12345670000000","12","",""',
  '',
].join('\r\n');

describe('rows of a state export', () => {
  test('of the state’s own system, block by block, without supplemental data', () => {
    expect(lines(EXPORT)).toEqual([
      {
        account: '0100000111010001100',
        cents: 100_000,
        dataset: '2025-26 BS1 BE',
        isCalculated: false,
        row: 2,
      },
      {
        account: '0100000111010001100',
        cents: 200_000,
        dataset: '2026-27 BS1 BB',
        isCalculated: false,
        row: 5,
      },
      {
        account: '2153100000085006200',
        cents: -8_150,
        dataset: '2026-27 BS1 BB',
        isCalculated: false,
        row: 6,
      },
      { account: '010000000000000979Z', cents: 500, dataset: '2026-27 BS1 BB', isCalculated: true, row: 7 },
    ]);
  });

  test.each([
    ['commas', '0100000111010001100,12.34\n'],
    ['tabs', '0100000111010001100\t12.34\n'],
    ['blanks', '0100000111010001100      12.34\n'],
    ['quotes and a byte order mark', '\uFEFF"0100000111010001100","12.34"\n'],
    ['hyphens', '01-0000-0-1110-1000-1100,12.34\n'],
    ['a column for the account', 'Ccode,Account,Value\n12,0100000111010001100,12.34\n'],
    [
      'a column for each segment, zeros lost',
      'Fund,Resource,Project Year,Goal,Function,Object,Amount\n1,0,0,1110,1000,1100,"$12.34"\n',
    ],
  ])('with %s', (_name, text) => {
    expect(lines(text)).toMatchObject([{ account: '0100000111010001100', cents: 1_234 }]);
  });

  test('negative amounts, with a sign or in parentheses', () => {
    expect(lines('0100000111010001100,-1\n0100000111010001100,(1.50)\n').map(({ cents }) => cents)).toEqual([
      -100, -150,
    ]);
  });

  test('what cannot be read is named with its row', () => {
    expect(
      problems('0100000111010001100,1.00\n010000011101000110,1.00\n0100000111010001100,lots\n'),
    ).toMatchObject([
      {
        code: 'import.badCell',
        place: { file: 'export.dat', row: 2 },
        params: { value: '010000011101000110' },
      },
      { code: 'import.badCell', place: { file: 'export.dat', row: 3 }, params: { value: 'lots' } },
    ]);
    expect(problems('0100000111010001100\n')).toHaveLength(1);
    expect(problems('"0100000111010001100')).toMatchObject([{ code: 'import.notCsv' }]);
    expect(lines('')).toEqual([]);
  });
});

describe('the state’s checks of an export', () => {
  test('every check answers, also one that passes', () => {
    const checked = checkSacsExport(EXPORT);
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
    expect(Object.entries(checked.value).map(([id, { severity }]) => `${id} ${severity}`)).toHaveLength(12);
    expect(checked.value['CHECKFUND']).toEqual({ severity: 'fatal', findings: [] });
    expect(checked.value['CHK-FUNDxRESOURCE']).toEqual({
      severity: 'warning',
      findings: [
        {
          dataset: '2026-27 BS1 BB',
          codes: '21-5310',
          reason: 'account.combination',
          cents: -8_150,
          rows: [6],
        },
      ],
    });
  });

  test('codes are gathered over the rows that have them; rows of nothing and totals are left out', () => {
    expect(
      sacsFindings([
        ['0198760111010001100', 100],
        ['0198760111010004300', -40],
        ['0198760111010004400', 0],
        ['0100000000000001100', 100],
        ['01VARY0000000009790', 5],
      ]),
    ).toEqual({
      CHECKRESOURCE: ['9876 60'],
      'CHK-FUNDxRESOURCE': ['01-9876 60'],
      'CHK-FUNCTIONxOBJECT': ['0000-1100 100'],
    });
  });

  test('codes are of the fiscal year of their block', () => {
    const block = (year: string) => `"${year}","12345670000000","A","BA"\n"0132100111010001100","1.00","I"\n`;
    const found = (year: string) => {
      const checked = checkSacsExport(block(year));
      return checked.ok ? (checked.value['CHECKRESOURCE']?.findings.map(({ reason }) => reason) ?? []) : null;
    };
    expect(found('2025-26')).toEqual([]);
    expect(found('2026-27')).toEqual(['account.inactive']);
  });

  test('a file that cannot be read is its problems', () => {
    expect(checkSacsExport('lots of money\n').ok).toBe(false);
  });
});
