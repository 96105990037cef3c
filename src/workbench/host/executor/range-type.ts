import {
  boundingBlock,
  cellCount,
  intersect,
  isEntireColumn,
  isEntireRow,
  MAX_COLUMNS,
  MAX_ROWS,
  type Block,
} from '../model/block.js';
import { getCellProperties, setCellProperties } from './cell-properties.js';
import { conditionalFormatCollection } from './conditional-format-types.js';
import { copyFrom } from './copy-range.js';
import { dataValidation } from './data-validation-type.js';
import { rangeFormat } from './format-types.js';
import { defineType, NULL_OBJECT, type Arguments, type HostObject, type HostResult } from './host-object.js';
import type { RangeRef } from './range-ref.js';
import {
  booleanValue,
  flagArgument,
  integerArgument,
  onSheet,
  optionalText,
  rangeArgument,
  textArgument,
} from './read-arguments.js';
import { invalidArgument, itemNotFound, notImplemented } from './rich-error.js';
import {
  readCells,
  readNumberFormats,
  readValueTypes,
  writeNumberFormats,
  writeValues,
} from './range-values.js';
import { worksheetOf } from './worksheet-of.js';

const MAX_COUNT = 2 ** 31 - 1;

/** Excel.Range. Cell by cell reads of whole columns or rows give null, as documented for unbounded ranges. */
export const range = defineType<RangeRef>({
  name: 'Range',
  isTracked: true,
  scalars: {
    Address: { get: (ref) => ref.address },
    AddressLocal: { get: (ref) => ref.address },
    RowIndex: { get: ({ block }) => block.row },
    ColumnIndex: { get: ({ block }) => block.column },
    RowCount: { get: ({ block }) => block.rows },
    ColumnCount: { get: ({ block }) => block.columns },
    CellCount: { get: ({ block }) => (cellCount(block) > MAX_COUNT ? -1 : cellCount(block)) },
    IsEntireColumn: { get: ({ block }) => isEntireColumn(block) },
    IsEntireRow: { get: ({ block }) => isEntireRow(block) },
    Values: { get: (ref) => readCells(ref, (block) => ref.sheet.values(block)), set: writeValues },
    Formulas: { get: (ref) => readCells(ref, (block) => ref.sheet.formulasIn(block)), set: writeValues },
    Text: { get: (ref) => readCells(ref, (block) => ref.sheet.texts(block)) },
    NumberFormat: { get: readNumberFormats, set: writeNumberFormats },
    ValueTypes: { get: readValueTypes },
    Hidden: { get: (ref) => isHidden(ref) },
    RowHidden: {
      get: ({ sheet, block }) => sheet.layout.rowsHidden(block.row, block.rows),
      set: ({ sheet, block }, value) => {
        const isOff = booleanValue(value);
        sheet.changeLayout('allowFormatRows', 'addin', (layout) =>
          layout.hideRows(block.row, block.rows, isOff),
        );
      },
    },
    ColumnHidden: {
      get: ({ sheet, block }) => sheet.layout.columnsHidden(block.column, block.columns),
      set: ({ sheet, block }, value) => {
        const isOff = booleanValue(value);
        sheet.changeLayout('allowFormatColumns', 'addin', (layout) =>
          layout.hideColumns(block.column, block.columns, isOff),
        );
      },
    },
  },
  links: {
    Worksheet: ({ workbook, sheet }) => worksheetOf({ workbook, sheet }),
    Format: (ref) => rangeFormat(ref.areas),
    ConditionalFormats: (ref) => conditionalFormatCollection(ref),
    DataValidation: (ref) => dataValidation(ref),
  },
  methods: {
    GetCell: (ref, args) => part(ref, cellAt(ref.block, args)),
    GetRow: (ref, args) =>
      part(ref, { ...ref.block, row: ref.block.row + integerArgument(args, 0), rows: 1 }),
    GetColumn: (ref, args) =>
      part(ref, { ...ref.block, column: ref.block.column + integerArgument(args, 0), columns: 1 }),
    GetLastRow: (ref) => part(ref, { ...ref.block, row: ref.block.row + ref.block.rows - 1, rows: 1 }),
    GetLastColumn: (ref) =>
      part(ref, { ...ref.block, column: ref.block.column + ref.block.columns - 1, columns: 1 }),
    GetLastCell: (ref) => part(ref, lastCell(ref.block)),
    GetEntireRow: (ref) => part(ref, { ...ref.block, column: 0, columns: MAX_COLUMNS }),
    GetEntireColumn: (ref) => part(ref, { ...ref.block, row: 0, rows: MAX_ROWS }),
    GetOffsetRange: (ref, args) => part(ref, offset(ref.block, args)),
    GetResizedRange: (ref, args) =>
      part(ref, resized(ref.block, integerArgument(args, 0), integerArgument(args, 1))),
    GetAbsoluteResizedRange: (ref, args) =>
      part(ref, { ...ref.block, rows: integerArgument(args, 0), columns: integerArgument(args, 1) }),
    GetBoundingRect: (ref, args) => part(ref, boundingBlock(ref.block, sameSheet(ref, args))),
    GetIntersection: (ref, args) => existing(intersection(ref, args)),
    GetIntersectionOrNullObject: intersection,
    GetUsedRange: (ref, args) => existing(usedPart(ref, args)),
    GetUsedRangeOrNullObject: usedPart,
    Select: ({ workbook, sheet, block }) => workbook.select(sheet, block, 'addin'),
    Clear: clear,
    Insert: insert,
    Delete: remove,
    CopyFrom: copyFrom,
    GetCellProperties: getCellProperties,
    SetCellProperties: setCellProperties,
    _ValidateArraySize: ({ block }, args) => {
      if (integerArgument(args, 0) !== block.rows || integerArgument(args, 1) !== block.columns) {
        throw invalidArgument();
      }
    },
  },
});

function part(ref: RangeRef, block: Block): HostObject {
  return range(ref.at(onSheet(block)));
}

function cellAt(block: Block, args: Arguments): Block {
  const row = block.row + integerArgument(args, 0);
  return { row, column: block.column + integerArgument(args, 1), rows: 1, columns: 1 };
}

function lastCell(block: Block): Block {
  return { row: block.row + block.rows - 1, column: block.column + block.columns - 1, rows: 1, columns: 1 };
}

function offset(block: Block, args: Arguments): Block {
  const row = block.row + integerArgument(args, 0);
  return { ...block, row, column: block.column + integerArgument(args, 1) };
}

function resized(block: Block, rows: number, columns: number): Block {
  return { ...block, rows: block.rows + rows, columns: block.columns + columns };
}

function sameSheet(ref: RangeRef, args: Arguments): Block {
  const other = rangeArgument(args, 0, ref.sheet);
  if (other.sheet !== ref.sheet) throw invalidArgument();
  return other.block;
}

function intersection(ref: RangeRef, args: Arguments): HostResult {
  const shared = intersect(ref.block, sameSheet(ref, args));
  return shared ? range(ref.at(shared)) : NULL_OBJECT;
}

function usedPart(ref: RangeRef, args: Arguments): HostResult {
  const used = ref.sheet.usedBlock(flagArgument(args, 0), ref.block);
  return used ? range(ref.at(used)) : NULL_OBJECT;
}

function existing(found: HostResult): HostObject {
  if (found === NULL_OBJECT) throw itemNotFound();
  return found;
}

/** True where nothing of the range can be seen, null where some of it can. */
function isHidden({ sheet, block }: RangeRef): boolean | null {
  const rows = sheet.layout.rowsHidden(block.row, block.rows);
  const columns = sheet.layout.columnsHidden(block.column, block.columns);
  if (rows === true || columns === true) return true;
  return rows === false && columns === false ? false : null;
}

function clear(ref: RangeRef, args: Arguments): void {
  const { sheet, block } = ref;
  switch (optionalText(args, 0) ?? 'All') {
    case 'All':
      sheet.guardDesign();
      sheet.clearFormats(block, 'addin');
      sheet.clearContents(block, 'addin');
      return;
    case 'Contents':
      sheet.clearContents(block, 'addin');
      return;
    case 'Formats':
      sheet.guardDesign();
      sheet.clearFormats(block, 'addin');
      return;
    default:
      throw notImplemented('Range', `clear(${textArgument(args, 0)})`);
  }
}

function insert(ref: RangeRef, args: Arguments): HostObject {
  const { sheet, block } = ref;
  // behaviour: whole-rows-only
  if (textArgument(args, 0) !== 'Down' || !isEntireRow(block)) {
    throw notImplemented('Range', 'insert() of anything but entire rows, shifting down');
  }
  const inserted = { ...block };
  sheet.insertRows(block.row, block.rows, 'addin');
  return range(ref.at(inserted));
}

function remove({ sheet, block }: RangeRef, args: Arguments): void {
  if (textArgument(args, 0) !== 'Up' || !isEntireRow(block)) {
    throw notImplemented('Range', 'delete() of anything but entire rows, shifting up');
  }
  sheet.deleteRows(block.row, block.rows, 'addin');
}
