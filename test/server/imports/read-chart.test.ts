import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { indexChart } from '../../../src/core/account/chart-of-accounts.js';
import { checkCombinations } from '../../../src/core/account/check-combinations.js';
import { rollUp } from '../../../src/core/account/roll-up.js';
import { ImportProblems } from '../../../server/imports/csv-table.js';
import { readChart } from '../../../server/imports/read-chart.js';
import { readDistrictFolder } from '../../../server/imports/read-district-folder.js';
import { countingIds, sampleFiles } from '../../support/sample-district.js';

const CALIFORNIA = path.resolve(
  import.meta.dirname,
  '../../../assets/rule-packs/california-sacs/combinations.json',
);

const SEGMENTS = [
  'code,title,width,min_width,optional,characters',
  'fund,Fund,2,,,digits',
  'resource,Resource,5,4,no,digits',
  'goal,Goal,4,,,digits',
  'function,Function,4,,,digits',
  'object,Object,4,,,digits',
  'school,School,3,,yes,alphanumeric',
];
const CODES = [
  'segment,code,title,from,to,parent,state_code,heading',
  'resource,0000,Unrestricted,,,,,',
  'resource,30100,Title I,2020-07-01,,,3010,',
  'resource,30101,Title I parents,,2030-06-30,30100,,',
  'object,1000,Teachers,,,,,yes',
  'object,1100,Teachers,,,1000,,',
];
const FILES: Record<string, string[]> = {
  'segments.csv': SEGMENTS,
  'codes.csv': CODES,
  'account-forms.csv': [
    'form,title,separator,segments,rolled_up',
    'sacs,SACS,,fund;resource:4;goal;function;object,yes',
  ],
  'existing-accounts.csv': ['account', '01-0000-1110-1000-1100', '01-30101-1110-1000-1100-A12'],
  'requested-accounts.csv': [
    'account,description,requested_by',
    '01-30100-1110-1000-1100,Tutoring,Principal',
  ],
};

function read(change: Record<string, string[] | string | null> = {}) {
  const problems = new ImportProblems();
  const files = new Map<string, string>();
  for (const [file, rows] of Object.entries({ ...FILES, ...change })) {
    if (rows !== null) files.set(file, typeof rows === 'string' ? rows : rows.join('\n'));
  }
  const chart = readChart(files, '-', problems);
  return { chart, problems: problems.list };
}

/** Each problem as `code file row column` with its params. */
const found = (change: Record<string, string[] | string | null>) =>
  read(change).problems.map(({ code, place, params }) =>
    place.kind === 'file'
      ? [code, place.file, place.row ?? 0, place.column ?? '', ...Object.values(params)]
      : [code, place.kind],
  );

describe('a chart of accounts from files', () => {
  test('every column and every optional file', () => {
    const { chart, problems } = read({ 'combinations.json': readFileSync(CALIFORNIA, 'utf8') });
    expect(problems).toEqual([]);
    expect(chart.structure.segments[1]).toEqual({
      code: 'resource',
      title: 'Resource',
      width: 5,
      minWidth: 4,
      characters: 'digits',
    });
    expect(chart.structure.segments[5]).toMatchObject({ isOptional: true });
    expect(chart.codes['resource']).toEqual([
      { code: '0000', title: 'Unrestricted' },
      { code: '30100', title: 'Title I', from: '2020-07-01', stateCode: '3010' },
      { code: '30101', title: 'Title I parents', to: '2030-06-30', parent: '30100' },
    ]);
    expect(chart.codes['object']?.[0]).toEqual({ code: '1000', title: 'Teachers', isHeading: true });
    expect(chart.existing).toHaveLength(2);
    expect(chart.requested).toEqual([
      { account: '01-30100-1110-1000-1100', description: 'Tutoring', requestedBy: 'Principal' },
    ]);
    const index = indexChart(chart);
    expect(rollUp(index, '01-30101-1110-1000-1100-A12', 'sacs')).toMatchObject({
      account: '013010111010001100',
    });
    const checked = index.check('21-30101-1110-1000-1100');
    expect(checked.ok && checkCombinations(index, checked.codes, ['CHK-FUNDxRESOURCE'])).toMatchObject([
      { reason: 'notAllowed', codes: ['3010', '21'], ownCodes: ['30101', '21'] },
    ]);
  });

  test('without the new columns and files a chart is what it was', async () => {
    const files = new Map(await sampleFiles());
    // Parent and heading are the last two columns.
    const rows = (files.get('codes.csv') ?? '').trimEnd().split('\n');
    const plain = rows.filter((row) => !row.endsWith(',yes')).map((row) => row.replace(/(,[^,"]*){2}$/, ''));
    files.set('codes.csv', plain.join('\n'));
    const read = readDistrictFolder(files, countingIds());
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const { plan } = read.value;
    expect(Object.keys(plan.chart)).toEqual(['structure', 'codes']);
    expect(Object.keys(plan.chart.structure)).toEqual(['segments', 'separator']);
    const keys = new Set(
      Object.values(plan.chart.codes).flatMap((codes) => codes.flatMap((code) => Object.keys(code))),
    );
    expect([...keys]).toEqual(['code', 'title']);
    expect(new Set(plan.chart.structure.segments.flatMap((segment) => Object.keys(segment)))).toEqual(
      new Set(['code', 'title', 'width', 'characters']),
    );
  });
});

describe('charts that are wrong name file, row and column', () => {
  test('bad cells', () => {
    expect(
      found({
        'segments.csv': [
          ...SEGMENTS,
          'a b,Bad,3,,,digits',
          'short,Short,2,3,,digits',
          'odd,Odd,2,x,maybe,runes',
        ],
        'codes.csv': [...CODES, 'fund,01,General,2024-13-01,,,,', 'fund,02,Other,,,,,perhaps'],
        'account-forms.csv': ['form,title,separator,segments,rolled_up', 'x,X,,fund:99,'],
        'existing-accounts.csv': ['account', '""'],
        'requested-accounts.csv': ['account,description,requested_by', '01-0000-1110-1000-1100,,'],
      }).map((problem) => problem.slice(0, 4)),
    ).toEqual([
      ['import.badCell', 'segments.csv', 10, 'min_width'],
      ['import.badCell', 'segments.csv', 10, 'optional'],
      ['import.badCell', 'segments.csv', 10, 'characters'],
      ['import.badCell', 'segments.csv', 8, 'code'],
      ['import.badCell', 'segments.csv', 9, 'min_width'],
      ['import.badCell', 'account-forms.csv', 2, 'segments'],
      ['import.badCell', 'codes.csv', 7, 'from'],
      ['import.badCell', 'codes.csv', 8, 'heading'],
      ['import.badCell', 'existing-accounts.csv', 2, 'account'],
      ['import.badCell', 'requested-accounts.csv', 2, 'requested_by'],
    ]);
  });

  test('contradictions', () => {
    expect(
      found({
        'codes.csv': [
          ...CODES,
          'nowhere,1,None,,,,,',
          'resource,30102,Circle,,,30103,,',
          'resource,30103,Circle,,,30102,,',
          'resource,30104,Orphan,2024-07-01,2023-07-01,99999,304,',
          'resource,0000,Again,,,,,',
          'object,11,Short,,,,,',
        ],
        'account-forms.csv': [...(FILES['account-forms.csv'] ?? []), 'sacs,Again,x,fund;area,'],
        'existing-accounts.csv': ['account', '01-0000-1110-1000-1100', '01-0000'],
      }),
    ).toEqual([
      ['chart.duplicateForm', 'account-forms.csv', 3, 'form', 'sacs'],
      ['chart.separator', 'account-forms.csv', 3, 'separator', 'x'],
      ['chart.formSegment', 'account-forms.csv', 3, 'segments', 'sacs', 'area'],
      ['chart.datesReversed', 'codes.csv', 10, 'to', 'Resource', '30104', '2024-07-01', '2023-07-01'],
      ['chart.stateCodeShape', 'codes.csv', 10, 'state_code', 'Resource', '30104', '304', 4],
      ['chart.parentMissing', 'codes.csv', 10, 'parent', 'Resource', '30104', '99999'],
      ['chart.duplicateCode', 'codes.csv', 11, 'code', 'Resource', '0000'],
      ['chart.parentCircle', 'codes.csv', 8, 'parent', 'Resource', '30102', '30102 → 30103 → 30102'],
      ['chart.codeShape', 'codes.csv', 12, 'code', 'Object', '11', 4, 4, 'digits'],
      ['import.unknownSegment', 'codes.csv', 7, 'segment', 'nowhere'],
      ['chart.accountShape', 'existing-accounts.csv', 3, 'account', '01-0000', 'goal', '', 'missing'],
      ['chart.accountShape', 'existing-accounts.csv', 3, 'account', '01-0000', 'function', '', 'missing'],
      ['chart.accountShape', 'existing-accounts.csv', 3, 'account', '01-0000', 'object', '', 'missing'],
    ]);
  });

  test('combination tables', () => {
    const good = {
      kind: 'list',
      id: 'L',
      title: 'List',
      citation: '',
      sense: 'allowed',
      entries: ['01-0000'],
    };
    const file = (value: unknown) => found({ 'combinations.json': JSON.stringify(value) });
    expect(found({ 'combinations.json': '[' }).map(([code]) => code)).toEqual(['import.notJson']);
    expect(file({ rows: [] })).toEqual([
      ['import.badCombination', 'combinations.json', 0, '', '', '', 'a list of tables is expected'],
    ]);
    expect(file([good])).toEqual([['chart.tableAccount', 'combinations.json', 0, '', 'L', '01-0000']]);
    expect(
      file([{ ...good, sense: 'maybe' }, { kind: 'list' }, 7]).map((problem) => problem.slice(4, 6)),
    ).toEqual(
      expect.arrayContaining([
        ['L', 'sense'],
        ['table 2', 'id'],
        ['table 3', ''],
      ]),
    );
  });

  test('a district whose chart is wrong is not imported, and each fault is named once', async () => {
    const files = new Map(await sampleFiles());
    files.set('codes.csv', `${(files.get('codes.csv') ?? '').trimEnd()}\nnowhere,1,None,,\n`);
    const read = readDistrictFolder(files, countingIds());
    expect(read.ok ? [] : read.problems.map(({ code, place }) => [code, place])).toEqual([
      [
        'import.unknownSegment',
        {
          kind: 'file',
          file: 'codes.csv',
          row: (files.get('codes.csv') ?? '').trimEnd().split('\n').length,
          column: 'segment',
        },
      ],
    ]);
  });
});
