import type { Problem } from '../../src/core/problem.js';

/** A problem of a whole file. */
export function fileProblem(code: string, file: string, params: Problem['params']): Problem {
  return { code, severity: 'fatal', place: { kind: 'file', file }, params: { file, ...params } };
}
