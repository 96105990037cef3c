import type { LineFigures } from './figures.js';
import type { SiteRows } from './site-rows.js';

/** The figures of all lines of some sites by line id, read from the rows as they stand: nothing is copied. */
export class LineFiguresView implements ReadonlyMap<string, LineFigures> {
  constructor(private readonly sites: readonly SiteRows[]) {}

  get size(): number {
    return this.sites.reduce((sum, { lines }) => sum + lines.size, 0);
  }

  get(lineId: string): LineFigures | undefined {
    for (const { lines } of this.sites) {
      const row = lines.get(lineId);
      if (row) return row.figures;
    }
    return undefined;
  }

  has(lineId: string): boolean {
    return this.sites.some(({ lines }) => lines.has(lineId));
  }

  *entries(): MapIterator<[string, LineFigures]> {
    for (const { lines } of this.sites) for (const [lineId, { figures }] of lines) yield [lineId, figures];
  }

  *keys(): MapIterator<string> {
    for (const { lines } of this.sites) yield* lines.keys();
  }

  *values(): MapIterator<LineFigures> {
    for (const { lines } of this.sites) for (const { figures } of lines.values()) yield figures;
  }

  [Symbol.iterator](): MapIterator<[string, LineFigures]> {
    return this.entries();
  }

  forEach(callback: (value: LineFigures, key: string, map: ReadonlyMap<string, LineFigures>) => void): void {
    for (const [lineId, figures] of this) callback(figures, lineId, this);
  }
}
