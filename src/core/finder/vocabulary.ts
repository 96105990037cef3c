import SearchableMap from 'minisearch/SearchableMap';
import { phraseKey, splitWords, stem } from './words.js';
import type { SynonymSet } from './synonyms.js';

/** A text that words lead to: a code's title or a line's title. Numbered from 1; 0 stands for none. */
export type DocId = number;

/** How well a word fits a text, 1 to 1000. Whole numbers, so that a ranking is the same on every machine. */
export type Quality = number;
export type Hits = Map<DocId, Quality>;

export const FULL_QUALITY = 1000;
const TIER_QUALITIES: readonly Quality[] = [900, 650, 400, 300];
const WRITTEN_OUT_PERCENT = 95;
const LONG_TITLE_LOSS = 40;

type Phrase = {
  words: readonly string[];
  except: readonly string[][];
  isWholeTitle: boolean;
  keys: readonly string[];
  quality: Quality;
};

/** Synonyms prepared for reading titles and queries. */
export type Lexicon = {
  stopWords: ReadonlySet<string>;
  abbreviations: ReadonlyMap<string, readonly string[][]>;
  /** Phrases of titles by their first word. */
  phrases: ReadonlyMap<string, readonly Phrase[]>;
  /** Keys that name a school level. */
  levelKeys: ReadonlySet<string>;
  synonyms: SynonymSet;
};

/** Every word and phrase that leads to a text, with the texts it leads to. */
export type Vocabulary = SearchableMap<Hits>;

/** The key under which a grade is found; a query cannot hold it as a word. */
export const gradeKey = (grade: number) => `#${String(grade)}`;

export function compileLexicon(synonyms: SynonymSet): Lexicon {
  const phrases = new Map<string, Phrase[]>();
  const addPhrase = (
    title: string,
    keys: readonly string[],
    quality: Quality,
    except: readonly string[][] = [],
  ) => {
    const words = stemsOf(title);
    const [first] = words;
    if (first === undefined) return;
    const phrase: Phrase = { words, except, isWholeTitle: title.startsWith('='), keys, quality };
    const list = phrases.get(first);
    if (list) list.push(phrase);
    else phrases.set(first, [phrase]);
  };
  for (const entry of synonyms.entries) {
    const keys = entry.words.flatMap((word) => keysOf(word));
    entry.titles.forEach((tier, index) => {
      for (const title of tier) addPhrase(title, keys, TIER_QUALITIES[index] ?? 0);
    });
  }
  const levelKeys = new Set<string>();
  for (const level of synonyms.levels) {
    const names = level.words.flatMap((word) => keysOf(word));
    const grades = level.grades.map((grade) => gradeKey(grade));
    const border = level.borderGrades.map((grade) => gradeKey(grade));
    for (const key of [...names, ...grades, ...border]) levelKeys.add(key);
    const except = level.except.map((title) => stemsOf(title));
    for (const title of level.titles) {
      addPhrase(title, [...names, ...grades], FULL_QUALITY, except);
      if (border.length > 0) addPhrase(title, border, TIER_QUALITIES[1] ?? 0, except);
    }
  }
  const abbreviations = new Map<string, string[][]>();
  for (const [short, long] of Object.entries(synonyms.abbreviations)) {
    abbreviations.set(
      short,
      long.map((text) => splitWords(text)),
    );
    // And back, for initials (`HS`): who types them means the title that writes them out. Of a single word the
    // short form is a beginning anyway, or stands for too much (`class`: classified).
    for (const text of long) if (text.includes(' ')) addPhrase(text, keysOf(short), TIER_QUALITIES[0] ?? 0);
  }
  return { stopWords: new Set(synonyms.stopWords), abbreviations, phrases, levelKeys, synonyms };
}

/** Puts a text into the vocabulary: its words, what its abbreviations stand for, and every synonym that means it. */
export function addText(vocabulary: Vocabulary, lexicon: Lexicon, doc: DocId, text: string): void {
  const words = splitWords(text);
  const quality = FULL_QUALITY - LONG_TITLE_LOSS * Math.min(5, Math.max(0, words.length - 1));
  const stems = new Set<string>();
  const addWord = (word: string, wordQuality: Quality) => {
    stems.add(stem(word));
    for (const key of keysOf(word)) addKey(vocabulary, key, doc, wordQuality);
  };
  for (const word of words) {
    addWord(word, quality);
    for (const long of lexicon.abbreviations.get(word) ?? []) {
      for (const part of long) addWord(part, Math.trunc((quality * WRITTEN_OUT_PERCENT) / 100));
    }
  }
  for (const first of stems) {
    for (const phrase of lexicon.phrases.get(first) ?? []) {
      if (!isIn(stems, phrase)) continue;
      for (const key of phrase.keys) addKey(vocabulary, key, doc, phrase.quality);
    }
  }
}

function isIn(stems: ReadonlySet<string>, phrase: Phrase): boolean {
  const holds = (words: readonly string[]) => words.every((word) => stems.has(word));
  if (phrase.isWholeTitle && phrase.words.length !== stems.size) return false;
  return holds(phrase.words) && !phrase.except.some((words) => holds(words));
}

const stemsOf = (text: string) => splitWords(text).map((word) => stem(word));

/** Puts a name that a district gives one of its codes into the vocabulary. */
export function addName(vocabulary: Vocabulary, doc: DocId, name: string): void {
  for (const key of keysOf(name)) addKey(vocabulary, key, doc, FULL_QUALITY);
  for (const word of splitWords(name)) {
    for (const key of keysOf(word)) addKey(vocabulary, key, doc, TIER_QUALITIES[0] ?? 0);
  }
}

function addKey(vocabulary: Vocabulary, key: string, doc: DocId, quality: Quality): void {
  const hits = vocabulary.fetch(key, () => new Map<DocId, Quality>());
  if ((hits.get(doc) ?? 0) < quality) hits.set(doc, quality);
}

/** A single word is found as written and in its stemmed form, a phrase in its stemmed form. */
function keysOf(text: string): string[] {
  const words = splitWords(text);
  const [first] = words;
  if (first === undefined) return [];
  return words.length > 1 ? [phraseKey(words)] : [...new Set([first, stem(first)])];
}
