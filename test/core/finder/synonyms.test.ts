import { describe, expect, it } from '@jest/globals';
import { mergeSynonyms, ownSynonyms, SynonymSet } from '../../../src/core/finder/synonyms.js';
import { SYNONYMS_EN } from '../../../src/core/finder/synonyms-en.js';
import { splitWords, stem } from '../../../src/core/finder/words.js';

describe('synonyms as data', () => {
  it('are what the schema says, and survive a trip through JSON', () => {
    expect(SynonymSet.parse(JSON.parse(JSON.stringify(SYNONYMS_EN)))).toEqual(SYNONYMS_EN);
  });

  it('hold no word that would be ignored', () => {
    const ignored = new Set(SYNONYMS_EN.stopWords);
    const unreachable = SYNONYMS_EN.entries
      .flatMap(({ words }) => words)
      .filter((word) => splitWords(word).every((part) => ignored.has(part)) && !word.includes(' '));
    expect(unreachable).toEqual([]);
  });

  it('know every grade from preschool to twelfth at one level, and border grades at a second', () => {
    const taught = SYNONYMS_EN.levels.flatMap(({ grades }) => grades);
    expect([...taught].sort((a, b) => a - b)).toEqual([-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('are laid over each other without changing what was there', () => {
    const before = JSON.stringify(SYNONYMS_EN);
    const own = ownSynonyms({ stopWords: ['uh'], abbreviations: { hs: ['homeschool'], zz: ['last'] } });
    const merged = mergeSynonyms(SYNONYMS_EN, own);
    expect(merged.abbreviations['hs']).toEqual(['high school', 'homeschool']);
    expect(merged.abbreviations['zz']).toEqual(['last']);
    expect(merged.stopWords).toEqual([...SYNONYMS_EN.stopWords, 'uh']);
    expect(merged.entries).toEqual(SYNONYMS_EN.entries);
    expect(JSON.stringify(SYNONYMS_EN)).toBe(before);
  });
});

describe('words', () => {
  it.each([
    ['supplies', 'supply'],
    ['textbooks', 'textbook'],
    ['classes', 'class'],
    ['coaching', 'coach'],
    ['coaches', 'coach'],
    ['salaries', 'salary'],
  ])('%s and %s meet', (word, other) => expect(stem(word)).toBe(stem(other)));

  it.each(['bus', 'class', 'art', 'tennis', 'm98'])('%s stays as it is', (word) =>
    expect(stem(word)).toBe(word),
  );

  it('are taken without accents, apostrophes and signs', () => {
    expect(splitWords("Workers' comp. – Útiles (K-12) 📚")).toEqual(['workers', 'comp', 'utiles', 'k', '12']);
  });
});
