import type { LineItem } from '../budget/line-item.js';
import type { SiteContent } from '../budget/site-content.js';
import { problemKey, type Problem } from '../problem.js';
import { runRules } from '../rules/run-rules.js';
import type { Position } from '../staffing/position.js';
import type { BookIndex } from './book-index.js';
import { computeFigures, type Balance, type Figures, type LineFigures } from './figures.js';

/** One change of a site's content: a row as it now is, or its removal. */
export type Edit =
  | { kind: 'line'; line: LineItem }
  | { kind: 'removeLine'; lineId: string }
  | { kind: 'position'; position: Position }
  | { kind: 'removePosition'; positionId: string };

/** A site's content with everything that follows from it. Never changed in place. */
export type SheetState = { index: BookIndex; content: SiteContent; figures: Figures; problems: Problem[] };

/** What an edit changed, so that a screen repaints no more than that. */
export type SheetChanges = {
  lines: LineFigures[];
  balances: Balance[];
  problemsAdded: Problem[];
  problemsRemoved: Problem[];
};

export function openSheet(index: BookIndex, content: SiteContent): SheetState {
  const figures = computeFigures(index, content);
  const problems = runRules(index.book.plan.rules.rules, { index, content, figures });
  return { index, content, figures, problems };
}

/** The validator: a state and edits in, the next state and what changed out. A row not known yet is appended. */
export function applyEdits(
  state: SheetState,
  edits: readonly Edit[],
): { state: SheetState; changes: SheetChanges } {
  const next = openSheet(state.index, editContent(state.content, edits));
  return { state: next, changes: compareStates(state, next) };
}

function editContent(content: SiteContent, edits: readonly Edit[]): SiteContent {
  const lines = new Map(content.lines.map((line) => [line.id, line]));
  const positions = new Map(content.positions.map((post) => [post.id, post]));
  for (const edit of edits) {
    switch (edit.kind) {
      case 'line':
        lines.set(edit.line.id, edit.line);
        break;
      case 'removeLine':
        lines.delete(edit.lineId);
        break;
      case 'position':
        positions.set(edit.position.id, edit.position);
        break;
      case 'removePosition':
        positions.delete(edit.positionId);
        break;
    }
  }
  return { lines: [...lines.values()], positions: [...positions.values()] };
}

function compareStates(before: SheetState, after: SheetState): SheetChanges {
  const lines = [...after.figures.lines.values()].filter((figures) => {
    const old = before.figures.lines.get(figures.lineId);
    return (
      old?.proposedCents !== figures.proposedCents ||
      old.fromPostsCents !== figures.fromPostsCents ||
      old.proposedFte !== figures.proposedFte
    );
  });
  const oldBalances = new Map(before.figures.balances.map((balance) => [balance.fundingSource, balance]));
  const balances = after.figures.balances.filter((balance) => {
    const old = oldBalances.get(balance.fundingSource);
    return old?.proposedCents !== balance.proposedCents || old.proposedFte !== balance.proposedFte;
  });
  const was = new Map(before.problems.map((problem) => [identity(problem), problem]));
  const is = new Map(after.problems.map((problem) => [identity(problem), problem]));
  return {
    lines,
    balances,
    problemsAdded: [...is].filter(([key]) => !was.has(key)).map(([, problem]) => problem),
    problemsRemoved: [...was].filter(([key]) => !is.has(key)).map(([, problem]) => problem),
  };
}

/** A finding with other figures is another finding: "over by $10" replaces "over by $12". */
function identity(problem: Problem): string {
  return `${problemKey(problem)}|${JSON.stringify(problem.params)}`;
}
