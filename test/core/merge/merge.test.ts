import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeRevisions, type ApprovedRevision } from '../../../src/core/merge/master-budget.js';
import { tieOut } from '../../../src/core/merge/tie-out.js';
import { openSheet } from '../../../src/core/validation/sheet-state.js';
import { arbitraryContent, tinyBook, tinyIndex } from '../../support/arbitrary-content.js';

const revisions: fc.Arbitrary<ApprovedRevision[]> = fc
  .array(arbitraryContent, { minLength: 1, maxLength: 5 })
  .map((contents) =>
    contents.map((content, at) => {
      const { figures } = openSheet(tinyIndex(), content);
      const lines = content.lines.map((line) => ({
        lineId: line.id,
        account: line.account,
        title: line.title,
        currentCents: line.currentCents,
        currentFte: line.currentFte,
        proposedCents: figures.lines.get(line.id)?.proposedCents ?? 0,
        proposedFte: figures.lines.get(line.id)?.proposedFte ?? 0,
        justification: line.justification,
      }));
      return {
        siteCode: `60${String(at)}`,
        siteName: `Site ${String(at)}`,
        revision: at + 1,
        contentHash: `hash-${String(at)}`,
        approvedBy: 'J. Ortiz',
        approvedAt: '2024-03-10T17:00:00.000Z',
        totalCents: lines.reduce((sum, line) => sum + line.proposedCents, 0),
        totalFte: lines.reduce((sum, line) => sum + line.proposedFte, 0),
        lines,
      };
    }),
  );

const SITES = [0, 1, 2, 3, 4, 5].map((n) => ({ code: `60${String(n)}`, name: `Site ${String(n)}` }));
const { plan } = tinyBook();

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
        expect(tieOut(plan, SITES, master, approved, [], []).mergedEqualsSubmitted).toBe(true);
        const line = master.accounts[pick % Math.max(1, master.accounts.length)]?.lines[0];
        if (!line) return;
        line.proposedCents += 1;
        const broken = tieOut(plan, SITES, master, approved, [], []);
        expect(broken.mergedEqualsSubmitted).toBe(false);
        expect(
          broken.bySite.filter(({ differenceCents }) => differenceCents !== 0).map(({ code }) => code),
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
    const result = tieOut(
      plan,
      SITES.slice(0, 2),
      mergeRevisions(approved),
      approved,
      [entry, elsewhere],
      [{ account: '100-R1111', fundingSource: 'GF', title: 'Taxes', amountCents: 514 }],
    );
    expect(result.byAllocation).toEqual([
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
    expect(result.byFundingSource[0]).toMatchObject({ code: 'GF', otherCents: 1_000 });
    expect(result.byRevenue).toEqual([
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
