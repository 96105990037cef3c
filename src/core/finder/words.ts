/** Longest query and most words that are read; the rest is ignored, so that no query can take long. */
export const MAX_QUERY_LENGTH = 200;
export const MAX_QUERY_WORDS = 12;
const MAX_WORD_LENGTH = 40;

/** Lower-case words of a text without accents: "Título I-A" gives `titulo`, `i`, `a`. */
export function splitWords(text: string): string[] {
  return (
    plain(text)
      .match(/[\p{L}\p{N}]+/gu)
      ?.map((word) => word.slice(0, MAX_WORD_LENGTH)) ?? []
  );
}

/** Lower case without accents and apostrophes, so that `workers'` and `workers` are one word. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase();
}

/**
 * The form under which singular and plural, and `coaching` and `coach`, meet. It need not be a word; it only has
 * to be the same on both sides. The endings are English and serve Spanish plurals as well.
 */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('ing') && word.length > 6) return word.slice(0, -3);
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

/** The words of a phrase in their stemmed form, joined by one space: the key of a phrase. */
export function phraseKey(words: readonly string[]): string {
  return words.map((word) => stem(word)).join(' ');
}
