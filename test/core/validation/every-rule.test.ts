import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LineItem } from '../../../src/core/budget/line-item.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { problemKey, type Problem } from '../../../src/core/problem.js';
import { RULE_KINDS } from '../../../src/core/rules/rule-pack.js';
import type { Position } from '../../../src/core/staffing/position.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import {
  applyDistrictEdits,
  openDistrict,
  type DistrictState,
  type SiteEdit,
} from '../../../src/core/validation/district-state.js';
import type { Edit } from '../../../src/core/validation/edit.js';
import { applyEdits, openSheet, type SheetState } from '../../../src/core/validation/sheet-state.js';
import { arbitraryContent, arbitraryLine, arbitraryPosition } from '../../support/arbitrary-content.js';
import { EVERY_RULE, richBook, richDistrict, RICH_SITES } from '../../support/rich-book.js';

/** Edits of every sort: typing, pasting over rows, rows that move, rows that go, explanations that come and go. */
const line: fc.Arbitrary<LineItem> = fc
  .tuple(arbitraryLine, fc.integer({ min: 0, max: 9 }))
  .map(([row, luck]): LineItem => {
    if (luck === 0) return { ...row, unread: [{ field: 'amount', text: 'lots', reason: 'text' }] };
    if (luck === 1) return { ...row, account: '10-1111-608-410' };
    if (luck === 2) return { ...row, account: row.account.replace('608', '571') };
    return row;
  });
/** Posts of which the junior high pays a share, and posts whose shares are not whole. */
const post: fc.Arbitrary<Position> = fc
  .tuple(arbitraryPosition, fc.integer({ min: 0, max: 6 }))
  .map(([row, luck]): Position => {
    if (luck === 0)
      return {
        ...row,
        splits: row.splits.map((split) => ({ ...split, account: split.account.replace('608', '571') })),
      };
    if (luck === 1)
      return { ...row, splits: [...row.splits, { account: '100-1111-571-111', sharePpm: 250_000 }] };
    return row;
  });
const order = fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined });
const withOrder = <T extends object>(edit: T, place: number | undefined) =>
  place === undefined ? edit : { ...edit, order: place };
const explanation = fc.constantFrom(
  'spend:allocation.unspent|allocation|T1|',
  'personnel:percent.tooLittle|allocation|T1|',
  'steps:post.fteStep|position|post-1|fte',
  'title-one:supplanting.methodology|allocation|T1|',
);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(line, order).map(([row, place]) => withOrder({ kind: 'line' as const, line: row }, place)),
  fc.tuple(post, order).map(([position, place]) => withOrder({ kind: 'position' as const, position }, place)),
  line.map(({ id }) => ({ kind: 'removeLine' as const, lineId: id })),
  arbitraryPosition.map(({ id }) => ({ kind: 'removePosition' as const, positionId: id })),
  fc.tuple(explanation, fc.constantFrom('', 'Because of the grant.')).map(([problemKey, text]) => ({
    kind: 'explain' as const,
    explanation: { problemKey, text },
  })),
);
const batches = fc.array(fc.array(edit, { maxLength: 6 }), { maxLength: 8 });

const texts = (problems: readonly Problem[]) => problems.map((problem) => JSON.stringify(problem));
const shown = ({ content, figures, problems }: SheetState) => ({
  content,
  lines: [...figures.lines].sort(([a], [b]) => (a < b ? -1 : 1)),
  balances: figures.balances,
  unplaced: figures.unplaced,
  problems: texts(problems),
});

describe('the validator, with a rule of every kind', () => {
  test('the pack has every kind', () => {
    expect(new Set(EVERY_RULE.map(({ kind }) => kind))).toEqual(new Set(Object.keys(RULE_KINDS)));
  });

  test('random content breaks every rule sooner or later', () => {
    const found = new Set<string>();
    fc.assert(
      fc.property(
        arbitraryContent,
        arbitraryContent,
        fc.array(edit, { maxLength: 10 }),
        (opening, content, edits) => {
          const state = openSheet(indexBook(richBook(opening)), content);
          applyEdits(state, edits);
          for (const { ruleId } of state.problems) found.add(ruleId ?? '');
        },
      ),
      { seed: 7, numRuns: 300 },
    );
    expect(EVERY_RULE.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
  });

  test('after any edits, pastes, moves and removals it stands where a fresh check stands', () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryContent, batches, (opening, content, steps) => {
        const book = richBook(opening);
        const state = openSheet(indexBook(book), content);
        for (const edits of steps) {
          applyEdits(state, edits);
          expect(shown(state)).toEqual(shown(openSheet(indexBook(book), state.content)));
        }
      }),
    );
  });

  test('what it says has changed is what has changed', () => {
    fc.assert(
      fc.property(arbitraryContent, batches, (content, steps) => {
        const index = indexBook(richBook());
        const state = openSheet(index, content);
        for (const edits of steps) {
          const before = texts(state.problems);
          const balances = new Map(state.figures.balances.map((balance) => [balance.fundingSource, balance]));
          const changes = applyEdits(state, edits);
          const removed = new Set(texts(changes.problemsRemoved));
          const after = [...before.filter((text) => !removed.has(text)), ...texts(changes.problemsAdded)];
          expect(after.sort()).toEqual(texts(state.problems).sort());
          expect(texts(changes.problemsAdded).filter((text) => removed.has(text))).toEqual([]);
          for (const balance of changes.balances) balances.set(balance.fundingSource, balance);
          for (const balance of state.figures.balances)
            expect(balances.get(balance.fundingSource)).toEqual(balance);
        }
      }),
    );
  });

  test('undoing takes it back, row for row', () => {
    fc.assert(
      fc.property(arbitraryContent, batches, (content, steps) => {
        const state = openSheet(indexBook(richBook()), content);
        for (const edits of steps) {
          const before = shown(state);
          const { undo } = applyEdits(state, edits);
          const moved = shown(state);
          const { undo: redo } = applyEdits(state, undo);
          expect(shown(state)).toEqual(before);
          applyEdits(state, redo);
          expect(shown(state)).toEqual(moved);
        }
      }),
    );
  });

  test('every finding has a key of its own', () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryContent, (opening, content) => {
        const keys = openSheet(indexBook(richBook(opening)), content).problems.map(problemKey);
        expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
      }),
    );
  });

  test('a million random changes never move a cent or a ten-thousandth of FTE', () => {
    const index = indexBook(richBook());
    const state = openSheet(index, { lines: [], positions: [] });
    const amounts = new Map<string, bigint>();
    const ftes = new Map<string, bigint>();
    let seed = 1;
    const next = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let batch = 0; batch < 1_000; batch += 1) {
      const edits = Array.from({ length: 1_000 }, (): Edit => {
        const lineId = `line-${String(next(60))}`;
        const positionId = `post-${String(next(40))}`;
        switch (next(12)) {
          case 0:
            amounts.delete(lineId);
            return { kind: 'removeLine', lineId };
          case 1: {
            const fte = next(10_001);
            ftes.set(positionId, BigInt(fte));
            return {
              kind: 'position',
              position: { ...aPost(positionId), fte, annualSalaryCents: next(20_000_000) },
            };
          }
          case 2:
            ftes.delete(positionId);
            return { kind: 'removePosition', positionId };
          default: {
            const enteredCents = next(2_000_000_000) - 1_000_000_000;
            amounts.set(lineId, BigInt(enteredCents));
            return { kind: 'line', line: { ...emptyLine(lineId), enteredCents } };
          }
        }
      });
      applyEdits(state, edits);
    }
    applyEdits(state, [{ kind: 'line', line: { ...emptyLine('salary'), account: '100-1111-608-111' } }]);
    const salary = state.figures.lines.get('salary');
    const [general] = state.figures.balances;
    const entered = [...amounts.values()].reduce((sum, cents) => sum + cents, 0n);
    expect(BigInt(general?.proposedCents ?? 0) - BigInt(salary?.fromPostsCents ?? 0)).toBe(entered);
    expect(BigInt(salary?.proposedFte ?? 0)).toBe([...ftes.values()].reduce((sum, fte) => sum + fte, 0n));
    expect(shown(state)).toEqual(shown(openSheet(index, state.content)));
  });
});

const aPost = (id: string): Position => ({
  id,
  number: '',
  title: 'Teacher',
  jobClass: 'licensed',
  fte: 10_000,
  annualSalaryCents: 0,
  pricedAt: 'actual',
  status: 'filled',
  benefitPlans: ['PERS', 'WC'],
  splits: [
    { account: '100-1111-608-111', sharePpm: 333_333 },
    { account: '100-1111-608-111', sharePpm: 666_667 },
  ],
  unread: [],
});

const emptyLine = (id: string): LineItem => ({
  id,
  account: '100-1111-608-410',
  title: '',
  currentCents: 0,
  currentFte: 0,
  enteredCents: 0,
  justification: '',
  unread: [],
});

/** The same rows under ids and accounts of another site. */
const atSite = (content: SiteContent, site: string): SiteContent => ({
  lines: content.lines.map((row) => ({
    ...row,
    id: `${site}/${row.id}`,
    account: row.account.replace('608', site),
  })),
  positions: content.positions.map((post) => ({
    ...post,
    id: `${site}/${post.id}`,
    splits: post.splits.map((split, at) =>
      at === 0 ? { ...split, account: split.account.replace('608', site) } : split,
    ),
  })),
});
const editAt = (site: string, change: Edit): SiteEdit => {
  if (change.kind === 'line')
    return {
      siteCode: site,
      edit: { ...change, line: atSite({ lines: [change.line], positions: [] }, site).lines[0]! },
    };
  if (change.kind === 'position')
    return {
      siteCode: site,
      edit: {
        ...change,
        position: atSite({ lines: [], positions: [change.position] }, site).positions[0]!,
      },
    };
  if (change.kind === 'removeLine')
    return { siteCode: site, edit: { ...change, lineId: `${site}/${change.lineId}` } };
  if (change.kind === 'removePosition')
    return { siteCode: site, edit: { ...change, positionId: `${site}/${change.positionId}` } };
  return { siteCode: site, edit: change };
};

describe('a whole district', () => {
  const contents = fc.tuple(arbitraryContent, arbitraryContent).map(([high, middle]) => ({
    '608': atSite(high, '608'),
    '571': atSite(middle, '571'),
  }));

  test('after edits at any site it stands where a fresh check stands', () => {
    fc.assert(
      fc.property(
        contents,
        contents,
        fc.array(fc.array(fc.tuple(fc.constantFrom('608', '571'), edit), { maxLength: 5 }), { maxLength: 6 }),
        (openings, start, steps) => {
          const state = openDistrict(richDistrict(start, openings));
          for (const edits of steps) {
            applyDistrictEdits(
              state,
              edits.map(([site, change]) => editAt(site, change)),
            );
            const now = Object.fromEntries(RICH_SITES.map(({ code }) => [code, state.content(code)]));
            const fresh = openDistrict(richDistrict(now, openings));
            expect(texts(state.problems)).toEqual(texts(fresh.problems));
            for (const { code } of RICH_SITES) expect(state.balances(code)).toEqual(fresh.balances(code));
          }
        },
      ),
    );
  });

  test('what posts cost is on some line or reported, wherever their shares are paid', () => {
    // An account that names no site belongs to the post's own, so faulty ones would be rounded there.
    const known = (content: SiteContent): SiteContent => ({
      lines: content.lines,
      positions: content.positions.map((row) => ({
        ...row,
        splits: row.splits.map((split) => ({ ...split, account: split.account.replace(/^999/, '100') })),
      })),
    });
    fc.assert(
      fc.property(contents, (start) => {
        const sites = { '608': known(start['608']), '571': known(start['571']) };
        const state = openDistrict(richDistrict(sites));
        const onLines = [...state.lines.values()].reduce(
          (sum, { fromPostsCents }) => sum + fromPostsCents,
          0,
        );
        const looseOf = (district: DistrictState) =>
          RICH_SITES.flatMap(({ code }) => district.unplaced(code)).reduce(
            (sum, { cents }) => sum + cents,
            0,
          );
        const posts = [...sites['608'].positions, ...sites['571'].positions];
        const bare = openDistrict(richDistrict({ '608': { lines: [], positions: posts } }));
        expect(onLines + looseOf(state)).toBe(looseOf(bare));
      }),
    );
  });
});
