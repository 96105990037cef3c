import { FULL_QUALITY, type Hits, type Quality, type Vocabulary } from './vocabulary.js';
import { stem } from './words.js';

/** Another form of the word: `arts` for `art`. */
const STEM_QUALITY = 960;
const SHORTEST_PREFIX = 2;
const SHORTEST_PREFIX_BESIDE_EXACT = 4;
const BESIDE_EXACT_PERCENT = 60;

/** What a word typed by somebody leads to. Spelling is forgiven only where nothing else fits. */
export function lookUpWord(vocabulary: Vocabulary, word: string): Hits {
  const hits: Hits = new Map();
  const keys = [...new Set([word, stem(word)])];
  for (const key of keys) mergeHits(hits, vocabulary.get(key), key === word ? FULL_QUALITY : STEM_QUALITY);
  const isKnown = hits.size > 0;
  if (word.length >= (isKnown ? SHORTEST_PREFIX_BESIDE_EXACT : SHORTEST_PREFIX)) {
    for (const key of keys) addBeginnings(hits, vocabulary, key, isKnown ? BESIDE_EXACT_PERCENT : 100);
  }
  if (hits.size === 0) addMisspelt(hits, vocabulary, word, stem(word));
  return hits;
}

/** What a phrase leads to, or nothing: exact, as one word (`text books`), or with a slip in one of its words. */
export function lookUpPhrase(vocabulary: Vocabulary, key: string, canBeMisspelt: boolean): Hits | null {
  const hits: Hits = new Map();
  const exact = vocabulary.get(key) ?? vocabulary.get(key.replaceAll(' ', ''));
  if (exact) mergeHits(hits, exact, FULL_QUALITY);
  else if (canBeMisspelt && key.length >= 8) {
    const near = [...nearKeys(vocabulary, key, 2)].filter(([found]) => found.includes(' '));
    const closest = Math.min(...near.map(([, , distance]) => distance));
    for (const [, found, distance] of near) {
      if (distance === closest) mergeHits(hits, found, misspeltQuality(distance));
    }
  }
  return hits.size === 0 ? null : hits;
}

/** Keeps for each text the better of two qualities; `factor` is in thousandths. */
export function mergeHits(into: Hits, from: Hits | undefined, factor: number): void {
  if (!from) return;
  for (const [doc, quality] of from) {
    const scaled = Math.max(1, Math.trunc((quality * factor) / FULL_QUALITY));
    if ((into.get(doc) ?? 0) < scaled) into.set(doc, scaled);
  }
}

/** Words that begin with what was typed: the less is missing, the better. */
function addBeginnings(hits: Hits, vocabulary: Vocabulary, key: string, percent: number): void {
  for (const [longer, found] of vocabulary.atPrefix(key)) {
    if (longer.length === key.length) continue;
    const quality = 400 + Math.trunc((600 * key.length) / longer.length);
    mergeHits(hits, found, Math.trunc((quality * percent) / 100));
  }
}

/**
 * Spelling: two neighbouring letters swapped, a doubled letter missing or too many, one letter wrong from four
 * letters on and two from seven on. The first letter must stand, which keeps guesses out.
 */
function addMisspelt(hits: Hits, vocabulary: Vocabulary, word: string, stemmed: string): void {
  if (word.length < 4 || /\d/.test(word)) return;
  for (let index = 1; index + 1 < word.length; index += 1) {
    const swapped =
      word.slice(0, index) + word.charAt(index + 1) + word.charAt(index) + word.slice(index + 2);
    mergeHits(hits, vocabulary.get(swapped) ?? vocabulary.get(stem(swapped)), misspeltQuality(1));
  }
  if (hits.size > 0) return;
  const near = [...nearKeys(vocabulary, stemmed, stemmed.length >= 7 ? 2 : 1)];
  const doubled = near.filter(([key]) => withoutDoubles(key) === withoutDoubles(stemmed));
  const closest = Math.min(...near.map(([, , distance]) => distance));
  const chosen = doubled.length > 0 ? doubled : near.filter(([, , distance]) => distance === closest);
  for (const [key, found, distance] of chosen) {
    if (!key.includes(' ')) mergeHits(hits, found, misspeltQuality(distance));
  }
}

function* nearKeys(
  vocabulary: Vocabulary,
  key: string,
  distance: number,
): Generator<[key: string, hits: Hits, distance: number]> {
  for (const [near, [hits, found]] of vocabulary.fuzzyGet(key, distance)) {
    if (near.startsWith(key.charAt(0)) && near.length >= 3) yield [near, hits, found];
  }
}

const misspeltQuality = (distance: number): Quality => FULL_QUALITY - 200 * distance;
const withoutDoubles = (word: string) => word.replace(/(.)\1/gu, '$1');
