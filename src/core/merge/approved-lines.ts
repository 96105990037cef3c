import type { SiteContent } from '../budget/site-content.js';
import type { Fte } from '../fte.js';
import type { Cents } from '../money.js';
import type { Figures } from '../validation/figures.js';
import type { ApprovedLine } from './master-budget.js';

/** The lines of a content with their figures, and those that it took out of the opening one. */
export function approvedLines(
  content: SiteContent,
  opening: SiteContent,
  figures: Pick<Figures, 'lines'>,
): ApprovedLine[] {
  const there = new Set(content.lines.map(({ id }) => id));
  const proposed = content.lines.map((line): ApprovedLine => {
    const figure = figures.lines.get(line.id);
    return lineOf(line, figure?.proposedCents ?? 0, figure?.proposedFte ?? 0, line.justification);
  });
  const removed = opening.lines
    .filter(({ id }) => !there.has(id))
    .map((line): ApprovedLine => ({ ...lineOf(line, 0, 0, ''), isRemoved: true }));
  return [...proposed, ...removed];
}

function lineOf(
  { id, account, title, currentCents, currentFte }: SiteContent['lines'][number],
  proposedCents: Cents,
  proposedFte: Fte,
  justification: string,
): ApprovedLine {
  return {
    lineId: id,
    account,
    title,
    currentCents,
    currentFte,
    proposedCents,
    proposedFte,
    justification,
  };
}
