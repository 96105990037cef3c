import type { SiteContent } from '../budget/site-content.js';
import type { Problem } from '../problem.js';
import type { Gauge } from '../rules/check.js';
import type { BookIndex } from './book-index.js';
import type { Edit } from './edit.js';
import type { Balance, Figures, LineFigures } from './figures.js';
import { compareText } from './findings.js';
import { LineFiguresView } from './line-figures-view.js';
import { SheetEngine } from './sheet-engine.js';
import type { SiteRows } from './site-rows.js';

/** What edits changed, so that a screen repaints no more than that, and the edits that take them back. */
export type SheetChanges = {
  lines: LineFigures[];
  balances: Balance[];
  problemsAdded: Problem[];
  problemsRemoved: Problem[];
  undo: Edit[];
};

/** Where a part stands against the percentage that a rule sets. */
export type RuleGauge = Gauge & { ruleId: string; title: string };

/**
 * A site's content with everything that follows from it. `applyEdits` moves it on: it is one state in time, and the
 * arrays it gave before stay as they were.
 */
export class SheetState {
  private readonly lines: LineFiguresView;
  private shown: { content: SiteContent | null; figures: Figures | null } = { content: null, figures: null };

  /** @internal */
  constructor(
    readonly index: BookIndex,
    private readonly engine: SheetEngine,
    private readonly site: SiteRows,
  ) {
    this.lines = new LineFiguresView([site]);
  }

  /** The rows as they stand, in sheet order. */
  get content(): SiteContent {
    return (this.shown.content ??= contentOf(this.engine, this.site));
  }

  get figures(): Figures {
    return (this.shown.figures ??= {
      lines: this.lines,
      balances: this.engine.balancesOf(this.site),
      unplaced: this.engine.unplacedOf(this.site),
    });
  }

  /** Where the percentages that rules ask for stand, in the order of the rules. */
  get gauges(): RuleGauge[] {
    return this.engine.gauges().flatMap(({ rule, gauge }) => {
      const found = this.index.rules[rule]?.rule;
      return found ? [{ ...gauge, ruleId: found.id, title: found.title ?? found.citation }] : [];
    });
  }

  /** Every problem, worst first, then by rule and row. */
  get problems(): Problem[] {
    return this.engine.findings.list();
  }

  /** @internal Makes the edits and says what they changed. */
  apply(edits: readonly Edit[]): SheetChanges {
    const undo: Edit[] = [];
    for (const edit of edits) {
      const back = this.engine.edit(this.site, edit);
      if (back) undo.unshift(back);
    }
    this.engine.settle();
    this.shown = { content: null, figures: null };
    const { lines, balances } = this.engine.takeChanges();
    const { added, removed } = this.engine.findings.takeChanges();
    return {
      lines,
      balances: balances.map(({ balance }) => balance),
      problemsAdded: added,
      problemsRemoved: removed,
      undo,
    };
  }
}

/** Checks a site's content with the rules of its book. */
export function openSheet(index: BookIndex, content: SiteContent): SheetState {
  return open(index, content, true);
}

/**
 * The validator: edits in, what changed out. A row not known yet is appended. The state moves on with the edits;
 * applying `undo` of the answer takes it back to where it stood, row for row.
 */
export function applyEdits(state: SheetState, edits: readonly Edit[]): SheetChanges {
  return state.apply(edits);
}

/** The figures of a content alone, without judging it. */
export function computeFigures(index: BookIndex, content: SiteContent): Figures {
  return open(index, content, false).figures;
}

function open(index: BookIndex, content: SiteContent, withRules: boolean): SheetState {
  const [facts] = index.sites;
  if (!facts) throw new Error('A book without its site');
  const { visitingPosts: visitors = [], openingVisitors = [] } = index.book;
  const engine = new SheetEngine(
    index,
    [{ facts, content, opening: index.openingPositions, visitors, openingVisitors }],
    withRules,
  );
  engine.findings.takeChanges();
  return new SheetState(index, engine, engine.siteAt(0));
}

/** A site's rows as a content, in sheet order. */
export function contentOf(engine: SheetEngine, site: SiteRows): SiteContent {
  const lines = [...site.lines.values()].sort(
    (a, b) => a.order - b.order || compareText(a.line.id, b.line.id),
  );
  const posts = [...site.posts.values()].sort(
    (a, b) => a.order - b.order || compareText(a.post.id, b.post.id),
  );
  const content: SiteContent = {
    lines: lines.map(({ line }) => line),
    positions: posts.map(({ post }) => post),
  };
  if (engine.explanations.size > 0) {
    content.explanations = [...engine.explanations]
      .sort(([a], [b]) => compareText(a, b))
      .map(([problemKey, text]) => ({ problemKey, text }));
  }
  return content;
}
