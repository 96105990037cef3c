import { openingHash } from '../../server/opening-hash.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';
import { smallBook, smallIdentity } from './small-book.js';

/** Who a workbook of the small site says it is, once the server wrote it from this opening budget. */
export function writtenIdentity(opening: SiteContent = smallBook().opening): WorkbookIdentity {
  return { ...smallIdentity(), openingHash: openingHash(opening) };
}
