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

/** The groups of one check: at a place for each site and funding source, as far as the check tells them apart. */
type GroupTable = NumberedGroupCheck & {
  hasSite: boolean;
  hasSource: boolean;
  /** How far the groups of two sites, and of two funding sources, stand apart; 0 where they are one. */
  siteStep: number;
  sourceStep: number;
  groups: (Group | undefined)[];
};

/** The groups of all group checks, and which of them changed. */
export class GroupSums {
  private readonly tables: readonly GroupTable[];
  private readonly sourceCodes: readonly string[];
  private dirty: Group[] = [];

  constructor(
    checks: readonly NumberedGroupCheck[],
    private readonly sites: readonly SiteFacts[],
    private readonly sourceNumbers: ReadonlyMap<string, number>,
  ) {
    this.sourceCodes = [...sourceNumbers.keys()];
    this.tables = checks.map(({ check, rule }) => {
      const hasSite = check.by === 'site' || check.by === 'siteAndSource';
      const hasSource = check.by === 'source' || check.by === 'siteAndSource';
      const siteStep = hasSite ? (hasSource ? this.sourceCodes.length : 1) : 0;
      return { check, rule, hasSite, hasSource, siteStep, sourceStep: hasSource ? 1 : 0, groups: [] };
    });
    for (const table of this.tables) this.openGroups(table);
  }

  /** Groups that are looked at though no line adds to them: an allocation without lines, a site without money. */
  private openGroups(table: GroupTable): void {
    const { by } = table.check;
    if (by === 'district') this.group(table, -1, -1);
    if (by === 'source') for (const source of this.sourceNumbers.values()) this.group(table, -1, source);
    for (const [number, { allocations }] of this.sites.entries()) {
      if (by === 'site') this.group(table, number, -1);
      if (by !== 'siteAndSource') continue;
      for (const source of allocations.keys()) {
        const sourceNumber = this.sourceNumbers.get(source);
        if (sourceNumber !== undefined) this.group(table, number, sourceNumber);
      }
    }
  }

  /** The sums that lines on an account of a site add to. Alike for accounts of one profile and sites of one level. */
  slotsOf(facts: AccountFacts, site: SiteFacts): readonly SumSlot[] {
    return this.tables.flatMap(({ check: { selectors }, hasSource }, check) => {
      if (hasSource && facts.fundingSource === null) return [];
      return selectors.flatMap((selector, slot) => (selector(facts, site) ? [{ check, slot }] : []));
    });
  }

  /** Adds a line to its sums, or takes it away. */
  count(row: LineRow, sign: 1 | -1): void {
    const { proposedCents, proposedFte, line } = row;
    for (const { check, slot } of row.kind.slots) {
      const table = this.tables[check];
      if (!table) continue;
      const group = this.group(table, row.site.number, row.facts.profile.sourceNumber);
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

  private group(table: GroupTable, siteNumber: number, sourceNumber: number): Group {
    const place = siteNumber * table.siteStep + sourceNumber * table.sourceStep;
    return table.groups[place] ?? this.makeGroup(table, place, siteNumber, sourceNumber);
  }

  private makeGroup(table: GroupTable, place: number, siteNumber: number, sourceNumber: number): Group {
    const { check, rule, hasSite, hasSource, groups } = table;
    const group: Group = {
      check,
      rule,
      site: hasSite ? (this.sites[siteNumber] ?? null) : null,
      siteNumber: hasSite ? siteNumber : -1,
      fundingSource: hasSource ? (this.sourceCodes[sourceNumber] ?? null) : null,
      sourceNumber: hasSource ? sourceNumber : -1,
      sums: check.selectors.map(() => ({ cents: 0, fte: 0, currentCents: 0, currentFte: 0, lines: 0 })),
      isDirty: false,
      held: NOTHING_HELD,
    };
    groups[place] = group;
    this.mark(group);
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

  /** The groups of the checks that can say how far there is to go. */
  gauged(): Group[] {
    return this.tables
      .filter(({ check }) => check.gauge !== undefined)
      .flatMap(({ groups }) => groups.flatMap((group) => group ?? []));
  }

  /** The groups of one check at a site, in the order of the plan's funding sources. */
  ofSite(check: number, siteNumber: number): Group[] {
    return (this.tables[check]?.groups ?? []).flatMap((group) =>
      group?.siteNumber === siteNumber ? [group] : [],
    );
  }
}
