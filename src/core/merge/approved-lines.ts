import type { SiteContent } from '../budget/site-content.js';
import type { Figures } from '../validation/figures.js';
import type { ApprovedLine } from './master-budget.js';

/** The lines of a content with their figures, and those that it took out of the opening one. */
export function approvedLines(
  content: SiteContent,
  opening: SiteContent,
  figures: Pick<Figures, 'lines'>,
): ApprovedLine[] {
  const there = new Set(content.lines.map(({ id }) => id));
  const removed = opening.lines.filter(({ id }) => !there.has(id));
  const common = ({ id, account, title, currentCents, currentFte }: SiteContent['lines'][number]) => ({
    lineId: id,
    account,
    title,
    currentCents,
    currentFte,
  });
  return [
    ...content.lines.map((line) => ({
      ...common(line),
      proposedCents: figures.lines.get(line.id)?.proposedCents ?? 0,
      proposedFte: figures.lines.get(line.id)?.proposedFte ?? 0,
      justification: line.justification,
    })),
    ...removed.map((line) => ({
      ...common(line),
      proposedCents: 0,
      proposedFte: 0,
      justification: '',
      isRemoved: true as const,
    })),
  ];
}
