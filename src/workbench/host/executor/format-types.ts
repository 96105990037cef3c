import { WHOLE_SHEET, type Block } from '../model/block.js';
import { pointsOfWidth, widthOfPoints } from '../model/columns-and-rows.js';
import { DEFAULT_COLUMN_WIDTH } from '../model/display-text.js';
import type { CellFormat, HorizontalAlignment } from '../model/cell.js';
import { defineType } from './host-object.js';
import type { Areas } from './range-ref.js';
import { booleanValue, colorValue, numberValue, wordValue } from './read-arguments.js';
import { invalidArgument } from './rich-error.js';

export const ALIGNMENTS: readonly HorizontalAlignment[] = [
  'General',
  'Left',
  'Center',
  'Right',
  'Fill',
  'Justify',
  'CenterAcrossSelection',
  'Distributed',
];

/** Points that Excel shows a row of Calibri 11 in. */
const STANDARD_ROW_HEIGHT = 15;

/** A property that reads as null where the cells differ, and writes to all of them. */
function uniform<T>(areas: Areas, read: (format: CellFormat) => T): T | null {
  // behaviour: mixed-is-null
  const values = areas.blocks.map((block) => areas.sheet.uniform(block, read));
  const first = values[0] ?? null;
  return values.every((value) => value === first) ? first : null;
}

function reformat(areas: Areas, change: (format: CellFormat) => CellFormat): void {
  for (const block of areas.blocks) areas.sheet.reformat(block, change, 'addin');
}

export const formatProtection = defineType<Areas>({
  name: 'FormatProtection',
  scalars: {
    Locked: {
      get: (areas) => uniform(areas, (format) => format.isLocked),
      set: (areas, value) => {
        const isLocked = booleanValue(value);
        for (const block of areas.blocks) areas.sheet.setLocked(block, isLocked, 'addin');
      },
    },
    FormulaHidden: { get: () => false },
  },
});

export const rangeFill = defineType<Areas>({
  name: 'RangeFill',
  scalars: {
    Color: {
      get: (areas) => uniform(areas, (format) => format.fillColor ?? '#FFFFFF') ?? '',
      set: (areas, value) => {
        const fillColor = colorValue(value);
        reformat(areas, (format) => ({ ...format, fillColor }));
      },
    },
  },
  methods: { Clear: (areas) => reformat(areas, (format) => ({ ...format, fillColor: null })) },
});

export const rangeFont = defineType<Areas>({
  name: 'RangeFont',
  scalars: {
    Color: {
      get: (areas) => uniform(areas, (format) => format.fontColor ?? '#000000') ?? '',
      set: (areas, value) => {
        const fontColor = colorValue(value);
        reformat(areas, (format) => ({ ...format, fontColor }));
      },
    },
    Bold: {
      get: (areas) => uniform(areas, (format) => format.isBold),
      set: (areas, value) => {
        const isBold = booleanValue(value);
        reformat(areas, (format) => ({ ...format, isBold }));
      },
    },
    Italic: {
      get: (areas) => uniform(areas, (format) => format.isItalic),
      set: (areas, value) => {
        const isItalic = booleanValue(value);
        reformat(areas, (format) => ({ ...format, isItalic }));
      },
    },
  },
});

export const rangeFormat = defineType<Areas>({
  name: 'RangeFormat',
  scalars: {
    HorizontalAlignment: {
      get: (areas) => uniform(areas, (format) => format.horizontalAlignment),
      set: (areas, value) => {
        const horizontalAlignment = wordValue(value, ALIGNMENTS);
        reformat(areas, (format) => ({ ...format, horizontalAlignment }));
      },
    },
    IndentLevel: {
      get: (areas) => uniform(areas, (format) => format.indentLevel),
      set: (areas, value) => {
        const indentLevel = numberValue(value);
        if (!Number.isInteger(indentLevel) || indentLevel < 0 || indentLevel > 250) throw invalidArgument();
        reformat(areas, (format) => ({ ...format, indentLevel }));
      },
    },
    WrapText: {
      get: (areas) => uniform(areas, (format) => format.wrapText),
      set: (areas, value) => {
        const wrapText = booleanValue(value);
        reformat(areas, (format) => ({ ...format, wrapText }));
      },
    },
    ColumnWidth: {
      get: (areas) => columnWidth(areas),
      set: (areas, value) => setColumnWidth(areas, numberValue(value)),
    },
    RowHeight: { get: () => STANDARD_ROW_HEIGHT },
  },
  links: {
    Protection: (areas) => formatProtection(areas),
    Fill: (areas) => rangeFill(areas),
    Font: (areas) => rangeFont(areas),
  },
  methods: { AutofitColumns: (areas) => autofitColumns(areas) },
});

/** In points; null where the columns differ. */
function columnWidth({ sheet, blocks }: Areas): number | null {
  const widths = new Set<number>();
  for (const block of blocks) {
    for (let column = block.column; column < block.column + block.columns; column += 1) {
      widths.add(sheet.layout.isColumnHidden(column) ? 0 : pointsOfWidth(sheet.layout.width(column)));
      if (widths.size > 1) return null;
    }
  }
  return [...widths][0] ?? null;
}

/** A width of zero hides the column, as dragging its edge to nothing does. */
function setColumnWidth({ sheet, blocks }: Areas, points: number): void {
  if (points < 0) throw invalidArgument();
  sheet.changeLayout('allowFormatColumns', 'addin', (layout) => {
    for (const { column, columns } of blocks) {
      layout.hideColumns(column, columns, points === 0);
      if (points > 0) layout.setWidth(column, columns, widthOfPoints(points));
    }
  });
}

function autofitColumns({ sheet, blocks }: Areas): void {
  sheet.changeLayout('allowFormatColumns', 'addin', (layout) => {
    for (const block of blocks) {
      const used = sheet.usedBlock(true, { ...WHOLE_SHEET, column: block.column, columns: block.columns });
      if (!used) continue;
      for (let column = used.column; column < used.column + used.columns; column += 1) {
        // Wide enough first, so that no number measures as "####".
        layout.setWidth(column, 1, 255);
        const cells: Block = {
          row: block.row,
          column,
          rows: Math.min(block.rows, used.row + used.rows),
          columns: 1,
        };
        const longest = sheet
          .texts(cells)
          .reduce((most, [text = '']) => Math.max(most, text.trimEnd().length), 0);
        layout.setWidth(column, 1, longest === 0 ? DEFAULT_COLUMN_WIDTH : longest + 1);
      }
    }
  });
}
