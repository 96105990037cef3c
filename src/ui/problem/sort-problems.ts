import { isUnexplained, type Problem } from '../../core/problem.js';

/** The problems of a budget by what they ask of a person, each list in the given order. */
export type SortedProblems = {
  /** What blocks. */
  toFix: Problem[];
  /** Warnings that nobody has explained, and advice. */
  toCheck: Problem[];
  /** Warnings that somebody has explained: they stay in sight and are no work any more. */
  explained: Problem[];
  /** Rules that only the office can judge: nothing to do. */
  atOffice: Problem[];
};

export function sortProblems(problems: readonly Problem[]): SortedProblems {
  const sorted: SortedProblems = { toFix: [], toCheck: [], explained: [], atOffice: [] };
  for (const problem of problems) {
    if (problem.severity === 'fatal') sorted.toFix.push(problem);
    else if (problem.code === 'rule.atOffice') sorted.atOffice.push(problem);
    else if (problem.severity === 'warning' && !isUnexplained(problem)) sorted.explained.push(problem);
    else sorted.toCheck.push(problem);
  }
  return sorted;
}
