import fc from 'fast-check';
import type { ApprovedRevision } from '../../src/core/merge/master-budget.js';
import { openSheet } from '../../src/core/validation/sheet-state.js';
import { arbitraryContent, tinyIndex } from './arbitrary-content.js';

/** Sites 600 to 605 of the tiny district. */
export const TINY_SITES = [0, 1, 2, 3, 4, 5].map((n) => ({
  code: `60${String(n)}`,
  name: `Site ${String(n)}`,
}));

/** An approved revision of the n-th of the tiny sites with some content. */
export const approvedAt = (at: number, revision: number): fc.Arbitrary<ApprovedRevision> =>
  arbitraryContent.map((content) => {
    const { figures } = openSheet(tinyIndex(), content);
    const lines = content.lines.map((line) => ({
      lineId: line.id,
      account: line.account,
      title: line.title,
      currentCents: line.currentCents,
      currentFte: line.currentFte,
      proposedCents: figures.lines.get(line.id)?.proposedCents ?? 0,
      proposedFte: figures.lines.get(line.id)?.proposedFte ?? 0,
      justification: line.justification,
    }));
    return {
      siteCode: `60${String(at)}`,
      siteName: `Site ${String(at)}`,
      revision,
      contentHash: `hash-${String(at)}-${String(revision)}`,
      approvedBy: 'J. Ortiz',
      approvedAt: '2024-03-10T17:00:00.000Z',
      totalCents: lines.reduce((sum, line) => sum + line.proposedCents, 0),
      totalFte: lines.reduce((sum, line) => sum + line.proposedFte, 0),
      lines,
    };
  });

/** Approved revisions of one to five sites. */
export const approvedRevisions: fc.Arbitrary<ApprovedRevision[]> = fc
  .integer({ min: 1, max: 5 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => approvedAt(at, at + 1))));
