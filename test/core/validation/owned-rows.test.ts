import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalContent, type SiteContent } from '../../../src/core/budget/site-content.js';
import { lineOwner, postOwner, takeOwnedRows } from '../../../src/core/validation/owned-rows.js';
import type { Position } from '../../../src/core/staffing/position.js';
import { arbitraryContent, tinyIndex } from '../../support/arbitrary-content.js';
import { smallContent, smallIndex } from '../../support/small-book.js';

const owners = fc.subarray(['site', 'facilities', 'finance']).map((list) => new Set(list));
const unreadIn = ({ unread }: Position, field: string) => unread.filter((cell) => cell.field === field);
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
          if (!mineOwners.has('finance') && taken) {
            expect(taken.annualSalaryCents).toBe(post.annualSalaryCents);
            expect(unreadIn(taken, 'annualSalary')).toEqual(unreadIn(post, 'annualSalary'));
          }
          if (taken && !mineOwners.has(postOwner(index, post)))
            expect(unreadIn(taken, 'fte')).toEqual(unreadIn(post, 'fte'));
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
        // A row that is gone is told of as long as it is compared with a base that has it.
        expect(twice.kept.filter(({ code }) => code !== 'row.removed')).toEqual([]);
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

describe('what somebody wrote or took out', () => {
  test('every own row that is gone is reported with what it held, and no other is', () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryContent, owners, (base, mine, mineOwners) => {
        const index = tinyIndex();
        const { content, kept } = takeOwnedRows(index, base, mine, mineOwners);
        const lines = byId(content.lines);
        const posts = byId(content.positions);
        const gone = [
          ...base.lines.filter(({ id }) => !lines.has(id)).map(({ id }) => id),
          ...base.positions.filter(({ id }) => !posts.has(id)).map(({ id }) => id),
        ];
        const told = kept
          .filter(({ code }) => code === 'row.removed')
          .map(({ place }) =>
            place.kind === 'line' ? place.lineId : place.kind === 'position' ? place.positionId : '',
          );
        expect(told).toEqual(gone);
      }),
    );
  });

  test('a line with money and a post with FTE that are gone are warnings, with their figures and places', () => {
    const index = smallIndex();
    const base = smallContent();
    const mine = {
      lines: base.lines.filter(({ id }) => id !== 'line-6' && id !== 'line-8'),
      positions: base.positions.filter(({ id }) => id !== 'post-2'),
    };
    expect(takeOwnedRows(index, base, mine, new Set(['site'])).kept).toEqual([
      {
        code: 'row.removed',
        severity: 'warning',
        place: { kind: 'line', lineId: 'line-6', field: 'row' },
        params: {
          account: '100-1131-608-050-410',
          title: 'Classroom supplies',
          amountCents: 1_248_000,
          currentCents: 1_248_000,
        },
      },
      {
        code: 'row.removed',
        severity: 'info',
        place: { kind: 'line', lineId: 'line-8', field: 'row' },
        params: { account: '100-1131-608-050-470', title: 'Software', amountCents: 0, currentCents: 0 },
      },
      {
        code: 'row.removed',
        severity: 'warning',
        place: { kind: 'position', positionId: 'post-2', field: 'row' },
        params: {
          account: '100-1131-608-050-111',
          title: 'Teacher, English',
          fte: 5_000,
          amountCents: 3_100_000,
        },
      },
    ]);
  });

  const typed = (part: Partial<Position>) => {
    const base = smallContent();
    const positions = base.positions.map((post) => (post.id === 'post-1' ? { ...post, ...part } : post));
    return { base, mine: { ...base, positions } };
  };
  const salaryText: Position['unread'][number] = { field: 'annualSalary', text: 'tbd', reason: 'text' };
  const fteText: Position['unread'][number] = { field: 'fte', text: 'half', reason: 'text' };

  test('text in a salary cell is no business of the principal, and is reported', () => {
    const { base, mine } = typed({ annualSalaryCents: 0, unread: [salaryText] });
    const { content, kept } = takeOwnedRows(smallIndex(), base, mine, new Set(['site']));
    expect(content).toEqual(base);
    expect(kept.map(({ code }) => code)).toEqual(['post.salaryNotYours']);
  });

  test('text in an FTE cell is no business of the salary office, and is reported', () => {
    const { base, mine } = typed({ fte: 0, unread: [fteText] });
    const { content, kept } = takeOwnedRows(smallIndex(), base, mine, new Set(['finance']));
    expect(content).toEqual(base);
    expect(kept.map(({ code }) => code)).toEqual(['row.notYours']);
  });

  test('each keeps the text in her own cell, beside what the other wrote', () => {
    const { base } = typed({ annualSalaryCents: 0, unread: [salaryText] });
    const { mine: withSalary } = typed({ annualSalaryCents: 0, unread: [salaryText] });
    const byFinance = takeOwnedRows(smallIndex(), base, withSalary, new Set(['finance'])).content;
    expect(byFinance).toEqual(withSalary);
    const { mine: withFte } = typed({ fte: 0, unread: [fteText] });
    const bySite = takeOwnedRows(smallIndex(), byFinance, withFte, new Set(['site'])).content;
    expect(bySite.positions[0]?.unread).toEqual([fteText, salaryText]);
  });

  test('the text of a salary that the author does not set is not taken with a new post', () => {
    const { base } = typed({});
    const post = { ...smallContent().positions[0], id: 'new', unread: [fteText, salaryText] } as Position;
    const mine = { ...base, positions: [...base.positions, post] };
    const { content } = takeOwnedRows(smallIndex(), base, mine, new Set(['site']));
    expect(content.positions.at(-1)).toMatchObject({ unread: [fteText], annualSalaryCents: 6_500_000 });
  });
});

describe('the salary of a new post, where its author sets none', () => {
  const AVERAGE = 6_500_000;
  const salaries = (fteLeft: number, ...parts: Partial<Position>[]) => {
    const base = smallContent();
    const [whole, ...rest] = base.positions;
    if (!whole) throw new Error('no post');
    const added = parts.map((part, at) => ({ ...whole, id: `part-${String(at)}`, number: '', ...part }));
    const mine = { ...base, positions: [{ ...whole, fte: fteLeft }, ...rest, ...added] };
    const taken = takeOwnedRows(smallIndex(), base, mine, new Set(['site']));
    return taken.content.positions.slice(-parts.length).map(({ annualSalaryCents }) => annualSalaryCents);
  };

  test('a part split off a post keeps the salary of the person', () => {
    expect(salaries(7_500, { fte: 2_500 })).toEqual([6_800_000]);
    expect(salaries(5_000, { fte: 2_500 }, { fte: 2_500 })).toEqual([6_800_000, 6_800_000]);
  });

  test('what is more than the post gave up, or priced otherwise, is priced at the average', () => {
    expect(salaries(10_000, { fte: 2_500 })).toEqual([AVERAGE]);
    expect(salaries(7_500, { fte: 2_501 })).toEqual([AVERAGE]);
    expect(salaries(7_500, { fte: 2_500 }, { fte: 1 })).toEqual([6_800_000, AVERAGE]);
    expect(salaries(7_500, { fte: 2_500, annualSalaryCents: 6_800_001 })).toEqual([AVERAGE]);
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

describe('a row that the season opened with, and that comes back', () => {
  const index = smallIndex();
  const opening = index.book.opening;
  const without = (lineId: string, positionId: string): SiteContent => ({
    lines: opening.lines.filter(({ id }) => id !== lineId),
    positions: opening.positions.filter(({ id }) => id !== positionId),
  });
  const all = new Set(['site', 'facilities', 'hr', 'finance']);

  test('has its account, title and current figures as they were, whatever the sheet says', () => {
    const line = opening.lines.find(({ currentCents }) => currentCents !== 0);
    if (!line) throw new Error('no line with a current amount');
    const came = { ...line, title: 'Other', currentCents: 0, currentFte: 0, enteredCents: 4_200 };
    const base = without(line.id, '');
    const mine = { ...base, lines: [...base.lines, came] };
    const { content, kept } = takeOwnedRows(index, base, mine, all);
    expect(content.lines.at(-1)).toEqual({ ...line, enteredCents: 4_200 });
    expect(kept).toEqual([]);
  });

  test('is its owner’s by the account that it had', () => {
    const line = opening.lines.find((one) => lineOwner(index, one) === 'site');
    const other = opening.lines.find((one) => lineOwner(index, one) !== 'site');
    if (!line || !other) throw new Error('one owner only');
    const base = without(other.id, '');
    const mine = { ...base, lines: [...base.lines, { ...other, account: line.account }] };
    const { content, kept } = takeOwnedRows(index, base, mine, new Set(['site']));
    expect(content.lines).toEqual(base.lines);
    expect(kept.map(({ code }) => code)).toEqual(['account.changed', 'row.notYoursNew']);
  });

  test('a post keeps its salary', () => {
    const [post] = opening.positions;
    if (!post) throw new Error('no post');
    const base = without('', post.id);
    const mine = { ...base, positions: [...base.positions, { ...post, annualSalaryCents: 1 }] };
    const { content } = takeOwnedRows(index, base, mine, new Set([postOwner(index, post)]));
    expect(content.positions.at(-1)).toEqual(post);
  });
});
