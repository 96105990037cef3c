import { afterEach, expect, test } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import { SpentBesideLine } from '../../src/taskpane/screens/spending/SpentBesideLine.js';
import { spentOfAccount } from '../../src/taskpane/screens/spending/spent-of-line.js';
import { renderPart } from '../support/season-setup.js';
import { smallBook } from '../support/small-book.js';

afterEach(cleanup);

const SUPPLIES = '100-1131-608-050-410';
const spending = (spentCents: number, encumberedCents: number): SiteBook => ({
  ...smallBook(),
  spending: { asOf: '2024-02-29', rows: [{ account: SUPPLIES, spentCents, encumberedCents }] },
});

test('a line shows this year’s budget, what was spent and promised, and what is left', () => {
  renderPart(<SpentBesideLine spent={spentOfAccount(spending(1_000_000, 48_000), SUPPLIES)} />);
  const text = screen.getByTestId('spent').textContent;
  for (const part of [
    'Thu 29 Feb',
    'Budget$12,480',
    'Spent$10,000',
    'Promised$480',
    'Left of this year$2,000',
  ])
    expect(text).toContain(part);
});

test('what is over is said as over; an account without spending says so; a shared one too', () => {
  const over = spentOfAccount(spending(1_300_000, 0), SUPPLIES);
  expect(over?.leftCents).toBe(-52_000);
  renderPart(<SpentBesideLine spent={over} />);
  expect(screen.getByTestId('spent').textContent).toContain('Over this year$520');
  cleanup();
  renderPart(<SpentBesideLine spent={spentOfAccount(spending(1, 1), '100-1131-608-050-470')} />);
  expect(screen.getByText('Nothing was spent or promised yet.')).toBeTruthy();
  const book = spending(1, 1);
  const [line] = book.opening.lines.filter(({ account }) => account === SUPPLIES);
  if (line) book.opening.lines.push({ ...line, id: 'again' });
  expect(spentOfAccount(book, SUPPLIES)).toMatchObject({ lines: 2, currentCents: 2_496_000 });
});

test('a district that gives no spending shows none', () => {
  expect(spentOfAccount(smallBook(), SUPPLIES)).toBeNull();
  renderPart(<SpentBesideLine spent={null} />);
  expect(screen.queryByTestId('spent')).toBeNull();
});
