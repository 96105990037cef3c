import { describe, expect, it } from '@jest/globals';
import { find, type FoundAccount } from '../../../src/core/finder/find.js';
import { openFinder, type Finder } from '../../../src/core/finder/finder.js';
import { mergeSynonyms, ownSynonyms } from '../../../src/core/finder/synonyms.js';
import { SYNONYMS_EN } from '../../../src/core/finder/synonyms-en.js';
import { daytonInput } from './dayton.js';
import { HELD_OUT } from './held-out.js';

const HIGH = '608';
const JUNIOR_HIGH = '571';
const GRADE_SCHOOL = '125';
const OFFICE = '001';

/** Who asks for what, which accounts would be right (fund-function-site-area-object, `*` any), in the first how many. */
type Case = [site: string, query: string, expected: string[], within: number];
const CASES: Case[] = [
  // What is bought
  [HIGH, 'books', ['*-*-608-*-420', '*-*-608-*-430'], 3],
  [HIGH, 'textbooks', ['*-1131-608-*-420'], 3],
  [GRADE_SCHOOL, 'textbooks', ['100-1111-125-000-420'], 3],
  [HIGH, 'library books', ['100-2222-608-000-430'], 1],
  [GRADE_SCHOOL, 'library books', ['100-2222-125-000-430'], 1],
  [HIGH, 'laptops', ['*-*-608-*-480'], 3],
  [HIGH, 'chromebooks', ['*-*-608-*-480'], 3],
  [JUNIOR_HIGH, 'ipads', ['*-*-571-*-480'], 3],
  [HIGH, 'software licenses', ['*-*-608-*-470'], 3],
  [HIGH, 'copier paper', ['*-*-608-*-410'], 3],
  [JUNIOR_HIGH, 'printer toner', ['*-*-571-*-410'], 3],
  [GRADE_SCHOOL, 'crayons and glue', ['*-*-125-*-410'], 3],
  [HIGH, 'desks and chairs', ['*-*-608-*-460', '*-*-608-*-541', '*-*-608-*-542'], 3],
  [HIGH, 'magazine subscriptions', ['100-1131-608-050-440'], 1],
  [HIGH, 'postage', ['100-2410-608-000-353'], 1],
  [HIGH, 'copier lease', ['*-*-608-*-323'], 1],
  [HIGH, 'printing', ['*-*-608-*-355', '100-2574-608-*-*'], 3],
  [HIGH, 'electricity', ['100-2542-608-000-325'], 1],
  [GRADE_SCHOOL, 'light bill', ['100-2542-125-000-325'], 3],
  [JUNIOR_HIGH, 'water and sewer', ['100-2542-571-000-327'], 1],
  [JUNIOR_HIGH, 'trash pickup', ['100-2542-571-000-328'], 3],
  [HIGH, 'bus fuel', ['*-*-*-*-326'], 3],
  [HIGH, 'heating oil', ['*-2542-608-*-326'], 3],
  [HIGH, 'telephone', ['100-2669-608-000-351'], 3],
  [HIGH, 'field trip', ['*-2552-608-*-332'], 3],
  [JUNIOR_HIGH, 'charter bus', ['100-2552-571-000-332'], 3],
  [HIGH, 'conference travel', ['*-*-608-*-340'], 1],
  [HIGH, 'tournament fees', ['*-*-608-*-640'], 5],
  [OFFICE, 'legal fees', ['100-2310-001-000-382'], 3],
  [OFFICE, 'auditor', ['100-*-001-*-381'], 3],
  // Who is paid
  [HIGH, 'substitute teacher', ['*-*-608-*-311'], 1],
  [GRADE_SCHOOL, 'subs', ['100-1111-125-000-311', '100-2410-125-000-311'], 3],
  [HIGH, 'math teacher', ['100-1131-608-180-111'], 1],
  [HIGH, 'special ed aide salary', ['*-122*-608-320-112', '*-1255-608-*-112'], 3],
  [GRADE_SCHOOL, 'SPED paraprofessional', ['100-1220-125-320-112'], 3],
  [JUNIOR_HIGH, 'instructional assistant special education', ['*-1221-571-320-112'], 3],
  [HIGH, 'IEP assistant', ['*-122*-608-320-112', '*-1255-608-*-112'], 3],
  [HIGH, 'custodian', ['100-2542-608-000-112'], 3],
  [HIGH, 'janitor salary', ['100-2542-608-000-112'], 1],
  [HIGH, 'principal salary', ['100-2410-608-000-113'], 3],
  [GRADE_SCHOOL, 'school secretary', ['100-2410-125-000-112'], 3],
  [HIGH, 'counselor', ['100-2122-608-*-*'], 3],
  [GRADE_SCHOOL, 'ELL teacher', ['*-1291-125-000-111'], 1],
  [GRADE_SCHOOL, 'ESL aide', ['*-1291-125-000-112'], 3],
  [HIGH, 'football coach', ['100-1132-608-231-134'], 1],
  [JUNIOR_HIGH, 'volleyball coach', ['100-1122-571-232-134'], 1],
  [HIGH, 'girls soccer coach', ['100-1132-608-240-134'], 1],
  [HIGH, 'basketball coaching stipend', ['100-1132-608-234-134', '100-1132-608-235-134'], 3],
  [HIGH, 'SRO', ['*-2190-608-*-*', '*-*-608-*-389'], 5],
  [HIGH, 'guest speaker', ['*-*-608-*-389', '*-*-608-*-319', '*-*-608-*-310'], 5],
  [HIGH, 'referees', ['*-1132-608-*-389'], 3],
  // What for
  [HIGH, 'high school science supplies', ['100-1131-608-120-410'], 1],
  [HIGH, 'chemistry chemicals', ['100-1131-608-120-410'], 3],
  [HIGH, 'art supplies', ['100-1131-608-131-410'], 3],
  [HIGH, 'band supplies', ['100-1131-608-133-410'], 3],
  [HIGH, 'PE supplies', ['100-1131-608-200-410'], 3],
  [HIGH, 'spanish class supplies', ['100-1131-608-210-410'], 3],
  [HIGH, 'culinary supplies', ['100-1131-608-271-410'], 3],
  [HIGH, 'FFA travel', ['*-*-608-560-340'], 3],
  [HIGH, 'CTE equipment', ['206-*-608-*-541', '253-*-608-*-*', '206-*-608-*-*'], 3],
  [HIGH, 'volleyball uniforms', ['100-1132-608-232-410'], 1],
  [HIGH, 'track dues', ['100-1132-608-239-640'], 1],
  [HIGH, 'counselor supplies', ['100-2122-608-000-410'], 1],
  [HIGH, 'front office supplies', ['100-2410-608-000-410'], 3],
  [JUNIOR_HIGH, 'custodial supplies', ['100-2542-571-000-410', '*-*-571-*-410'], 3],
  [GRADE_SCHOOL, 'title one supplies', ['201-1272-125-000-410'], 1],
  [GRADE_SCHOOL, 'Title I-A supplies', ['201-1272-125-000-410'], 1],
  [GRADE_SCHOOL, 'gifted materials', ['100-1210-125-000-410'], 3],
  [GRADE_SCHOOL, 'nurse supplies', ['100-2130-125-000-410'], 3],
  [GRADE_SCHOOL, 'staff training', ['100-2210-125-*-*', '100-2215-125-*-*'], 3],
  [GRADE_SCHOOL, 'preschool supplies', ['238-1140-125-000-410'], 3],
  [GRADE_SCHOOL, 'summer school supplies', ['236-1410-125-000-410'], 3],
  [HIGH, 'cafeteria food', ['250-3120-608-000-450'], 1],
  [HIGH, 'lawn mowing', ['100-2543-608-*-*'], 3],
  // Grades lead to levels
  [JUNIOR_HIGH, '8th grade algebra books', ['*-1121-571-180-4*', '*-1121-571-*-420'], 3],
  [JUNIOR_HIGH, 'grade 7 science supplies', ['100-1121-571-120-410'], 1],
  [OFFICE, 'eighth grade science supplies', ['100-1121-571-120-410'], 1],
  [OFFICE, '3rd grade music supplies', ['100-1111-125-133-410'], 1],
  [OFFICE, 'grade 11 science supplies', ['100-1131-608-120-410'], 1],
  [GRADE_SCHOOL, 'kindergarten books', ['*-1111-125-*-420'], 3],
  [OFFICE, 'middle school football coach', ['100-1122-571-231-134'], 1],
  // Slips of the pen, singular and plural
  [JUNIOR_HIGH, 'algabra boks', ['*-*-571-180-4*'], 3],
  [HIGH, 'libary book', ['100-2222-608-000-430'], 1],
  [HIGH, 'electrcity', ['100-2542-608-000-325'], 1],
  [HIGH, 'subsitute', ['*-*-608-*-311'], 3],
  [HIGH, 'feild trips', ['*-2552-608-*-332'], 3],
  [HIGH, 'foot ball coaches', ['100-1132-608-231-134'], 3],
  [HIGH, 'sceince suplies', ['100-1131-608-120-410'], 3],
  [HIGH, 'counsler', ['100-2122-608-*-*'], 5],
  [HIGH, 'text book', ['*-1131-608-*-420'], 3],
  // Half typed
  [HIGH, 'elect', ['100-2542-608-000-325'], 3],
  [HIGH, 'volleyb', ['100-1132-608-232-*'], 3],
  [HIGH, 'libr boo', ['100-2222-608-000-430'], 3],
  // Codes and words together
  [HIGH, '410', ['*-*-608-*-410'], 5],
  [HIGH, '100-1131', ['100-1131-608-*-*'], 5],
  [HIGH, '100.1131.608', ['100-1131-608-*-*'], 5],
  [HIGH, '1001131608', ['100-1131-608-*-*'], 5],
  [HIGH, '1131 books', ['*-1131-608-*-420', '*-1131-608-*-430'], 3],
  [HIGH, '2222 430', ['100-2222-608-000-430'], 1],
];

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
  it.each(CASES)('site %s: %s', (site, query, expected, within) => {
    const found = find(finderOf(site), query, { limit: 10 });
    const place = placeOf(found, expected);
    const seen = found.slice(0, 5).map(({ label }) => label);
    expect({ query, seen, isWithin: place > 0 && place <= within }).toEqual({ query, seen, isWithin: true });
  });

  it('has the right account first for four queries of five, and in the first three for nearly all', () => {
    const share = hitRates('labelled queries', CASES);
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
