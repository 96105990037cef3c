import { describe, expect, test } from '@jest/globals';
import { find } from '../../../src/core/finder/find.js';
import { mayAddLine, openAccountFinder } from '../../../src/core/validation/account-choice.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { openSheet } from '../../../src/core/validation/sheet-state.js';
import { smallBook, smallContent } from '../../support/small-book.js';

const SITE = new Set(['site']);
const restricted = () => {
  const book = smallBook();
  const forbidden = {
    kind: 'objectRestriction' as const,
    id: 'no-software-from-title-one',
    severity: 'fatal' as const,
    citation: '',
    askWhom: '',
    forbidden: ['201-*-*-*-470'],
  };
  return {
    ...book,
    plan: { ...book.plan, rules: { ...book.plan.rules, rules: [...book.plan.rules.rules, forbidden] } },
  };
};

describe('which accounts a person may add', () => {
  const index = indexBook(restricted());

  test.each([
    ['100-1131-608-050-410', true, 'supplies of her own school'],
    ['100-1131-001-050-410', false, "another school's cost centre"],
    ['100-2542-608-000-325', false, 'electricity is the facilities office'],
    ['100-1131-608-050-111', false, 'salaries follow from the posts'],
    ['201-1272-608-000-410', true, 'supplies from Title I'],
    ['201-1272-608-000-470', false, 'a rule forbids software from Title I'],
    ['100-1131-608-050-999', false, 'no such object'],
    ['nonsense', false, 'no account at all'],
  ])('%s: %s (%s)', (account, isOffered) => {
    expect(mayAddLine(index, account, SITE)).toBe(isOffered);
  });

  test('every account that is offered is one the validator has no fatal objection to', () => {
    const { plan } = index;
    const existing = plan.chart.codes['fund']!.flatMap(({ code: fund }) =>
      plan.chart.codes['function']!.flatMap(({ code: func }) =>
        plan.chart.codes['object']!.map(({ code: object }) => `${fund}-${func}-608-050-${object}`),
      ),
    );
    const withChart = indexBook({
      ...restricted(),
      plan: { ...plan, chart: { ...plan.chart, existing } },
    });
    const content = smallContent();
    const finder = openAccountFinder(withChart, content, SITE);
    const words = ['supplies', 'software', 'electricity', 'salaries', '410', 'title'];
    const offered = words.flatMap((word) =>
      ['GF', 'T1'].flatMap((fundingSource) => find(finder, word, { fundingSource, limit: 20 })),
    );
    expect(offered.length).toBeGreaterThan(5);
    for (const { account } of offered) {
      const line = { ...content.lines[0]!, id: 'added', account, enteredCents: 1, unread: [] };
      const before = openSheet(withChart, content).problems.length;
      const after = openSheet(withChart, { ...content, lines: [...content.lines, line] }).problems;
      expect(after.filter(({ severity }) => severity === 'fatal').length).toBeLessThanOrEqual(before);
    }
    const titleOne = find(finder, 'software', { fundingSource: 'T1' }).map(({ account }) => account);
    expect(titleOne.filter((account) => account.endsWith('-470'))).toEqual([]);
  });
});
