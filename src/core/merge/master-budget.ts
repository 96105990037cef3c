import { z } from 'zod';
import { AccountString } from '../account/account-structure.js';
import { Fte } from '../fte.js';
import { Cents, sumCents } from '../money.js';

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
  /** The site took the line out: it proposes nothing, and its current budget still counts for comparisons. */
  isRemoved: z.literal(true).optional(),
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

/** Where the lines of one site come from. */
export const MasterSource = ApprovedRevision.pick({
  siteCode: true,
  siteName: true,
  revision: true,
  contentHash: true,
  approvedBy: true,
  approvedAt: true,
});
export type MasterSource = z.infer<typeof MasterSource>;

/** All approved sites in one budget. */
export const MasterBudget = z.object({
  sources: z.array(MasterSource),
  accounts: z.array(MasterAccount),
  totalCents: Cents,
  totalFte: Fte,
});
export type MasterBudget = z.infer<typeof MasterBudget>;

const NOTHING: MasterBudget = { sources: [], accounts: [], totalCents: 0, totalFte: 0 };

/**
 * Merges approved revisions into the master budget: one total per account string with its lines behind it. Input
 * order does not matter: sites, accounts and lines are put in a fixed order. Two revisions of one site are a fault
 * of the caller and throw.
 */
export function mergeRevisions(revisions: readonly ApprovedRevision[]): MasterBudget {
  return updateMaster(NOTHING, revisions);
}

/**
 * The master budget with other revisions of some sites, and without those of `gone`: what a whole merge would give,
 * while accounts that none of these sites has a line on stay the very same. `previous` is left as it is.
 */
export function updateMaster(
  previous: MasterBudget,
  changed: readonly ApprovedRevision[],
  gone: readonly string[] = [],
): MasterBudget {
  const replaced = new Set([...gone, ...changed.map(({ siteCode }) => siteCode)]);
  if (new Set(changed.map(({ siteCode }) => siteCode)).size !== changed.length) {
    throw new RangeError('A site has more than one revision in the merge');
  }
  const kept = new Map(previous.accounts.map((account) => [account.account, account]));
  const touched = new Map<AccountString, MasterLine[]>();
  for (const { account, lines } of previous.accounts) {
    const others = lines.filter(({ siteCode }) => !replaced.has(siteCode));
    if (others.length < lines.length) touched.set(account, others);
  }
  for (const { siteCode, revision, lines } of changed) {
    for (const line of lines) {
      const masterLine = masterLineOf(line, siteCode, revision);
      const known = touched.get(line.account);
      if (known) known.push(masterLine);
      else touched.set(line.account, [...(kept.get(line.account)?.lines ?? []), masterLine]);
    }
  }
  for (const [account, lines] of touched) {
    if (lines.length === 0) kept.delete(account);
    else kept.set(account, accountOf(account, lines));
  }
  const accounts = [...kept.values()].sort((a, b) => compareText(a.account, b.account));
  const sources = [
    ...previous.sources.filter(({ siteCode }) => !replaced.has(siteCode)),
    ...changed.map(sourceOf),
  ];
  return {
    sources: sources.sort((a, b) => compareText(a.siteCode, b.siteCode)),
    accounts,
    totalCents: sumCents(accounts.map(({ proposedCents }) => proposedCents)),
    totalFte: accounts.reduce((sum, { proposedFte }) => sum + proposedFte, 0),
  };
}

/**
 * Field by field: spreading 100,000 lines would take longer than all the rest of a merge. The order of the fields is part
 * of a version's hash.
 */
function masterLineOf(line: ApprovedLine, siteCode: string, revision: number): MasterLine {
  if (line.isRemoved) return { ...line, siteCode, revision };
  return {
    lineId: line.lineId,
    account: line.account,
    title: line.title,
    currentCents: line.currentCents,
    currentFte: line.currentFte,
    proposedCents: line.proposedCents,
    proposedFte: line.proposedFte,
    justification: line.justification,
    siteCode,
    revision,
  };
}

function accountOf(account: AccountString, lines: MasterLine[]): MasterAccount {
  return {
    account,
    currentCents: sumCents(lines.map(({ currentCents }) => currentCents)),
    proposedCents: sumCents(lines.map(({ proposedCents }) => proposedCents)),
    proposedFte: lines.reduce((sum, { proposedFte }) => sum + proposedFte, 0),
    lines: lines.sort((a, b) => compareText(a.siteCode, b.siteCode) || compareText(a.lineId, b.lineId)),
  };
}

function sourceOf(revision: ApprovedRevision): MasterSource {
  const { siteCode, siteName, contentHash, approvedBy, approvedAt } = revision;
  return { siteCode, siteName, revision: revision.revision, contentHash, approvedBy, approvedAt };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
