import type { AccountFacts } from '../account/account-facts.js';
import type { GroupCheck, SiteFacts, Sums } from '../rules/check.js';
import { NOTHING_HELD, type HeldProblem } from './findings.js';

/** The sums of one group of money that a check looks at. */
export type Group = {
  check: GroupCheck;
  /** Number of the rule; -1 for the balances, which no rule makes. */
  rule: number;
  site: SiteFacts | null;
  siteNumber: number;
  fundingSource: string | null;
  sourceNumber: number;
  sums: Sums[];
  isDirty: boolean;
  held: readonly HeldProblem[];
};

/** What a line adds to: one sum of one group. */
export type SumLink = { sums: Sums; group: Group };

type NumberedCheck = { check: GroupCheck; rule: number };

/** The groups of all group checks, and which of them changed. A line's links are the same for all lines alike. */
export class GroupSums {
  private readonly groups = new Map<string, Group>();
  private readonly links = new Map<string, readonly SumLink[]>();
  private dirty: Group[] = [];

  constructor(
    private readonly checks: readonly NumberedCheck[],
    private readonly sites: readonly SiteFacts[],
    private readonly sourceNumbers: ReadonlyMap<string, number>,
  ) {
    for (const [at, { check }] of checks.entries()) this.openGroups(at, check);
  }

  /** Groups that are looked at though no line adds to them: an allocation without lines, a site without money. */
  private openGroups(at: number, { by }: GroupCheck): void {
    if (by === 'district') this.group(at, -1, null);
    if (by === 'source') for (const source of this.sourceNumbers.keys()) this.group(at, -1, source);
    for (const [number, { allocations }] of this.sites.entries()) {
      if (by === 'site') this.group(at, number, null);
      if (by === 'siteAndSource') for (const source of allocations.keys()) this.group(at, number, source);
    }
  }

  /** The sums that lines on an account of a site add to. */
  linksOf(facts: AccountFacts, siteNumber: number): readonly SumLink[] {
    const key = `${String(siteNumber)}|${facts.profile}`;
    let links = this.links.get(key);
    if (!links) this.links.set(key, (links = this.makeLinks(facts, siteNumber)));
    return links;
  }

  private makeLinks(facts: AccountFacts, siteNumber: number): readonly SumLink[] {
    const site = this.sites[siteNumber];
    if (!site) return [];
    return this.checks.flatMap(({ check }, at) => {
      const needsSource = check.by === 'source' || check.by === 'siteAndSource';
      if (needsSource && facts.fundingSource === null) return [];
      const isOverSites = check.by === 'source' || check.by === 'district';
      return check.selectors.flatMap((selector, slot): SumLink[] => {
        if (!selector(facts, site)) return [];
        const group = this.group(at, isOverSites ? -1 : siteNumber, needsSource ? facts.fundingSource : null);
        const sums = group.sums[slot];
        return sums ? [{ sums, group }] : [];
      });
    });
  }

  private group(at: number, siteNumber: number, fundingSource: string | null): Group {
    const key = `${String(at)}|${String(siteNumber)}|${fundingSource ?? ''}`;
    let group = this.groups.get(key);
    const numbered = this.checks[at];
    if (!group && numbered) {
      group = {
        check: numbered.check,
        rule: numbered.rule,
        site: this.sites[siteNumber] ?? null,
        siteNumber,
        fundingSource,
        sourceNumber: this.sourceNumbers.get(fundingSource ?? '') ?? -1,
        sums: numbered.check.selectors.map(() => ({
          cents: 0,
          fte: 0,
          currentCents: 0,
          currentFte: 0,
          lines: 0,
        })),
        isDirty: false,
        held: NOTHING_HELD,
      };
      this.groups.set(key, group);
      this.mark(group);
    }
    if (!group) throw new Error('A group of no check');
    return group;
  }

  mark(group: Group): void {
    if (group.isDirty) return;
    group.isDirty = true;
    this.dirty.push(group);
  }

  /** The groups that changed since the last call. */
  takeDirty(): Group[] {
    const { dirty } = this;
    this.dirty = [];
    for (const group of dirty) group.isDirty = false;
    return dirty;
  }

  /** The groups of one rule; of the balances for -1. */
  ofRule(rule: number): Group[] {
    return [...this.groups.values()].filter((group) => group.rule === rule);
  }
}
