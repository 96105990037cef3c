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

/** Whether a sheet of this base and hash started from another opening budget than this one. A sheet without a hash tells nothing. */
export function isOtherOpening(
  { baseRevision, openingHash: hash }: { baseRevision: number; openingHash?: string | undefined },
  opening: SiteContent,
): boolean {
  return baseRevision === 0 && hash !== undefined && hash !== openingHash(opening);
}
