import { problemKey, type Problem, type Severity } from '../problem.js';

const SEVERITY_ORDER: Record<Severity, number> = { fatal: 0, warning: 1, info: 2 };

/** Within a rule: lines first, then posts, amounts without a line, staff, and sums. */
export const PART = { line: 0, post: 1, unplaced: 2, staff: 3, group: 4 } as const;

/** Where a problem stands among the others: worst first, by rule, then as the sheet has it. */
export type ProblemOrder = {
  rule: number;
  part: number;
  site: number;
  row: number;
  text: string;
};

export type HeldProblem = { problem: Problem; order: ProblemOrder };

/** Something that checks look at and that keeps what they found: a line, a post, an account, a sum. */
export type ProblemHolder = { held: readonly HeldProblem[] };

export const NOTHING_HELD: readonly HeldProblem[] = [];

/** All problems of a sheet, and which came and went since they were last asked for. */
export class Findings {
  private readonly all = new Set<HeldProblem>();
  private sorted: Problem[] | null = null;
  private added: HeldProblem[] = [];
  private removed: HeldProblem[] = [];

  /** Puts what a check found now in the place of what it found before. A problem that stayed keeps its object. */
  replace(holder: ProblemHolder, next: readonly HeldProblem[]): void {
    const before = holder.held;
    if (before.length === 0 && next.length === 0) return;
    const old = new Map(before.map((held) => [identity(held), held]));
    const kept = next.map((held) => {
      const key = identity(held);
      const same = old.get(key);
      if (!same) {
        this.all.add(held);
        this.added.push(held);
        return held;
      }
      old.delete(key);
      if (sameOrder(same.order, held.order)) return same;
      this.all.delete(same);
      const moved = { problem: same.problem, order: held.order };
      this.all.add(moved);
      return moved;
    });
    for (const held of old.values()) {
      this.all.delete(held);
      this.removed.push(held);
    }
    holder.held = kept.length === 0 ? NOTHING_HELD : kept;
    this.sorted = null;
  }

  /** What came and went since the last call, each in order. */
  takeChanges(): { added: Problem[]; removed: Problem[] } {
    const { added, removed } = withoutPairs(this.added, this.removed);
    const changes = { added: inOrder(added), removed: inOrder(removed) };
    this.added = [];
    this.removed = [];
    return changes;
  }

  /** All problems, worst first. The same array until something changes. */
  list(): Problem[] {
    this.sorted ??= inOrder([...this.all]);
    return this.sorted;
  }
}

/** A row taken out and put back finds the same again: that is no change. */
function withoutPairs(added: HeldProblem[], removed: HeldProblem[]) {
  if (added.length === 0 || removed.length === 0) return { added, removed };
  const [came, went] = [new Set(added.map(identity)), new Set(removed.map(identity))];
  return {
    added: added.filter((held) => !went.has(identity(held))),
    removed: removed.filter((held) => !came.has(identity(held))),
  };
}

function inOrder(held: HeldProblem[]): Problem[] {
  return held.length === 0 ? [] : held.sort(compareHeld).map(({ problem }) => problem);
}

function compareHeld({ problem: a, order: x }: HeldProblem, { problem: b, order: y }: HeldProblem): number {
  return (
    SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] ||
    x.rule - y.rule ||
    x.part - y.part ||
    x.site - y.site ||
    x.row - y.row ||
    compareText(x.text, y.text) ||
    compareText(identity({ problem: a, order: x }), identity({ problem: b, order: y }))
  );
}

function sameOrder(a: ProblemOrder, b: ProblemOrder): boolean {
  return a.rule === b.rule && a.part === b.part && a.site === b.site && a.row === b.row && a.text === b.text;
}

/** A finding with other figures is another finding: "over by $10" replaces "over by $12". */
function identity({ problem }: HeldProblem): string {
  return `${problemKey(problem)}|${problem.explanation ?? ''}|${JSON.stringify(problem.params)}`;
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
