import { z } from 'zod';
import type { ApprovedRevision, MasterBudget, MasterLine } from './master-budget.js';

/**
 * What does not fit between a master budget and the revision of a site that it says it was merged from.
 * - `revisionMissing`: the revision is not there. `hash`: its content is another than the one that was merged.
 * - `line`: a line is missing, too many, or not as submitted. `total`: the site's lines do not add up to the totals
 *   stored with the revision.
 */
export const ProofFault = z.enum(['revisionMissing', 'hash', 'line', 'total']);
export type ProofFault = z.infer<typeof ProofFault>;

/** The proof of one site. `hash` is that of the content as it is stored now; empty where there is none. */
export const SiteProof = z.object({
  siteCode: z.string(),
  siteName: z.string(),
  revision: z.int(),
  hash: z.string(),
  isSame: z.boolean(),
  faults: z.array(ProofFault),
  /** Ids of lines that are not as submitted; the first hundred. */
  lineIds: z.array(z.string()).max(100),
  /** False where posts are priced otherwise today, so that figures of their lines are held to the totals alone. */
  isByLine: z.boolean(),
});
export type SiteProof = z.infer<typeof SiteProof>;

/** Sums of what is in the master are checked on their own: an account's total is that of its lines. */
export const MasterProof = z.object({
  mergedEqualsSubmitted: z.boolean(),
  /** Whether every total of the master is that of its lines. */
  totalsAdd: z.boolean(),
  sites: z.array(SiteProof),
});
export type MasterProof = z.infer<typeof MasterProof>;

/**
 * Works out anew whether merged equals submitted. `revisions` are read from what is stored, with hashes taken of the
 * content itself and lines computed from it.
 */
export function recomputeProof(master: MasterBudget, revisions: readonly ApprovedRevision[]): MasterProof {
  const bySite = new Map<string, MasterLine[]>();
  for (const { lines } of master.accounts)
    for (const line of lines) {
      const ofSite = bySite.get(line.siteCode);
      if (ofSite) ofSite.push(line);
      else bySite.set(line.siteCode, [line]);
    }
  // Versions from before removed lines were kept have none of them, and lack nothing by it.
  const hasRemoved = [...bySite.values()].some((lines) => lines.some(({ isRemoved }) => isRemoved));
  const stored = new Map(revisions.map((revision) => [revision.siteCode, revision]));
  const sites = master.sources.map(({ siteCode, siteName, revision, contentHash }): SiteProof => {
    const merged = bySite.get(siteCode) ?? [];
    const found = stored.get(siteCode);
    if (found?.revision !== revision) {
      const faults: ProofFault[] = ['revisionMissing'];
      return {
        siteCode,
        siteName,
        revision,
        hash: '',
        isSame: false,
        faults,
        lineIds: [],
        isByLine: false,
      };
    }
    const lines = hasRemoved ? found.lines : found.lines.filter(({ isRemoved }) => !isRemoved);
    const submitted = { ...found, lines };
    return { siteCode, siteName, revision, ...proofOfSite(merged, submitted, contentHash) };
  });
  const known = new Set(master.sources.map(({ siteCode }) => siteCode));
  const totalsAdd = addsUp(master) && [...bySite.keys()].every((siteCode) => known.has(siteCode));
  return { mergedEqualsSubmitted: totalsAdd && sites.every(({ isSame }) => isSame), totalsAdd, sites };
}

function proofOfSite(
  merged: readonly MasterLine[],
  submitted: ApprovedRevision,
  contentHash: string,
): Pick<SiteProof, 'hash' | 'isSame' | 'faults' | 'lineIds' | 'isByLine'> {
  const { totalCents, totalFte } = submitted;
  // A rate that changed since prices posts otherwise: then nobody can say today what their single lines were.
  const today = sumOf(submitted.lines);
  const isByLine = today.cents === totalCents && today.fte === totalFte;
  const lineIds = linesThatDiffer(merged, submitted.lines, isByLine);
  const sum = sumOf(merged);
  const faults: ProofFault[] = [];
  if (submitted.contentHash !== contentHash) faults.push('hash');
  if (lineIds.length > 0) faults.push('line');
  if (sum.cents !== totalCents || sum.fte !== totalFte) faults.push('total');
  return {
    hash: submitted.contentHash,
    isSame: faults.length === 0,
    faults,
    lineIds: lineIds.slice(0, 100),
    isByLine,
  };
}

type Lines = readonly Pick<
  MasterLine,
  | 'lineId'
  | 'account'
  | 'title'
  | 'justification'
  | 'currentCents'
  | 'currentFte'
  | 'proposedCents'
  | 'proposedFte'
  | 'isRemoved'
>[];

function linesThatDiffer(merged: Lines, submitted: Lines, isByLine: boolean): string[] {
  const left = new Map(submitted.map((line) => [line.lineId, line]));
  const different: string[] = [];
  for (const line of merged) {
    const other = left.get(line.lineId);
    left.delete(line.lineId);
    if (!other || textOf(line, isByLine) !== textOf(other, isByLine)) different.push(line.lineId);
  }
  return [...different, ...left.keys()];
}

function textOf(line: Lines[number], withFigures: boolean): string {
  const { account, title, justification, currentCents, currentFte, isRemoved = false } = line;
  const figures = withFigures ? [line.proposedCents, line.proposedFte] : [];
  return JSON.stringify([account, title, justification, currentCents, currentFte, isRemoved, ...figures]);
}

function sumOf(lines: Lines): { cents: number; fte: number } {
  return lines.reduce(
    (sum, { proposedCents, proposedFte }) => ({
      cents: sum.cents + proposedCents,
      fte: sum.fte + proposedFte,
    }),
    { cents: 0, fte: 0 },
  );
}

function addsUp({ accounts, totalCents, totalFte }: MasterBudget): boolean {
  const isRight = accounts.every(({ account, lines, proposedCents, proposedFte }) => {
    const sum = sumOf(lines);
    return (
      sum.cents === proposedCents &&
      sum.fte === proposedFte &&
      lines.every((line) => line.account === account)
    );
  });
  const total = sumOf(accounts.flatMap(({ lines }) => lines));
  return isRight && total.cents === totalCents && total.fte === totalFte;
}
