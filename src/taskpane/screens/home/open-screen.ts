import type { Problem } from '../../../core/problem.js';
import type { RowFacts } from '../row/row-facts.js';
import type { ChosenAccount } from '../add-line/AddLineScreen.js';

/** A finding of a rule, which finance may allow. */
export type RuleProblem = Problem & { ruleId: string };

/** What lies over the first screen, at most one thing at a time. */
export type OpenScreen =
  | { kind: 'addLine'; copyOf: ChosenAccount | null; afterId: string | null }
  | { kind: 'addPost' }
  | { kind: 'post'; positionId: string }
  | { kind: 'removeRow'; row: RowFacts }
  | { kind: 'comments' }
  | { kind: 'revisions' }
  | { kind: 'requests' }
  | { kind: 'requestCode'; purpose: string }
  | { kind: 'requestException'; problem: RuleProblem }
  | { kind: 'signOut' }
  | { kind: 'conflict' }
  | { kind: 'submit' }
  | { kind: 'downloads' };

const WHOLE = new Set<OpenScreen['kind']>([
  'addLine',
  'post',
  'comments',
  'revisions',
  'requests',
  'conflict',
]);

/** Those that take the whole pane; the others are dialogs over it. */
export function isWholePane(screen: OpenScreen | null): boolean {
  return screen !== null && WHOLE.has(screen.kind);
}
