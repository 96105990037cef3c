import { lookUpPhrase, lookUpWord, mergeHits } from './look-up.js';
import { FULL_QUALITY, gradeKey, type Hits, type Lexicon, type Vocabulary } from './vocabulary.js';
import type SearchableMap from 'minisearch/SearchableMap';
import { MAX_QUERY_LENGTH, MAX_QUERY_WORDS, phraseKey, plain, splitWords, stem } from './words.js';

const LONGEST_PHRASE = 4;

/** A part of a query that stands for one thing: a word, a phrase such as "field trip", a grade or a code. */
export type QueryUnit = {
  /** The words as typed, in lower case. */
  words: string[];
  hits: Hits;
  /** How much it counts, in thousandths of a plain word. */
  weight: number;
  /** A code written as in an account string (`100-1131`), to be looked for in the string itself. */
  written: string | null;
};

/** Codes by their text in lower case: which codes begin with what was typed. */
export type CodeTexts = SearchableMap<number[]>;

const WORD_WEIGHT = 1000;
const FURTHER_WORD_WEIGHT = 300;
const LEVEL_WEIGHT = 800;
/** A word that leads to no candidate says little against an account that fits the others. */
export const UNKNOWN_WEIGHT = 400;

/** Cuts a query into units. At most twelve; the rest of a long query is ignored. */
export function readQuery(
  vocabulary: Vocabulary,
  codes: CodeTexts,
  lexicon: Lexicon,
  query: string,
): QueryUnit[] {
  const units: QueryUnit[] = [];
  let words: string[] = [];
  const flush = () => {
    units.push(...readWords(vocabulary, codes, lexicon, words));
    words = [];
  };
  for (const chunk of plain(query.slice(0, MAX_QUERY_LENGTH)).split(/\s+/u)) {
    if (isWrittenAccount(chunk)) {
      flush();
      units.push(writtenUnit(chunk));
    } else words.push(...splitWords(chunk));
  }
  flush();
  return units.slice(0, MAX_QUERY_WORDS);
}

/** `100-1131`, `100.1131.608`: at least two parts, one of them with a digit, and every part short as codes are. */
function isWrittenAccount(chunk: string): boolean {
  return /^[a-z0-9]{1,12}(?:[-./_][a-z0-9]{1,12})+[-./_]?$/.test(chunk) && /\d{2}/.test(chunk);
}

function writtenUnit(chunk: string): QueryUnit {
  const parts = chunk.split(/[-./_]/).filter((part) => part !== '');
  const weight = WORD_WEIGHT + FURTHER_WORD_WEIGHT * (parts.length - 1);
  return { words: [chunk], hits: new Map(), weight, written: parts.join('-') };
}

function readWords(
  vocabulary: Vocabulary,
  codes: CodeTexts,
  lexicon: Lexicon,
  words: readonly string[],
): QueryUnit[] {
  const units: QueryUnit[] = [];
  let index = 0;
  while (index < words.length && units.length < MAX_QUERY_WORDS) {
    const unit =
      readGrade(vocabulary, lexicon, words, index) ??
      readPhrase(vocabulary, lexicon, words, index) ??
      readWord(vocabulary, codes, lexicon, words[index] ?? '');
    if (unit) units.push(unit);
    index += unit?.words.length ?? 1;
  }
  return units;
}

/** "grade 8", "8th grade", "8th", "eighth grade", "kindergarten": the level at which the grade is taught. */
function readGrade(
  vocabulary: Vocabulary,
  lexicon: Lexicon,
  words: readonly string[],
  index: number,
): QueryUnit | null {
  const { grade, ordinals, names, ordinalEndings } = lexicon.synonyms.gradeWords;
  const [first = '', second = ''] = words.slice(index, index + 2);
  const numberIn = (word: string) => {
    const match = /^(\d{1,2})(\p{L}*)$/u.exec(word);
    if (!match) return Object.hasOwn(ordinals, word) ? ordinals[word] : undefined;
    return match[2] === '' || ordinalEndings.includes(match[2] ?? '') ? Number(match[1]) : undefined;
  };
  const unit = (value: number | undefined, length: number): QueryUnit | null => {
    const hits = value === undefined ? undefined : vocabulary.get(gradeKey(value));
    if (!hits) return null;
    const found: Hits = new Map(hits);
    // A title may name the grade itself: "Jump Start kindergarten".
    if (length === 1) mergeHits(found, vocabulary.get(first), FULL_QUALITY);
    return { words: words.slice(index, index + length), hits: found, weight: LEVEL_WEIGHT, written: null };
  };
  if (grade.includes(second)) {
    const found = unit(numberIn(first), 2);
    if (found) return found;
  }
  if (grade.includes(first)) {
    const found = unit(numberIn(second) ?? (Object.hasOwn(names, second) ? names[second] : undefined), 2);
    if (found) return found;
  }
  if (/^\d{1,2}\p{L}+$/u.test(first)) return unit(numberIn(first), 1);
  return Object.hasOwn(names, first) ? unit(names[first], 1) : null;
}

function readPhrase(
  vocabulary: Vocabulary,
  lexicon: Lexicon,
  words: readonly string[],
  index: number,
): QueryUnit | null {
  for (let length = Math.min(LONGEST_PHRASE, words.length - index); length > 1; length -= 1) {
    const part = words.slice(index, index + length);
    const key = phraseKey(part);
    // Spelling is looked up for short phrases near the beginning only: it is what takes time.
    const canBeMisspelt =
      length === 2 && index < 4 && part.some((word) => !vocabulary.has(word) && !vocabulary.has(stem(word)));
    const hits = lookUpPhrase(vocabulary, key, canBeMisspelt);
    if (!hits) continue;
    const isLevel = lexicon.levelKeys.has(key);
    const weight = isLevel ? LEVEL_WEIGHT : WORD_WEIGHT + FURTHER_WORD_WEIGHT * (length - 1);
    return { words: part, hits, weight, written: null };
  }
  return null;
}

function readWord(
  vocabulary: Vocabulary,
  codes: CodeTexts,
  lexicon: Lexicon,
  word: string,
): QueryUnit | null {
  if (word === '' || lexicon.stopWords.has(word)) return null;
  const hits = lookUpWord(vocabulary, word);
  const isCode = /\d/.test(word) && word.length > 1;
  if (isCode) {
    for (const [code, docs] of codes.atPrefix(word)) {
      const quality = code === word ? FULL_QUALITY : 400 + Math.trunc((400 * word.length) / code.length);
      mergeHits(hits, new Map(docs.map((doc) => [doc, quality])), FULL_QUALITY);
    }
  }
  const isLevel = lexicon.levelKeys.has(word);
  const weight = hits.size === 0 ? UNKNOWN_WEIGHT : isLevel ? LEVEL_WEIGHT : WORD_WEIGHT;
  return { words: [word], hits, weight, written: isCode ? word : null };
}
