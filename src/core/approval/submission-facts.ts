import { z } from 'zod';
import { Cents } from '../money.js';

/** The part of a sheet that one funding source pays; the source is '' for lines that none pays. */
export const SourceFacts = z.object({
  fundingSource: z.string(),
  proposedCents: Cents,
  /** Over everything that an approval of this source saw: its lines, posts, allocation and the rules. */
  hash: z.string(),
});
export type SourceFacts = z.infer<typeof SourceFacts>;

/** What a route asks of a submitted sheet, as it was then: what steps depend on, and what approvals were given for. */
export const SubmissionFacts = z.object({
  /** Sources that lines of the sheet touch, by code. */
  sources: z.array(SourceFacts),
  /** Over the whole sheet, also what belongs to no source. */
  hash: z.string(),
  hasWarning: z.boolean(),
  hasExplained: z.boolean(),
  /** The site asked for an exception to a rule. */
  hasException: z.boolean(),
});
export type SubmissionFacts = z.infer<typeof SubmissionFacts>;

/** The amount of some sources, or of the whole sheet where none is named. */
export function amountOf({ sources }: SubmissionFacts, of: readonly string[]): Cents {
  return sources
    .filter(({ fundingSource }) => of.length === 0 || of.includes(fundingSource))
    .reduce((sum, { proposedCents }) => sum + proposedCents, 0);
}

/**
 * How much money moved between two states of a sheet, in some sources or in all: what was added to sources and what
 * was taken away do not cancel out.
 */
export function changeOf(before: SubmissionFacts, after: SubmissionFacts, of: readonly string[]): Cents {
  const moved = new Map<string, Cents>();
  const add = (facts: SubmissionFacts, sign: 1 | -1) => {
    for (const { fundingSource, proposedCents } of facts.sources)
      moved.set(fundingSource, (moved.get(fundingSource) ?? 0) + sign * proposedCents);
  };
  add(after, 1);
  add(before, -1);
  let sum = 0;
  for (const [source, cents] of moved) if (of.length === 0 || of.includes(source)) sum += Math.abs(cents);
  return sum;
}

/** Whether nothing changed in some sources, or in the whole sheet where none is named. */
export function isUnchanged(before: SubmissionFacts, after: SubmissionFacts, of: readonly string[]): boolean {
  if (of.length === 0) return before.hash === after.hash;
  const hashes = ({ sources }: SubmissionFacts) =>
    new Map(sources.map(({ fundingSource, hash }) => [fundingSource, hash]));
  const [old, now] = [hashes(before), hashes(after)];
  return of.every((source) => old.get(source) === now.get(source));
}
