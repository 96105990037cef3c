import type { SheetState } from '../../../core/validation/sheet-state.js';
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

export function summarizeForSubmit({ content, figures }: SheetState): SubmitSummary {
  const totalCents = sumCents([...figures.lines.values()].map(({ proposedCents }) => proposedCents));
  const changed = content.lines.filter((line) => {
    const is = figures.lines.get(line.id);
    return is?.proposedCents !== line.currentCents || is.proposedFte !== line.currentFte;
  });
  return {
    changedLines: changed.length,
    totalCents,
    totalFte: [...figures.lines.values()].reduce((sum, { proposedFte }) => sum + proposedFte, 0),
    changeCents: totalCents - sumCents(content.lines.map(({ currentCents }) => currentCents)),
    leftCents: sumCents(figures.balances.map(({ remainingCents }) => remainingCents)),
  };
}
