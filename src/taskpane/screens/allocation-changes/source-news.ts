import type { AllocationEntry } from '../../../core/budget/allocation.js';
import type { Fte } from '../../../core/fte.js';
import type { Cents } from '../../../core/money.js';
import type { Balance } from '../../../core/validation/figures.js';

/** The new entries of one funding source, and where they leave it. */
export type SourceNews = {
  fundingSource: string;
  entries: AllocationEntry[];
  overCents: Cents;
  overFte: Fte;
  /** Null before the sheet was read. */
  leftCents: Cents | null;
  /** The earliest day by which an entry wants it mended. */
  fixBy: string | null;
};

/** New entries by funding source: what is over comes first, then the order in which they came. */
export function newsBySource(
  entries: readonly AllocationEntry[],
  balances: readonly Balance[] | null,
): SourceNews[] {
  const bySource = new Map<string, AllocationEntry[]>();
  for (const entry of entries)
    bySource.set(entry.fundingSource, [...(bySource.get(entry.fundingSource) ?? []), entry]);
  const news = [...bySource].map(([fundingSource, own]): SourceNews => {
    const balance = balances?.find((candidate) => candidate.fundingSource === fundingSource);
    return {
      fundingSource,
      entries: own,
      overCents: Math.max(0, -(balance?.remainingCents ?? 0)),
      overFte: Math.max(0, -(balance?.remainingFte ?? 0)),
      leftCents: balance?.remainingCents ?? null,
      fixBy: own.flatMap(({ fixBy }) => fixBy ?? []).sort()[0] ?? null,
    };
  });
  return news.sort((a, b) => Number(isOver(b)) - Number(isOver(a)));
}

function isOver({ overCents, overFte }: SourceNews): boolean {
  return overCents > 0 || overFte > 0;
}
