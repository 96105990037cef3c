import { z } from 'zod';
import { Fte } from '../fte.js';
import { Cents } from '../money.js';
import { differs, type Against, type TieOut, type TieOutPart, type TieOutRow } from './tie-out.js';
import type { Dimension } from './dimensions.js';

/** What a person signed about a difference of the tie-out. It holds for that very difference and no other. */
export const DifferenceExplanation = z.object({
  id: z.uuid(),
  /** `<dimension>/<against>/<code>`, as `differenceKey` gives it. */
  key: z.string().min(1).max(200),
  differenceCents: Cents,
  differenceFte: Fte,
  text: z.string().min(1).max(2000),
  author: z.string(),
  at: z.iso.datetime(),
});
export type DifferenceExplanation = z.infer<typeof DifferenceExplanation>;

/** Names a row of the tie-out in every version. */
export function differenceKey(
  { dimension, against }: Pick<TieOutPart, 'dimension' | 'against'>,
  code: string,
): string {
  return `${dimension}/${against}/${code}`;
}

/** Reads a key; null for text that is none. */
export function parseDifferenceKey(key: string): { dimension: string; against: string; code: string } | null {
  const match = /^(\w+)\/(\w+)\/(.*)$/s.exec(key);
  return match ? { dimension: match[1] ?? '', against: match[2] ?? '', code: match[3] ?? '' } : null;
}

/** The row that a key names; undefined where the tie-out has none. */
export function findRow({ parts }: TieOut, key: string): TieOutRow | undefined {
  for (const part of parts) {
    const found = part.rows.find(({ code }) => differenceKey(part, code) === key);
    if (found) return found;
  }
  return undefined;
}

/** `stale`: the newest explanation of a row was given for another difference than there is now. */
export type Explained =
  | { state: 'equal' | 'open' }
  | { state: 'explained' | 'stale'; explanation: DifferenceExplanation };

/** How a row stands: the newest explanation given for its difference counts, else the newest is stale. */
export function explainedBy(
  part: Pick<TieOutPart, 'dimension' | 'against'>,
  row: TieOutRow,
  explanations: readonly DifferenceExplanation[],
): Explained {
  if (!differs(row)) return { state: 'equal' };
  const key = differenceKey(part, row.code);
  const given = explanations
    .filter((one) => one.key === key)
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? 1 : -1));
  const holding = given.find(
    (one) => one.differenceCents === row.differenceCents && one.differenceFte === row.differenceFte,
  );
  if (holding) return { state: 'explained', explanation: holding };
  const [newest] = given;
  return newest ? { state: 'stale', explanation: newest } : { state: 'open' };
}

/** Two sides that are meant to be the same. */
const MEANT_EQUAL: Partial<Record<Against, readonly Dimension[]>> = {
  revenue: ['total', 'fundingSource'],
  transfers: ['total'],
};

/**
 * Whether a row has to be explained before its version is adopted: revenue, control totals and transfers wherever they
 * differ, and allocations that are exceeded. This year's budget is for comparison; less than an allocation is a choice.
 */
export function needsExplanation(
  { dimension, against }: Pick<TieOutPart, 'dimension' | 'against'>,
  row: TieOutRow,
): boolean {
  if (against === 'control') return differs(row);
  if (against === 'allocations')
    return dimension === 'siteSource' && (row.differenceCents > 0 || row.differenceFte > 0);
  return (MEANT_EQUAL[against] ?? []).includes(dimension) && differs(row);
}

/** Every row that still wants an explanation, by its key. */
export function unexplained(
  { parts }: TieOut,
  explanations: readonly DifferenceExplanation[],
): { key: string; row: TieOutRow }[] {
  return parts.flatMap((part) =>
    part.rows
      .filter(
        (row) => needsExplanation(part, row) && explainedBy(part, row, explanations).state !== 'explained',
      )
      .map((row) => ({ key: differenceKey(part, row.code), row })),
  );
}
