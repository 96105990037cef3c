import type { AccountFacts } from '../account/account-facts.js';
import type { GroupCheck, SiteFacts, Sums } from '../rules/check.js';
import { NOTHING_HELD, type HeldProblem } from './findings.js';
import type { LineRow, SumSlot } from './site-rows.js';

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

export type NumberedGroupCheck = { check: GroupCheck; rule: number };

/** The groups of all group checks, and which of them changed. */
export class GroupSums {
  /** By check, then by site and funding source as the check has them. */
  private readonly groups: (Group | undefined)[][];
  private readonly sourceCodes: readonly string[];
  private dirty: Group[] = [];

  constructor(
    private readonly checks: readonly NumberedGroupCheck[],
    private readonly sites: readonly SiteFacts[],
    private readonly sourceNumbers: ReadonlyMap<string, number>,
  ) {
    this.groups = checks.map(() => []);
    this.sourceCodes = [...sourceNumbers.keys()];
    for (const [at, { check }] of checks.entries()) this.openGroups(at, check);
  }

  /** Groups that are looked at though no line adds to them: an allocation without lines, a site without money. */
  private openGroups(at: number, { by }: GroupCheck): void {
    if (by === 'district') this.group(at, -1, -1);
    if (by === 'source') for (const source of this.sourceNumbers.values()) this.group(at, -1, source);
    for (const [number, { allocations }] of this.sites.entries()) {
      if (by === 'site') this.group(at, number, -1);
      if (by !== 'siteAndSource') continue;
      for (const source of allocations.keys()) {
        const sourceNumber = this.sourceNumbers.get(source);
        if (sourceNumber !== undefined) this.group(at, number, sourceNumber);
      }
    }
  }

  /** The sums that lines on an account of a site add to. Alike for accounts of one profile and sites of one level. */
  slotsOf(facts: AccountFacts, site: SiteFacts): readonly SumSlot[] {
    return this.checks.flatMap(({ check: { by, selectors } }, check) => {
      const needsSource = by === 'source' || by === 'siteAndSource';
      if (needsSource && facts.fundingSource === null) return [];
      return selectors.flatMap((selector, slot) => (selector(facts, site) ? [{ check, slot }] : []));
    });
  }

  /** Adds a line to its sums, or takes it away. */
  count(row: LineRow, sign: 1 | -1): void {
    const { proposedCents, proposedFte, line } = row;
    for (const { check, slot } of row.kind.slots) {
      const group = this.group(check, row.site.number, row.facts.profile.sourceNumber);
      const sums = group.sums[slot];
      if (!sums) continue;
      sums.cents += sign * proposedCents;
      sums.fte += sign * proposedFte;
      sums.currentCents += sign * line.currentCents;
      sums.currentFte += sign * line.currentFte;
      sums.lines += sign;
      this.mark(group);
    }
  }

  /** The group of a check for a site and a funding source, as far as the check tells them apart. */
  private group(at: number, siteNumber: number, sourceNumber: number): Group {
    const numbered = this.checks[at];
    const row = this.groups[at];
    if (!numbered || !row) throw new Error('A group of no check');
    const { by } = numbered.check;
    const hasSite = by === 'site' || by === 'siteAndSource';
    const hasSource = by === 'source' || by === 'siteAndSource';
    const place =
      (hasSite ? siteNumber : 0) * (hasSource ? this.sourceCodes.length : 1) + (hasSource ? sourceNumber : 0);
    let group = row[place];
    if (!group) {
      group = {
        check: numbered.check,
        rule: numbered.rule,
        site: hasSite ? (this.sites[siteNumber] ?? null) : null,
        siteNumber: hasSite ? siteNumber : -1,
        fundingSource: hasSource ? (this.sourceCodes[sourceNumber] ?? null) : null,
        sourceNumber: hasSource ? sourceNumber : -1,
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
      row[place] = group;
      this.mark(group);
    }
    return group;
  }

  private mark(group: Group): void {
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

  /** The groups of one check at a site, in the order of the plan's funding sources. */
  ofSite(check: number, siteNumber: number): Group[] {
    return (this.groups[check] ?? []).flatMap((group) => (group?.siteNumber === siteNumber ? [group] : []));
  }
}
