import { describe, expect, test } from '@jest/globals';
import { readDistrictFolder } from '../../../server/imports/read-district-folder.js';
import { totalAllocations } from '../../../src/core/budget/allocation.js';
import { countingIds, sampleFiles } from '../../support/sample-district.js';

/** The sample district with an allocations.csv of its own, as entries or as problems. */
const readWith = async (...lines: string[]) => {
  const files = new Map(await sampleFiles());
  files.set('allocations.csv', lines.join('\n'));
  const read = readDistrictFolder(files, countingIds());
  if (read.ok) return { entries: read.value.allocations, problems: [] };
  return {
    entries: [],
    problems: read.problems.map(({ place, params }) => [
      place.kind === 'file' ? `${String(place.row)} ${place.column ?? ''}` : '',
      params['value'],
      params['detail'],
    ]),
  };
};

const HEADER = 'date,site,funding_source,kind,amount,fte,reason,author,staff,components';
const row = (fte: string, staff = '', components = '') =>
  `2024-03-01,608,100,initial,100.00,${fte},why,who,"${staff}","${components}"`;

describe('staff and parts in allocations.csv', () => {
  test('are read with their titles: job classes, offices, otherwise the code', async () => {
    const { entries, problems } = await readWith(
      HEADER,
      row(
        '17.5',
        'licensed=16; classified=1.5;nurse=0.5@facilities;noonMonitor=8.25h@193',
        'Per pupil=60;Base=40',
      ),
      row('0'),
    );
    expect(problems).toEqual([]);
    expect(entries.map(({ staff, components }) => ({ staff, components }))).toEqual([
      {
        components: [
          { title: 'Per pupil', amountCents: 6_000 },
          { title: 'Base', amountCents: 4_000 },
        ],
        staff: [
          {
            staffType: { code: 'licensed', title: 'Licensed' },
            quantity: { unit: 'fte', fte: 160_000 },
            budgetedBy: null,
          },
          {
            staffType: { code: 'classified', title: 'Classified' },
            quantity: { unit: 'fte', fte: 15_000 },
            budgetedBy: null,
          },
          {
            staffType: { code: 'nurse', title: 'nurse' },
            quantity: { unit: 'fte', fte: 5_000 },
            budgetedBy: { code: 'facilities', title: 'Facilities' },
          },
          {
            staffType: { code: 'noonMonitor', title: 'noonMonitor' },
            quantity: { unit: 'hours', dailyHundredths: 825 },
            budgetedBy: { code: '193', title: '193' },
          },
        ],
      },
      { staff: undefined, components: undefined },
    ]);
    expect(totalAllocations(entries)).toEqual([
      { siteCode: '608', fundingSource: '100', amountCents: 20_000, fte: 175_000 },
    ]);
  });

  test('may be left out as columns', async () => {
    const { entries, problems } = await readWith(
      'date,site,funding_source,kind,amount,fte,reason,author',
      '2024-03-01,608,100,initial,100.00,3,why,who',
    );
    expect(problems).toEqual([]);
    expect(entries).toEqual([expect.not.objectContaining({ staff: expect.anything() })]);
    expect(entries[0]?.fte).toBe(30_000);
  });

  test('that cannot be read or do not fit are named with row and column', async () => {
    const { problems } = await readWith(
      HEADER,
      row('1', 'licensed'),
      row('1', 'licensed=one'),
      row('0', 'noonMonitor=8.125h@193'),
      row('0', '', 'Per pupil=1.005'),
      row('0', '', '=5'),
    );
    expect(problems.map(([place]) => place)).toEqual([
      '2 staff',
      '3 staff',
      '4 staff',
      '5 components',
      '6 components',
    ]);
    const unfit = await readWith(
      HEADER,
      row('2', 'licensed=1;techer=1'),
      row('1.5', 'licensed=1;nurse=0.5@health'),
    );
    expect(unfit.problems).toEqual([
      ['2 staff', 'techer', 'there is no such staff type'],
      ['3 fte', '1.5', "the site's own staff adds up to 1"],
    ]);
  });
});
