import { cellAddress, columnLetters, SHEET_NAMES, segmentKey } from './layout.js';
import type { DecodedWorkbook } from './decode.js';
import { openLineKeys, openPostKeys } from './sheet-plan.js';
import type { LineItem } from '../budget/line-item.js';
import type { Place } from '../problem.js';
import type { BookIndex } from '../validation/book-index.js';
import type { Owners } from '../validation/owned-rows.js';

/** A cell of a workbook: the name of its sheet, zero-based row and column. */
export type CellPlace = { sheet: string; row: number; column: number };

/**
 * The cell a problem is about; null when it is about the whole workbook or a row that is gone. For a funding source
 * it is the first cell that is open to `owners` and changes what is left of it. `part` names the segment that is wrong
 * in an account.
 */
export function cellOf(
  index: BookIndex,
  decoded: DecodedWorkbook,
  place: Place,
  owners: Owners,
  part?: string,
): CellPlace | null {
  switch (place.kind) {
    case 'line':
      return at(
        SHEET_NAMES.budget,
        decoded.lines.rows.get(place.lineId),
        decoded.lines.columns.get(lineKey(index, place.field, part)),
      );
    case 'position': {
      const key = place.field === 'row' ? 'title' : place.field;
      return at(
        SHEET_NAMES.positions,
        decoded.positions.rows.get(place.positionId),
        decoded.positions.columns.get(key),
      );
    }
    case 'allocation':
      return cellOfSource(index, decoded, place.fundingSource, owners);
    case 'site':
    case 'district':
    case 'workbook':
    case 'file':
      return null;
  }
}

/**
 * Where somebody begins who has to lower a funding source: her first open amount, else the FTE of her first post that
 * it pays (the other way round where `unit` is FTE), else its first line, which shows at least where the money goes.
 */
export function cellOfSource(
  index: BookIndex,
  decoded: DecodedWorkbook,
  fundingSource: string,
  owners: Owners,
  unit: 'dollars' | 'fte' = 'dollars',
): CellPlace | null {
  const { content, lines, positions } = decoded;
  const isPaid = (account: string) => index.account(account).fundingSource === fundingSource;
  const openKey = (line: LineItem) =>
    isPaid(line.account)
      ? openLineKeys(index, line, owners).find((key) => key !== 'justification')
      : undefined;
  const line = content.lines.find((candidate) => openKey(candidate) !== undefined);
  const post = content.positions.find(
    (candidate) =>
      candidate.splits.some(({ account }) => isPaid(account)) &&
      openPostKeys(index, candidate, owners).includes('fte'),
  );
  if (line && !(post && unit === 'fte')) {
    const column = lines.columns.get(openKey(line) ?? '');
    return at(SHEET_NAMES.budget, lines.rows.get(line.id), column);
  }
  if (post) return at(SHEET_NAMES.positions, positions.rows.get(post.id), positions.columns.get('fte'));
  const first = content.lines.find(({ account }) => isPaid(account));
  return first ? at(SHEET_NAMES.budget, lines.rows.get(first.id), lines.columns.get('amount')) : null;
}

function lineKey(
  index: BookIndex,
  field: Extract<Place, { kind: 'line' }>['field'],
  part: string | undefined,
): string {
  const { segments } = index.book.plan.chart.structure;
  if (field === 'account')
    return segmentKey((segments.find(({ code }) => code === part) ?? segments[0])?.code ?? '');
  return field === 'row' ? 'amount' : field;
}

function at(sheet: string, row: number | undefined, column: number | undefined): CellPlace | null {
  return row === undefined || column === undefined ? null : { sheet, row, column };
}

/** "F18", with the sheet's name in front unless it is Budget. */
export function cellName({ sheet, row, column }: CellPlace): string {
  const address = cellAddress(row, column);
  return sheet === SHEET_NAMES.budget ? address : `${sheet} ${address}`;
}

/** The row and first column of an address such as `F18` or `F18:G20`; null for whole columns. */
export function parseCell(address: string): { row: number; column: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d+)/.exec(address.slice(address.lastIndexOf('!') + 1));
  if (!match) return null;
  const [, letters = '', digits = ''] = match;
  let column = 0;
  while (columnLetters(column) !== letters) column += 1;
  return { row: Number(digits) - 1, column };
}
