import { expect, test } from '@jest/globals';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import { indexBook } from '../../src/core/validation/book-index.js';
import { openSheetStore } from '../support/season-setup.js';
import { smallBook } from '../support/small-book.js';

/** The small site with more to budget from its general fund. */
function withMore(book: SiteBook): SiteBook {
  const [first] = book.allocations;
  if (!first) throw new Error('no allocation');
  return { ...book, allocations: [...book.allocations, { ...first, id: 'more', amountCents: 100_000 }] };
}

test('another book judges anew, and a row that was copied stays the new line that it was', async () => {
  const { store, excel } = await openSheetStore();
  excel.type('budget', 'line-8', 'lineId', 'line-6');
  await store.look();
  const copies = () => store.current().reading?.decoded.newLines.map(({ id }) => id);
  const balance = () => store.current().reading?.state.figures.balances[0]?.allocatedCents;
  const [before, allocated] = [copies(), balance()];
  expect(before).toHaveLength(1);
  store.setBook(indexBook(withMore(smallBook())));
  expect(copies()).toEqual(before);
  expect(balance()).toBe((allocated ?? 0) + 100_000);
  expect(store.current().reading?.changedBalances.map(({ fundingSource }) => fundingSource)).toEqual(['GF']);
});
