import type { Problem } from '../../core/problem.js';
import type { Message, ProblemText } from '../../words/message.js';
import { paramsOf } from '../../words/problem-figures.js';
import { PROBLEMS } from './problems.js';

const added: Record<string, Message> = {};

/** Sentences that only some pages need, by code. */
export function addSentences(sentences: Readonly<Record<string, Message>>): void {
  Object.assign(added, sentences);
}

/** The sentence for a problem in the page's language. A code without one is shown as it is rather than hidden. */
export function describeProblem(problem: Problem): ProblemText {
  const message = PROBLEMS[problem.code] ?? added[problem.code];
  if (!message) return { sentence: problem.code, whatToDo: '' };
  const params = paramsOf(problem);
  return { sentence: message.sentence(params), whatToDo: message.whatToDo(params) };
}
