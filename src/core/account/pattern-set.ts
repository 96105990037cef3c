import { compileParts, type AccountPattern, type CodeTest } from './account-pattern.js';
import type { AccountStructure } from './account-structure.js';

/** Which patterns of a set an account fits: bit `n` of the words stands for the set's pattern `n`. */
export type PatternBits = Int32Array;

/**
 * Many patterns asked of many accounts at once: a district has some hundred patterns and up to 200,000 account
 * strings, but each segment has few codes. For each code the patterns whose part accepts it are remembered as bits;
 * an account fits the patterns whose bit all its codes have.
 */
export class PatternSet {
  private readonly ids = new Map<AccountPattern, number>();
  private readonly tests: CodeTest[][] = [];
  private readonly bitsOfCode: Map<string, PatternBits>[];
  private isClosed = false;

  constructor(private readonly structure: AccountStructure) {
    this.bitsOfCode = structure.segments.map(() => new Map());
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
    this.isClosed = true;
    let result: PatternBits | null = null;
    for (let segment = 0; segment < this.bitsOfCode.length; segment += 1) {
      const bits = this.bitsFor(segment, codes[segment] ?? '');
      if (result === null) result = bits.slice();
      else
        for (let word = 0; word < result.length; word += 1)
          result[word] = (result[word] ?? 0) & (bits[word] ?? 0);
    }
    return result ?? new Int32Array(0);
  }

  private bitsFor(segment: number, code: string): PatternBits {
    const known = this.bitsOfCode[segment];
    let bits = known?.get(code);
    if (!bits) {
      bits = new Int32Array((this.tests.length + 31) >>> 5);
      for (const [id, tests] of this.tests.entries()) {
        const test = tests[segment] ?? null;
        if (test === null || test(code)) bits[id >>> 5] = (bits[id >>> 5] ?? 0) | (1 << (id & 31));
      }
      known?.set(code, bits);
    }
    return bits;
  }
}

export function hasBit(bits: PatternBits, id: number): boolean {
  return ((bits[id >>> 5] ?? 0) & (1 << (id & 31))) !== 0;
}
