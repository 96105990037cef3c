import { z } from 'zod';
import { problemKey, type Problem } from '../problem.js';

/**
 * Leave that finance gave to do what a rule finds fault with. It is for the one finding with these figures: the same
 * finding with others is another, and has to be asked for again.
 */
export const RuleException = z.object({
  problemKey: z.string(),
  /** The finding's figures when it was granted, without whom to ask and what sites are called. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** What finance wrote, or the reason that was given. */
  text: z.string(),
  grantedBy: z.string(),
});
export type RuleException = z.infer<typeof RuleException>;

/** Whom to ask, and what sites are called: none of it is of the finding. Places and `otherSite` carry their codes. */
const WORDS: ReadonlySet<string> = new Set(['askWhom', 'site', 'sites', 'siteName']);

/** The figures of a finding that tell whether an exception is for it. */
export function exceptionParams({ params }: Pick<Problem, 'params'>): RuleException['params'] {
  return Object.fromEntries(
    Object.entries(params)
      .filter(([name]) => !WORDS.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Looks an exception up for findings; none where the site has none. */
export function exceptionFinder(
  exceptions: readonly RuleException[] | undefined,
): ((problem: Problem) => RuleException | undefined) | null {
  if (!exceptions || exceptions.length === 0) return null;
  const known = new Map(exceptions.map((exception) => [nameOf(exception.problemKey, exception), exception]));
  return (problem) => known.get(nameOf(problemKey(problem), problem));
}

/** Whether two findings are one with the same figures, so that an exception for one is for the other. */
export function isSameFinding(a: Problem, b: Problem): boolean {
  return nameOf(problemKey(a), a) === nameOf(problemKey(b), b);
}

/** What the key of a change of a whole site begins with, behind its rule. */
const SITE_CHANGE = /:change\.(?:increase|decrease)\|site\|/;

function nameOf(key: string, problem: Pick<Problem, 'params'>): string {
  const params = exceptionParams(problem);
  // Exceptions that were granted before such findings named the site as others do.
  if (SITE_CHANGE.test(key)) delete params['what'];
  return `${key}|${JSON.stringify(params)}`;
}
