import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ExportLayout } from '../../../src/core/exports/export-layout.js';
import { planExport, writtenRows, type ExportRequest } from '../../../src/core/exports/plan-export.js';
import {
  mergeRevisions,
  type ApprovedLine,
  type MasterBudget,
} from '../../../src/core/merge/master-budget.js';
import { parseFtePlain } from '../../../src/core/fte.js';
import { parseCentsPlain } from '../../../src/core/money.js';
import { tinyBook } from '../../support/arbitrary-content.js';

const { plan } = tinyBook();

/** A layout of account, site and line where rows are lines, with amount and FTE. */
const layoutOf = (change: Partial<ExportLayout>): ExportLayout => {
  const rows = change.rows ?? 'line';
  const keys =
    rows === 'line'
      ? [
          { title: 'account', value: { kind: 'account' } },
          { title: 'site', value: { kind: 'line', of: 'siteCode' } },
          { title: 'line', value: { kind: 'line', of: 'lineId' } },
        ]
      : [
          { title: 'unit', value: { kind: 'segments', except: ['object'], separator: '' } },
          {
            title: 'object',
            value: { kind: 'segment', segment: 'object', collapse: { codes: '2*', keep: 1 } },
          },
        ];
  return ExportLayout.parse({
    id: 'law',
    title: 'Law',
    source: { urls: [], isVerified: false, note: '' },
    encoding: 'utf-8',
    lineEnd: 'lf',
    settings: [],
    deltas: 'changes',
    rows,
    dropsZeros: false,
    ...change,
    budget: {
      extension: 'csv',
      form: { kind: 'delimited', delimiter: ',', quote: 'needed', hasHeaderRow: true },
      header: [],
      trailer: [],
      fields: [
        ...keys,
        { title: 'proposed', value: { kind: 'amount', of: 'proposed', unit: 'dollars' } },
        { title: 'fte', value: { kind: 'fte', of: 'proposed' } },
      ],
    },
  });
};

const lines = fc.uniqueArray(
  fc.record({
    siteCode: fc.constantFrom('001', '608'),
    lineId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    account: fc
      .tuple(
        fc.constantFrom('100', '201'),
        fc.constantFrom('1111', '2542'),
        fc.constantFrom('111', '211', '231', '410'),
      )
      .map(([fund, of, object]) => `${fund}-${of}-608-${object}`),
    proposedCents: fc.oneof(fc.constant(0), fc.integer({ min: -50_000, max: 9_000_000_00 })),
    proposedFte: fc.integer({ min: 0, max: 30_000 }),
  }),
  { selector: ({ siteCode, lineId }) => `${siteCode}/${lineId}`, maxLength: 10 },
);
type Line = typeof lines extends fc.Arbitrary<(infer One)[]> ? One : never;

function masterOf(of: readonly Line[]): MasterBudget {
  const codes = [...new Set(of.map(({ siteCode }) => siteCode))];
  return mergeRevisions(
    codes.map((siteCode) => ({
      siteCode,
      siteName: siteCode,
      revision: 1,
      contentHash: '',
      approvedBy: '',
      approvedAt: '2024-03-01T00:00:00.000Z',
      totalCents: 0,
      totalFte: 0,
      lines: of
        .filter((line) => line.siteCode === siteCode)
        .map(({ lineId, account, proposedCents, proposedFte }): ApprovedLine => ({
          lineId,
          account,
          title: lineId,
          currentCents: 0,
          currentFte: 0,
          proposedCents,
          proposedFte,
          justification: '',
        })),
    })),
  );
}

type Figures = { cents: number; fte: number };
const FIGURES = 2;

/** What goes out, by what tells rows apart; null where nothing does. */
function exported(layout: ExportLayout, master: MasterBudget, since: MasterBudget | null) {
  const request: ExportRequest = {
    layout,
    newAccounts: undefined,
    plan,
    master,
    since,
    settings: {},
    madeOn: '2024-06-12',
  };
  const planned = planExport(request).plan;
  const rows = new Map<string, Figures>();
  if (!planned) return { rows, planned };
  for (const cells of writtenRows(planned.budget, ({ problems }) => expect(problems).toEqual([]))) {
    const key = cells.slice(0, -FIGURES).join('|');
    const [amount = '', fte = ''] = cells.slice(-FIGURES);
    expect(rows.has(key)).toBe(false);
    rows.set(key, { cents: parseCentsPlain(amount)!, fte: parseFtePlain(fte)! });
  }
  return { rows, planned };
}

const withoutZeros = (rows: Map<string, Figures>) =>
  new Map([...rows].filter(([, { cents, fte }]) => cents !== 0 || fte !== 0));
const sorted = (rows: Map<string, Figures>) => [...withoutZeros(rows)].sort(([a], [b]) => (a < b ? -1 : 1));
const sum = (rows: Map<string, Figures>) => [...rows.values()].reduce((total, { cents }) => total + cents, 0);

const layouts = fc
  .record({
    rows: fc.constantFrom<ExportLayout['rows']>('line', 'account'),
    deltas: fc.constantFrom<ExportLayout['deltas']>('changes', 'replacements'),
    dropsZeros: fc.boolean(),
  })
  .map(layoutOf);

test('what went out first and then the changes are together the newer budget, and nothing is sent twice', () => {
  fc.assert(
    fc.property(layouts, lines, lines, (layout, before, after) => {
      const [first, second] = [masterOf(before), masterOf(after)];
      const target = exported(layout, first, null).rows;
      const changes = exported(layout, second, first).rows;
      for (const [key, { cents, fte }] of changes) {
        const had = target.get(key) ?? { cents: 0, fte: 0 };
        target.set(
          key,
          layout.deltas === 'changes' ? { cents: had.cents + cents, fte: had.fte + fte } : { cents, fte },
        );
      }
      expect(sorted(target)).toEqual(sorted(exported(layout, second, null).rows));
      expect(exported(layout, second, second).rows.size).toBe(0);
      if (layout.deltas === 'changes') expect(sum(changes)).toBe(second.totalCents - first.totalCents);
    }),
  );
});

test('the rows add up to the master budget to the cent, together with what the layout leaves out', () => {
  fc.assert(
    fc.property(layouts, fc.boolean(), lines, (layout, isPart, of) => {
      const where = [{ segment: 'fund', codes: '100' }];
      const { rows, planned } = exported(isPart ? { ...layout, where } : layout, masterOf(of), null);
      if (!planned) return;
      const { proposedCents, leftOut } = planned.summary;
      expect(sum(rows)).toBe(proposedCents);
      expect(proposedCents + leftOut.proposedCents).toBe(masterOf(of).totalCents);
      const inFund = of.filter(({ account }) => !isPart || account.startsWith('100'));
      expect(sum(rows)).toBe(inFund.reduce((total, line) => total + line.proposedCents, 0));
      expect(leftOut.lineCount).toBe(of.length - inFund.length);
    }),
  );
});

test('the order in which sites and lines come does not matter', () => {
  fc.assert(
    fc.property(
      layouts,
      lines.chain((of) =>
        fc.record({ of: fc.constant(of), again: fc.shuffledSubarray(of, { minLength: of.length }) }),
      ),
      (layout, { of, again }) => {
        expect([...exported(layout, masterOf(again), null).rows]).toEqual([
          ...exported(layout, masterOf(of), null).rows,
        ]);
      },
    ),
  );
});
