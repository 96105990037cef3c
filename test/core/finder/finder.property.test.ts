import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { indexChart, type ChartOfAccounts } from '../../../src/core/account/chart-of-accounts.js';
import { find } from '../../../src/core/finder/find.js';
import { learn, openFinder, type FinderInput, type HistoryLine } from '../../../src/core/finder/finder.js';
import { SYNONYMS_EN } from '../../../src/core/finder/synonyms-en.js';

const FUNDS = { '100': 'General fund', '201': 'Title I', '25A': 'Grant for algebra' };
const FUNCTIONS = { '1111': 'Elementary instruction', '1131': 'HS INSTR', '2542': 'Buildings', '9999': '' };
const OBJECTS = { '111': 'Licensed salaries', '410': 'Supplies', '420': 'Textbooks', '325': 'Electricity' };

const chart: ChartOfAccounts = {
  structure: {
    separator: '-',
    segments: [
      { code: 'fund', title: 'Fund', width: 3, characters: 'alphanumeric' },
      { code: 'function', title: 'Function', width: 4, characters: 'digits' },
      { code: 'object', title: 'Object', width: 3, characters: 'digits' },
    ],
  },
  codes: {
    fund: listOf(FUNDS),
    function: listOf(FUNCTIONS),
    object: listOf(OBJECTS),
  },
};
function listOf(titles: Record<string, string>) {
  return Object.entries(titles).map(([code, title]) => ({ code, title }));
}

const anyAccount = fc
  .tuple(
    fc.constantFrom(...Object.keys(FUNDS)),
    fc.constantFrom(...Object.keys(FUNCTIONS), '1291'),
    fc.constantFrom(...Object.keys(OBJECTS), '640'),
  )
  .map((codes) => codes.join('-'));
/** Candidates as they come: mostly good strings, some that no chart explains. */
const anyCandidates = fc.array(
  fc.oneof({ weight: 9, arbitrary: anyAccount }, { weight: 1, arbitrary: fc.string({ maxLength: 20 }) }),
  { maxLength: 60 },
);
const anyLine: fc.Arbitrary<HistoryLine> = fc.record({
  account: anyAccount,
  title: fc.constantFrom('', 'HS MATH', 'Robotics club', 'ELEM INSTR/PE', 'Café & crêpes'),
  currentCents: fc.integer({ min: -1_000_000, max: 999_999_999 }),
  enteredCents: fc.integer({ min: -1_000_000, max: 999_999_999 }),
});
const anyHistory = fc.array(anyLine, { maxLength: 20 });
const anyQuery = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        ...'books textbok algebra 8th grade supplies 410 100 100-1131 salary teacher robotics electr k xyzzy'.split(
          ' ',
        ),
      ),
      { maxLength: 6 },
    )
    .map((words) => words.join(' ')),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);
const anyFund = fc.option(fc.constantFrom(...Object.keys(FUNDS), 'none'), { nil: undefined });

/** An allocation takes what is in its fund, except that Title I pays no electricity. */
const fundOf = (account: string) =>
  (chart.codes['fund'] ?? []).find(({ code }) => account.startsWith(code))?.code;
const isAllowed = (account: string, fund: string) => !(fund === '201' && account.endsWith('-325'));
function inputOf(accounts: readonly string[], history: readonly HistoryLine[]): FinderInput {
  return {
    chart: indexChart(chart),
    accounts,
    history,
    synonyms: SYNONYMS_EN,
    isValidFor: isAllowed,
    fundingSourceOf: (account) => fundOf(account) ?? null,
  };
}
const optionsOf = (fundingSource: string | undefined, limit: number) =>
  fundingSource === undefined ? { limit } : { fundingSource, limit };

describe('the account finder, whatever is asked', () => {
  it('offers candidates only, valid for the allocation, each once, best first, never more than asked for', () => {
    fc.assert(
      fc.property(
        anyCandidates,
        anyHistory,
        anyQuery,
        anyFund,
        fc.integer({ min: -3, max: 30 }),
        (accounts, history, query, fund, limit) => {
          const found = find(openFinder(inputOf(accounts, history)), query, optionsOf(fund, limit));
          expect(found.length).toBeLessThanOrEqual(Math.max(0, limit));
          expect(new Set(found.map(({ account }) => account)).size).toBe(found.length);
          found.forEach((entry, index) => {
            expect(accounts).toContain(entry.account);
            expect(entry.fundingSource).toBe(fundOf(entry.account) ?? null);
            if (entry.fundingSource !== null)
              expect(isAllowed(entry.account, entry.fundingSource)).toBe(true);
            if (fund !== undefined) expect(entry.fundingSource).toBe(fund);
            expect(entry.score).toBeGreaterThan(0);
            const before = found[index - 1];
            if (before) {
              const inOrder =
                before.score > entry.score ||
                (before.score === entry.score && before.account < entry.account);
              expect(inOrder).toBe(true);
            }
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the same answer for any order of candidates and history', () => {
    const shuffledCandidates = anyCandidates.chain((accounts) =>
      fc.tuple(fc.constant(accounts), fc.shuffledSubarray(accounts, { minLength: accounts.length })),
    );
    const shuffledHistory = anyHistory.chain((history) =>
      fc.tuple(fc.constant(history), fc.shuffledSubarray(history, { minLength: history.length })),
    );
    fc.assert(
      fc.property(
        shuffledCandidates,
        shuffledHistory,
        anyQuery,
        anyFund,
        (candidates, histories, query, fund) => {
          const [first, second] = [0, 1].map((order) =>
            find(
              openFinder(inputOf(candidates[order] ?? [], histories[order] ?? [])),
              query,
              optionsOf(fund, 20),
            ),
          );
          expect(second).toEqual(first);
        },
      ),
    );
  });

  it('learns a line as if it had been opened with it, and answers another allocation without being rebuilt', () => {
    fc.assert(
      fc.property(
        anyCandidates,
        anyHistory,
        anyHistory,
        anyQuery,
        anyFund,
        (accounts, old, later, query, fund) => {
          const learning = openFinder(inputOf(accounts, old));
          find(learning, query, optionsOf('100', 5));
          for (const line of later) learn(learning, line);
          const fresh = openFinder(inputOf(accounts, [...old, ...later]));
          expect(find(learning, query, optionsOf(fund, 20))).toEqual(find(fresh, query, optionsOf(fund, 20)));
        },
      ),
    );
  });

  it('returns an account asked for by its string first, in its own form or in another', () => {
    const written = anyCandidates
      .map((accounts) => accounts.filter((account) => account.trim() !== ''))
      .filter((accounts) => accounts.length > 0)
      .chain((accounts) =>
        fc.record({ accounts: fc.constant(accounts), wanted: fc.constantFrom(...accounts) }),
      );
    fc.assert(
      fc.property(written, anyHistory, ({ accounts, wanted }, history) => {
        const fund = fundOf(wanted);
        fc.pre(fund === undefined || isAllowed(wanted, fund));
        const finder = openFinder(inputOf(accounts, history));
        expect(find(finder, wanted)[0]?.account).toBe(wanted);
        if (/^\w{3}-\d{4}-\d{3}$/.test(wanted)) {
          expect(find(finder, wanted.replaceAll('-', '').toLowerCase())[0]?.account).toBe(wanted);
          expect(find(finder, wanted.replaceAll('-', '.'))[0]?.account).toBe(wanted);
          expect(find(finder, wanted.replaceAll('-', ' '))[0]?.account).toBe(wanted);
        }
      }),
    );
  });
});

describe('queries that nobody should type', () => {
  const all = Object.keys(FUNDS).flatMap((fund) =>
    Object.keys(FUNCTIONS).flatMap((fn) => Object.keys(OBJECTS).map((object) => `${fund}-${fn}-${object}`)),
  );
  const line = { account: '100-1131-410', title: 'HS MATH', currentCents: 500, enteredCents: 0 };
  const finder = openFinder(inputOf(all, [line]));

  it.each([
    ['signs of regular expressions', '.*+?^${}()|[]\\ (a+)+$ [^'],
    ['emoji', '📚📚 🧪'],
    ['a long word', 'a'.repeat(10_000)],
    ['punctuation', '--- ... ///'],
    ['words of objects', '__proto__ hasOwnProperty toString valueOf'],
    ['nothing in the chart', 'xylophone quux'],
    ['stop words', 'for the'],
  ])('%s find nothing', (_name, query) => {
    expect(find(finder, query)).toEqual([]);
  });

  it('reads the beginning of an endless query and ignores the rest', () => {
    const found = find(finder, 'textbooks '.repeat(1_000));
    expect(found[0]?.account).toMatch(/-420$/);
    expect(found[0]?.matchedWords.length).toBeLessThanOrEqual(12);
  });

  it('gives the most used accounts of the allocation for only spaces', () => {
    expect(find(finder, ' \t\n ').map(({ account }) => account)).toEqual(['100-1131-410']);
    expect(find(finder, '', { fundingSource: '201' })).toEqual([]);
  });

  it('finds no line that another word of the query speaks against', () => {
    expect(find(finder, 'xylophone textbooks').map(({ account }) => account.slice(-3))).toContain('420');
    expect(find(finder, 'xylophone quux textbooks fagott')).toEqual([]);
  });

  it('asks the validity of an account once', () => {
    const asked: string[] = [];
    const counting = openFinder({
      ...inputOf(all, []),
      isValidFor: (account) => {
        asked.push(account);
        return !account.endsWith('420');
      },
    });
    for (let time = 0; time < 3; time += 1) find(counting, 'books supplies', { limit: 50 });
    expect(asked.length).toBeGreaterThan(0);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('tells what it found', () => {
    const [first] = find(finder, 'Math SUPPLIES', { fundingSource: '100' });
    expect(first).toEqual({
      account: '100-1131-410',
      titles: [
        { segment: 'fund', code: '100', title: 'General fund' },
        { segment: 'function', code: '1131', title: 'HS INSTR' },
        { segment: 'object', code: '410', title: 'Supplies' },
      ],
      label: 'Supplies · HS MATH · 100-1131-410',
      score: expect.any(Number),
      matchedWords: ['math', 'supplies'],
      fundingSource: '100',
      isOwn: true,
      currentCents: 500,
    });
  });
});
