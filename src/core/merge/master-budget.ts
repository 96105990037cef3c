import { z } from 'zod';
import { AccountString } from '../account/account-structure.js';
import { Fte } from '../fte.js';
import { Cents } from '../money.js';

/** One line of an approved revision with its computed figures: what a merge reads. */
export const ApprovedLine = z.object({
  lineId: z.string(),
  account: AccountString,
  title: z.string(),
  currentCents: Cents,
  currentFte: Fte,
  proposedCents: Cents,
  proposedFte: Fte,
  justification: z.string(),
});
export type ApprovedLine = z.infer<typeof ApprovedLine>;

/** An approved revision of one site. Totals are those stored when it was saved, so that a merge can be held to them. */
export const ApprovedRevision = z.object({
  siteCode: z.string(),
  siteName: z.string(),
  revision: z.int().min(1),
  contentHash: z.string(),
  approvedBy: z.string(),
  approvedAt: z.iso.datetime(),
  totalCents: Cents,
  totalFte: Fte,
  lines: z.array(ApprovedLine),
});
export type ApprovedRevision = z.infer<typeof ApprovedRevision>;

/** A line of the master budget, still knowing its site and revision. */
export const MasterLine = ApprovedLine.extend({ siteCode: z.string(), revision: z.int().min(1) });
export type MasterLine = z.infer<typeof MasterLine>;

/** One account of the master budget: its totals and the lines behind them. */
export const MasterAccount = z.object({
  account: AccountString,
  currentCents: Cents,
  proposedCents: Cents,
  proposedFte: Fte,
  lines: z.array(MasterLine).min(1),
});
export type MasterAccount = z.infer<typeof MasterAccount>;

/** All approved sites in one budget. */
export const MasterBudget = z.object({
  sources: z.array(
    ApprovedRevision.pick({
      siteCode: true,
      siteName: true,
      revision: true,
      contentHash: true,
      approvedBy: true,
      approvedAt: true,
    }),
  ),
  accounts: z.array(MasterAccount),
  totalCents: Cents,
  totalFte: Fte,
});
export type MasterBudget = z.infer<typeof MasterBudget>;

/**
 * Merges approved revisions into the master budget: one total per account string with its lines behind it. Input
 * order does not matter: sites, accounts and lines are put in a fixed order. Two revisions of one site are a fault
 * of the caller and throw.
 */
export function mergeRevisions(revisions: readonly ApprovedRevision[]): MasterBudget {
  const ordered = [...revisions].sort((a, b) => compareText(a.siteCode, b.siteCode));
  if (new Set(ordered.map(({ siteCode }) => siteCode)).size !== ordered.length) {
    throw new RangeError('A site has more than one revision in the merge');
  }
  const accounts = new Map<AccountString, MasterAccount>();
  for (const { siteCode, revision, lines } of ordered) {
    for (const line of lines) {
      const masterLine = { ...line, siteCode, revision };
      const account = accounts.get(line.account);
      if (account) {
        account.lines.push(masterLine);
        account.currentCents += line.currentCents;
        account.proposedCents += line.proposedCents;
        account.proposedFte += line.proposedFte;
      } else {
        const { currentCents, proposedCents, proposedFte } = line;
        accounts.set(line.account, {
          account: line.account,
          currentCents,
          proposedCents,
          proposedFte,
          lines: [masterLine],
        });
      }
    }
  }
  const sorted = [...accounts.values()].sort((a, b) => compareText(a.account, b.account));
  for (const account of sorted) {
    account.lines.sort((a, b) => compareText(a.siteCode, b.siteCode) || compareText(a.lineId, b.lineId));
  }
  return {
    sources: ordered.map(({ siteCode, siteName, revision, contentHash, approvedBy, approvedAt }) => ({
      siteCode,
      siteName,
      revision,
      contentHash,
      approvedBy,
      approvedAt,
    })),
    accounts: sorted,
    totalCents: sorted.reduce((sum, account) => sum + account.proposedCents, 0),
    totalFte: sorted.reduce((sum, account) => sum + account.proposedFte, 0),
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
