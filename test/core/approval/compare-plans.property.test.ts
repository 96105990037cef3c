import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { comparePlans } from '../../../src/core/approval/compare-plans.js';
import { concernOf } from '../../../src/core/approval/concern-of.js';
import type { AccountCode } from '../../../src/core/account/chart-of-accounts.js';
import type { DistrictPlan } from '../../../src/core/budget/site-book.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { canonical } from '../../../src/core/canonical.js';
import { combineRulePacks, ownPart, type Rule, type RulePack } from '../../../src/core/rules/rule-pack.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { openSheet } from '../../../src/core/validation/sheet-state.js';
import { arbitraryContent } from '../../support/arbitrary-content.js';
import { EVERY_RULE, richBook } from '../../support/rich-book.js';
import { line } from '../../support/rule-book.js';

const BOOK = richBook();
const { plan: PLAN } = BOOK;

/** Other rules of the same ids, some of them gone, and one with other words. */
const rules: fc.Arbitrary<Rule[]> = fc
  .tuple(fc.subarray(EVERY_RULE), fc.subarray(EVERY_RULE), fc.constantFrom('warning', 'info'))
  .map(([kept, sharpened, severity]) =>
    kept.map((rule) =>
      sharpened.includes(rule) && rule.severity !== 'fatal' ? { ...rule, severity } : rule,
    ),
  );

const codeOf = (entry: AccountCode): fc.Arbitrary<AccountCode | null> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(entry) },
    { weight: 1, arbitrary: fc.constant({ ...entry, to: '2020-06-30' }) },
    { weight: 1, arbitrary: fc.constant({ ...entry, to: '2025-01-31' }) },
    { weight: 1, arbitrary: fc.constant({ ...entry, isHeading: true }) },
    { weight: 1, arbitrary: fc.constant({ ...entry, title: `${entry.title}, anew` }) },
    { weight: 1, arbitrary: fc.constant(null) },
  );

/** The plan with other rules and other codes. */
const plans: fc.Arbitrary<DistrictPlan> = fc
  .tuple(
    rules,
    fc.tuple(
      ...Object.entries(PLAN.chart.codes).map(([segment, codes]) =>
        fc.tuple(...codes.map(codeOf)).map((all) => [segment, all.filter((one) => one !== null)] as const),
      ),
    ),
  )
  .map(([some, codes]) => ({
    ...PLAN,
    rules: { ...PLAN.rules, rules: some },
    chart: { ...PLAN.chart, codes: Object.fromEntries(codes) },
  }));

/** A plan and one in which a single rule or code is another, as finance changes them. */
const steps: fc.Arbitrary<[DistrictPlan, DistrictPlan]> = fc
  .tuple(plans, plans, fc.boolean(), fc.nat(1000))
  .map(([before, other, isRule, number]) => {
    if (isRule) {
      const at = number % (before.rules.rules.length + 1);
      const kept = before.rules.rules.filter((_, place) => place !== at);
      return [before, { ...before, rules: { ...before.rules, rules: kept } }];
    }
    const segments = Object.keys(before.chart.codes);
    const segment = segments[number % segments.length] ?? '';
    const codes = { ...before.chart.codes, [segment]: other.chart.codes[segment] ?? [] };
    return [before, { ...before, chart: { ...before.chart, codes } }];
  });

const shuffled = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...list], { minLength: list.length });

const concern = (before: DistrictPlan, after: DistrictPlan, content: SiteContent) =>
  concernOf(comparePlans(before, after), {
    content,
    before: indexBook({ ...BOOK, plan: before }),
    after: indexBook({ ...BOOK, plan: after }),
  });

describe('the difference of two plans', () => {
  test('is nothing between the same plan, in whatever order its rules and codes stand', () => {
    const reordered = plans.chain((plan) =>
      fc
        .tuple(
          shuffled(plan.rules.rules),
          fc.tuple(...Object.values(plan.chart.codes).map((codes) => shuffled(codes))),
        )
        .map(([some, lists]): [DistrictPlan, DistrictPlan] => {
          const names = Object.keys(plan.chart.codes);
          const codes: DistrictPlan['chart']['codes'] = Object.fromEntries(
            names.map((name, at) => [name, lists[at] ?? []] as const).reverse(),
          );
          return [plan, { ...plan, rules: { ...plan.rules, rules: some }, chart: { ...plan.chart, codes } }];
        }),
    );
    fc.assert(
      fc.property(reordered, plans, ([plan, same], other) => {
        expect(comparePlans(plan, same)).toEqual({ rules: [], codes: [], tables: [] });
        expect(comparePlans(plan, other)).toEqual(comparePlans(same, other));
      }),
    );
  });

  test('names every rule and code that differs, once, and the other way round the opposite', () => {
    const opposite = { added: 'removed', removed: 'added', opened: 'closed', closed: 'opened' } as const;
    const back = (change: string) =>
      change in opposite ? opposite[change as keyof typeof opposite] : change;
    fc.assert(
      fc.property(plans, plans, (one, two) => {
        const [there, home] = [comparePlans(one, two), comparePlans(two, one)];
        expect(there.rules.map(({ id, change }) => [id, back(change)])).toEqual(
          home.rules.map(({ id, change }) => [id, change]),
        );
        expect(there.codes.map((of) => ({ ...of, change: back(of.change) }))).toEqual(home.codes);
        const differs = (list: (plan: DistrictPlan) => Map<string, unknown>) => {
          const [a, b] = [list(one), list(two)];
          return [...new Set([...a.keys(), ...b.keys()])]
            .filter((name) => canonical(a.get(name) ?? null) !== canonical(b.get(name) ?? null))
            .sort();
        };
        expect(there.rules.map(({ id }) => id)).toEqual(
          differs((plan) => new Map(plan.rules.rules.map((rule) => [rule.id, rule]))),
        );
        expect(there.codes.map(({ segment, code }) => `${segment} ${code}`).sort()).toEqual(
          differs(
            (plan) =>
              new Map(
                Object.entries(plan.chart.codes).flatMap(([segment, codes]) =>
                  codes.map((entry) => [`${segment} ${entry.code}`, entry] as const),
                ),
              ),
          ),
        );
      }),
    );
  });

  test('tells a code that is closed for the year from one that is closed in it', () => {
    const change = (part: Partial<AccountCode>) => {
      const [first, ...rest] = PLAN.chart.codes['object'] ?? [];
      const codes = { ...PLAN.chart.codes, object: [{ ...first!, ...part }, ...rest] };
      return comparePlans(PLAN, { ...PLAN, chart: { ...PLAN.chart, codes } }).codes.map((one) => one.change);
    };
    expect(change({ to: '2024-06-30' })).toEqual(['closed']);
    expect(change({ to: '2024-07-01' })).toEqual(['changed']);
    expect(change({ from: '2025-07-01' })).toEqual(['closed']);
    expect(change({ isHeading: true })).toEqual(['closed']);
    expect(change({ title: 'Other words' })).toEqual(['retitled']);
    expect(change({ title: 'Other words', stateCode: '9' })).toEqual(['changed']);
    expect(change({})).toEqual([]);
  });
});

describe('what a difference concerns of a sheet', () => {
  test('nothing where the plan is the same, or only words of codes are others', () => {
    fc.assert(
      fc.property(plans, arbitraryContent, (plan, content) => {
        expect(concern(plan, plan, content)).toEqual({ fundingSources: [] });
        const codes = Object.fromEntries(
          Object.entries(plan.chart.codes).map(([segment, list]) => [
            segment,
            list.map((entry) => ({ ...entry, title: `${entry.title}!` })),
          ]),
        );
        const retitled = { ...plan, chart: { ...plan.chart, codes } };
        expect(concern(plan, retitled, content)).toEqual({ fundingSources: [] });
      }),
      { numRuns: 40 },
    );
  });

  test('nothing exactly where no row is on a changed code and every finding is what it was', () => {
    const found = (plan: DistrictPlan, content: SiteContent) =>
      openSheet(indexBook({ ...BOOK, plan }), content)
        .problems.map((problem) => canonical(problem))
        .sort();
    const seen = { touched: 0, untouched: 0 };
    fc.assert(
      fc.property(steps, arbitraryContent, ([before, after], all) => {
        // Small sheets are often not concerned at all.
        const content = { lines: all.lines.slice(0, 2), positions: all.positions.slice(0, 1) };
        const changed = comparePlans(before, after).codes.filter(({ change }) => change !== 'retitled');
        const accounts = [
          ...content.lines.map(({ account }) => account),
          ...content.positions.flatMap(({ splits }) => splits.map(({ account }) => account)),
        ];
        const order = PLAN.chart.structure.segments.map(({ code }) => code);
        const isOn = accounts.some((account) =>
          account
            .split('-')
            .some((part, at) => changed.some(({ segment, code }) => segment === order[at] && code === part)),
        );
        const isSame = canonical(found(before, content)) === canonical(found(after, content));
        const isUntouched = !isOn && isSame;
        if (comparePlans(before, after).rules.length + changed.length > 0)
          seen[isUntouched ? 'untouched' : 'touched'] += 1;
        expect(concern(before, after, content).fundingSources.length === 0).toBe(isUntouched);
      }),
      { numRuns: 200 },
    );
    expect(Math.min(seen.touched, seen.untouched)).toBeGreaterThan(10);
  });

  test('a rule about one grant concerns that grant; a code, who pays the rows on it; a row that nobody pays, the sheet', () => {
    const content = {
      lines: [
        line('100-1111-608-410', 5_000),
        line('201-1111-608-410', 7_000),
        line('999-1111-608-470', 100),
      ],
      positions: [],
    };
    const book = { ...PLAN, rules: { ...PLAN.rules, rules: [] } };
    const rule: Rule = {
      kind: 'narrativeRequired',
      id: 'why',
      severity: 'warning',
      citation: 'Law',
      askWhom: 'Office',
      fromCents: 1,
      minLength: 5,
      appliesTo: { programs: ['titleIA'] },
    };
    const withRule = { ...book, rules: { ...book.rules, rules: [rule] } };
    expect(concern(book, withRule, content)).toEqual({ fundingSources: ['T1'] });
    expect(concern(withRule, book, content)).toEqual({ fundingSources: ['T1'] });
    const close = (segment: string, code: string): DistrictPlan => ({
      ...book,
      chart: {
        ...book.chart,
        codes: {
          ...book.chart.codes,
          [segment]: (book.chart.codes[segment] ?? []).map((entry) =>
            entry.code === code ? { ...entry, to: '2023-06-30' } : entry,
          ),
        },
      },
    });
    expect(concern(book, close('fund', '201'), content)).toEqual({ fundingSources: ['T1'] });
    expect(concern(close('fund', '201'), book, content)).toEqual({ fundingSources: ['T1'] });
    expect(concern(book, close('object', '410'), content)).toEqual({ fundingSources: ['GF', 'T1'] });
    expect(concern(book, close('object', '470'), content)).toEqual({ fundingSources: [''] });
    expect(concern(book, close('object', '112'), content)).toEqual({ fundingSources: [] });
  });
});

describe('a pack and those it uses', () => {
  test('what the district wrote is what it wrote, whatever it uses', () => {
    const pack = fc
      .tuple(fc.string({ minLength: 1 }), fc.subarray(EVERY_RULE))
      .map(([id, some]): RulePack => ({ id, version: '1', rules: some }));
    fc.assert(
      fc.property(pack, fc.array(pack, { maxLength: 3 }), (own, used) => {
        const whole = combineRulePacks(own, used);
        const uses = used.map(({ id, version }) => ({ id, version }));
        expect(ownPart(whole, used)).toEqual({ ...own, uses });
        expect(combineRulePacks(ownPart(whole, used), used)).toEqual(whole);
      }),
    );
  });

  test('are told apart by their words where a stored pack does not say how many it took over', () => {
    const ids = fc.subarray(EVERY_RULE);
    const sharpened = ids.map((rules) => rules.map((rule) => ({ ...rule, citation: 'Ours.' })));
    fc.assert(
      fc.property(sharpened, ids, ids, (rules, taken, unused) => {
        const own: RulePack = { id: 'own', version: '1', rules };
        const used: RulePack = { id: 'used', version: '2', rules: taken };
        const { takenOver, ...whole } = combineRulePacks(own, [used]);
        expect(takenOver).toBeGreaterThanOrEqual(0);
        const shipped = [used, { id: 'unused', version: '1', rules: unused }];
        expect(ownPart(whole, shipped)).toEqual({ ...own, uses: [{ id: 'used', version: '2' }] });
        // What is no shipped pack's any more is the district's, lest it be lost.
        expect(ownPart(whole, [])).toEqual(whole);
      }),
    );
  });
});
