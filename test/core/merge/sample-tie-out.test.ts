import { beforeAll, describe, expect, test } from '@jest/globals';
import type { DistrictFolder } from '../../../server/imports/read-district-folder.js';
import {
  explainedBy,
  needsExplanation,
  unexplained,
  differenceKey,
  type DifferenceExplanation,
} from '../../../src/core/merge/difference-explanation.js';
import { readDimensions } from '../../../src/core/merge/dimensions.js';
import { linesBehind, othersBehind } from '../../../src/core/merge/lines-behind.js';
import { mergeRevisions, type MasterBudget } from '../../../src/core/merge/master-budget.js';
import { differs, rowsOf, tieOut, type TieOut } from '../../../src/core/merge/tie-out.js';
import { sampleProposal } from '../../support/sample-proposal.js';
import { sampleDistrict } from '../../support/sample-district.js';

let district: DistrictFolder;
let master: MasterBudget;
let proof: TieOut;

beforeAll(async () => {
  district = await sampleDistrict();
  const revisions = await sampleProposal(district);
  master = mergeRevisions(revisions);
  const { sites, allocations, revenue } = district;
  proof = tieOut(district.plan, master, { sites, revisions, allocations, revenue });
});

describe("Dayton's proposed budget of 2024-25", () => {
  test('merged equals submitted by every dimension', () => {
    const parts = proof.parts.filter(({ against }) => against === 'revisions');
    expect(parts.map(({ dimension }) => dimension)).toEqual([
      'total',
      'fund',
      'fundingSource',
      'site',
      'siteSource',
      'function',
      'objectGroup',
    ]);
    for (const { rows } of parts) {
      expect(rows.filter(differs)).toEqual([]);
      expect(rows.reduce((sum, { masterCents }) => sum + masterCents, 0)).toBe(2_498_994_226);
    }
    expect(proof.mergedEqualsSubmitted).toBe(true);
  });

  test('revenue is $1.86 below expenditure, over ten funds', () => {
    expect(rowsOf(proof, 'total', 'revenue')).toMatchObject([
      { masterCents: 2_498_994_226, otherCents: 2_498_994_040, differenceCents: 186 },
    ]);
    const funds = rowsOf(proof, 'fundingSource', 'revenue').filter(differs);
    expect(funds.map(({ code, differenceCents }) => [code, differenceCents])).toEqual([
      ['100', 48],
      ['203', -17],
      ['206', 1],
      ['213', 1],
      ['233', 50],
      ['237', 12],
      ['241', 1],
      ['243', 2],
      ['252', 38],
      ['414', 50],
    ]);
  });

  test('transfers in are $135,880 above transfers out, and each side shows its lines', () => {
    expect(rowsOf(proof, 'total', 'transfers')).toMatchObject([
      { masterCents: 43_120_000, otherCents: 56_708_000, differenceCents: -13_588_000 },
    ]);
    const place = { dimension: 'total', against: 'transfers', code: 'all' } as const;
    const out = linesBehind(district.plan, master, place);
    expect(out.filter(({ proposedCents }) => proposedCents !== 0)).toHaveLength(6);
    expect(out.reduce((sum, { proposedCents }) => sum + proposedCents, 0)).toBe(43_120_000);
    const into = othersBehind(district.plan, place, {
      mergedSites: new Set(),
      allocations: [],
      revenue: district.revenue,
      control: null,
    });
    expect(into).toHaveLength(9);
    expect(into.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(56_708_000);
  });

  test('object groups have the titles of the state', () => {
    expect(rowsOf(proof, 'objectGroup', 'current').map(({ code, title }) => [code, title])).toEqual([
      ['100', 'Salaries'],
      ['200', 'Associated payroll costs'],
      ['300', 'Purchased services'],
      ['400', 'Supplies and materials'],
      ['500', 'Capital outlay'],
      ['600', 'Other objects'],
      ['700', 'Transfers'],
      ['800', 'Other uses of funds'],
    ]);
  });

  test('reserves are in view by fund', () => {
    const rows = rowsOf(proof, 'fund', 'reserves');
    expect(rows.map(({ code, masterCents }) => [code, masterCents])).toEqual([
      ['100', 200_000_000],
      ['301', 7_940_000],
      ['302', 37_278_950],
    ]);
  });

  test('every row of every comparison is what its lines add up to', () => {
    const reader = readDimensions(district.plan, (code) => code);
    for (const { dimension, against, rows } of proof.parts) {
      for (const { code, masterCents, otherCents } of rows) {
        const place = { dimension, against, code };
        const lines = linesBehind(district.plan, master, place, reader);
        expect([code, lines.reduce((sum, { proposedCents }) => sum + proposedCents, 0)]).toEqual([
          code,
          masterCents,
        ]);
        if (!['allocations', 'revenue', 'transfers'].includes(against)) continue;
        const { allocations, revenue, sites } = district;
        const others = othersBehind(district.plan, place, {
          mergedSites: new Set(sites.map((site) => site.code)),
          allocations,
          revenue,
          control: null,
        });
        expect([code, others.reduce((sum, { amountCents }) => sum + amountCents, 0)]).toEqual([
          code,
          otherCents,
        ]);
      }
    }
  });

  test('what must be explained: the ten funds, their total and the transfers; allocations are kept', () => {
    const open = unexplained(proof, []);
    expect(open).toHaveLength(12);
    const explanation = ({ key, row }: (typeof open)[number]): DifferenceExplanation => ({
      id: '00000000-0000-4000-8000-000000000001',
      key,
      differenceCents: row.differenceCents,
      differenceFte: row.differenceFte,
      text: 'Rounding in the revenue file',
      author: 'Anna Chen',
      at: '2024-04-01T17:00:00.000Z',
    });
    expect(unexplained(proof, open.map(explanation))).toEqual([]);
    const [first] = open;
    if (!first) throw new Error('nothing is open');
    const stale = { ...explanation(first), differenceCents: first.row.differenceCents + 1 };
    expect(unexplained(proof, [stale])).toHaveLength(12);
    expect(explainedBy({ dimension: 'total', against: 'revenue' }, first.row, [stale])).toEqual({
      state: 'stale',
      explanation: stale,
    });
  });

  test('control totals are compared by what they are given for, and a fund they leave out is a difference', () => {
    const funds = rowsOf(proof, 'fund', 'revisions');
    const totals = funds.map(({ code, masterCents }) => ({
      dimension: 'fund' as const,
      code,
      amountCents: masterCents,
      note: '',
    }));
    const held = (given: typeof totals) =>
      rowsOf(
        tieOut(district.plan, master, {
          sites: district.sites,
          revisions: [],
          allocations: [],
          revenue: [],
          control: { asOf: '2024-06-01', totals: given },
        }),
        'fund',
        'control',
      ).filter((row) => needsExplanation({ dimension: 'fund', against: 'control' }, row));
    expect(held(totals)).toEqual([]);
    expect(held(totals.slice(1)).map(({ code }) => code)).toEqual(['100']);
    expect(differenceKey({ dimension: 'fund', against: 'control' }, '100')).toBe('fund/control/100');
  });
});
