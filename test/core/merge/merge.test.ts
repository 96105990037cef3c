import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  mergeRevisions,
  updateMaster,
  type ApprovedRevision,
} from '../../../src/core/merge/master-budget.js';
import { rowsOf, tieOut } from '../../../src/core/merge/tie-out.js';
import { tinyBook } from '../../support/arbitrary-content.js';
import {
  approvedAt,
  approvedRevisions as revisions,
  TINY_SITES as SITES,
} from '../../support/approved-revisions.js';

const { plan } = tinyBook();
const nothingElse = { sites: SITES, allocations: [], revenue: [] };

describe('the master budget', () => {
  test('holds every line once and its total is that of the revisions', () => {
    fc.assert(
      fc.property(revisions, (approved) => {
        const master = mergeRevisions(approved);
        expect(master.totalCents).toBe(approved.reduce((sum, { totalCents }) => sum + totalCents, 0));
        expect(master.totalFte).toBe(approved.reduce((sum, { totalFte }) => sum + totalFte, 0));
        const merged = master.accounts.flatMap(({ lines }) =>
          lines.map(({ siteCode, lineId }) => `${siteCode}/${lineId}`),
        );
        const given = approved.flatMap(({ siteCode, lines }) =>
          lines.map(({ lineId }) => `${siteCode}/${lineId}`),
        );
        expect(merged.sort()).toEqual(given.sort());
        for (const account of master.accounts) {
          expect(account.proposedCents).toBe(
            account.lines.reduce((sum, line) => sum + line.proposedCents, 0),
          );
          expect(account.lines.every((line) => line.account === account.account)).toBe(true);
        }
      }),
    );
  });

  test('is the same for any order of sites and lines', () => {
    fc.assert(
      fc.property(revisions, (approved) => {
        const shuffled = [...approved]
          .reverse()
          .map((revision) => ({ ...revision, lines: [...revision.lines].reverse() }));
        expect(mergeRevisions(shuffled)).toEqual(mergeRevisions(approved));
      }),
    );
  });

  test('with some sites exchanged, added and left out is what a whole merge gives', () => {
    const change = fc.tuple(
      revisions,
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }),
      fc.tuple(...SITES.map((_, at) => approvedAt(at, 9))),
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 2 }),
    );
    fc.assert(
      fc.property(change, ([before, picks, others, without]) => {
        const changed = [...new Set(picks)].map((at) => others[at]).filter((one) => one !== undefined);
        const gone = without
          .map((at) => `60${String(at)}`)
          .filter((code) => !changed.some(({ siteCode }) => siteCode === code));
        const previous = mergeRevisions(before);
        const kept = structuredClone(previous);
        const after = before.filter(
          ({ siteCode }) => !gone.includes(siteCode) && !changed.some((other) => other.siteCode === siteCode),
        );
        const updated = updateMaster(previous, changed, gone);
        expect(updated).toEqual(mergeRevisions([...after, ...changed]));
        expect(previous).toEqual(kept);
        const concerned = new Set([...gone, ...changed.map(({ siteCode }) => siteCode)]);
        const isConcerned = (account: (typeof updated.accounts)[number] | undefined) =>
          account?.lines.some(({ siteCode }) => concerned.has(siteCode)) === true;
        for (const account of updated.accounts) {
          const old = previous.accounts.find((one) => one.account === account.account);
          if (!isConcerned(account) && !isConcerned(old)) expect(account).toBe(old);
        }
      }),
    );
  });

  test('takes one revision a site', () => {
    fc.assert(
      fc.property(revisions, (approved) => {
        expect(() => mergeRevisions([...approved, ...approved.slice(0, 1)])).toThrow(RangeError);
      }),
    );
  });

  test('ties out to the revisions, and a cent moved anywhere shows', () => {
    fc.assert(
      fc.property(revisions, fc.nat(), (approved, pick) => {
        const master = mergeRevisions(approved);
        expect(tieOut(plan, master, { ...nothingElse, revisions: approved }).mergedEqualsSubmitted).toBe(
          true,
        );
        const line = master.accounts[pick % Math.max(1, master.accounts.length)]?.lines[0];
        if (!line) return;
        line.proposedCents += 1;
        const broken = tieOut(plan, master, { ...nothingElse, revisions: approved });
        expect(broken.mergedEqualsSubmitted).toBe(false);
        expect(
          rowsOf(broken, 'site', 'revisions')
            .filter(({ differenceCents }) => differenceCents !== 0)
            .map(({ code }) => code),
        ).toEqual([line.siteCode]);
      }),
    );
  });

  test('differences to allocations and revenue are listed with their figures', () => {
    const line = {
      lineId: 'l',
      account: '100-1111-608-410',
      title: '',
      currentCents: 0,
      currentFte: 0,
      proposedCents: 700,
      proposedFte: 0,
      justification: '',
    };
    const approved: ApprovedRevision[] = [
      {
        siteCode: '600',
        siteName: 'Site 0',
        revision: 1,
        contentHash: 'h',
        approvedBy: 'J',
        approvedAt: '2024-03-10T17:00:00.000Z',
        totalCents: 700,
        totalFte: 0,
        lines: [line],
      },
    ];
    const entry = {
      id: 'e',
      siteCode: '600',
      fundingSource: 'GF',
      date: '2024-02-01',
      kind: 'initial',
      amountCents: 1_000,
      fte: 5_000,
      reason: '',
      author: '',
    } as const;
    const elsewhere = { ...entry, id: 'f', siteCode: '601' };
    const result = tieOut(plan, mergeRevisions(approved), {
      sites: SITES.slice(0, 2),
      revisions: approved,
      allocations: [entry, elsewhere],
      revenue: [{ account: '100-R1111', fundingSource: 'GF', title: 'Taxes', amountCents: 514 }],
    });
    expect(rowsOf(result, 'siteSource', 'allocations')).toEqual([
      {
        code: '600 GF',
        title: 'Site 0 · General fund',
        masterCents: 700,
        otherCents: 1_000,
        differenceCents: -300,
        masterFte: 0,
        otherFte: 5_000,
        differenceFte: -5_000,
      },
    ]);
    expect(rowsOf(result, 'fundingSource', 'allocations')[0]).toMatchObject({
      code: 'GF',
      otherCents: 1_000,
    });
    expect(rowsOf(result, 'fundingSource', 'revenue')).toEqual([
      {
        code: 'GF',
        title: 'General fund',
        masterCents: 700,
        otherCents: 514,
        differenceCents: 186,
        masterFte: 0,
        otherFte: 0,
        differenceFte: 0,
      },
    ]);
    expect(result.missingSites).toEqual([{ code: '601', name: 'Site 1' }]);
  });
});
