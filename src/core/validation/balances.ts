import type { Balance } from './figures.js';
import type { Group, GroupSums } from './group-sums.js';

/** The check whose sums are the balances: no rule makes it, so it stands before those of the rules. */
export const BALANCE_CHECK = {
  rule: -1,
  check: { at: 'group', by: 'siteAndSource', selectors: [() => true], check: () => undefined },
} as const;

/** The balances of sites and their funding sources, and which of them changed. */
export class Balances {
  private readonly told = new Map<Group, Balance>();
  private changed: Group[] = [];

  constructor(private readonly sums: GroupSums) {}

  mark(group: Group): void {
    this.changed.push(group);
  }

  /** The balances that are not what they were when they were last told. */
  takeChanges(): { siteCode: string; balance: Balance }[] {
    const changes: { siteCode: string; balance: Balance }[] = [];
    for (const group of this.changed) {
      const before = this.told.get(group);
      const balance = balanceOf(group);
      if (before?.proposedCents === balance.proposedCents && before.proposedFte === balance.proposedFte)
        continue;
      this.told.set(group, balance);
      if (isShown(group)) changes.push({ siteCode: group.site?.site.code ?? '', balance });
    }
    this.changed = [];
    return changes;
  }

  /** A site's balances, in the order of the plan's funding sources. */
  ofSite(siteNumber: number): Balance[] {
    return this.sums.ofSite(0, siteNumber).filter(isShown).map(balanceOf);
  }
}

function isShown({ site, fundingSource, sums }: Group): boolean {
  return (sums[0]?.lines ?? 0) > 0 || (site?.allocations.has(fundingSource ?? '') ?? false);
}

function balanceOf({ site, fundingSource, sums }: Group): Balance {
  const code = fundingSource ?? '';
  const allocation = site?.allocations.get(code);
  const allocatedCents = allocation?.amountCents ?? 0;
  const allocatedFte = allocation?.fte ?? 0;
  const proposedCents = sums[0]?.cents ?? 0;
  const proposedFte = sums[0]?.fte ?? 0;
  return {
    fundingSource: code,
    allocatedCents,
    proposedCents,
    remainingCents: allocatedCents - proposedCents,
    allocatedFte,
    proposedFte,
    remainingFte: allocatedFte - proposedFte,
  };
}
