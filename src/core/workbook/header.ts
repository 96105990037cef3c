import type { SheetColumn } from './layout.js';
import type { CellValue } from './read-figure.js';

/** A title that is not what it must be. `was` is empty for a second column with a title that is another's. */
export type HeaderFault = { column: number; was: string; is: CellValue };

/**
 * The titles of a sheet that were changed, each at the column whose title it should be. A title in its own place counts before
 * one elsewhere; a column whose title is nowhere is taken to be where nobody else's title is.
 *
 * `recogniseColumns` reads titles too, and is no other way of doing this: it reads what came from elsewhere, takes what it
 * can tell for what it must have been (any case, any row, known by its neighbours) and leaves missing what it cannot. The
 * sheet that the pane has open is put back instead: a title is right only as it was written, in its row, and each column is
 * given a place, also where that is a guess, since a missing one would leave nothing below it to compare.
 */
export function changedTitles(header: readonly CellValue[], layout: readonly SheetColumn[]): HeaderFault[] {
  const titles = header.map((title) => (typeof title === 'string' ? title.trim() : ''));
  const columns = layout.filter(({ title, isOptional }) => !isOptional || titles.includes(title));
  const found = new Set<string>();
  const claimed = new Set<number>();
  const claim = (key: string, at: number) => {
    found.add(key);
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
    faults.push({ column: at, was: title, is: header[at] ?? null });
  });
  const known = new Set(columns.map(({ title }) => title));
  titles.forEach((title, at) => {
    if (!claimed.has(at) && known.has(title)) faults.push({ column: at, was: '', is: header[at] ?? null });
  });
  return faults;
}
