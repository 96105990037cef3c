import { intersect, type Block } from '../model/block.js';
import { toWire } from '../model/cell.js';
import { Refusal } from '../model/refusal.js';
import type { SheetTable } from '../model/sheet-table.js';
import type { GivenValue, Sheet } from '../model/sheet.js';
import type { Workbook } from '../model/workbook.js';
import { defineType, NULL_OBJECT, type Arguments, type HostObject } from './host-object.js';
import { RangeRef } from './range-ref.js';
import { range } from './range-type.js';
import { booleanValue, flagArgument, onSheet, textArgument, textValue } from './read-arguments.js';
import { invalidArgument, notImplemented, RichError } from './rich-error.js';
import { onlySheetAddress } from './sheet-address.js';
import { worksheetOf } from './worksheet-of.js';

type TableRef = { workbook: Workbook; sheet: Sheet; table: SheetTable };
/** The tables of one sheet, or of the workbook where there is none. */
type TablesRef = { workbook: Workbook; sheet: Sheet | null };
type TablePart = TableRef & { index: number };

function blockOf({ table }: TableRef, rows: { from: number; count: number }): Block {
  return { ...table.block, row: table.block.row + rows.from, rows: rows.count };
}

function bodyOf(ref: TableRef): Block {
  const { rows } = ref.table.block;
  const head = ref.table.showHeaders ? 1 : 0;
  return blockOf(ref, { from: head, count: rows - head - (ref.table.showTotals ? 1 : 0) });
}

function rangeAt({ workbook, sheet }: TableRef, block: Block): HostObject {
  return range(new RangeRef(workbook, sheet, onSheet(block)));
}

const tableRow = defineType<TablePart>({
  name: 'TableRow',
  scalars: {
    Index: { get: ({ index }) => index },
    Values: { get: (part) => part.sheet.values(rowBlock(part)) },
  },
  methods: { GetRange: (part) => rangeAt(part, rowBlock(part)) },
});

function rowBlock(part: TablePart): Block {
  const body = bodyOf(part);
  return { ...body, row: body.row + part.index, rows: 1 };
}

const tableRowCollection = defineType<TableRef>({
  name: 'TableRowCollection',
  scalars: { Count: { get: (ref) => bodyOf(ref).rows } },
  items: (ref) => Array.from({ length: bodyOf(ref).rows }, (_, index) => tableRow({ ...ref, index })),
  methods: { Add: addRows },
});

/** Adds rows at the end; in between, or on a protected sheet, Excel or the stand-in refuses. */
function addRows(ref: TableRef, args: Arguments): HostObject {
  const { sheet, table } = ref;
  // behaviour: table-rows
  if (args[0] !== null && args[0] !== undefined) throw notImplemented('TableRowCollection', 'add(index)');
  if (table.showTotals) throw notImplemented('TableRowCollection', 'add() above a totals row');
  sheet.guardDesign();
  const given: unknown = args[1];
  if (!Array.isArray(given) || given.length === 0) throw invalidArgument();
  const rows: unknown[] = Array.isArray(given[0]) ? given : [given];
  const values = rows.map((row) => {
    if (!Array.isArray(row) || row.length !== table.block.columns) throw invalidArgument();
    return row as GivenValue[];
  });
  const added = { ...table.block, row: table.block.row + table.block.rows, rows: values.length };
  if (sheet.usedBlock(true, onSheet(added))) {
    throw new RichError('InvalidOperation', 'The cells below the table are in use.');
  }
  sheet.setValues(added, values, 'addin');
  table.block = { ...table.block, rows: table.block.rows + values.length };
  return tableRow({ ...ref, index: bodyOf(ref).rows - 1 });
}

const tableColumn = defineType<TablePart>({
  name: 'TableColumn',
  id: ({ index }) => index + 1,
  scalars: {
    Id: { get: ({ index }) => index + 1 },
    Index: { get: ({ index }) => index },
    Name: { get: (part) => columnName(part) },
    Values: { get: (part) => part.sheet.values(columnBlock(part, part.table.block)) },
  },
  methods: {
    GetRange: (part) => rangeAt(part, columnBlock(part, part.table.block)),
    GetDataBodyRange: (part) => rangeAt(part, columnBlock(part, bodyOf(part))),
  },
});

function columnBlock({ index }: TablePart, block: Block): Block {
  return { ...block, column: block.column + index, columns: 1 };
}

function columnName({ sheet, table, index }: TablePart): string {
  return String(toWire(sheet.contentAt(table.block.row, table.block.column + index)));
}

const tableColumnCollection = defineType<TableRef>({
  name: 'TableColumnCollection',
  scalars: { Count: { get: ({ table }) => table.block.columns } },
  items: (ref) => columnsOf(ref).map((part) => tableColumn(part)),
  item: (ref, key) => {
    const found = columnsOf(ref).find((part) => part.index + 1 === key || columnName(part) === key);
    return found ? tableColumn(found) : NULL_OBJECT;
  },
});

function columnsOf(ref: TableRef): TablePart[] {
  return Array.from({ length: ref.table.block.columns }, (_, index) => ({ ...ref, index }));
}

export const table = defineType<TableRef>({
  name: 'Table',
  id: (ref) => ref.table.id,
  scalars: {
    Id: { get: (ref) => ref.table.id },
    Name: {
      get: (ref) => ref.table.name,
      set: (ref, value) => {
        const name = textValue(value);
        const isTaken = allTables(ref.workbook).some(
          (other) => other.table !== ref.table && other.table.name.toLowerCase() === name.toLowerCase(),
        );
        if (isTaken) throw new Refusal('name-taken', `A table named "${name}" exists already.`);
        ref.table.name = name;
      },
    },
    ShowHeaders: { get: (ref) => ref.table.showHeaders },
    ShowTotals: { get: (ref) => ref.table.showTotals },
    Style: { get: (ref) => ref.table.style, set: (ref, value) => (ref.table.style = textValue(value)) },
    ShowBandedRows: {
      get: (ref) => ref.table.showBandedRows,
      set: (ref, value) => (ref.table.showBandedRows = booleanValue(value)),
    },
    ShowFilterButton: {
      get: (ref) => ref.table.showFilterButton,
      set: (ref, value) => (ref.table.showFilterButton = booleanValue(value)),
    },
  },
  links: {
    Worksheet: ({ workbook, sheet }) => worksheetOf({ workbook, sheet }),
    Rows: (ref) => tableRowCollection(ref),
    Columns: (ref) => tableColumnCollection(ref),
  },
  methods: {
    GetRange: (ref) => rangeAt(ref, ref.table.block),
    GetHeaderRowRange: (ref) => rangeAt(ref, blockOf(ref, { from: 0, count: 1 })),
    GetDataBodyRange: (ref) => rangeAt(ref, bodyOf(ref)),
    Delete: ({ sheet, table: gone }) => {
      sheet.guardDesign();
      sheet.tables = sheet.tables.filter((other) => other !== gone);
      sheet.clearContents(gone.block, 'addin');
    },
  },
});

function allTables(workbook: Workbook): TableRef[] {
  return workbook.sheets.flatMap((sheet) => sheet.tables.map((entry) => ({ workbook, sheet, table: entry })));
}

function tablesOf({ workbook, sheet }: TablesRef): TableRef[] {
  return allTables(workbook).filter((ref) => sheet === null || ref.sheet === sheet);
}

export const tableCollection = defineType<TablesRef>({
  name: 'TableCollection',
  scalars: { Count: { get: (ref) => tablesOf(ref).length } },
  items: (ref) => tablesOf(ref).map((entry) => table(entry)),
  item: (ref, key) => {
    const wanted = String(key).toLowerCase();
    const found = tablesOf(ref).find(
      (entry) => entry.table.id.toLowerCase() === wanted || entry.table.name.toLowerCase() === wanted,
    );
    return found ? table(found) : NULL_OBJECT;
  },
  methods: { Add: addTable },
});

function addTable({ workbook, sheet }: TablesRef, args: Arguments): HostObject {
  const home = sheet ?? workbook.activeSheet;
  const target = tableTarget(workbook, home, args);
  if (!flagArgument(args, 1)) throw notImplemented('TableCollection', 'add() without headers');
  target.sheet.guardDesign();
  if (target.sheet.tables.some((other) => intersect(other.block, target.block))) {
    throw new RichError('InvalidArgument', 'A table cannot overlap another table.');
  }
  const number = allTables(workbook).length + 1;
  const entry: SheetTable = {
    id: workbook.nextGuid(),
    name: `Table${String(number)}`,
    block: { ...target.block },
    showHeaders: true,
    showTotals: false,
    showBandedRows: true,
    showFilterButton: true,
    style: 'TableStyleMedium2',
  };
  target.sheet.tables.push(entry);
  return table({ workbook, sheet: target.sheet, table: entry });
}

function tableTarget(workbook: Workbook, home: Sheet, args: Arguments): { sheet: Sheet; block: Block } {
  const [place] = args;
  if (typeof place === 'string') return onlySheetAddress({ workbook, sheet: home }, place);
  const target = (place as { target?: unknown } | null)?.target;
  if (target instanceof RangeRef) return { sheet: target.sheet, block: target.block };
  return onlySheetAddress({ workbook, sheet: home }, textArgument(args, 0));
}
