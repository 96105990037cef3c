import { describe, expect, test } from '@jest/globals';
import {
  bookOf,
  check,
  checkDistrict,
  codes,
  entry,
  GRADE,
  line,
  post,
  rulesOf,
} from '../../support/rule-book.js';

const GENERAL = '100-1111-608-410';
const TITLE = '201-1111-608-410';

describe('allocationCap', () => {
  const cap = rulesOf({ kind: 'allocationCap', severity: 'fatal', toleranceCents: 0 });
  const entries = [entry('GF', 100_000)];

  test('holds a site to the cent', () => {
    expect(check(cap, { lines: [line(GENERAL, 100_000)] }, { entries })).toEqual([]);
    expect(check(cap, { lines: [line(GENERAL, 60_000), line(GENERAL, 40_001)] }, { entries })).toMatchObject([
      {
        code: 'allocation.overspent',
        severity: 'fatal',
        place: { kind: 'allocation', fundingSource: 'GF' },
        params: { overCents: 1, allocatedCents: 100_000, proposedCents: 100_001, askWhom: 'Office' },
      },
    ]);
  });

  test('lets a tolerance pass and no cent more', () => {
    const lenient = rulesOf({ kind: 'allocationCap', toleranceCents: 500, toleranceFte: 100 });
    expect(check(lenient, { lines: [line(GENERAL, 100_500)] }, { entries })).toEqual([]);
    expect(codes(check(lenient, { lines: [line(GENERAL, 100_501)] }, { entries }))).toEqual([
      'allocation.overspent',
    ]);
  });

  test('money without any allocation is over by all of it; a negative line makes room', () => {
    expect(check(cap, { lines: [line(TITLE, 1)] })).toMatchObject([
      { params: { overCents: 1, allocatedCents: 0 } },
    ]);
    expect(check(cap, { lines: [line(GENERAL, 100_050), line(GENERAL, -50)] }, { entries })).toEqual([]);
  });

  test('adds the ledger up, holdbacks and all', () => {
    const ledger = [entry('GF', 100_000), entry('GF', -10_000, { kind: 'holdback' })];
    expect(check(cap, { lines: [line(GENERAL, 90_001)] }, { entries: ledger })).toMatchObject([
      { params: { overCents: 1, allocatedCents: 90_000 } },
    ]);
  });

  test('holds FTE to the ten-thousandth', () => {
    const lines = [line('100-1111-608-111', 0)];
    const given = [entry('GF', 0, { fte: 15_000 })];
    expect(check(cap, { lines, positions: [post(10_000), post(5_000)] }, { entries: given })).toEqual([]);
    expect(check(cap, { lines, positions: [post(10_000), post(5_001)] }, { entries: given })).toMatchObject([
      { code: 'allocation.overFte', params: { overFte: 1, allocatedFte: 15_000, proposedFte: 15_001 } },
    ]);
  });

  test('holds staff to its type, after exchange, at the levels it is about', () => {
    const staff = (type: string, fte: number) => ({
      staffType: { code: type, title: type },
      quantity: { unit: 'fte' as const, fte },
      budgetedBy: null,
    });
    const given = [
      entry('GF', 0, { fte: 20_000, staff: [staff('licensed', 20_000), staff('classified', 0)] }),
    ];
    const lines = [line('100-1111-608-111', 0), line('100-1111-608-112', 0)];
    const aide = post(10_000, '100-1111-608-112', { jobClass: 'classified' });
    const content = { lines, positions: [post(10_000), aide] };
    expect(check(cap, content, { entries: given })).toMatchObject([
      { code: 'allocation.overStaff', part: 'classified', params: { overFte: 10_000, planFte: 10_000 } },
    ]);
    const plan = { exchangeRates: [{ from: 'licensed', to: 'classified', numerator: 5, denominator: 2 }] };
    expect(check(cap, content, { entries: given, plan })).toEqual([]);
    const grade = rulesOf({
      kind: 'allocationCap',
      toleranceCents: 0,
      appliesTo: { levels: ['elementary'] },
    });
    expect(check(grade, content, { entries: given })).toEqual([]);
  });
});

describe('mustSpendAll', () => {
  const rule = (appliesTo?: object) => rulesOf({ kind: 'mustSpendAll', toleranceCents: 100, appliesTo });
  const entries = [entry('T1', 50_000), entry('GF', 1_000)];

  test('lets the tolerance lie and reports a cent more', () => {
    const title = rule({ programs: ['titleIA'] });
    expect(check(title, { lines: [line(TITLE, 49_900)] }, { entries })).toEqual([]);
    expect(check(title, { lines: [line(TITLE, 49_899)] }, { entries })).toMatchObject([
      {
        code: 'allocation.unspent',
        params: { leftCents: 101, allocatedCents: 50_000, proposedCents: 49_899 },
      },
    ]);
  });

  test('is about the sources, programmes and levels it names', () => {
    const left = (appliesTo?: object) =>
      check(rule(appliesTo), {}, { entries }).map(({ place }) =>
        place.kind === 'allocation' ? place.fundingSource : '',
      );
    expect(left()).toEqual(['GF', 'T1']);
    expect(left({ fundingSources: ['GF'] })).toEqual(['GF']);
    expect(left({ programs: ['titleIA'] })).toEqual(['T1']);
    expect(left({ programs: ['titleIII'] })).toEqual([]);
    expect(left({ levels: ['elementary'] })).toEqual([]);
    expect(left({ levels: ['high'] })).toEqual(['GF', 'T1']);
  });

  test('an overspent allocation has nothing left', () => {
    expect(check(rule({ fundingSources: ['GF'] }), { lines: [line(GENERAL, 5_000)] }, { entries })).toEqual(
      [],
    );
  });
});

describe('sign', () => {
  const rule = rulesOf({ kind: 'sign', negativeAllowed: ['*-*-*-470'] });

  test('zero passes, a cent below does not, but on a contra account', () => {
    expect(check(rule, { lines: [line(GENERAL, 0), line('100-1111-608-470', -1)] })).toEqual([]);
    const below = line(GENERAL, -1);
    expect(check(rule, { lines: [below] })).toMatchObject([
      { place: { lineId: below.id, field: 'amount' }, params: { amountCents: -1, account: GENERAL } },
    ]);
  });

  test('judges what posts and entry come to together', () => {
    const fed = line('100-1111-608-111', -100);
    const paid = post(10_000, fed.account, { annualSalaryCents: 100 });
    expect(check(rule, { lines: [fed], positions: [paid] })).toEqual([]);
    expect(check(rule, { lines: [fed], positions: [{ ...paid, annualSalaryCents: 99 }] })).toMatchObject([
      { place: { field: 'besidePosts' }, params: { amountCents: -1 } },
    ]);
  });

  test('is about the accounts and sources it names', () => {
    const lines = [line(GENERAL, -1), line(TITLE, -1)];
    const found = (appliesTo: object) =>
      check(rulesOf({ kind: 'sign', negativeAllowed: [], appliesTo }), { lines }).map(
        ({ params }) => params['account'],
      );
    expect(found({ accounts: ['201'] })).toEqual([TITLE]);
    expect(found({ fundingSources: ['GF'] })).toEqual([GENERAL]);
    expect(found({ levels: ['middle'] })).toEqual([]);
    expect(found({ fundingSources: ['GF'], accounts: ['201'] })).toEqual([]);
  });
});

describe('objectRestriction', () => {
  test('forbids what it names and allows nothing but what it names', () => {
    const forbidden = rulesOf({ kind: 'objectRestriction', forbidden: ['201-*-*-470'] });
    const allowed = rulesOf({
      kind: 'objectRestriction',
      allowed: ['*-*-*-1*|2*'],
      forbidden: ['*-*-*-231'],
      appliesTo: { programs: ['titleIA'] },
    });
    const software = line('201-1111-608-470', 1);
    expect(check(forbidden, { lines: [line(TITLE, 1), software] })).toMatchObject([
      {
        code: 'amount.restricted',
        place: { lineId: software.id },
        params: { amountCents: 1, fundingSource: 'Title I' },
      },
    ]);
    const lines = ['201-1111-608-211', '201-1111-608-231', TITLE, GENERAL].map((account) => line(account, 5));
    expect(check(allowed, { lines }).map(({ params }) => params['account'])).toEqual([
      '201-1111-608-231',
      TITLE,
    ]);
  });

  test('lets a line of nothing be, and not one below zero', () => {
    const rule = rulesOf({ kind: 'objectRestriction', forbidden: ['201'] });
    expect(check(rule, { lines: [line(TITLE, 0)] })).toEqual([]);
    expect(check(rule, { lines: [line(TITLE, -1)] })).toHaveLength(1);
  });
});

describe('changeThreshold', () => {
  const rule = (data: object = {}) =>
    rulesOf({
      kind: 'changeThreshold',
      per: 'line',
      percentPpm: 100_000,
      amountCents: 1_000,
      direction: 'both',
      ...data,
    });
  const changed = (from: number, to: number, data?: object) =>
    check(rule(data), { lines: [line(GENERAL, to, { currentCents: from })] });

  test('asks for both the percentage and the amount to be passed', () => {
    expect(changed(100_000, 110_000)).toEqual([]);
    expect(changed(100_000, 110_001)).toMatchObject([
      {
        code: 'change.increase',
        params: { currentCents: 100_000, proposedCents: 110_001, changeCents: 10_001 },
      },
    ]);
    expect(changed(5_000, 6_000)).toEqual([]);
    expect(changed(5_000, 6_001)).toHaveLength(1);
    expect(changed(100_000, 89_999)).toMatchObject([
      { code: 'change.decrease', params: { changeCents: 10_001 } },
    ]);
  });

  test('from zero every change passes the percentage; a negative current amount counts by its size', () => {
    expect(changed(0, 1_000)).toEqual([]);
    expect(changed(0, 1_001)).toHaveLength(1);
    expect(changed(-100_000, -110_001)).toMatchObject([{ code: 'change.decrease' }]);
  });

  test('looks one way where it says so', () => {
    expect(changed(100_000, 0, { direction: 'increase' })).toEqual([]);
    expect(changed(100_000, 0, { direction: 'decrease' })).toHaveLength(1);
  });

  test('adds up by funding source and by site', () => {
    const lines = [
      line(GENERAL, 120_000, { currentCents: 100_000 }),
      line(GENERAL, 0, { currentCents: 20_000 }),
      line(TITLE, 50_000, { currentCents: 10_000 }),
    ];
    expect(check(rule({ per: 'fundingSource' }), { lines })).toMatchObject([
      { place: { kind: 'allocation', fundingSource: 'T1' }, params: { changeCents: 40_000 } },
    ]);
    expect(check(rule({ per: 'site' }), { lines })).toMatchObject([
      { place: { kind: 'site', siteCode: '608' }, params: { currentCents: 130_000, proposedCents: 170_000 } },
    ]);
  });

  test('a justification explains it', () => {
    const told = line(GENERAL, 500_000, { justification: 'New books' });
    expect(check(rule(), { lines: [told] })).toMatchObject([
      { severity: 'warning', explanation: 'New books' },
    ]);
    const fatal = rule({ severity: 'fatal' });
    expect(check(fatal, { lines: [told] })[0]).not.toHaveProperty('explanation');
  });
});

describe('narrativeRequired', () => {
  const rule = rulesOf({ kind: 'narrativeRequired', fromCents: 10_000, changeFromCents: 500, minLength: 5 });
  const told = (to: number, justification = '', currentCents = 0) =>
    codes(check(rule, { lines: [line(GENERAL, to, { justification, currentCents })] }));

  test('asks from the amount and the change on', () => {
    expect(told(9_999)).toEqual([]);
    expect(told(10_000)).toEqual(['narrative.missing']);
    expect(told(-10_000)).toEqual(['narrative.missing']);
    expect(told(10_000, '', 9_501)).toEqual([]);
    expect(told(10_000, '', 9_500)).toEqual(['narrative.missing']);
  });

  test('blanks say nothing', () => {
    expect(told(10_000, '  ab   ')).toEqual(['narrative.missing']);
    expect(told(10_000, 'Books')).toEqual([]);
  });
});

describe('availabilityWindow', () => {
  const rule = rulesOf({ kind: 'availabilityWindow', severity: 'fatal' });
  const within = (window: { availableFrom?: string; availableTo?: string }, cents = 100) => {
    const [general, title] = bookOf(rule).plan.fundingSources;
    const fundingSources = [general!, { ...title!, ...window }];
    return check(
      rule,
      { lines: [line(TITLE, cents), line(GENERAL, cents)] },
      { plan: { fundingSources } },
    ).map(({ code, severity }) => `${severity} ${code}`);
  };

  test('a day within the year is enough', () => {
    expect(within({})).toEqual([]);
    expect(within({ availableTo: '2024-06-30' })).toEqual(['fatal availability.outside']);
    expect(within({ availableTo: '2024-07-01' })).toEqual(['info availability.endsInYear']);
    expect(within({ availableTo: '2025-06-30' })).toEqual([]);
    expect(within({ availableFrom: '2024-07-02' })).toEqual(['info availability.startsInYear']);
    expect(within({ availableFrom: '2025-06-30' })).toEqual(['info availability.startsInYear']);
    expect(within({ availableFrom: '2025-07-01' })).toEqual(['fatal availability.outside']);
  });

  test('nothing budgeted, nothing said', () => {
    expect(within({ availableTo: '2020-06-30' }, 0)).toEqual([]);
  });
});

describe('fundBalances', () => {
  const rule = rulesOf({ kind: 'fundBalances', toleranceCents: 50 });
  const sites = (cents: number) => [
    { lines: [line(GENERAL, cents)], entries: [entry('GF', 1)] },
    { site: GRADE, lines: [line('100-1111-125-410', 1_000)] },
  ];
  const balance = (cents: number, amountCents: number) =>
    checkDistrict(rule, sites(cents), { revenue: [{ fundingSource: 'GF', amountCents }] });

  test('over all sites, either way, with a tolerance', () => {
    expect(balance(4_000, 5_050)).toEqual([]);
    expect(balance(4_000, 4_950)).toEqual([]);
    expect(balance(4_000, 5_051)).toMatchObject([
      {
        code: 'fund.revenueOver',
        place: { kind: 'district', fundingSource: 'GF' },
        params: { revenueCents: 5_051, proposedCents: 5_000, differenceCents: 51 },
      },
    ]);
    expect(balance(4_000, 4_949)).toMatchObject([
      { code: 'fund.revenueShort', params: { differenceCents: 51 } },
    ]);
  });

  test('a site cannot tell, and says so only where it has money', () => {
    expect(check(rule, { lines: [line(GENERAL, 1)] })).toMatchObject([
      { code: 'rule.atOffice', severity: 'info', params: { what: 'wholeDistrict,revenue' } },
    ]);
    expect(check(rule, {})).toEqual([]);
  });

  test('a district without revenue says at each site that it lacks it', () => {
    expect(checkDistrict(rule, sites(1)).map(({ params }) => params['what'])).toEqual(['revenue', 'revenue']);
  });
});
