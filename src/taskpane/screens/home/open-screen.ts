import type { RowFacts } from '../row/row-facts.js';
import type { ChosenAccount } from '../add-line/AddLineScreen.js';

/** What lies over the first screen, at most one thing at a time. */
export type OpenScreen =
  | { kind: 'addLine'; copyOf: ChosenAccount | null; afterId: string | null }
  | { kind: 'addPost' }
  | { kind: 'post'; positionId: string }
  | { kind: 'removeRow'; row: RowFacts }
  | { kind: 'comments' }
  | { kind: 'conflict' }
  | { kind: 'submit' }
  | { kind: 'downloads' };

const WHOLE = new Set<OpenScreen['kind']>(['addLine', 'post', 'comments', 'conflict']);

/** Those that take the whole pane; the others are dialogs over it. */
export function isWholePane(screen: OpenScreen | null): boolean {
  return screen !== null && WHOLE.has(screen.kind);
}
