import type { SheetColumn } from './layout.js';
import type { CellValue } from './read-figure.js';

/** A title that is not what it must be. `key` is null for a second column with a title that is another's. */
export type HeaderFault = { key: string | null; column: number; was: string; is: CellValue };

/**
 * Where each column of a sheet stands although titles were changed, and which titles those are. A title in its own
 * place counts before one elsewhere; a column whose title is nowhere is taken to be where nobody else's title is.
 */
export function findHeader(
  header: readonly CellValue[],
  layout: readonly SheetColumn[],
): { columns: Map<string, number>; faults: HeaderFault[] } {
  const titles = header.map((title) => (typeof title === 'string' ? title.trim() : ''));
  const columns = layout.filter(({ title, isOptional }) => !isOptional || titles.includes(title));
  const found = new Map<string, number>();
  const claimed = new Set<number>();
  const claim = (key: string, at: number) => {
    found.set(key, at);
    claimed.add(at);
  };
  columns.forEach(({ key, title }, at) => {
    if (titles[at] === title) claim(key, at);
  });
  for (const { key, title } of columns) {
    const at = found.has(key) ? -1 : titles.findIndex((text, place) => text === title && !claimed.has(place));
    if (at >= 0) claim(key, at);
  }
  const faults: HeaderFault[] = [];
  columns.forEach(({ key, title }, own) => {
    if (found.has(key)) return;
    let at = own;
    for (let place = 0; claimed.has(at); place += 1) at = place;
    claim(key, at);
    faults.push({ key, column: at, was: title, is: header[at] ?? null });
  });
  const known = new Set(columns.map(({ title }) => title));
  titles.forEach((title, at) => {
    if (!claimed.has(at) && known.has(title))
      faults.push({ key: null, column: at, was: '', is: header[at] ?? null });
  });
  return { columns: found, faults };
}
