import { describe, expect, test } from '@jest/globals';
import type { AllocationEntry } from '../../../src/core/budget/allocation.js';
import type { LineItem } from '../../../src/core/budget/line-item.js';
import type { DistrictPlan } from '../../../src/core/budget/site-book.js';
import { checkRulePack } from '../../../src/core/rules/check-rule-pack.js';
import { bookOf, check, checkDistrict, entry, GRADE, line } from '../../support/rule-book.js';
import { shippedPack, shippedRules } from '../../support/rule-packs.js';

const TITLE = '201-1111-608-410';
const NAMED = '201-1111-608-470';
const DOLLARS = 100;

/** Fund 201 is a grant of one programme, and object 470 is what some set of accounts holds. */
function planOf(program: string, group = '', figures: Record<string, number> = {}): Partial<DistrictPlan> {
  const [general, title] = bookOf([]).plan.fundingSources;
  if (!general || !title) throw new Error('The tiny district has two funding sources');
  return {
    fundingSources: [general, { ...title, programs: [program] }],
    accountGroups: group === '' ? {} : { [group]: ['*-*-*-470'] },
    figures,
  };
}

const found = (
  rule: string,
  plan: Partial<DistrictPlan>,
  entries: AllocationEntry[],
  lines: LineItem[] = [],
) =>
  checkDistrict(shippedRules('federal', rule), [{ entries, lines }, { site: GRADE }], { plan }).map(
    ({ code, severity, params }) => [code, severity, params['missCents']],
  );

describe('the federal pack', () => {
  test('fits any district: it names programmes, figures and sets of accounts, and no code of its own', () => {
    const pack = shippedPack('federal');
    expect(pack.id).toBe('federal');
    expect(pack.uses).toBeUndefined();
    expect(checkRulePack(bookOf(pack.rules).plan)).toEqual([]);
    for (const rule of pack.rules) {
      expect(rule.citation).toMatch(/ESEA section|34 CFR/);
      expect(rule.appliesTo?.programs?.length).toBeGreaterThan(0);
      expect(rule.title).toBeDefined();
    }
  });

  test('says nothing in a district without federal money', () => {
    const { rules } = shippedPack('federal');
    const plan = planOf('none');
    const sites = [{ entries: [entry('GF', 5_000)], lines: [line(TITLE, 5_000)] }];
    expect(checkDistrict(rules, sites, { plan })).toEqual([]);
    expect(check(rules, { lines: [line(TITLE, 5_000)] }, { plan })).toEqual([]);
  });

  test('a site with the money is told that the office looks at the shares', () => {
    const { rules } = shippedPack('federal');
    const told = (program: string) =>
      check(rules, { lines: [line(TITLE, 5_000)] }, { plan: planOf(program) })
        .filter(({ code }) => code === 'rule.atOffice')
        .map(({ ruleId }) => ruleId);
    expect(told('titleIA')).toEqual(['title-i-a-carry-over', 'title-i-a-parent-engagement']);
    expect(told('titleIII')).toEqual(['title-iii-administration']);
    expect(told('titleIVA')).toHaveLength(3);
    expect(told('ideaB')).toEqual(['idea-ceis-voluntary']);
    expect(told('ideaB.requiredCeis')).toHaveLength(2);
    expect(told('titleIIA')).toEqual([]);
  });

  test('a district that did not say which accounts are meant is told so', () => {
    const sites = [{ entries: [entry('T1', 90_000_000)] }];
    const rules = shippedRules('federal', 'title-i-a-parent-engagement');
    expect(checkDistrict(rules, sites, { plan: planOf('titleIA') })).toMatchObject([
      { code: 'rule.atOffice', params: { what: 'accounts:titleIA.parentEngagement' } },
    ]);
  });
});

describe('Title I-A carry-over: at most 15 % of the award, from $50,000', () => {
  const carried = (award: number, cents: number) =>
    found('title-i-a-carry-over', planOf('titleIA', '', { 'titleIA.priorAward': award }), [
      entry('T1', 70_000_000),
      entry('T1', cents, { kind: 'carryOver' }),
      entry('GF', 9_000_000, { kind: 'carryOver' }),
    ]);

  test('below, at and above', () => {
    expect(carried(400_000 * DOLLARS, 60_000 * DOLLARS - 1)).toEqual([]);
    expect(carried(400_000 * DOLLARS, 60_000 * DOLLARS)).toEqual([]);
    expect(carried(400_000 * DOLLARS, 60_000 * DOLLARS + 1)).toEqual([['percent.tooMuch', 'warning', 1]]);
  });

  test('an award below $50,000 is exempt, one of $50,000 is not', () => {
    expect(carried(50_000 * DOLLARS - 1, 50_000 * DOLLARS)).toEqual([]);
    expect(carried(50_000 * DOLLARS, 7_500 * DOLLARS)).toEqual([]);
    expect(carried(50_000 * DOLLARS, 7_500 * DOLLARS + 1)).toEqual([['percent.tooMuch', 'warning', 1]]);
  });

  test('over all sites, and at the office where the award is not known', () => {
    const rules = shippedRules('federal', 'title-i-a-carry-over');
    const carryOver = (siteCode: string, cents: number) => ({
      entries: [entry('T1', cents, { kind: 'carryOver', siteCode })],
    });
    const sites = [carryOver('608', 4_000 * DOLLARS), { site: GRADE, ...carryOver('125', 4_000 * DOLLARS) }];
    const plan = planOf('titleIA', '', { 'titleIA.priorAward': 50_000 * DOLLARS });
    expect(checkDistrict(rules, sites, { plan })).toMatchObject([
      {
        place: { kind: 'district', fundingSource: 'T1' },
        params: { partCents: 800_000, baseCents: 5_000_000, limitCents: 750_000, missCents: 50_000 },
      },
    ]);
    expect(checkDistrict(rules, sites, { plan: planOf('titleIA') })).toMatchObject([
      { code: 'rule.atOffice', params: { what: 'figure:titleIA.priorAward' } },
    ]);
  });
});

describe('Title I-A parent engagement: at least 1 % of an allocation over $500,000', () => {
  const plan = planOf('titleIA', 'titleIA.parentEngagement');
  const engaged = (allocation: number, cents: number) =>
    found(
      'title-i-a-parent-engagement',
      plan,
      [entry('T1', allocation)],
      [line(NAMED, cents), line(TITLE, 1)],
    );

  test('below, at and above', () => {
    expect(engaged(600_000 * DOLLARS, 6_000 * DOLLARS + 1)).toEqual([]);
    expect(engaged(600_000 * DOLLARS, 6_000 * DOLLARS)).toEqual([]);
    expect(engaged(600_000 * DOLLARS, 6_000 * DOLLARS - 1)).toEqual([['percent.tooLittle', 'fatal', 1]]);
  });

  test('$500,000 is exempt, a cent more is not', () => {
    expect(engaged(500_000 * DOLLARS, 0)).toEqual([]);
    expect(engaged(500_000 * DOLLARS + 1, 5_000 * DOLLARS)).toEqual([['percent.tooLittle', 'fatal', 1]]);
    expect(engaged(500_000 * DOLLARS + 1, 5_000 * DOLLARS + 1)).toEqual([]);
  });

  test('what was carried over is not this year’s allocation', () => {
    const entries = [entry('T1', 500_000 * DOLLARS), entry('T1', 75_000 * DOLLARS, { kind: 'carryOver' })];
    expect(found('title-i-a-parent-engagement', plan, entries)).toEqual([]);
  });
});

describe('Title III administration: at most 2 %', () => {
  const plan = planOf('titleIII', 'titleIII.administration');
  const administered = (cents: number) =>
    found('title-iii-administration', plan, [entry('T1', 50_000 * DOLLARS)], [line(NAMED, cents)]);

  test('below, at and above', () => {
    expect(administered(1_000 * DOLLARS - 1)).toEqual([]);
    expect(administered(1_000 * DOLLARS)).toEqual([]);
    expect(administered(1_000 * DOLLARS + 1)).toEqual([['percent.tooMuch', 'fatal', 1]]);
  });
});

describe('Title IV-A from $30,000', () => {
  const shares = [
    ['title-iv-a-well-rounded', 'titleIVA.wellRounded'],
    ['title-iv-a-safe-and-healthy', 'titleIVA.safeAndHealthy'],
  ] as const;

  test.each(shares)('%s: at least 20 %%, below, at and above', (rule, group) => {
    const spent = (allocation: number, cents: number) =>
      found(rule, planOf('titleIVA', group), [entry('T1', allocation)], [line(NAMED, cents)]);
    expect(spent(30_000 * DOLLARS, 6_000 * DOLLARS + 1)).toEqual([]);
    expect(spent(30_000 * DOLLARS, 6_000 * DOLLARS)).toEqual([]);
    expect(spent(30_000 * DOLLARS, 6_000 * DOLLARS - 1)).toEqual([['percent.tooLittle', 'fatal', 1]]);
    expect(spent(30_000 * DOLLARS - 1, 0)).toEqual([]);
  });

  test('some technology', () => {
    const spent = (allocation: number, cents: number) =>
      found(
        'title-iv-a-technology',
        planOf('titleIVA', 'titleIVA.technology'),
        [entry('T1', allocation)],
        [line(NAMED, cents)],
      );
    expect(spent(30_000 * DOLLARS, 1)).toEqual([]);
    expect(spent(30_000 * DOLLARS, 0)).toEqual([['percent.nothing', 'fatal', undefined]]);
    expect(spent(30_000 * DOLLARS - 1, 0)).toEqual([]);
  });
});

describe('IDEA early intervening services', () => {
  const spent = (program: string, rules: string[], cents: number, allocation = 200_000 * DOLLARS) =>
    rules.flatMap((rule) =>
      found(rule, planOf(program, 'ideaB.ceis'), [entry('T1', allocation)], [line(NAMED, cents)]),
    );
  const required = ['idea-ceis-required-least', 'idea-ceis-required-most'];

  test('voluntary: at most 15 %', () => {
    const voluntary = ['idea-ceis-voluntary'];
    expect(spent('ideaB', voluntary, 0)).toEqual([]);
    expect(spent('ideaB', voluntary, 30_000 * DOLLARS)).toEqual([]);
    expect(spent('ideaB', voluntary, 30_000 * DOLLARS + 1)).toEqual([['percent.tooMuch', 'fatal', 1]]);
    expect(spent('ideaB', required, 0)).toEqual([]);
  });

  test('required: exactly 15 %, to the cent', () => {
    expect(spent('ideaB.requiredCeis', required, 30_000 * DOLLARS - 1)).toEqual([
      ['percent.tooLittle', 'fatal', 1],
    ]);
    expect(spent('ideaB.requiredCeis', required, 30_000 * DOLLARS)).toEqual([]);
    expect(spent('ideaB.requiredCeis', required, 30_000 * DOLLARS + 1)).toEqual([
      ['percent.tooMuch', 'fatal', 1],
    ]);
  });

  test('required: an award whose 15 % is no whole cent can be met', () => {
    expect(spent('ideaB.requiredCeis', required, 1_500, 10_003)).toEqual([]);
    expect(spent('ideaB.requiredCeis', required, 1_501, 10_003)).toHaveLength(1);
    expect(spent('ideaB.requiredCeis', required, 1_499, 10_003)).toHaveLength(1);
  });
});

describe('supplanting', () => {
  test('Title I-A names its methodology test, the others compare posts', () => {
    const tests = shippedPack('federal').rules.flatMap((rule) =>
      rule.kind === 'supplanting' ? [[rule.test, rule.severity, ...(rule.appliesTo?.programs ?? [])]] : [],
    );
    expect(tests).toEqual([
      ['methodology', 'warning', 'titleIA'],
      ['comparePosts', 'warning', 'titleIIA', 'titleIII', 'titleIVA', 'ideaB', 'ideaB.requiredCeis'],
    ]);
  });
});
