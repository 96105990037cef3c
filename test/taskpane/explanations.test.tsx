import { afterEach, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { saveRevision } from '../../src/contract/sites.js';
import type { BodyOf } from '../../src/contract/endpoint.js';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import { openPane } from '../support/pane-setup.js';

afterEach(cleanup);

/** Software is to stay under a hundredth of the site's budget, or somebody says why not. */
const withCap = (book: SiteBook): SiteBook => ({
  ...book,
  plan: {
    ...book.plan,
    rules: {
      ...book.plan.rules,
      rules: [
        ...book.plan.rules.rules,
        {
          kind: 'maxPercent',
          id: 'software',
          title: 'Software',
          severity: 'warning',
          citation: 'Board policy',
          askWhom: 'Business office',
          scope: 'site',
          numerator: { from: 'proposed', accounts: ['*-*-*-*-470'] },
          base: { from: 'proposed' },
          percentPpm: 10_000,
        },
      ],
    },
  },
});

test('a percentage shows where it stands, and a warning about no line is explained and goes along with the save', async () => {
  const { excel, api } = openPane({ change: withCap });
  await screen.findByTestId('balances');
  expect(screen.getByTestId('gauge-software').textContent).toMatch(/^Software: \$0 of at most \$2,494\.12$/);
  act(() => excel.type('budget', 'line-8', 'amount', 9_000));
  expect(screen.getByTestId('gauge-software').textContent).toMatch(/^Software: \$9,000 of at most/);
  fireEvent.click(screen.getByRole('tab', { name: /To check/ }));
  const problem = screen
    .getAllByTestId('problem')
    .find(({ dataset }) => dataset['code'] === 'percent.tooMuch')!;
  fireEvent.click(
    Array.from(problem.querySelectorAll('button')).find(({ textContent }) => textContent === 'Write why')!,
  );
  fireEvent.change(await screen.findByRole('textbox'), {
    target: { value: 'A reading programme, one year' },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Write it down' }));
  await waitFor(() => expect(screen.getByTestId('explanation').textContent).toContain('A reading programme'));
  expect(screen.getByTestId('state').textContent).not.toBe('Saved');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByTestId('receipt');
  const body = api.bodies(saveRevision)[0] as BodyOf<typeof saveRevision>;
  expect(body.content.explanations).toEqual([
    { problemKey: expect.stringContaining('software'), text: 'A reading programme, one year' },
  ]);
  expect(screen.getByTestId('state').textContent).toBe('Saved r1');
});
