import { expect, test } from '@jest/globals';
import { k12Enrolment, SiteFact } from '../../../src/core/budget/site-fact.js';

const fact = (siteCode: string, pupils: number, row: number, rest: object = {}): SiteFact =>
  SiteFact.parse({
    kind: 'enrolment',
    siteCode,
    yearId: '2024-25',
    group: 'k12',
    basis: 'projected',
    pupils,
    source: { file: 'site-info.csv', row },
    ...rest,
  });

test('the enrolment of a site is the projected K-12 figure of the year, with its row', () => {
  const facts = [
    fact('413', 406, 2, { basis: 'capacity' }),
    fact('413', 396, 3),
    fact('413', 24, 5, { group: 'pk' }),
    fact('413', 429, 6, { yearId: '2022-23' }),
    fact('903', 22, 7, { group: 'tk' }),
    SiteFact.parse({
      kind: 'unduplicatedPupils',
      siteCode: '413',
      yearId: '2024-25',
      sharePpm: 506_400,
      source: { file: 'site-info.csv', row: 4 },
    }),
  ];
  expect([...k12Enrolment(facts, '2024-25')]).toEqual([
    ['413', { pupils: 396, source: { file: 'site-info.csv', row: 3 } }],
  ]);
  expect([...k12Enrolment(facts, '2025-26')]).toEqual([]);
});

test('half a pupil, a negative count and a share above the whole are refused', () => {
  expect(() => fact('413', 1.5, 2)).toThrow();
  expect(() => fact('413', -1, 2)).toThrow();
  expect(
    SiteFact.safeParse({
      kind: 'unduplicatedPupils',
      siteCode: '413',
      yearId: '2024-25',
      sharePpm: 1_000_001,
      source: { file: 'f', row: 2 },
    }).success,
  ).toBe(false);
});
