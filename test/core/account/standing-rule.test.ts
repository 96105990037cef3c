import { expect, test } from '@jest/globals';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { openSheet } from '../../../src/core/validation/sheet-state.js';
import { smallBook, smallContent } from '../../support/small-book.js';

test('valid is not the same as existing: accounts that are new or asked for are told, and nothing without a list', () => {
  const book = smallBook();
  const rules = book.plan.rules.rules.map((rule) =>
    rule.kind === 'codeList' ? { ...rule, tellNew: true } : rule,
  );
  const content = smallContent();
  const [first, second, ...others] = content.lines.map(({ account }) => account);
  const found = (chart: object) => {
    const plan = {
      ...book.plan,
      chart: { ...book.plan.chart, ...chart },
      rules: { ...book.plan.rules, rules },
    };
    return openSheet(indexBook({ ...book, plan }), content)
      .problems.filter(({ code }) => code === 'account.new' || code === 'account.requested')
      .map(({ code, severity, params }) => [code, severity, params['account']]);
  };
  const requested = [{ account: second, description: 'Robots', requestedBy: 'Ada' }];
  expect(found({ existing: others, requested })).toEqual([
    ['account.new', 'info', first],
    ['account.requested', 'info', second],
  ]);
  expect(found({})).toEqual([]);
});
