import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  mergeRevisions,
  type ApprovedRevision,
  type MasterBudget,
} from '../../../src/core/merge/master-budget.js';
import { recomputeProof } from '../../../src/core/merge/prove.js';
import { approvedRevisions } from '../../support/approved-revisions.js';

type Tamper = (master: MasterBudget, pick: number) => string | null;

const lineAt = ({ accounts }: MasterBudget, pick: number) => {
  const account = accounts[pick % Math.max(1, accounts.length)];
  const at = account ? pick % account.lines.length : 0;
  const line = account?.lines[at];
  return account && line ? { account, line, at } : null;
};

/** Changes one thing and gives the site that it is of, or null where there was nothing to change. */
const TAMPERS: Record<string, Tamper> = {
  'a cent more, in line, account and total': (master, pick) => {
    const found = lineAt(master, pick);
    if (!found) return null;
    found.line.proposedCents += 1;
    found.account.proposedCents += 1;
    master.totalCents += 1;
    return found.line.siteCode;
  },
  'a cent from one line to another of the site': (master, pick) => {
    const found = lineAt(master, pick);
    const other = master.accounts
      .flatMap((account) => account.lines.map((line) => ({ account, line })))
      .find(({ line }) => line.siteCode === found?.line.siteCode && line !== found.line);
    if (!found || !other) return null;
    found.line.proposedCents += 1;
    found.account.proposedCents += 1;
    other.line.proposedCents -= 1;
    other.account.proposedCents -= 1;
    return found.line.siteCode;
  },
  'a line taken out': (master, pick) => {
    const found = lineAt(master, pick);
    if (!found) return null;
    found.account.lines.splice(found.at, 1);
    found.account.proposedCents -= found.line.proposedCents;
    found.account.proposedFte -= found.line.proposedFte;
    master.totalCents -= found.line.proposedCents;
    master.totalFte -= found.line.proposedFte;
    return found.line.siteCode;
  },
  'another justification': (master, pick) => {
    const found = lineAt(master, pick);
    if (!found) return null;
    found.line.justification += ' and more';
    return found.line.siteCode;
  },
  'another hash': (master, pick) => {
    const source = master.sources[pick % master.sources.length];
    if (!source) return null;
    source.contentHash += '0';
    return source.siteCode;
  },
  'another revision': (master, pick) => {
    const source = master.sources[pick % master.sources.length];
    if (!source) return null;
    source.revision += 1;
    return source.siteCode;
  },
};

describe('the proof that merged equals submitted', () => {
  test('holds of what was merged', () => {
    fc.assert(
      fc.property(approvedRevisions, (approved) => {
        const proof = recomputeProof(mergeRevisions(approved), approved);
        expect(proof).toMatchObject({ mergedEqualsSubmitted: true, totalsAdd: true });
        expect(proof.sites.map(({ siteCode, isSame }) => [siteCode, isSame])).toEqual(
          approved.map(({ siteCode }) => [siteCode, true]),
        );
      }),
    );
  });

  test.each(Object.entries(TAMPERS))('finds %s, and the site it is of', (_, tamper) => {
    fc.assert(
      fc.property(approvedRevisions, fc.nat(1000), (approved, pick) => {
        const master = structuredClone(mergeRevisions(approved));
        const siteCode = tamper(master, pick);
        if (siteCode === null) return;
        const proof = recomputeProof(master, approved);
        expect(proof.mergedEqualsSubmitted).toBe(false);
        expect(proof.sites.filter(({ isSame }) => !isSame).map((site) => site.siteCode)).toEqual([siteCode]);
      }),
    );
  });

  test('a total that its lines do not add up to is found', () => {
    fc.assert(
      fc.property(approvedRevisions, (approved) => {
        const master = { ...mergeRevisions(approved) };
        master.totalCents += 1;
        expect(recomputeProof(master, approved)).toMatchObject({
          mergedEqualsSubmitted: false,
          totalsAdd: false,
        });
      }),
    );
  });

  test('where posts cost something else today, lines are held to what does not change and to the totals', () => {
    fc.assert(
      fc.property(approvedRevisions, (approved) => {
        const master = mergeRevisions(approved);
        const dearer = approved.map((one): ApprovedRevision => ({
          ...one,
          lines: one.lines.map((line, at) =>
            at === 0 ? { ...line, proposedCents: line.proposedCents + 100 } : line,
          ),
        }));
        const proof = recomputeProof(master, dearer);
        expect(proof.mergedEqualsSubmitted).toBe(true);
        const isByLine = proof.sites.map((site) => site.isByLine);
        expect(isByLine).toEqual(approved.map(({ lines }) => lines.length === 0));
      }),
    );
  });
});
