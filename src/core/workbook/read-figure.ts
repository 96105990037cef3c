import type { UnreadCell } from '../budget/line-item.js';
import { FTE_SCALE, MAX_FTE } from '../fte.js';
import { MAX_CENTS } from '../money.js';

/** A cell as Excel and an .xlsx reader give it. Errors come as text such as `#DIV/0!`. */
export type CellValue = string | number | boolean | null;

export type Figure = { ok: true; value: number } | { ok: false; unread: Omit<UnreadCell, 'field'> };

/** A money cell as whole cents. Blank is zero; noise of floating point below 10^-6 is none. */
export function readMoney(cell: CellValue): Figure {
  return readFigure(cell, { scale: 100, max: MAX_CENTS, fraction: 'fractionOfCent' });
}

/** An FTE cell as whole ten-thousandths. Blank is zero. */
export function readFte(cell: CellValue): Figure {
  return readFigure(cell, { scale: FTE_SCALE, max: MAX_FTE, fraction: 'fractionOfFte' });
}

/**
 * What a cell held that could not be read as a figure: the inverse of the two above, so that a number stays a number
 * and is found with the same fault again.
 */
export function valueOfUnread(cell: Pick<UnreadCell, 'reason' | 'text'>): CellValue {
  if (cell.reason === 'logical') return cell.text === 'TRUE';
  const isNumber = cell.reason !== 'text' && cell.reason !== 'excelError';
  const number = Number(cell.text);
  return isNumber && String(number) === cell.text ? number : cell.text;
}

type Unit = { scale: number; max: number; fraction: 'fractionOfCent' | 'fractionOfFte' };

function readFigure(cell: CellValue, unit: Unit): Figure {
  if (cell === null || cell === '') return { ok: true, value: 0 };
  if (typeof cell === 'boolean') return unread('logical', cell ? 'TRUE' : 'FALSE');
  if (typeof cell === 'string') return readText(cell, unit);
  return readNumber(cell, unit);
}

function readNumber(cell: number, unit: Unit): Figure {
  const text = String(cell);
  if (!Number.isFinite(cell)) return unread('excelError', text);
  const value = Math.round(cell * unit.scale);
  if (Math.abs(value) > unit.max) return unread('tooLarge', text);
  // A double cannot be nearer than its own spacing, which passes 10^-6 at some billions.
  const noise = Math.max(1e-6, Math.abs(cell) * 2 ** -50);
  if (Math.abs(cell - value / unit.scale) > noise) return unread(unit.fraction, text, value);
  return { ok: true, value: value === 0 ? 0 : value };
}

function readText(cell: string, unit: Unit): Figure {
  const text = cell.trim();
  if (text === '') return { ok: true, value: 0 };
  if (/^#[A-Z0-9/]+[!?]?$/.test(text)) return unread('excelError', text);
  // As the reader of files gives a number that is shown as a date, and as somebody may type one.
  if (/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?$/.test(text)) return unread('date', text);
  const suggestion = suggestFromText(text, unit);
  return unread('text', text, suggestion);
}

const POINT = String.raw`(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?`;
/** A comma that cannot group thousands: others do, or too many digits stand before it and too few behind. */
const COMMA = String.raw`(?:\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d{4,}),\d{1,2}`;
const AMOUNT = new RegExp(String.raw`^(\()?\s*(-)?\s*\$?\s*(-)?(?:(${POINT})|(${COMMA}))\s*(-)?\s*(\))?$`);

/**
 * Text that can only mean one figure, such as `$1,234.50`, `(1,234.50)`, `1,234.50-`, `$ 1 200` or, with a decimal comma,
 * `1.234,50`. Nothing is guessed beyond that.
 */
function suggestFromText(text: string, unit: Unit): number | undefined {
  // Spaces that do not break, as other programs group thousands with, and the typographic minus.
  const match = AMOUNT.exec(text.replace(/[\u00a0\u2009\u202f]/g, ' ').replace('\u2212', '-'));
  if (!match) return undefined;
  const [, open, minusBefore, minusAfter, point, comma = '', minusBehind, close] = match;
  const digits = point ?? comma.replace(/\./g, '').replace(',', '.');
  if ((open === undefined) !== (close === undefined)) return undefined;
  const value = readNumber(Number(digits.replace(/[, ]/g, '')), unit);
  if (!value.ok) return undefined;
  const minus = [minusBefore, minusAfter, minusBehind].filter((sign) => sign !== undefined).length;
  if (minus > 1) return undefined;
  const isNegative = (open !== undefined) !== (minus === 1);
  return isNegative && value.value !== 0 ? -value.value : value.value;
}

function unread(reason: UnreadCell['reason'], text: string, suggestion?: number): Figure {
  const shown = text.slice(0, 200);
  return {
    ok: false,
    unread: suggestion === undefined ? { reason, text: shown } : { reason, text: shown, suggestion },
  };
}
