import { describe, expect, test } from '@jest/globals';
import { checkRulePack } from '../../../src/core/rules/check-rule-pack.js';
import { combineRulePacks, parseRulePack, type RulePack } from '../../../src/core/rules/rule-pack.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { describeProblem } from '../../../src/ui/messages/describe-problem.js';
import { PROBLEMS_EN } from '../../../src/words/problems-en.js';
import { EVERY_RULE, richBook } from '../../support/rich-book.js';
import { bookOf, rulesOf, type RuleData } from '../../support/rule-book.js';

const found = (rule: RuleData, plan: object = {}) =>
  checkRulePack(bookOf(rulesOf(rule), { plan }).plan).map(({ code, params }) => [
    code,
    params['rule'],
    params['field'],
    params['value'],
  ]);
const minPercent = {
  kind: 'minPercent',
  numerator: { from: 'proposed' },
  base: { from: 'proposed' },
  percentPpm: 1,
};

describe('what rules name and a district lacks', () => {
  test('nothing, in a plan that has a rule of every kind', () => {
    expect(checkRulePack(richBook().plan)).toEqual([]);
    expect(EVERY_RULE.length).toBeGreaterThan(20);
  });

  test.each<[string, RuleData, [string, string]]>([
    [
      'unknownFundingSource',
      { kind: 'sign', negativeAllowed: [], appliesTo: { fundingSources: ['GF', 'X'] } },
      ['appliesTo.fundingSources', 'X'],
    ],
    [
      'unknownJobClass',
      { kind: 'fteIncrement', sizes: { stepFte: 1 }, jobClasses: ['licensed', 'wizard'] },
      ['jobClasses', 'wizard'],
    ],
    [
      'unknownJobClass',
      { kind: 'minStaffing', jobClasses: ['wizard'], bands: [{ fromEnrolment: 0, required: { fte: 1 } }] },
      ['jobClasses', 'wizard'],
    ],
    [
      'unknownSegment',
      { kind: 'requireSegmentWhen', when: ['*'], segment: 'project', codes: '1', sense: 'required' },
      ['segment', 'project'],
    ],
    ['unknownSegment', { kind: 'codeList', segments: ['fund', 'goal'] }, ['segments', 'goal']],
    [
      'patternParts',
      { kind: 'sign', negativeAllowed: ['*-*-*-470', '1-2-3-4-5'] },
      ['negativeAllowed', '1-2-3-4-5'],
    ],
    [
      'patternParts',
      { kind: 'sign', negativeAllowed: [], appliesTo: { accounts: ['1-2-3-4-5'] } },
      ['appliesTo.accounts', '1-2-3-4-5'],
    ],
    ['patternParts', { kind: 'objectRestriction', allowed: ['1-2-3-4-5'] }, ['allowed', '1-2-3-4-5']],
    ['patternParts', { kind: 'objectRestriction', forbidden: ['1-2-3-4-5'] }, ['forbidden', '1-2-3-4-5']],
    [
      'patternParts',
      { kind: 'requireSegmentWhen', when: ['1-2-3-4-5'], segment: 'fund', codes: '1', sense: 'required' },
      ['when', '1-2-3-4-5'],
    ],
    [
      'patternParts',
      { ...minPercent, numerator: { from: 'current', accounts: ['1-2-3-4-5'] } },
      ['numerator.accounts', '1-2-3-4-5'],
    ],
    [
      'patternParts',
      { ...minPercent, base: { from: 'proposed', accounts: ['1-2-3-4-5'] } },
      ['base.accounts', '1-2-3-4-5'],
    ],
    ['unitsDiffer', { ...minPercent, numerator: { from: 'proposed', unit: 'fte' } }, ['base', 'cents']],
    ['unitsDiffer', { ...minPercent, base: { from: 'current', unit: 'fte' } }, ['base', 'fte']],
    [
      'datesReversed',
      { kind: 'readable', effective: { from: '2025-07-02', to: '2025-07-01' } },
      ['effective', '2025-07-02, 2025-07-01'],
    ],
    [
      'notSelective',
      { kind: 'duplicateLine', appliesTo: { levels: ['high'] } },
      ['appliesTo', 'duplicateLine'],
    ],
  ])('%s of %j', (code, rule, [field, value]) => {
    expect(found(rule)).toEqual([[`rule.${code}`, 'rule-1', field, value]]);
  });

  test('a set of accounts that does not fit is found where a rule names it', () => {
    const rule = { ...minPercent, kind: 'maxPercent', base: { from: 'proposed', accountGroup: 'set' } };
    expect(found(rule)).toEqual([]);
    expect(found(rule, { accountGroups: { set: ['*', '1-2-3-4-5'] } })).toEqual([
      ['rule.patternParts', 'rule-1', 'base.accountGroup', '1-2-3-4-5'],
    ]);
  });

  test('a table is missed in a chart that has others; without any the office is asked', () => {
    const rule = { kind: 'validCombination', tables: ['fund-function', 'none'] };
    expect(found(rule)).toEqual([]);
    expect(found(rule, { chart: richBook().plan.chart })).toEqual([
      ['rule.unknownTable', 'rule-1', 'tables', 'none'],
    ]);
  });

  test('programmes and figures of grants that the district does not have are no problem', () => {
    const rule = {
      ...minPercent,
      appliesTo: { programs: ['titleIII'] },
      base: { from: 'figure', figure: 'none' },
    };
    expect(found(rule)).toEqual([]);
    expect(() => indexBook(bookOf(rulesOf(rule)))).not.toThrow();
  });

  test('every problem has its sentence with rule and field', () => {
    const [problem] = checkRulePack(bookOf(rulesOf({ kind: 'codeList', segments: ['goal'] })).plan);
    expect(problem).toMatchObject({ severity: 'fatal', place: { kind: 'file', file: 'rules.json' } });
    expect(describeProblem(problem!).sentence).toBe(
      'Rule rule-1: account strings have no segment goal (segments).',
    );
    expect(PROBLEMS_EN).toHaveProperty(['rule.patternParts']);
  });
});

describe('reading a pack', () => {
  const common = { severity: 'fatal', citation: '', askWhom: '' };
  const problems = (rules: unknown[]) => {
    const read = parseRulePack({ id: 'p', version: '1', rules }, 'rules.json');
    return read.ok ? [] : read.problems.map(({ code, params }) => [code, params['rule'], params['field']]);
  };

  test('names every bad rule and field', () => {
    expect(
      problems([
        { kind: 'readable', id: 'good', ...common },
        { kind: 'allocationCap', id: 'cap', ...common, toleranceCents: -1 },
        { kind: 'sign', ...common, negativeAllowed: ['1--2'] },
        { kind: 'wizardry', id: 'odd', ...common },
        { kind: 'readable', id: 'more', ...common, appliesto: {} },
        { ...minPercent, id: 'side', ...common, numerator: { from: 'figure' } },
      ]),
    ).toEqual([
      ['rule.invalid', 'cap', 'toleranceCents'],
      ['rule.invalid', '3', 'id'],
      ['rule.invalid', '3', 'negativeAllowed.0'],
      ['rule.invalid', 'odd', 'kind'],
      ['rule.invalid', 'more', ''],
      ['rule.invalid', 'side', 'numerator.figure'],
    ]);
  });

  test('an id stands once', () => {
    const rule = { kind: 'readable', id: 'same', ...common };
    expect(problems([rule, rule, { ...rule, id: 'other' }])).toEqual([['rule.idTwice', 'same', undefined]]);
  });

  test('what is no pack at all', () => {
    for (const json of [null, [], 'rules', { id: 'p', version: '1' }])
      expect(parseRulePack(json, 'rules.json').ok).toBe(false);
  });
});

describe('a pack with the rules of others', () => {
  const pack = (id: string, ...rules: RuleData[]): RulePack => ({
    id,
    version: '1',
    rules: rulesOf(...rules),
  });

  test('a rule of its own takes the place of one with its id', () => {
    const used = pack('federal', { kind: 'readable', id: 'a' }, { kind: 'readable', id: 'b' });
    const own = pack('own', { kind: 'readable', id: 'b', severity: 'fatal' });
    const all = combineRulePacks(own, [used]);
    expect(all.rules.map(({ id, severity }) => [id, severity])).toEqual([
      ['a', 'warning'],
      ['b', 'fatal'],
    ]);
    expect(all).toMatchObject({ id: 'own', uses: [{ id: 'federal', version: '1' }] });
    expect(used.rules).toHaveLength(2);
  });
});
