import { canonicalContent, type SiteContent } from '../src/core/budget/site-content.js';
import { sha256 } from './content-hash.js';

/**
 * Which opening budget a sheet that nobody saved yet started from, in 16 hex digits: the same for the same rows in any order.
 * The ids of lines do not count: they are made anew where the same files are read again.
 */
export function openingHash({ lines, positions }: SiteContent): string {
  const rows = lines
    .map(({ account, title, currentCents, currentFte, enteredCents, justification }) =>
      JSON.stringify([account, title, currentCents, currentFte, enteredCents, justification]),
    )
    .sort();
  return sha256(JSON.stringify([rows, canonicalContent({ lines: [], positions })])).slice(0, 16);
}
