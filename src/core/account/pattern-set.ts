import { compileParts, type AccountPattern, type CodeTest } from './account-pattern.js';
import type { AccountStructure } from './account-structure.js';

/** Which patterns of a set an account fits: bit `n` of the words stands for the set's pattern `n`. */
export type PatternBits = {
  readonly words: Int32Array;
  /** One number for each different answer. */ readonly id: number;
};

/**
 * Many patterns asked of many accounts at once: a district has some hundred patterns and up to 200,000 account
 * strings, but each segment has few codes. For each code the patterns whose part accepts it are remembered as bits;
 * an account fits the patterns whose bit all its codes have. Equal answers are one object.
 */
export class PatternSet {
  private readonly ids = new Map<AccountPattern, number>();
  private readonly tests: CodeTest[][] = [];
  private readonly wordsOfCode: Map<string, Int32Array>[];
  private readonly answers: AnswerTree = new Map();
  private answerCount = 0;
  private scratch = new Int32Array(0);
  private isClosed = false;

  constructor(private readonly structure: AccountStructure) {
    this.wordsOfCode = structure.segments.map(() => new Map<string, Int32Array>());
  }

  /** The number of a pattern in the set. All patterns are added before the first account is asked about. */
  add(pattern: AccountPattern): number {
    const known = this.ids.get(pattern);
    if (known !== undefined) return known;
    if (this.isClosed) throw new Error('A pattern was added after accounts were tested');
    const id = this.tests.length;
    this.ids.set(pattern, id);
    this.tests.push(compileParts(this.structure, pattern));
    return id;
  }

  /** The patterns that an account with these segment codes fits. */
  match(codes: readonly string[]): PatternBits {
    if (!this.isClosed) {
      this.isClosed = true;
      // One word at least, so that a set without patterns has an answer too.
      this.scratch = new Int32Array(Math.max(1, (this.tests.length + 31) >>> 5));
    }
    const { scratch } = this;
    scratch.fill(-1);
    for (let segment = 0; segment < this.wordsOfCode.length; segment += 1) {
      const words = this.wordsFor(segment, codes[segment] ?? '');
      for (let word = 0; word < scratch.length; word += 1)
        scratch[word] = (scratch[word] ?? 0) & (words[word] ?? 0);
    }
    return this.answerFor(scratch);
  }

  private answerFor(words: Int32Array): PatternBits {
    let tree = this.answers;
    for (let word = 0; word < words.length - 1; word += 1) {
      let next = tree.get(words[word] ?? 0);
      if (!(next instanceof Map)) tree.set(words[word] ?? 0, (next = new Map()));
      tree = next;
    }
    const last = words[words.length - 1] ?? 0;
    let answer = tree.get(last);
    if (answer === undefined || answer instanceof Map) {
      answer = { words: words.slice(), id: this.answerCount };
      this.answerCount += 1;
      tree.set(last, answer);
    }
    return answer;
  }

  private wordsFor(segment: number, code: string): Int32Array {
    const known = this.wordsOfCode[segment];
    let words = known?.get(code);
    if (!words) {
      words = new Int32Array(this.scratch.length);
      for (const [id, tests] of this.tests.entries()) {
        const test = tests[segment] ?? null;
        if (test === null || test(code)) words[id >>> 5] = (words[id >>> 5] ?? 0) | (1 << (id & 31));
      }
      known?.set(code, words);
    }
    return words;
  }
}

type AnswerTree = Map<number, AnswerTree | PatternBits>;

export function hasBit({ words }: PatternBits, id: number): boolean {
  return ((words[id >>> 5] ?? 0) & (1 << (id & 31))) !== 0;
}
