import { describe, expect, test } from '@jest/globals';
import { readDistrictFolder } from '../../../server/imports/read-district-folder.js';
import type { DistrictFolder } from '../../../server/imports/read-district-folder.js';
import { deriveFromPosts } from '../../../src/core/staffing/derive.js';
import { countingIds, sampleFiles } from '../../support/sample-district.js';

type Change = (files: Map<string, string>) => void;

const read = async (...changes: Change[]) => {
  const files = new Map(await sampleFiles());
  for (const change of changes) change(files);
  return readDistrictFolder(files, countingIds());
};

const district = async (...changes: Change[]): Promise<DistrictFolder> => {
  const result = await read(...changes);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
};

/** The problems as `file row column: value (detail)`. */
const problems = async (...changes: Change[]): Promise<string[]> => {
  const result = await read(...changes);
  if (result.ok) return [];
  return result.problems.map(({ place, params }) =>
    place.kind === 'file'
      ? `${place.file} ${String(place.row)} ${String(place.column)}: ${String(params['value'] ?? params['key'])} (${String(params['detail'])})`
      : '',
  );
};

const put =
  (file: string, ...lines: string[]): Change =>
  (files) =>
    files.set(file, `${lines.join('\n')}\n`);

/** Adds columns to a file: a cell for some rows, by the row's first cell, blank for the others. */
const addColumns =
  (file: string, columns: string, cells: Record<string, string>): Change =>
  (files) => {
    const blank = columns.replace(/[^,]/g, '');
    const [header = '', ...rows] = (files.get(file) ?? '').trimEnd().split('\n');
    const longer = rows.map((row) => `${row},${cells[row.split(',')[0] ?? ''] ?? blank}`);
    files.set(file, [`${header},${columns}`, ...longer].join('\n'));
  };

const addSettings =
  (...lines: string[]): Change =>
  (files) =>
    files.set('district.csv', `${(files.get('district.csv') ?? '').trimEnd()}\n${lines.join('\n')}\n`);

describe('what a district may say of its plan', () => {
  test('is absent where its columns and files are', async () => {
    const { plan, sites } = await district(
      put('funding-sources.csv', 'code,title,patterns', ...(await sourcesWithoutColumns())),
      (files) => files.delete('account-groups.csv'),
    );
    expect(plan).not.toHaveProperty('calendars');
    expect(plan).not.toHaveProperty('exchangeRates');
    expect(plan).not.toHaveProperty('figures');
    expect(plan).not.toHaveProperty('accountGroups');
    expect(Object.keys(plan.year)).toEqual(['id', 'currentId', 'dueDate']);
    for (const source of plan.fundingSources) expect(Object.keys(source)).toHaveLength(3);
    for (const site of sites) expect(site).not.toHaveProperty('enrolment');
  });

  test('programmes and days of funding sources, enrolment, staff types, statutory plans', async () => {
    const { plan, sites } = await district(
      addColumns('sites.csv', 'enrolment', { '608': '312', '125': '0' }),
      addColumns('job-classes.csv', 'staff_type', { licensed: 'certificated', classified: 'support' }),
      addColumns('benefit-rates.csv', 'statutory', { FICA: 'yes', PERS: 'no' }),
    );
    const source = (code: string) => plan.fundingSources.find((candidate) => candidate.code === code);
    expect(source('201')?.programs).toEqual(['titleIA', 'titleIVA']);
    expect(source('205')).toMatchObject({ availableTo: '2024-09-30' });
    expect(source('100')).toEqual({ code: '100', title: 'General fund', patterns: ['100'] });
    expect(sites.map(({ enrolment }) => enrolment)).toEqual([312, undefined, 0, undefined, undefined]);
    expect(plan.jobClasses.map(({ staffType }) => staffType)).toEqual([
      'certificated',
      'support',
      undefined,
      undefined,
    ]);
    expect(plan.benefitRates.filter(({ isStatutory }) => isStatutory).map(({ code }) => code)).toEqual([
      'FICA',
    ]);
  });

  test('calendars, exchange rates, figures, sets of accounts and the days of the year', async () => {
    const { plan } = await district(
      put('calendars.csv', 'code,title,first_day,last_day', 'T190,Teachers,2024-08-26,2025-06-13'),
      put('exchange-rates.csv', 'from,to,numerator,denominator', 'licensed,classified,5,2'),
      put('figures.csv', 'name,amount', 'titleIPriorAward,250000.50'),
      put('account-groups.csv', 'name,pattern', 'parents,*-2190', 'parents,201-3300', 'admin,*-2410'),
      addSettings('year_first_day,2024-09-01', 'year_last_day,2025-08-31', 'late_claims,accept'),
    );
    expect(plan.calendars).toEqual([
      { code: 'T190', title: 'Teachers', firstDay: '2024-08-26', lastDay: '2025-06-13' },
    ]);
    expect(plan.exchangeRates).toEqual([
      { from: 'licensed', to: 'classified', numerator: 5, denominator: 2 },
    ]);
    expect(plan.figures).toEqual({ titleIPriorAward: 25_000_050 });
    expect(plan.accountGroups).toEqual({ parents: ['*-2190', '201-3300'], admin: ['*-2410'] });
    expect(plan.year).toMatchObject({ firstDay: '2024-09-01', lastDay: '2025-08-31' });
    expect(plan.lateClaims).toBe('accept');
    expect((await district(addSettings('late_claims,'))).plan.lateClaims).toBeUndefined();
  });

  test('a post that starts late and extra pay cost what is left and what is agreed, and the year opens as it was', async () => {
    const calendars = put(
      'calendars.csv',
      'code,title,first_day,last_day',
      'HALF,Two halves,2024-07-01,2024-07-12',
    );
    const columns = 'start_date,calendar,extra_unit,extra_quantity,extra_rate';
    const { plan, openings } = await district(
      calendars,
      addColumns('positions.csv', columns, {
        'P-001-0004': '2024-07-08,HALF,,,',
        'P-001-0005': ',,hours,7.5,40.10',
        'P-001-0006': ',,amount,,1500',
      }),
    );
    const opening = openings.get('001') ?? { lines: [], positions: [] };
    const [late, hourly, stipend] = ['P-001-0004', 'P-001-0005', 'P-001-0006'].map((number) =>
      opening.positions.find((post) => post.number === number),
    );
    expect(late).toMatchObject({ startDate: '2024-07-08', calendar: 'HALF' });
    expect(hourly?.extraPay).toEqual({ unit: 'hours', quantity: 750, rateCents: 4_010 });
    expect(stipend?.extraPay).toEqual({ unit: 'amount', quantity: 100, rateCents: 150_000 });
    const salary = (post: typeof late) =>
      post &&
      deriveFromPosts(plan.chart.structure, plan.jobClasses, [], [post], plan.calendars).map(
        ({ cents }) => cents,
      );
    expect([late, hourly, stipend].map(salary)).toEqual([[8_250_000], [30_075], [150_000]]);
    // Whatever the posts put on a line, what is beside them makes it last year's amount.
    const derived = deriveFromPosts(
      plan.chart.structure,
      plan.jobClasses,
      plan.benefitRates,
      opening.positions,
      plan.calendars,
    );
    for (const { account, cents } of derived) {
      const line = opening.lines.find((candidate) => candidate.account === account);
      if (line) expect(line.enteredCents + cents).toBe(line.currentCents);
    }
  });

  test('staff of an allocation is of the types that job classes have', async () => {
    const types = addColumns('job-classes.csv', 'staff_type', { licensed: 'certificated' });
    const allocations = (staff: string) =>
      put(
        'allocations.csv',
        'date,site,funding_source,kind,amount,fte,reason,author,staff',
        `2024-03-01,608,100,initial,100.00,1,why,who,${staff}`,
      );
    expect(await problems(types, allocations('certificated=1'))).toEqual([]);
    expect(await problems(types, allocations('licensed=1'))).toEqual([
      'allocations.csv 2 staff: licensed (there is no such staff type)',
    ]);
  });
});

describe('what cannot be read or does not fit is named with file, row and column', () => {
  test('in columns of known files', async () => {
    const found = await problems(
      put(
        'funding-sources.csv',
        'code,title,patterns,programs,available_from,available_to',
        ...(await sourcesWithoutColumns()).map((row) => {
          if (row.startsWith('201,')) return `${row},titleIA,2024-07-01,2024-06-30`;
          return row.startsWith('202,') ? `${row},,soon,2024-02-30` : `${row},,,`;
        }),
      ),
      addColumns('sites.csv', 'enrolment', { '608': 'many', '571': '-3', '125': '12.5' }),
      addColumns('benefit-rates.csv', 'statutory', { FICA: 'perhaps' }),
    );
    // What leads nowhere because a row could not be read comes after these.
    expect(found.slice(0, 7).map((text) => text.split(':')[0])).toEqual([
      'funding-sources.csv 4 available_from',
      'funding-sources.csv 4 available_to',
      'funding-sources.csv 3 available_to',
      'benefit-rates.csv 7 statutory',
      'sites.csv 2 enrolment',
      'sites.csv 3 enrolment',
      'sites.csv 4 enrolment',
    ]);
    expect(found[2]).toBe(
      'funding-sources.csv 3 available_to: 2024-06-30 (it lies before available_from, 2024-07-01)',
    );
  });

  test('in calendars and exchange rates', async () => {
    expect(
      await problems(
        put(
          'calendars.csv',
          'code,title,first_day,last_day',
          'A,Ends before it starts,2025-06-13,2024-08-26',
          'B,No such day,2024-06-31,2025-06-13',
          'A,Twice,2024-08-26,2025-06-13',
        ),
        put(
          'exchange-rates.csv',
          'from,to,numerator,denominator',
          'licensed,wizard,1,1',
          'licensed,licensed,1,1',
          'licensed,classified,0,1.5',
          'licensed,classified,2,1',
          'licensed,classified,5,2',
        ),
      ),
    ).toEqual([
      expect.stringContaining('calendars.csv 3 first_day: 2024-06-31'),
      'calendars.csv 4 code: A (it stands twice)',
      'calendars.csv 2 last_day: 2024-08-26 (it lies before first_day, 2025-06-13)',
      'exchange-rates.csv 4 numerator: 0 (a whole number from 1 to 1,000,000 is expected)',
      'exchange-rates.csv 4 denominator: 1.5 (a whole number from 1 to 1,000,000 is expected)',
      'exchange-rates.csv 6 to: licensed for classified (it stands twice)',
      'exchange-rates.csv 2 to: wizard (there is no such staff type)',
      'exchange-rates.csv 3 to: licensed (a staff type is not exchanged for itself)',
    ]);
  });

  test('in figures, sets of accounts and the days of the year', async () => {
    const found = await problems(
      put('figures.csv', 'name,amount', 'award,12.345', 'award,12', 'award,13'),
      put('account-groups.csv', 'name,pattern', 'parents,*-*-*-*-*-*', 'parents,#'),
      addSettings('year_first_day,2025-09-01', 'year_last_day,2025-08-31'),
    );
    expect(found.map((text) => text.split(' (')[0])).toEqual([
      'figures.csv 2 amount: 12.345',
      'figures.csv 4 name: award',
      'account-groups.csv 3 pattern: #',
      'district.csv 13 value: year_last_day',
      'account-groups.csv 2 pattern: *-*-*-*-*-*',
    ]);
    expect(await problems(addSettings('year_first_day,September'))).toEqual([
      'district.csv 12 value: year_first_day (a date such as 2024-09-01 is expected)',
    ]);
    expect(await problems(addSettings('late_claims,perhaps'))).toEqual([
      'district.csv 12 value: late_claims ("accept" or "ask" is expected)',
    ]);
  });

  test('in posts', async () => {
    const found = await problems(
      put('calendars.csv', 'code,title,first_day,last_day', 'T190,Teachers,2024-08-26,2025-06-13'),
      addColumns('positions.csv', 'start_date,calendar,extra_unit,extra_quantity,extra_rate', {
        'P-001-0004': '2024-09-31,T190,,,',
        'P-001-0005': '2024-09-30,,,,',
        'P-001-0006': ',T260,,,',
        'P-125-0001': ',,weeks,1,10',
        'P-125-0002': ',,hours,,10',
        'P-125-0003': ',,days,1.125,-10',
        'P-125-0004': ',,,3,',
        'P-125-0005': ',,amount,2,',
      }),
    );
    expect(found.map((text) => text.replace(/^positions\.csv \d+ /, ''))).toEqual([
      expect.stringMatching(/^start_date: 2024-09-31/),
      expect.stringMatching(/^extra_unit: weeks/),
      expect.stringMatching(/^extra_quantity: 1\.125/),
      'extra_rate: -10 (a rate is not below zero)',
      'start_date: 2024-09-30 (a start date needs a calendar, which says how much of the year is left)',
      'calendar: T260 (there is no such calendar)',
      'extra_quantity:  (how many hours is missing)',
      'extra_unit:  (extra pay is by hours, days or amount)',
      'extra_rate:  (extra pay needs a rate)',
      'extra_quantity: 2 (an amount is paid once: leave it blank or 1)',
    ]);
  });
});

test('what export layouts ask of the district stands in district.csv', async () => {
  const add =
    (...rows: string[]): Change =>
    (files) =>
      files.set('district.csv', `${(files.get('district.csv') ?? '').trimEnd()}\n${rows.join('\n')}\n`);
  expect((await district()).plan.exportSettings).toBeUndefined();
  const { plan } = await district(add('export.cds,01100170000000', 'export.other,', 'exported,x'));
  expect(plan.exportSettings).toEqual({ cds: '01100170000000' });
});

/** The sample's funding sources with their three first columns alone. */
async function sourcesWithoutColumns(): Promise<string[]> {
  const [, ...rows] = ((await sampleFiles()).get('funding-sources.csv') ?? '').trimEnd().split('\n');
  return rows.map((row) => row.split(',').slice(0, 3).join(','));
}
