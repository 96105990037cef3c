import type { AllocationEntry } from '../budget/allocation.js';
import type { DistrictPlan } from '../budget/site-book.js';
import type { SiteContent } from '../budget/site-content.js';
import type { Site } from '../budget/site.js';
import type { Problem } from '../problem.js';
import type { PlannedRevenue } from '../rules/rule-kind.js';
import { siteFacts } from './book-index.js';
import type { Edit } from './edit.js';
import type { Balance, Figures, LineFigures } from './figures.js';
import { indexPlan, type PlanIndex } from './plan-index.js';
import { LineFiguresView } from './line-figures-view.js';
import { SheetEngine } from './sheet-engine.js';
import { contentOf } from './sheet-state.js';

/** One site of a district that is checked as a whole. */
export type DistrictSite = {
  site: Site;
  allocations: readonly AllocationEntry[];
  opening: SiteContent;
  content: SiteContent;
};

export type DistrictBook = {
  plan: DistrictPlan;
  sites: readonly DistrictSite[];
  /** Planned revenue by funding source; null where the district gave none. */
  revenue: readonly PlannedRevenue[] | null;
};

export type SiteEdit = { siteCode: string; edit: Edit };

export type DistrictChanges = {
  lines: LineFigures[];
  balances: { siteCode: string; balance: Balance }[];
  problemsAdded: Problem[];
  problemsRemoved: Problem[];
  undo: SiteEdit[];
};

/**
 * All sites of a district with everything that follows from them: what each site's own check finds, and the rules
 * that only the whole district can answer. Line and post ids are unique over the district.
 */
export class DistrictState {
  /** @internal */
  constructor(
    readonly index: PlanIndex,
    private readonly engine: SheetEngine,
  ) {}

  get problems(): Problem[] {
    return this.engine.findings.list();
  }

  /** Figures of every line, by its id. */
  get lines(): ReadonlyMap<string, LineFigures> {
    return new LineFiguresView(this.engine.sites);
  }

  content(siteCode: string): SiteContent {
    return contentOf(this.engine, this.site(siteCode));
  }

  balances(siteCode: string): Balance[] {
    return this.engine.balancesOf(this.site(siteCode));
  }

  unplaced(siteCode: string): Figures['unplaced'] {
    return this.engine.unplacedOf(this.site(siteCode));
  }

  /** @internal */
  apply(edits: readonly SiteEdit[]): DistrictChanges {
    const undo: SiteEdit[] = [];
    for (const { siteCode, edit } of edits) {
      const back = this.engine.edit(this.site(siteCode), edit);
      if (back) undo.unshift({ siteCode, edit: back });
    }
    this.engine.settle();
    const { added, removed } = this.engine.findings.takeChanges();
    return { ...this.engine.takeChanges(), problemsAdded: added, problemsRemoved: removed, undo };
  }

  private site(siteCode: string) {
    return this.engine.siteAt(this.engine.siteNumber(siteCode));
  }
}

/** Checks every site of a district, and the district as a whole. */
export function openDistrict({ plan, sites, revenue }: DistrictBook): DistrictState {
  const facts = sites.map((site) => siteFacts({ site: site.site, allocations: [...site.allocations] }));
  const index = indexPlan(plan, 'district', facts, revenue);
  const engine = new SheetEngine(
    index,
    sites.flatMap(({ content, opening }, at) => {
      const site = facts[at];
      if (!site) return [];
      const posts = new Map(opening.positions.map((post) => [post.id, post]));
      return [{ facts: site, content, opening: posts, visitors: [], openingVisitors: [] }];
    }),
    true,
  );
  engine.findings.takeChanges();
  return new DistrictState(index, engine);
}

/** Edits of sites in, what changed out. The state moves on with the edits. */
export function applyDistrictEdits(state: DistrictState, edits: readonly SiteEdit[]): DistrictChanges {
  return state.apply(edits);
}
