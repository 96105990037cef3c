import type { Problem } from '../../../src/core/problem.js';

/** A row that is there and can be read, but that somebody should look at. */
export function fileWarning(
  code: string,
  file: string,
  params: Problem['params'],
  row: number,
  column: string,
): Problem {
  return { code, severity: 'warning', place: { kind: 'file', file, row, column }, params };
}
