import type { LineItem } from '../../src/core/budget/line-item.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { OBJECT_SEGMENT } from '../../src/core/staffing/derive.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import type { Figures } from '../../src/core/validation/figures.js';
import type { LineDifference } from '../../src/contract/submissions.js';

/** The lines that differ from the current budget, in the order of the sheet; then those that are gone from it. */
export function compareWithCurrent(
  index: BookIndex,
  content: SiteContent,
  figures: Figures,
): LineDifference[] {
  const differences: LineDifference[] = [];
  for (const line of content.lines) {
    const { proposedCents = 0, proposedFte = 0 } = figures.lines.get(line.id) ?? {};
    if (proposedCents !== line.currentCents || proposedFte !== line.currentFte)
      differences.push(differenceOf(index, line, { proposedCents, proposedFte, isRemoved: false }));
  }
  for (const line of removedLines(index, content)) {
    differences.push(differenceOf(index, line, { proposedCents: 0, proposedFte: 0, isRemoved: true }));
  }
  return differences;
}

/** Lines of the current budget that a content does not have any more; their current amounts still count. */
export function removedLines({ book }: BookIndex, content: SiteContent): LineItem[] {
  const present = new Set(content.lines.map(({ id }) => id));
  return book.opening.lines.filter(({ id }) => !present.has(id));
}

function differenceOf(
  index: BookIndex,
  line: LineItem,
  proposal: Pick<LineDifference, 'proposedCents' | 'proposedFte' | 'isRemoved'>,
): LineDifference {
  const { segments } = index.book.plan.chart.structure;
  const objectAt = segments.findIndex(({ code }) => code === OBJECT_SEGMENT);
  const { codes, fundingSource } = index.account(line.account);
  return {
    lineId: line.id,
    account: line.account,
    title: line.title,
    accountTitle: index.chart.title(OBJECT_SEGMENT, codes?.[objectAt] ?? '') ?? '',
    fundingSource,
    currentCents: line.currentCents,
    currentFte: line.currentFte,
    justification: line.justification,
    ...proposal,
  };
}
