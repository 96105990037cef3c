import { expect, test } from '@jest/globals';
import { readDistrictFolder } from '../../../server/imports/read-district-folder.js';
import { countingIds, sampleFiles } from '../../support/sample-district.js';

const read = async (csv: string, asOf?: string) => {
  const files = new Map(await sampleFiles());
  files.set('control-totals.csv', csv);
  if (asOf !== undefined)
    files.set('district.csv', `${files.get('district.csv') ?? ''}\ncontrol_totals_as_of,${asOf}\n`);
  return readDistrictFolder(files, countingIds());
};

test('control totals of an accounting system are read with their day', async () => {
  const folder = await read(
    [
      'dimension,code,amount,note',
      'total,all,24989942.26,Infinite Visions',
      'fund,100,15850606.16,',
      'objectGroup,100,9000000,',
      'siteSource,608 100,1,',
    ].join('\n'),
    '2024-06-01',
  );
  expect(folder.ok && folder.value.controlTotals).toEqual({
    asOf: '2024-06-01',
    totals: [
      { dimension: 'total', code: 'all', amountCents: 2_498_994_226, note: 'Infinite Visions' },
      { dimension: 'fund', code: '100', amountCents: 1_585_060_616, note: '' },
      { dimension: 'objectGroup', code: '100', amountCents: 900_000_000, note: '' },
      { dimension: 'siteSource', code: '608 100', amountCents: 100, note: '' },
    ],
  });
});

test('every wrong row of them is told with its place, and so is a missing day', async () => {
  const folder = await read(
    [
      'dimension,code,amount,note',
      'fund,999,1,',
      'colour,100,1,',
      'site,608,one,',
      'fund,100,1,',
      'fund,100,2,',
      'total,some,1,',
    ].join('\n'),
  );
  if (folder.ok) throw new Error('It was read');
  expect(
    folder.problems.map(({ code, place }) =>
      place.kind === 'file' ? [code, place.file, place.row, place.column] : code,
    ),
  ).toEqual([
    ['import.settingMissing', 'district.csv', undefined, undefined],
    ['import.badCell', 'control-totals.csv', 3, 'dimension'],
    ['import.badCell', 'control-totals.csv', 4, 'amount'],
    ['import.badCell', 'control-totals.csv', 2, 'code'],
    ['import.badCell', 'control-totals.csv', 6, 'code'],
    ['import.badCell', 'control-totals.csv', 7, 'code'],
  ]);
});

test('a day that is none is told', async () => {
  const folder = await read('dimension,code,amount,note\n', 'in June');
  expect(!folder.ok && folder.problems.map(({ code }) => code)).toEqual(['import.badSetting']);
});
