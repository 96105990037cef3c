import type { LineItem } from '../budget/line-item.js';
import type { Position } from '../staffing/position.js';
import type { BookIndex } from '../validation/book-index.js';
import type { Figures } from '../validation/figures.js';
import type { Owners } from '../validation/owned-rows.js';
import type { CellWrite } from './cell-write.js';
import type { DecodedWorkbook, RowPlaces } from './decode.js';
import { budgetColumns, POSITION_COLUMNS, SHEET_NAMES, type SheetColumn } from './layout.js';
import type { CellValue } from './read-figure.js';
import type { NewRow } from './row-identity.js';
import { budgetCells, openLineKeys, openPostKeys, positionCells } from './sheet-plan.js';

/** Which of the rows that are the same line is the original: zero-based row of a sheet. */
export type RowChoice = { sheet: string; row: number };

/**
 * The cells that make copied and typed rows lines of their own: their ids, and their locked cells as a new line has
 * them (no current year, titles of its account). What is typed stays as it is. With `choice` another row than the one
 * decoded as the original keeps its id; only the rows it was chosen from are written then.
 */
export function planOwnRows(
  index: BookIndex,
  decoded: DecodedWorkbook,
  figures: Figures,
  owners: Owners,
  choice?: RowChoice,
): CellWrite[] {
  const { content } = decoded;
  const lines = new Map(content.lines.map((line) => [line.id, line]));
  const posts = new Map(content.positions.map((post) => [post.id, post]));
  const budget = { sheet: SHEET_NAMES.budget, places: decoded.lines, newRows: decoded.newLines };
  const positions = {
    sheet: SHEET_NAMES.positions,
    places: decoded.positions,
    newRows: decoded.newPositions,
  };
  return [
    ...namedRows(budget, choice).flatMap(({ id, row, decodedId }) => {
      const line = lines.get(decodedId);
      return line === undefined ? [] : lineCells(index, decoded.lines, { ...line, id }, row, figures, owners);
    }),
    ...namedRows(positions, choice).flatMap(({ id, row, decodedId }) => {
      const post = posts.get(decodedId);
      return post === undefined ? [] : postCells(index, decoded.positions, { ...post, id }, row, owners);
    }),
  ];
}

type NamedRow = { id: string; row: number; decodedId: string };

/** The rows to write with the ids they get; a chosen original swaps its new id with the one that held the place. */
function namedRows(
  { sheet, places, newRows }: { sheet: string; places: RowPlaces; newRows: readonly NewRow[] },
  choice: RowChoice | undefined,
): NamedRow[] {
  if (choice === undefined) return newRows.map(({ id, row }) => ({ id, row, decodedId: id }));
  if (choice.sheet !== sheet) return [];
  const of = newRows.find(({ choices }) => choices.includes(choice.row));
  if (!of) return [];
  const meanwhile = places.rows.get(of.writtenId) ?? -1;
  return newRows
    .filter(({ writtenId }) => writtenId === of.writtenId)
    .map(({ id, row }) =>
      row === choice.row ? { id, row: meanwhile, decodedId: of.writtenId } : { id, row, decodedId: id },
    );
}

function lineCells(
  index: BookIndex,
  { columns }: RowPlaces,
  line: LineItem,
  row: number,
  figures: Figures,
  owners: Owners,
): CellWrite[] {
  const fresh = { ...line, currentCents: 0, currentFte: 0 };
  const cells = budgetCells(index, fresh, figures.lines.get(line.id));
  const layout = budgetColumns(index.book.plan.chart.structure);
  return rowCells(SHEET_NAMES.budget, layout, columns, row, cells, openLineKeys(index, line, owners));
}

function postCells(
  index: BookIndex,
  { columns }: RowPlaces,
  post: Position,
  row: number,
  owners: Owners,
): CellWrite[] {
  const open = openPostKeys(index, post, owners);
  return rowCells(SHEET_NAMES.positions, POSITION_COLUMNS, columns, row, positionCells(index, post), open);
}

/**
 * One row as it must stand: locked cells with their values. Open cells get theirs in a fresh row only; otherwise what
 * is typed stays.
 */
export function rowCells(
  sheet: string,
  layout: readonly SheetColumn[],
  columns: ReadonlyMap<string, number>,
  row: number,
  cells: Record<string, CellValue>,
  openKeys: readonly string[],
  isFresh = false,
): CellWrite[] {
  return layout.flatMap(({ key, kind }): CellWrite[] => {
    const column = columns.get(key);
    if (column === undefined) return [];
    const place = { sheet, row, column, kind };
    const isLocked = !openKeys.includes(key);
    return [{ ...place, isLocked, ...(isLocked || isFresh ? { value: cells[key] ?? null } : {}) }];
  });
}
