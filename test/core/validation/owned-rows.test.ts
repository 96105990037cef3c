import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalContent, type SiteContent } from '../../../src/core/budget/site-content.js';
import { lineOwner, postOwner, takeOwnedRows } from '../../../src/core/validation/owned-rows.js';
import { arbitraryContent, tinyIndex } from '../../support/arbitrary-content.js';

const owners = fc.subarray(['site', 'facilities', 'finance']).map((list) => new Set(list));
const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]));

describe('taking only what its author may change', () => {
  test('rows of others come through as they were', () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryContent, owners, (base, mine, mineOwners) => {
        const index = tinyIndex();
        const { content } = takeOwnedRows(index, base, mine, mineOwners);
        const lines = byId(content.lines);
        for (const line of base.lines) {
          if (!mineOwners.has(lineOwner(index, line))) expect(lines.get(line.id)).toEqual(line);
        }
        const posts = byId(content.positions);
        for (const post of base.positions) {
          const taken = posts.get(post.id);
          if (!mineOwners.has(postOwner(index, post))) expect(taken?.fte).toBe(post.fte);
          if (!mineOwners.has('finance')) {
            if (taken) expect(taken.annualSalaryCents).toBe(post.annualSalaryCents);
          }
        }
      }),
    );
  });

  test('own rows are taken, and an existing row never changes its account', () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryContent, (base, mine) => {
        const index = tinyIndex();
        const { content } = takeOwnedRows(index, base, mine, new Set(['site', 'facilities', 'finance']));
        const was = byId(base.lines);
        expect(content.lines.map(({ id }) => id).sort()).toEqual(mine.lines.map(({ id }) => id).sort());
        for (const line of content.lines) {
          const theirs = byId(mine.lines).get(line.id);
          expect(line.enteredCents).toBe(theirs?.enteredCents);
          const old = was.get(line.id);
          if (old) expect(line.account).toBe(old.account);
        }
      }),
    );
  });

  test('an unchanged sheet takes nothing and reports nothing; taking twice changes nothing more', () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryContent, owners, (base, mine, mineOwners) => {
        const index = tinyIndex();
        expect(takeOwnedRows(index, base, base, mineOwners)).toEqual({ content: base, kept: [] });
        const once = takeOwnedRows(index, base, mine, mineOwners).content;
        const twice = takeOwnedRows(index, base, once, mineOwners);
        expect(twice.content).toEqual(once);
        expect(twice.kept).toEqual([]);
      }),
    );
  });

  test('whatever of an existing row was not taken is reported with its place', () => {
    const base: SiteContent = {
      lines: [
        {
          id: 'l',
          account: '100-2542-608-410',
          title: '',
          currentCents: 5,
          currentFte: 0,
          enteredCents: 5,
          justification: '',
          unread: [],
        },
      ],
      positions: [],
    };
    const mine = {
      ...base,
      lines: base.lines.map((line) => ({ ...line, account: '100-2542-608-470', enteredCents: 6 })),
    };
    expect(takeOwnedRows(tinyIndex(), base, mine, new Set(['site']))).toEqual({
      content: base,
      kept: [
        {
          code: 'account.changed',
          severity: 'warning',
          place: { kind: 'line', lineId: 'l', field: 'account' },
          params: { account: '100-2542-608-470', was: '100-2542-608-410' },
        },
        {
          code: 'row.notYours',
          severity: 'warning',
          place: { kind: 'line', lineId: 'l', field: 'row' },
          params: { account: '100-2542-608-410', owner: 'Facilities' },
        },
      ],
    });
  });
});

test('the canonical text ignores row order and nothing else', () => {
  fc.assert(
    fc.property(arbitraryContent, (content) => {
      const shuffled = { lines: [...content.lines].reverse(), positions: [...content.positions].reverse() };
      expect(canonicalContent(shuffled)).toBe(canonicalContent(content));
      const [first, ...rest] = content.lines;
      if (!first) return;
      const changed = { ...content, lines: [{ ...first, enteredCents: first.enteredCents + 1 }, ...rest] };
      expect(canonicalContent(changed)).not.toBe(canonicalContent(content));
    }),
  );
});
