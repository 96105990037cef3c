import type { Problem } from '../../core/problem.js';
import { formatFte, formatMoney } from '../format/figures.js';
import type { Message, Params } from './message.js';
import { PROBLEMS } from './problems.js';

/** What a problem says: a sentence with its figures, and what to do about it. */
export type ProblemText = { sentence: string; whatToDo: string };

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

function paramsOf(problem: Problem): Params {
  const number = (name: string) => Number(problem.params[name] ?? 0);
  return {
    text: (name) => String(problem.params[name] ?? ''),
    number,
    money: (name) => formatMoney(number(name)),
    fte: (name) => formatFte(number(name)),
    has: (name) => problem.params[name] !== undefined && problem.params[name] !== '',
  };
}
