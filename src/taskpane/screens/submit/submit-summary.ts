import type { SiteContent } from '../../../core/budget/site-content.js';
import { computeFigures, type SheetState } from '../../../core/validation/sheet-state.js';
import { sumCents, type Cents } from '../../../core/money.js';
import type { Fte } from '../../../core/fte.js';

/** What a person looks at before submitting; compared with this year's adopted budget. */
export type SubmitSummary = {
  changedLines: number;
  totalCents: Cents;
  totalFte: Fte;
  changeCents: Cents;
  leftCents: Cents;
};

/** Lines of the current budget that the sheet does not have any more count as changed, with their whole amount. */
export function summarizeForSubmit({ index, content, figures }: SheetState): SubmitSummary {
  const totalCents = sumCents([...figures.lines.values()].map(({ proposedCents }) => proposedCents));
  const changed = content.lines.filter((line) => {
    const is = figures.lines.get(line.id);
    return is?.proposedCents !== line.currentCents || is.proposedFte !== line.currentFte;
  });
  const present = new Set(content.lines.map(({ id }) => id));
  const removed = index.book.opening.lines.filter(({ id }) => !present.has(id));
  const currentCents = sumCents([...content.lines, ...removed].map((line) => line.currentCents));
  return {
    changedLines: changed.length + removed.length,
    totalCents,
    totalFte: [...figures.lines.values()].reduce((sum, { proposedFte }) => sum + proposedFte, 0),
    changeCents: totalCents - currentCents,
    leftCents: sumCents(figures.balances.map(({ remainingCents }) => remainingCents)),
  };
}

/** What differs from an earlier content, both worth what the posts of today put on them. */
export function changesSince(
  { index, content, figures }: SheetState,
  before: SiteContent,
): Pick<SubmitSummary, 'changedLines' | 'changeCents'> {
  const was = computeFigures(index, before).lines;
  const ids = new Set([...content.lines, ...before.lines].map(({ id }) => id));
  let changedLines = 0;
  let changeCents = 0;
  for (const id of ids) {
    const { proposedCents = 0, proposedFte = 0 } = figures.lines.get(id) ?? {};
    const old = was.get(id);
    const isGoneOrNew = (figures.lines.get(id) === undefined) !== (old === undefined);
    if (isGoneOrNew || proposedCents !== old?.proposedCents || proposedFte !== old.proposedFte)
      changedLines += 1;
    changeCents += proposedCents - (old?.proposedCents ?? 0);
  }
  return { changedLines, changeCents };
}
