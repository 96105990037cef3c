import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sameContent, type SiteContent } from '../../../src/core/budget/site-content.js';
import { compareContents, type RowDifference } from '../../../src/core/merge/compare-contents.js';
import {
  conflictKey,
  mergeContents,
  mergeIntoSaved,
  resolveConflicts,
  type Conflict,
  type Side,
} from '../../../src/core/merge/three-way.js';
import { arbitraryFullContent, arbitraryThree } from '../../support/arbitrary-edits.js';
import { smallContent } from '../../support/small-book.js';

const chosen = (conflicts: readonly Conflict[], side: Side) =>
  new Map(conflicts.map((conflict) => [conflictKey(conflict), side]));

const byKey = (conflicts: readonly Conflict[]) =>
  [...conflicts].sort((a, b) => (conflictKey(a) < conflictKey(b) ? -1 : 1));

/** Changes as text, one a field, so that sets of them can be compared. */
const changes = (rows: readonly RowDifference[]) =>
  new Set(
    rows.flatMap(({ kind, id, change, fields }) =>
      fields.map(({ field, after }) => JSON.stringify([kind, id, change, field, after])),
    ),
  );

const allRows = ({ lines, positions, explanations = [] }: SiteContent) => [
  ...lines.map(({ id }) => `line ${id}`),
  ...positions.map(({ id }) => `post ${id}`),
  ...explanations.map(({ problemKey }) => `explanation ${problemKey}`),
];

describe('what two sides made of one content', () => {
  test('comes together when one of them did nothing', () => {
    fc.assert(
      fc.property(arbitraryThree, ({ base, mine, theirs }) => {
        const [left, right] = [mergeContents(base, base, theirs), mergeContents(base, mine, base)];
        expect([left.conflicts, right.conflicts]).toEqual([[], []]);
        expect(sameContent(left.content, theirs)).toBe(true);
        expect(sameContent(right.content, mine)).toBe(true);
      }),
    );
  });

  test('has no conflict when both did the same', () => {
    fc.assert(
      fc.property(arbitraryThree, ({ base, mine }) => {
        const { content, conflicts } = mergeContents(base, mine, structuredClone(mine));
        expect(conflicts).toEqual([]);
        expect(sameContent(content, mine)).toBe(true);
      }),
    );
  });

  test('is the same whoever is called mine', () => {
    fc.assert(
      fc.property(arbitraryThree, ({ base, mine, theirs }) => {
        const one = mergeContents(base, mine, theirs);
        const other = mergeContents(base, theirs, mine);
        expect(sameContent(one.content, other.content)).toBe(true);
        const mirrored = other.conflicts.map((conflict) => ({
          ...conflict,
          mine: conflict.theirs,
          theirs: conflict.mine,
        }));
        expect(byKey(mirrored)).toEqual(byKey(one.conflicts));
      }),
    );
  });

  test('loses no change of either side and makes up none, but for what is in conflict', () => {
    fc.assert(
      fc.property(arbitraryThree, ({ base, mine, theirs }) => {
        const { content, conflicts } = mergeContents(base, mine, theirs);
        const isOpen = (change: string) => {
          const [kind, id, what, field] = JSON.parse(change) as [string, string, string, string];
          return conflicts.some(
            (conflict) =>
              conflict.kind === kind &&
              conflict.id === id &&
              (conflict.field === field || conflict.field === 'row' || what === 'added'),
          );
        };
        const made = changes(compareContents(base, content));
        const wanted = new Set([
          ...changes(compareContents(base, mine)),
          ...changes(compareContents(base, theirs)),
        ]);
        expect([...wanted].filter((change) => !made.has(change) && !isOpen(change))).toEqual([]);
        expect([...made].filter((change) => !wanted.has(change) && !isOpen(change))).toEqual([]);
      }),
    );
  });

  test('has every row once', () => {
    fc.assert(
      fc.property(arbitraryThree, ({ base, mine, theirs }) => {
        const rows = allRows(mergeContents(base, mine, theirs).content);
        expect(new Set(rows).size).toBe(rows.length);
        const known = new Set([...allRows(mine), ...allRows(theirs)]);
        expect(rows.filter((row) => !known.has(row))).toEqual([]);
      }),
    );
  });

  test('holds the chosen side’s value wherever there was a conflict, and leaves the rest as it was', () => {
    fc.assert(
      fc.property(arbitraryThree, fc.constantFrom<Side>('mine', 'theirs'), ({ base, mine, theirs }, side) => {
        const { content, conflicts } = mergeContents(base, mine, theirs);
        const resolved = resolveConflicts(base, mine, theirs, chosen(conflicts, side));
        const picked = side === 'mine' ? mine : theirs;
        // Merged once more, with what was chosen, against the side it was chosen from: that side has nothing to add
        // where they disagreed.
        const differing = compareContents(picked, resolved);
        for (const conflict of conflicts) {
          const row = differing.find(({ kind, id }) => kind === conflict.kind && id === conflict.id);
          expect(row?.fields.find(({ field }) => field === conflict.field)).toBeUndefined();
        }
        const touched = new Set(conflicts.map(({ kind, id }) => `${kind} ${id}`));
        const moved = compareContents(content, resolved).filter(
          ({ kind, id }) => !touched.has(`${kind} ${id}`),
        );
        expect(moved).toEqual([]);
      }),
    );
  });

  test('merged again with either side, changes no more', () => {
    fc.assert(
      fc.property(arbitraryThree, ({ base, mine, theirs }) => {
        const { content, conflicts } = mergeContents(base, mine, theirs);
        const decided = resolveConflicts(base, mine, theirs, chosen(conflicts, 'mine'));
        for (const side of [mine, theirs]) {
          const again = mergeContents(side, decided, side);
          expect(again.conflicts).toEqual([]);
          expect(sameContent(again.content, decided)).toBe(true);
          if (conflicts.length > 0) continue;
          const once = mergeContents(base, content, side);
          expect(once.conflicts).toEqual([]);
          expect(sameContent(once.content, content)).toBe(true);
        }
      }),
    );
  });

  test('does not change what it was given', () => {
    fc.assert(
      fc.property(arbitraryThree, (three) => {
        const before = structuredClone(three);
        mergeContents(three.base, three.mine, three.theirs);
        expect(three).toEqual(before);
      }),
    );
  });
});

describe('in the small site', () => {
  const base = smallContent();
  const withLine = (id: string, part: object): SiteContent => ({
    ...base,
    lines: base.lines.map((line) => (line.id === id ? { ...line, ...part } : line)),
  });
  const without = (id: string): SiteContent => ({
    ...base,
    lines: base.lines.filter((line) => line.id !== id),
  });

  test('an amount of mine and a reason of theirs on one line both stand', () => {
    const { content, conflicts } = mergeContents(
      base,
      withLine('line-6', { enteredCents: 5_00 }),
      withLine('line-6', { justification: 'new books' }),
    );
    expect(conflicts).toEqual([]);
    expect(content.lines.find(({ id }) => id === 'line-6')).toMatchObject({
      enteredCents: 5_00,
      justification: 'new books',
    });
  });

  test('two amounts on one line are one conflict, with all three figures', () => {
    const was = base.lines.find(({ id }) => id === 'line-6')?.enteredCents;
    const { content, conflicts } = mergeContents(
      base,
      withLine('line-6', { enteredCents: 5_00 }),
      withLine('line-6', { enteredCents: 0, unread: [{ field: 'amount', text: 'soon', reason: 'text' }] }),
    );
    expect(conflicts).toEqual([
      {
        kind: 'line',
        id: 'line-6',
        field: 'amount',
        base: { as: 'money', cents: was },
        mine: { as: 'money', cents: 5_00 },
        theirs: { as: 'unread', text: 'soon' },
      },
    ]);
    // Undecided, it stays as it was.
    expect(sameContent(content, base)).toBe(true);
  });

  test('a line taken out here and changed there is asked about; one that nobody else touched goes', () => {
    const { content, conflicts } = mergeContents(
      base,
      without('line-6'),
      withLine('line-6', { enteredCents: 5_00 }),
    );
    expect(conflicts).toMatchObject([{ field: 'row', mine: { as: 'gone' }, theirs: { cents: 5_00 } }]);
    expect(content.lines).toHaveLength(base.lines.length);
    const choices = chosen(conflicts, 'mine');
    const gone = resolveConflicts(
      base,
      without('line-6'),
      withLine('line-6', { enteredCents: 5_00 }),
      choices,
    );
    expect(gone.lines).toHaveLength(base.lines.length - 1);
    expect(sameContent(mergeContents(base, without('line-6'), base).content, without('line-6'))).toBe(true);
  });

  test('a line both added under one id is asked about field by field', () => {
    const [line] = base.lines;
    if (!line) throw new Error('no line');
    const adding = (part: object) => ({ ...base, lines: [...base.lines, { ...line, id: 'new', ...part }] });
    const { conflicts } = mergeContents(base, adding({ enteredCents: 1 }), adding({ enteredCents: 2 }));
    expect(conflicts).toMatchObject([{ id: 'new', field: 'amount', base: { as: 'gone' } }]);
  });

  test('a salary and an FTE of one post, text in both cells, do not mix', () => {
    const withPost = (part: object): SiteContent => ({
      ...base,
      positions: base.positions.map((post) => (post.id === 'post-1' ? { ...post, ...part } : post)),
    });
    const fte = { field: 'fte' as const, text: 'half', reason: 'text' as const };
    const salary = { field: 'annualSalary' as const, text: 'tbd', reason: 'text' as const };
    const { content, conflicts } = mergeContents(
      base,
      withPost({ fte: 0, unread: [fte] }),
      withPost({ annualSalaryCents: 0, unread: [salary] }),
    );
    expect(conflicts).toEqual([]);
    expect(content.positions.find(({ id }) => id === 'post-1')).toMatchObject({
      fte: 0,
      annualSalaryCents: 0,
      unread: [fte, salary],
    });
  });
});

describe('what is different', () => {
  test('is nothing exactly when two contents hold the same', () => {
    fc.assert(
      fc.property(arbitraryThree, ({ base, mine }) => {
        expect(compareContents(base, mine).length === 0).toBe(sameContent(base, mine));
      }),
    );
  });

  test('read backwards has each value the other way round', () => {
    fc.assert(
      fc.property(arbitraryFullContent, arbitraryFullContent, (one, other) => {
        const turned = (rows: readonly RowDifference[]) =>
          rows
            .flatMap(({ kind, id, fields }) =>
              fields.map(({ field, before, after }) => JSON.stringify([kind, id, field, before, after])),
            )
            .sort();
        const back = compareContents(other, one).map((row) => ({
          ...row,
          fields: row.fields.map(({ field, before, after }) => ({ field, before: after, after: before })),
        }));
        expect(turned(back)).toEqual(turned(compareContents(one, other)));
      }),
    );
  });

  test('names the row, what changed in it, and both values', () => {
    const before = smallContent();
    const [first, ...rest] = before.lines;
    if (!first) throw new Error('no line');
    const after = { ...before, lines: [...rest, { ...first, id: 'new', title: 'Music' }] };
    expect(compareContents(before, after)).toMatchObject([
      {
        kind: 'line',
        id: 'new',
        change: 'added',
        title: 'Music',
        fields: [{ field: 'row', before: { as: 'gone' } }],
      },
      {
        kind: 'line',
        id: first.id,
        change: 'removed',
        account: first.account,
        fields: [{ after: { as: 'gone' } }],
      },
    ]);
  });
});

describe('what is brought into what is saved', () => {
  const keys = (conflicts: readonly { conflict: Conflict }[]) =>
    conflicts.map(({ conflict }) => conflictKey(conflict)).sort();
  const all = (conflicts: readonly { conflict: Conflict }[], side: Side) =>
    chosen(
      conflicts.map(({ conflict }) => conflict),
      side,
    );

  test('is the three-way merge, and what nobody decided stays as it was saved', () => {
    fc.assert(
      fc.property(arbitraryThree, (contents) => {
        const { base, mine, theirs } = contents;
        const open = mergeIntoSaved(contents, new Map());
        const plain = mergeContents(base, mine, theirs);
        expect(keys(open.conflicts)).toEqual(plain.conflicts.map(conflictKey).sort());
        const asSaved = resolveConflicts(base, mine, theirs, chosen(plain.conflicts, 'theirs'));
        expect(sameContent(open.content, asSaved)).toBe(true);
        const decided = mergeIntoSaved(contents, chosen(plain.conflicts, 'mine'));
        const asMine = resolveConflicts(base, mine, theirs, chosen(plain.conflicts, 'mine'));
        expect(sameContent(decided.content, asMine)).toBe(true);
        expect(decided.conflicts.every(({ side }) => side === 'mine')).toBe(true);
      }),
    );
  });

  test('undoes nothing that was saved without being asked, where nobody knows what it started from', () => {
    fc.assert(
      fc.property(arbitraryThree, (contents) => {
        const { base, theirs } = contents;
        const { content, conflicts } = mergeIntoSaved(contents, new Map(), true);
        // Every change since is still there.
        const saved = changes(compareContents(base, theirs));
        expect([...saved].filter((one) => !changes(compareContents(base, content)).has(one))).toEqual([]);
        // And whoever decides for the file alone gets the file.
        const { lines, positions } = mergeIntoSaved(contents, all(conflicts, 'mine'), true).content;
        const mine = { lines: contents.mine.lines, positions: contents.mine.positions };
        expect(sameContent({ lines, positions }, mine)).toBe(true);
      }),
    );
  });
});
