import { describe, expect, test } from '@jest/globals';
import { readDistrictFolder } from '../../../server/imports/read-district-folder.js';
import { countingIds, sampleFiles } from '../../support/sample-district.js';

const problemsOf = async (change: (files: Map<string, string>) => void) => {
  const files = new Map(await sampleFiles());
  change(files);
  const read = readDistrictFolder(files, countingIds());
  return read.ok ? [] : read.problems.map(({ code, place, params }) => ({ code, place, params }));
};

/** Replaces one row of a file; the header is row 1. */
const putRow = (files: Map<string, string>, file: string, row: number, text: string) => {
  const lines = (files.get(file) ?? '').split('\n');
  lines[row - 1] = text;
  files.set(file, lines.join('\n'));
};

describe('import files that are wrong', () => {
  test('every bad row of every file is listed with its place, and nothing is imported', async () => {
    const problems = await problemsOf((files) => {
      putRow(files, 'lines.csv', 2, '100-1220-001-320-112,Title,12.345,0,0,0');
      putRow(files, 'lines.csv', 3, '100-1220-001-320-999,Title,1.00,0,0,0');
      putRow(files, 'lines.csv', 4, '100-1220-1-320-112,Title,1.00,x,0,0');
      putRow(
        files,
        'positions.csv',
        2,
        'P-1,Title,wizard,1,10.00,actual,filled,NOPE,100-2321-001-000-113=60%',
      );
      putRow(files, 'allocations.csv', 2, '2024-02-31,999,999,initial,1.00,0,why,who');
      putRow(files, 'ownership.csv', 2, '*-*-*-*-*-*,both,finance,Business office,why');
    });
    const places = problems.map(({ code, place }) => [
      code,
      'file' in place ? place.file : '',
      'row' in place ? place.row : 0,
      'column' in place ? place.column : '',
    ]);
    expect(places).toEqual(
      expect.arrayContaining([
        ['import.badCell', 'lines.csv', 2, 'amount'],
        ['import.badAccount', 'lines.csv', 3, 'account'],
        ['import.badCell', 'lines.csv', 4, 'fte'],
        ['import.badCell', 'positions.csv', 2, 'job_class'],
        ['import.badCell', 'positions.csv', 2, 'benefit_plans'],
        ['import.badCell', 'positions.csv', 2, 'splits'],
        ['import.badCell', 'allocations.csv', 2, 'date'],
        ['import.badCell', 'ownership.csv', 2, 'pattern'],
      ]),
    );
    expect(places).toHaveLength(8);
  });

  test('references that lead nowhere', async () => {
    const problems = await problemsOf((files) => {
      putRow(files, 'allocations.csv', 2, '2024-02-01,999,998,initial,1.00,0,why,who');
      putRow(files, 'revenue.csv', 2, '100-R1,998,Taxes,1.00');
      files.set(
        'sites.csv',
        (files.get('sites.csv') ?? '').replace('571,Dayton Junior High School,middle\n', ''),
      );
    });
    const count = (code: string) => problems.filter((problem) => problem.code === code).length;
    expect(problems).toContainEqual({
      code: 'import.badCell',
      place: { kind: 'file', file: 'allocations.csv', row: 2, column: 'site' },
      params: { value: '999', detail: 'there is no such site' },
    });
    expect(problems.some(({ place }) => place.kind === 'file' && place.file === 'revenue.csv')).toBe(true);
    expect(count('import.unknownSite')).toBeGreaterThanOrEqual(560);
  });

  test('missing files, columns and settings, and files that are no table', async () => {
    expect(await problemsOf((files) => files.delete('lines.csv'))).toEqual([
      { code: 'import.fileMissing', place: { kind: 'file', file: 'lines.csv' }, params: {} },
    ]);
    expect(await problemsOf((files) => files.set('lines.csv', 'account,title\n"100-'))).toMatchObject([
      { code: 'import.notCsv' },
    ]);
    expect(await problemsOf((files) => files.set('rules.json', '{'))).toMatchObject([
      { code: 'import.notJson' },
    ]);
    expect(
      await problemsOf((files) => files.set('revenue.csv', 'account,title,amount\n100-R1,Taxes,1.00')),
    ).toEqual([
      {
        code: 'import.columnMissing',
        place: { kind: 'file', file: 'revenue.csv', row: 2, column: 'funding_source' },
        params: { column: 'funding_source' },
      },
    ]);
    const noYear = await problemsOf((files) =>
      files.set('district.csv', (files.get('district.csv') ?? '').replace('year,2024-25\n', '')),
    );
    expect(noYear).toContainEqual({
      code: 'import.settingMissing',
      place: { kind: 'file', file: 'district.csv' },
      params: { key: 'year' },
    });
  });
});
