import { z } from 'zod';
import type { FundingSource } from '../budget/funding-source.js';
import { SiteLevel } from '../budget/site.js';
import { Cents } from '../money.js';
import { amountOf, changeOf, type SubmissionFacts } from './submission-facts.js';

/** When a step is part of a submission's way: everything that is given has to hold. Nothing given: always. */
export const StepConditions = z.strictObject({
  /** Funding sources by code; lines of the sheet touch one of them. */
  sources: z.array(z.string().min(1)).min(1).optional(),
  /** Funding sources by what they are for in law, such as `titleIA`. With `sources`, one of either. */
  programs: z.array(z.string().min(1)).min(1).optional(),
  /** At least so much, of the whole site or of the named sources alone. */
  amount: z.strictObject({ atLeastCents: Cents.min(0), of: z.enum(['site', 'sources']) }).optional(),
  /**
   * At least so much money moved since the last approved or the last submitted revision. Where there is none,
   * everything is new and it holds.
   */
  change: z
    .strictObject({
      since: z.enum(['approved', 'submitted']),
      atLeastCents: Cents.min(0),
      of: z.enum(['site', 'sources']),
    })
    .optional(),
  levels: z.array(SiteLevel).min(1).optional(),
  /** One of these was found: a warning nobody explained, or one that somebody did. */
  findings: z
    .array(z.enum(['warning', 'explained']))
    .min(1)
    .optional(),
  /** The site asked for an exception to a rule. */
  exceptions: z.literal(true).optional(),
});
export type StepConditions = z.infer<typeof StepConditions>;

/** What the conditions of a step are held against. */
export type ConditionFacts = {
  facts: SubmissionFacts;
  level: SiteLevel;
  /** The sheet as it was last approved and last submitted; null where it never was. */
  lastApproved: SubmissionFacts | null;
  lastSubmitted: SubmissionFacts | null;
  fundingSources: readonly Pick<FundingSource, 'code' | 'programs'>[];
};

/** The funding sources that conditions name, by code or program, as codes; null where they name none. */
export function namedSources(
  { sources, programs }: StepConditions,
  known: readonly Pick<FundingSource, 'code' | 'programs'>[],
): string[] | null {
  if (!sources && !programs) return null;
  const ofPrograms = known
    .filter((source) => source.programs?.some((program) => programs?.includes(program)))
    .map(({ code }) => code);
  return [...new Set([...(sources ?? []), ...ofPrograms])].sort();
}

/** Whether all conditions hold. */
export function conditionsHold(conditions: StepConditions, of: ConditionFacts): boolean {
  const { facts, level, fundingSources } = of;
  const named = namedSources(conditions, fundingSources);
  const { amount, change, levels, findings, exceptions } = conditions;
  if (named && !facts.sources.some(({ fundingSource }) => named.includes(fundingSource))) return false;
  const scope = (kind: 'site' | 'sources') => (kind === 'site' ? [] : (named ?? []));
  if (amount && amountOf(facts, scope(amount.of)) < amount.atLeastCents) return false;
  if (change) {
    const before = change.since === 'approved' ? of.lastApproved : of.lastSubmitted;
    if (before && changeOf(before, facts, scope(change.of)) < change.atLeastCents) return false;
  }
  if (levels && !levels.includes(level)) return false;
  if (
    findings &&
    !(findings.includes('warning') && facts.hasWarning) &&
    !(findings.includes('explained') && facts.hasExplained)
  )
    return false;
  return !exceptions || facts.hasException;
}
