import type { Problem } from '../core/problem.js';
import { EXPORT_PROBLEMS_EN } from './export-problems-en.js';
import { FILE_PROBLEMS_EN } from './file-problems-en.js';
import { IMPORT_PROBLEMS_EN } from './import-problems-en.js';
import type { ProblemText } from './message.js';
import { paramsOf } from './problem-figures.js';
import { PROBLEMS_EN } from './problems-en.js';

/** The English sentence for a problem. A code without one is shown as it is rather than hidden. */
export function describeInEnglish(problem: Problem): ProblemText {
  const message =
    PROBLEMS_EN[problem.code] ??
    FILE_PROBLEMS_EN[problem.code] ??
    IMPORT_PROBLEMS_EN[problem.code] ??
    EXPORT_PROBLEMS_EN[problem.code];
  if (!message) return { sentence: problem.code, whatToDo: '' };
  const params = paramsOf(problem);
  return { sentence: message.sentence(params), whatToDo: message.whatToDo(params) };
}
