import type { SiteContent } from '../budget/site-content.js';
import type { BookIndex } from '../validation/book-index.js';
import type { CellValue } from './read-figure.js';

type Values = readonly CellValue[];

/**
 * What rows of one sheet were read as. A row is known by its array of values: whoever reads again hands in the very
 * same array for a row that stayed the same, and never changes one in place.
 */
export class SheetMemory<Read> {
  private columns = '';
  private rows = new WeakMap<Values, { id: string; read: Read }>();

  /** To be called before a sheet is read: where columns stand elsewhere, every row means something else. */
  open(columns: ReadonlyMap<string, number>): void {
    const now = JSON.stringify([...columns]);
    if (now !== this.columns) this.rows = new WeakMap();
    this.columns = now;
  }

  /** What a row is read as under an id. */
  recall(values: Values, id: string, read: () => Read): Read {
    const known = this.rows.get(values);
    if (known?.id === id) return known.read;
    const made = { id, read: read() };
    this.rows.set(values, made);
    return made.read;
  }
}

/** Remembers what the rows of a workbook were read as, for one book and one known content. */
export class DecodeMemory<Line, Post> {
  readonly lines = new SheetMemory<Line>();
  readonly positions = new SheetMemory<Post>();

  constructor(
    private readonly index: BookIndex,
    private readonly known: SiteContent,
  ) {}

  isFor(index: BookIndex, known: SiteContent): boolean {
    return this.index === index && this.known === known;
  }
}
