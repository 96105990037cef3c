type Spelling = { count: number; breaks: Set<number> };

/**
 * Finds the best name of a code among the spellings of a file in which words run together ("LCFFFOCAL STUDENTS", "LCFF
 * FOCAL STUDENTS"). Spellings that differ in white space alone are one name, and a word ends wherever any of them ends
 * one. Among names that differ in letters the most frequent wins, then the first by alphabet: never the order of rows.
 */
export class Spellings {
  readonly #names = new Map<string, Map<string, Spelling>>();

  add(code: string, text: string): void {
    const words = text.split(/\s+/).filter((word) => word !== '');
    if (words.length === 0) return;
    let names = this.#names.get(code);
    if (!names) this.#names.set(code, (names = new Map<string, Spelling>()));
    const letters = words.join('');
    let spelling = names.get(letters);
    if (!spelling) names.set(letters, (spelling = { count: 0, breaks: new Set() }));
    spelling.count += 1;
    let at = 0;
    for (const word of words) spelling.breaks.add((at += word.length));
  }

  /** The codes in order of first appearance. */
  codes(): string[] {
    return [...this.#names.keys()];
  }

  /** The name of a code; the code itself where no row names it. */
  best(code: string): string {
    const [found] = [...(this.#names.get(code) ?? [])].sort(
      ([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1),
    );
    if (!found) return code;
    const [letters, { breaks }] = found;
    return [...letters.matchAll(/[^]/g)]
      .map(({ 0: letter, index }) => (index > 0 && breaks.has(index) ? ` ${letter}` : letter))
      .join('');
  }
}

/** What stays of a text whose white space, case and marks say nothing: letters and digits, in lower case. */
export function squeezed(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
