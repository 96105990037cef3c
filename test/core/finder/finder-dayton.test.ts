import { describe, expect, it } from '@jest/globals';
import { find, type FoundAccount } from '../../../src/core/finder/find.js';
import { openFinder, type Finder } from '../../../src/core/finder/finder.js';
import { mergeSynonyms, ownSynonyms } from '../../../src/core/finder/synonyms.js';
import { SYNONYMS_EN } from '../../../src/core/finder/synonyms-en.js';
import { daytonInput } from './dayton.js';
import { HELD_OUT } from './held-out.js';
import { GRADE_SCHOOL, LABELLED, OFFICE } from './labelled.js';

const finders = new Map<string, Finder>();
function finderOf(site: string): Finder {
  const finder = finders.get(site) ?? openFinder(daytonInput(site));
  finders.set(site, finder);
  return finder;
}

function fits(account: string, pattern: string): boolean {
  const codes = account.split('-');
  return pattern
    .split('-')
    .every((part, index) => new RegExp(`^${part.replace('*', '.*')}$`).test(codes[index] ?? ''));
}

/** Place of the first right account among the first ten, from 1; 0 when there is none. */
function placeOf(found: readonly FoundAccount[], expected: readonly string[]): number {
  return 1 + found.findIndex(({ account }) => expected.some((pattern) => fits(account, pattern)));
}

describe('what the people of Dayton would ask for', () => {
  it.each(LABELLED)('site %s: %s', (site, query, expected, within) => {
    const found = find(finderOf(site), query, { limit: 10 });
    const place = placeOf(found, expected);
    const seen = found.slice(0, 5).map(({ label }) => label);
    expect({ query, seen, isWithin: place > 0 && place <= within }).toEqual({ query, seen, isWithin: true });
  });

  it('has the right account first for four queries of five, and in the first three for nearly all', () => {
    const share = hitRates('labelled queries', LABELLED);
    expect(share(1)).toBeGreaterThanOrEqual(0.8);
    expect(share(3)).toBeGreaterThanOrEqual(0.97);
  });

  it('is right for queries that the word lists were not made with', () => {
    const share = hitRates('held-out queries', HELD_OUT);
    expect(share(3)).toBeGreaterThanOrEqual(0.7);
  });
});

/** The share of queries answered rightly within the first `most`; printed, so that a change of it is seen. */
function hitRates(name: string, cases: readonly (readonly [string, string, readonly string[], number?])[]) {
  const places = cases.map(([site, query, expected]) => placeOf(find(finderOf(site), query), expected));
  const share = (most: number) => places.filter((place) => place > 0 && place <= most).length / places.length;
  const missed = cases.filter((_, index) => (places[index] ?? 0) === 0 || (places[index] ?? 0) > 3);
  console.info(
    `account finder, Dayton, ${String(places.length)} ${name}: right first ${percent(share(1))}, ` +
      `in the first three ${percent(share(3))}, in the first five ${percent(share(5))}; ` +
      `not in the first three: ${missed.map(([, query]) => query).join(', ') || 'none'}`,
  );
  return share;
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

describe('one allocation at a time', () => {
  it('offers only its own accounts, from one and the same finder', () => {
    const finder = finderOf(GRADE_SCHOOL);
    const funds = ['100', '201', '251'].map((fundingSource) =>
      find(finder, 'supplies', { fundingSource }).map(({ account }) => account.slice(0, 3)),
    );
    expect(funds.map((codes) => [...new Set(codes)])).toEqual([['100'], ['201'], ['251']]);
  });

  it('says nothing where the allocation has nothing of the kind', () => {
    expect(find(finderOf(GRADE_SCHOOL), 'football coach', { fundingSource: '201' })).toEqual([]);
    expect(find(finderOf(GRADE_SCHOOL), 'supplies', { fundingSource: 'none' })).toEqual([]);
  });
});

describe('a district of its own', () => {
  it('names its codes as people call them', () => {
    const own = ownSynonyms({
      codes: [{ segment: 'area', code: '575', words: ['sunshine club', 'SPARK'] }],
      entries: [{ words: ['blue sheet'], titles: [['substitutes']] }],
    });
    const finder = openFinder({ ...daytonInput(OFFICE), synonyms: mergeSynonyms(SYNONYMS_EN, own) });
    expect(find(finder, 'spark')[0]?.account).toMatch(/^\d{3}-\d{4}-\d{3}-575-/);
    expect(find(finder, 'sunshine club')[0]?.account).toMatch(/^\d{3}-\d{4}-\d{3}-575-/);
    expect(find(finder, 'blue sheets')[0]?.account).toMatch(/-311$/);
    expect(find(finderOf(OFFICE), 'spark')).toEqual([]);
  });

  it('speaks another language by data alone', () => {
    const spanish = ownSynonyms({
      stopWords: ['de', 'la', 'para'],
      gradeWords: { grade: ['grado'], ordinalEndings: ['o'], ordinals: { octavo: 8 }, names: {} },
      entries: [
        { words: ['libros', 'libro de texto'], titles: [['textbook'], ['library books'], ['supplies']] },
        { words: ['ciencias'], titles: [['science']] },
        { words: ['materiales', 'útiles'], titles: [['supplies']] },
      ],
    });
    const finder = openFinder({ ...daytonInput(OFFICE), synonyms: mergeSynonyms(SYNONYMS_EN, spanish) });
    const [first] = find(finder, 'útiles para ciencias de octavo grado');
    expect(first?.account).toBe('100-1121-571-120-410');
  });
});
