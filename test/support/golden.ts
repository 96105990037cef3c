import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SiteBook } from '../../src/core/budget/site-book.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Problem } from '../../src/core/problem.js';
import { indexBook } from '../../src/core/validation/book-index.js';
import { openSheet } from '../../src/core/validation/sheet-state.js';
import { decodeWorkbook, type WorkbookCells } from '../../src/core/workbook/decode.js';
import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';

/**
 * What both sides must find in a golden workbook, the server from the file and the pane from the open workbook:
 * who it is, the decoded content (against the book's opening content) and all problems, those of decoding first.
 * All three are null or empty for a file that is not a Sitebook workbook; the server then says why (`refusals`).
 */
export type GoldenExpected = {
  identity: WorkbookIdentity | null;
  content: SiteContent | null;
  problems: Problem[];
  refusals: Problem[];
};

export type GoldenCase = { name: string; bytes: Uint8Array; book: SiteBook; expected: GoldenExpected };

export const GOLDEN_FOLDER = path.resolve(import.meta.dirname, '../golden');

/** Every golden case, by name. */
export function goldenCases(): GoldenCase[] {
  if (!existsSync(GOLDEN_FOLDER)) return [];
  return readdirSync(GOLDEN_FOLDER, { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && existsSync(path.join(GOLDEN_FOLDER, entry.name, 'workbook.xlsx')),
    )
    .map(({ name }) => {
      const file = (part: string) => path.join(GOLDEN_FOLDER, name, part);
      return {
        name,
        bytes: new Uint8Array(readFileSync(file('workbook.xlsx'))),
        book: SiteBook.parse(JSON.parse(readFileSync(file('book.json'), 'utf8'))),
        expected: JSON.parse(readFileSync(file('expected.json'), 'utf8')) as GoldenExpected,
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What the core makes of the cells that a side has read: compare it with `expected`. */
export function goldenOutcome(
  book: SiteBook,
  identity: WorkbookIdentity | null,
  cells: WorkbookCells,
): Omit<GoldenExpected, 'refusals'> {
  const index = indexBook(book);
  const decoded = decodeWorkbook(index, book.opening, cells);
  const { problems } = openSheet(index, decoded.content);
  return { identity, content: decoded.content, problems: [...decoded.problems, ...problems] };
}
