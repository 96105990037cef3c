import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { readWorkbook } from '../../server/workbooks/read-workbook.js';
import { writeSiteWorkbook } from '../../server/workbooks/write-site-workbook.js';
import { SITE_OWNER } from '../../src/core/budget/site.js';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import { indexBook } from '../../src/core/validation/book-index.js';
import { LAYOUT_VERSION } from '../../src/core/workbook/layout.js';
import { editRows, rawContent, typeCells, type RawRow } from './alter-workbook.js';
import { GOLDEN_FOLDER, goldenOutcome, type GoldenExpected } from './golden.js';
import { smallBook, smallContent, smallIdentity, smallIndex } from './small-book.js';

const ADD_IN_ID = '00000000-0000-4000-8000-000000000000';

/** How each golden workbook was made: the small site's own workbook and what somebody then did to it. */
const RECIPES: Record<string, () => Promise<Uint8Array>> = {
  clean: () => smallWorkbook(),

  /** The layout before this one, as it is and with what people do to it. */
  'layout-1': () => smallWorkbook(1),
  'layout-1-typed': async () =>
    typeCells(await smallWorkbook(1), 'Budget', { I10: 99.5, N10: 'As last year', I11: '$48,000.00' }),

  /** Columns that tell what was spent; the sheet's own are found beside them. */
  spending: async () =>
    typeCells(
      await writeSiteWorkbook(
        indexBook(spendingBook()),
        smallContent(),
        new Set([SITE_OWNER]),
        smallIdentity(),
        ADD_IN_ID,
      ),
      'Budget',
      { K10: 99.5, I11: 1 },
    ),

  /** Figures that cannot be read, a code that does not exist, one that lost its zero, a sign, an account twice, too much. */
  figures: async () => {
    let xlsx = typeCells(await smallWorkbook(), 'Budget', {
      D10: { formula: '25*2', result: 50 },
      I10: { formula: '1000/3', result: 1000 / 3 },
      N10: '  Fewer pupils,\nsame prices: 5\u00a0% less  ',
      I11: '$48,000.00',
      I12: -250.5,
      I15: { formula: '1/0', result: '#DIV/0!' },
      E15: '999',
      K7: true,
      K8: 1e15,
      K9: '=1+1',
    });
    xlsx = editRows(xlsx, 'Budget', (rows) => [
      ...rows,
      newLine(rows, 'added-1', { I: 0.1 + 0.2, D: '050', E: '470' }),
      newLine(rows, 'added-2', { I: 260_000, D: '050', E: '690' }),
    ]);
    return typeCells(xlsx, 'Positions', { E6: -0.5, E7: 0.33333, F5: { error: '#N/A' } });
  },

  /** Posts cut, split otherwise, frozen and added; one with a status that is none, one paid from no line. */
  posts: async () => {
    const xlsx = typeCells(await smallWorkbook(), 'Positions', {
      E5: 0.5,
      D6: 'Frozen',
      D7: 'on leave',
      B7: 'Ayudante de lectura — “maña” 𝒜',
    });
    return editRows(xlsx, 'Positions', (rows) => [
      ...rows,
      withValues(rows[6] ?? [], {
        A: '',
        B: 'Counsellor',
        C: 'licensed',
        D: 'vacant',
        E: 0.25,
        F: 65000,
        G: 'average',
        H: '100-1131-608-050-111=33.3333%;201-1272-608-000-111=66.6667%',
        J: 'PERS;MED',
        K: 'added-post',
      }),
    ]);
  },

  /** Columns in another order, rows sorted the other way round, a blank row between them. */
  moved: async () =>
    editRows(await smallWorkbook(), 'Budget', (rows) => {
      const [title = [], guidance = [], blank = [], header = [], ...lines] = rows;
      const turn = (row: RawRow): RawRow => Array.from({ length: 15 }, (_, at) => row[14 - at] ?? null);
      const [last = [], ...others] = lines.reverse();
      return [title, guidance, blank, turn(header), turn(last), [], ...others.map(turn)];
    }),

  /** A row copied with its id, one typed below, one deleted. */
  'copied-rows': async () =>
    editRows(await smallWorkbook(), 'Budget', (rows) => {
      const copy = rows[9] ?? [];
      const typed = withValues(copy, { I: 77, O: null });
      return [...rows.slice(0, 10), copy, ...rows.slice(11), typed];
    }),

  'missing-column': async () => typeCells(await smallWorkbook(), 'Budget', { I4: 'My amount' }),

  'not-sitebook': () =>
    writeXlsx({
      sheets: [{ name: 'Budget', rows: [['Supplies', 100]] }],
      properties: { created: new Date(0), modified: new Date(0) },
    }),
};

/** Writes every golden case anew from its recipe. Look at what changed in expected.json before committing it. */
export async function writeGoldens(): Promise<void> {
  for (const [name, make] of Object.entries(RECIPES)) {
    const folder = path.join(GOLDEN_FOLDER, name);
    mkdirSync(folder, { recursive: true });
    const bytes = await make();
    const book = name === 'spending' ? spendingBook() : smallBook();
    writeFileSync(path.join(folder, 'workbook.xlsx'), bytes);
    writeJson(path.join(folder, 'book.json'), book);
    writeJson(path.join(folder, 'expected.json'), serverOutcome(book, bytes));
  }
}

function serverOutcome(book: SiteBook, bytes: Uint8Array): GoldenExpected {
  const read = readWorkbook(bytes, 'workbook.xlsx');
  if (!read.ok) return { identity: null, content: null, problems: [], refusals: read.problems };
  return { ...goldenOutcome(book, read.value.identity, read.value.cells), refusals: [] };
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

function smallWorkbook(layoutVersion = LAYOUT_VERSION): Promise<Uint8Array> {
  const identity = { ...smallIdentity(), layoutVersion };
  return writeSiteWorkbook(smallIndex(), smallContent(), new Set([SITE_OWNER]), identity, ADD_IN_ID);
}

/** The small site of a district that tells what was spent. */
function spendingBook(): SiteBook {
  return {
    ...smallBook(),
    spending: {
      asOf: '2024-02-29',
      rows: [
        { account: '100-1131-608-050-410', spentCents: 731_244, encumberedCents: 50_000 },
        { account: '100-1131-608-050-111', spentCents: 7_400_000, encumberedCents: 0 },
      ],
    },
  };
}

/** A Budget row as the pane adds one: a copy of the supplies line with an id of its own. */
function newLine(rows: RawRow[], id: string, values: Parameters<typeof withValues>[1]): RawRow {
  return withValues(rows[9] ?? [], { F: 'Added line', G: null, H: null, I: null, N: null, O: id, ...values });
}

function withValues(row: RawRow, values: Record<string, string | number | null>): RawRow {
  const next = [...row];
  for (const [letter, value] of Object.entries(values)) {
    const column = letter.charCodeAt(0) - 65;
    next[column] = { style: next[column]?.style ?? '', ...rawContent(value) };
  }
  return next;
}
