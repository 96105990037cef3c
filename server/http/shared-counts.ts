import { MemoryStore, type IncrementResponse, type Options, type Store } from 'express-rate-limit';
import { countOne, countOneLess, removeCount } from '../stores/rate-count-store.js';
import type { Parts } from '../use-cases/parts.js';

/** A database that takes longer than this to count does not count: a limit must not be what keeps people out. */
const PATIENCE_MS = 2_000;

/**
 * Counts requests in the database, so that several processes share a limit; in the memory of this process while the
 * database does not answer. `scope` names the limit.
 */
export class SharedCounts implements Store {
  readonly localKeys = false;
  private windowMs = 60_000;
  private readonly memory = new MemoryStore();

  constructor(
    private readonly parts: Pick<Parts, 'db' | 'now' | 'tokens'>,
    private readonly scope: string,
  ) {}

  init(options: Options): void {
    this.windowMs = options.windowMs;
    this.memory.init(options);
  }

  async increment(key: string): Promise<IncrementResponse> {
    const { db, now } = this.parts;
    const at = now();
    const endsAt = new Date(at.getTime() + this.windowMs);
    try {
      const counted = await inTime(countOne(db, this.hash(key), at, endsAt));
      // The limiter compares with the computer's own clock.
      const leftMs = counted.endsAt.getTime() - at.getTime();
      return { totalHits: counted.count, resetTime: new Date(Date.now() + leftMs) };
    } catch {
      return this.memory.increment(key);
    }
  }

  async decrement(key: string): Promise<void> {
    try {
      await inTime(countOneLess(this.parts.db, this.hash(key)));
    } catch {
      await this.memory.decrement(key);
    }
  }

  async resetKey(key: string): Promise<void> {
    await this.memory.resetKey(key);
    await removeCount(this.parts.db, this.hash(key));
  }

  shutdown(): void {
    this.memory.shutdown();
  }

  private hash(key: string): string {
    return this.parts.tokens.mac(`rate/${this.scope}/${key}`);
  }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The database does not count in time')), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
