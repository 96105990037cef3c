import type { CellStyle } from 'hucre/xlsx';
import { NUMBER_FORMATS, type ColumnKind } from '../../src/core/workbook/layout.js';
import { CELL_FILLS } from '../../src/core/workbook/looks.js';

const FONT = { name: 'Calibri', size: 11 };
const HEADER_FILL = 'DCE6F1';
/** Open cells have it too: fills are dropped in high contrast and black and white print. */
const OPEN_BORDER = { style: 'thin', color: { rgb: '7F7F7F' } } as const;

export const TITLE_STYLE: CellStyle = { font: { ...FONT, bold: true, size: 14 } };
/** Without a colour: hucre writes a font's colour before its size, which the format's schema has the other way round. */
export const GUIDANCE_STYLE: CellStyle = { font: { ...FONT, italic: true } };
export const STEP_STYLE: CellStyle = { font: FONT, alignment: { wrapText: true, vertical: 'top' } };
export const HEADING_STYLE: CellStyle = { font: { ...FONT, bold: true } };
export const IDENTITY_STYLE: CellStyle = { numFmt: NUMBER_FORMATS.code };

export const OPEN_LOOK: CellStyle = {
  fill: solid(CELL_FILLS.open),
  border: { top: OPEN_BORDER, right: OPEN_BORDER, bottom: OPEN_BORDER, left: OPEN_BORDER },
};
export const FIXED_LOOK: CellStyle = { fill: solid(CELL_FILLS.fixed) };

export function headerStyle(kind: ColumnKind): CellStyle {
  return {
    font: { ...FONT, bold: true },
    fill: solid(HEADER_FILL),
    border: { bottom: { style: 'thin', color: { rgb: '7F7F7F' } } },
    alignment: {
      wrapText: true,
      vertical: 'center',
      horizontal: kind === 'money' || kind === 'fte' ? 'right' : 'left',
    },
  };
}

/** The style of a cell by what its column holds and whether it is typed into. `General` is the format of no format. */
export function dataStyle(kind: ColumnKind, isOpen: boolean): CellStyle {
  const format = NUMBER_FORMATS[kind] === 'General' ? {} : { numFmt: NUMBER_FORMATS[kind] };
  if (isOpen) return { ...format, ...OPEN_LOOK, protection: { locked: false } };
  return kind === 'code' ? { ...format, ...FIXED_LOOK } : format;
}

function solid(rgb: string): NonNullable<CellStyle['fill']> {
  return { type: 'pattern', pattern: 'solid', fgColor: { rgb } };
}
