import { describe, expect, test } from '@jest/globals';
import { dryRun } from '../../../src/core/exports/dry-run.js';
import { ExportLayout } from '../../../src/core/exports/export-layout.js';
import { planExport } from '../../../src/core/exports/plan-export.js';
import {
  goldenInput,
  goldenLayout,
  masterOf,
  planOf,
  type GoldenInput,
} from '../../support/export-golden.js';

function plan(name: string, change: Partial<GoldenInput>, of: Partial<ExportLayout> = {}) {
  const input = { ...goldenInput(name), ...change };
  return planExport({
    layout: { ...goldenLayout(name), ...of },
    newAccounts: undefined,
    plan: planOf(input),
    master: masterOf(input.version1),
    since: null,
    settings: input.settings,
    madeOn: input.madeOn,
  });
}
function run(name: string, change: Partial<GoldenInput>, of: Partial<ExportLayout> = {}) {
  const made = plan(name, change, of).plan;
  if (!made) throw new Error('no plan');
  return dryRun(made, { preview: 2, rejected: 10 });
}
const line = (siteCode: string, lineId: string, account: string, proposedCents = 100, title = 'Title') => ({
  siteCode,
  line: {
    lineId,
    account,
    title,
    currentCents: 0,
    currentFte: 0,
    proposedCents,
    proposedFte: 0,
    justification: '',
  },
});

test('what an ended code held is taken back, and is refused only where it still stands', () => {
  const input = goldenInput('generic-csv');
  const [first] = input.version1;
  const chart = planOf(input).chart;
  const functions = (chart.codes['function'] ?? []).filter(({ code }) => !first!.line.account.includes(code));
  const changed = (version2: GoldenInput['version1']) =>
    planExport({
      layout: goldenLayout('generic-csv'),
      newAccounts: undefined,
      plan: { ...planOf(input), chart: { ...chart, codes: { ...chart.codes, function: functions } } },
      master: masterOf(version2),
      since: masterOf(input.version1),
      settings: input.settings,
      madeOn: input.madeOn,
    }).plan!;
  const ofFunction = ({ line: { account } }: GoldenInput['version1'][number]) =>
    functions.some(({ code }) => account.includes(code));
  const rest = input.version1.filter(ofFunction);
  expect(rest.length).toBeLessThan(input.version1.length);
  const gone = changed(rest);
  expect(dryRun(gone, { preview: 1, rejected: 1 }).rejectedCount).toBe(0);
  const taken = input.version1.filter((one) => !ofFunction(one)).map(({ line: one }) => one.proposedCents);
  expect(gone.summary.proposedCents).toBe(-taken.reduce((sum, cents) => sum + cents, 0));
  const more = { ...first!, line: { ...first!.line, proposedCents: first!.line.proposedCents + 1 } };
  expect(dryRun(changed([...rest, more]), { preview: 1, rejected: 1 }).rejected).toMatchObject([
    { part: 'budget', problems: [{ code: 'export.account' }] },
  ]);
});

describe('rows that the target would refuse', () => {
  test('a code that the chart does not have, with every line behind the row', () => {
    const found = run('sacs-dat', {
      version1: [
        line('101', 'a', '101-00000-0-1100-1000-1110-01'),
        line('101', 'b', '101-98765-0-1100-1000-1110-01'),
        line('102', 'c', '102-00000-0-1100-1000-9999-01'),
      ],
    });
    expect(found.rejectedCount).toBe(2);
    expect(found.rejected).toMatchObject([
      {
        account: '101-98765-0-1100-1000-1110-01',
        lines: [{ siteCode: '101', lineId: 'b', revision: 1, title: 'Title' }],
        problems: [
          { code: 'export.account', part: 'resource', params: { code: '98765', fault: 'unknown' } },
          // Five digits make twenty characters of nineteen.
          {
            code: 'export.pattern',
            part: 'Account',
            place: { kind: 'line', lineId: 'b', field: 'account' },
            params: { value: '01987650111010001100' },
          },
        ],
      },
      { account: '102-00000-0-1100-1000-9999-01', problems: [{ code: 'export.account', part: 'goal' }] },
    ]);
    expect(found.preview).toHaveLength(2);
    expect(found.columns).toEqual([
      { title: 'Account', isFigure: false },
      { title: 'Amount', isFigure: true },
      { title: 'Mark', isFigure: false },
    ]);
  });

  test('an account of another shape is refused also where only some funds go out, and is never added to another row', () => {
    const found = run('texas-peims', {
      version1: [line('041', 'a', '199-11-6119-00-041-5-11-0-00'), line('041', 'b', 'nonsense', 0)],
    });
    expect(found.rejected).toMatchObject([{ account: 'nonsense', lines: [{ lineId: 'b' }] }]);
    const codes = found.rejected[0]?.problems.map(({ code }) => code);
    expect(codes).toContain('export.account');
    expect(codes).toContain('export.missing');
  });

  test('an amount with more digits than the target takes, and text longer than its width', () => {
    const wide = run('fixed-width', {
      version1: [
        line('HS', 'a', 'A-2110-120', 99_999_999_999_999),
        line('HS', 'b', 'A-2110-45', 1, 'x'.repeat(19)),
      ],
    });
    expect(wide.rejected).toMatchObject([
      {
        fileLine: 2,
        problems: [{ code: 'export.tooLong', part: 'Amount', params: { length: 14, most: 13 } }],
      },
      {
        fileLine: 3,
        problems: [{ code: 'export.tooLong', part: 'Title', params: { length: 19, most: 18 } }],
      },
    ]);
  });

  test('all of them are counted, so many are named', () => {
    const many = Array.from({ length: 30 }, (_, n) =>
      line('101', `l${String(n)}`, `101-9${String(n).padStart(4, '0')}-0-1100-1000-1110-01`),
    );
    const found = run('sacs-dat', { version1: many });
    expect([found.rejectedCount, found.rejected.length]).toEqual([30, 10]);
  });
});

describe('what keeps a whole file back', () => {
  const problems = (name: string, change: Partial<GoldenInput>, of?: Partial<ExportLayout>) =>
    plan(name, change, of).problems.map(({ code, params }) => [
      code,
      params['segment'] ?? params['key'] ?? '',
    ]);

  test('settings that the district has not given, or that do not fit', () => {
    expect(problems('sacs-dat', { settings: {} })).toEqual([['export.settingMissing', 'cds']]);
    expect(problems('sacs-dat', { settings: { cds: '0110017000000' } })).toEqual([
      ['export.settingWrong', 'cds'],
    ]);
    expect(problems('sacs-dat', { settings: { cds: '01100170000000\n' } })).toEqual([
      ['export.settingWrong', 'cds'],
    ]);
  });

  test('segments that the district’s accounts do not have, each once', () => {
    expect(problems('texas-peims', { structure: 'NEW_YORK' })).toEqual([
      ['export.segmentMissing', 'organization'],
      ['export.segmentMissing', 'fiscalYear'],
      ['export.segmentMissing', 'programIntent'],
    ]);
  });

  test('a version without a line that goes out', () => {
    expect(problems('texas-peims', { version1: [line('041', 'a', '211-11-6399-00-041-5-24-0-00')] })).toEqual(
      [['export.noRows', '']],
    );
  });

  test('a control total that does not fit its width', () => {
    const layout = goldenLayout('fixed-width');
    const [trailer = []] = layout.budget.trailer;
    const narrow = trailer.map((field) => (field.title === 'Total' ? { ...field, width: 3 } : field));
    const budget = { ...layout.budget, trailer: [narrow] };
    expect(problems('fixed-width', {}, { budget })).toEqual([['export.tooLong', '']]);
  });
});

test('a layout that contradicts itself is not one', () => {
  const layout = goldenLayout('fixed-width');
  const withField = (field: object) => ({
    ...layout,
    budget: { ...layout.budget, fields: [...layout.budget.fields, field] },
  });
  const messages = (value: unknown) => {
    const read = ExportLayout.safeParse(value);
    return read.success ? [] : read.error.issues.map(({ message }) => message);
  };
  expect(messages(layout)).toEqual([]);
  expect(messages(withField({ title: 'x', value: { kind: 'text', text: '' } }))).toEqual([
    'A fixed form needs a width',
  ]);
  expect(messages(withField({ title: 'x', width: 1, value: { kind: 'setting', key: 'other' } }))).toEqual([
    'The layout declares no setting other',
  ]);
  expect(messages(withField({ title: 'x', width: 1, value: { kind: 'line', of: 'lineId' } }))).toHaveLength(
    1,
  );
  expect(messages(withField({ title: 'x', width: 1, value: { kind: 'count', of: 'rows' } }))).toHaveLength(1);
  expect(
    messages(withField({ title: 'x', width: 1, value: { kind: 'text', text: '' }, pattern: '[' })),
  ).not.toEqual([]);
  expect(messages({ ...layout, surprise: 1 })).toHaveLength(1);
});
