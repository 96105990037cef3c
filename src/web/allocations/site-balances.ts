import type { SiteBookReply } from '../../contract/sites.js';
import { indexBook } from '../../core/validation/book-index.js';
import type { Balance } from '../../core/validation/figures.js';
import { computeFigures } from '../../core/validation/sheet-state.js';

/** Where a site's book is kept between calls. */
export const bookKey = (siteCode: string) => ['allocations', siteCode];

/** What is allocated to a site from a funding source, and what its latest revision, or its opening content, leaves. */
export function balanceOf({ book, head }: SiteBookReply, fundingSource: string): Balance {
  const { balances } = computeFigures(indexBook(book), head?.content ?? book.opening);
  return (
    balances.find((balance) => balance.fundingSource === fundingSource) ?? {
      fundingSource,
      allocatedCents: 0,
      proposedCents: 0,
      remainingCents: 0,
      allocatedFte: 0,
      proposedFte: 0,
      remainingFte: 0,
    }
  );
}
