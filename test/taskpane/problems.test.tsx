import { afterEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import type { Rule } from '../../src/core/rules/rule-pack.js';
import { openPane, type PaneOptions } from '../support/pane-setup.js';

afterEach(cleanup);

/** The pane with the sheet read. */
async function home(options: PaneOptions = {}) {
  const pane = openPane(options);
  await screen.findByTestId('balances');
  return pane;
}

const withRules =
  (...rules: Rule[]) =>
  (book: SiteBook): SiteBook => ({
    ...book,
    plan: { ...book.plan, rules: { ...book.plan.rules, rules: [...book.plan.rules.rules, ...rules] } },
  });

/** Asks for the planned revenue, which a site's book never has. */
const FUNDS: Rule = {
  kind: 'fundBalances',
  id: 'funds',
  title: 'Each fund balances',
  severity: 'fatal',
  citation: 'State budget law',
  askWhom: 'the business office',
  toleranceCents: 0,
};

/** Software is budgeted on the account of the supplies, which is worth a look. */
const withTwoOfAnAccount = (book: SiteBook): SiteBook => ({
  ...book,
  opening: {
    ...book.opening,
    lines: book.opening.lines.map((line) =>
      line.id === 'line-8' ? { ...line, account: '100-1131-608-050-410' } : line,
    ),
  },
});

const openTab = (name: RegExp) => fireEvent.click(screen.getByRole('tab', { name }));
const codes = () => screen.queryAllByTestId('problem').map(({ dataset }) => dataset['code']);

describe('what is worth a look', () => {
  test('what only the office can judge is no work: folded under one line, and not counted', async () => {
    await home({ change: withRules(FUNDS, { ...FUNDS, id: 'funds-too', title: 'And once more' }) });
    openTab(/^To check 0$/);
    expect(codes()).toEqual([]);
    const fold = screen.getByRole('button', { name: '2 checked at the office' });
    expect(fold.getAttribute('aria-expanded')).toBe('false');
    fireEvent.click(fold);
    expect(fold.getAttribute('aria-expanded')).toBe('true');
    expect(codes()).toEqual(['rule.atOffice', 'rule.atOffice']);
    expect(screen.getByText(/Checked at the office: Each fund balances/)).toBeTruthy();
    openTab(/^To fix 0$/);
    expect(screen.queryByTestId('at-office')).toBeNull();
  });

  test('a warning that is explained shows what was written and is no longer open', async () => {
    const { excel } = await home({ change: withTwoOfAnAccount });
    const open = () => Number(/\d+/.exec(screen.getByRole('tab', { name: /^To check/ }).textContent)?.[0]);
    const before = open();
    expect(before).toBeGreaterThan(0);
    openTab(/^To check/);
    expect(screen.queryByTestId('explanation')).toBeNull();
    const warned = screen.getAllByTestId('problem').length;
    act(() => {
      excel.type('budget', 'line-6', 'justification', 'Two orders');
      excel.type('budget', 'line-8', 'justification', 'Two orders');
    });
    expect(open()).toBe(0);
    expect(screen.getAllByTestId('problem')).toHaveLength(warned);
    const [explanation] = screen.getAllByTestId('explanation');
    expect(explanation?.textContent).toBe('Explained: “Two orders”');
    const [first] = screen.getAllByTestId('problem');
    expect(first && within(first).getByLabelText('Explained')).toBeTruthy();
    act(() => {
      excel.type('budget', 'line-6', 'justification', '');
      excel.type('budget', 'line-8', 'justification', '');
    });
    expect(open()).toBe(before);
    expect(screen.queryByTestId('explanation')).toBeNull();
  });

  test('what is about the whole site has no cell', async () => {
    const change = (book: SiteBook): SiteBook => {
      const [post] = book.opening.positions;
      if (!post) throw new Error('no post');
      const visitor = {
        ...post,
        id: 'visitor',
        splits: [{ account: '100-1131-608-050-111', sharePpm: 400_000 }],
      };
      return { ...book, openingVisitors: [{ post: visitor, siteName: 'Maple Valley Elementary' }] };
    };
    await home({ change });
    openTab(/^To check 1$/);
    const problem = screen.getByTestId('problem');
    expect(problem.textContent).toContain('Maple Valley Elementary took away the 40 %');
    expect(
      within(problem)
        .getAllByRole('button')
        .map((button) => button.textContent),
    ).toEqual(['Why?', 'Ask for an exception', 'Write why']);
  });
});

describe('a problem', () => {
  test('of one code goes to the column of its segment', async () => {
    const { excel } = await home();
    act(() => excel.type('budget', 'line-6', 'segment:area', '999'));
    fireEvent.click(within(screen.getByTestId('problem')).getByRole('button', { name: 'D10' }));
    await waitFor(() => expect(excel.selected).toEqual([{ sheet: 'Budget', row: 9, column: 3 }]));
  });

  test('says which rule found it, by its title, its source and whom to ask', async () => {
    const change = (book: SiteBook): SiteBook => ({
      ...book,
      plan: {
        ...book.plan,
        rules: {
          ...book.plan.rules,
          rules: book.plan.rules.rules.map((rule) =>
            rule.id === 'cap' ? { ...rule, title: 'No more than allocated' } : rule,
          ),
        },
      },
    });
    const { excel } = await home({ change });
    act(() => excel.type('budget', 'line-11', 'amount', 6_000));
    fireEvent.click(screen.getByRole('button', { name: 'Why?' }));
    expect(
      screen.getByText('The rule: No more than allocated · Board policy DB Ask Business office.'),
    ).toBeTruthy();
  });
});
