import { MAX_COLUMNS, MAX_ROWS, type Block } from '../model/block.js';
import { NO_OPTIONS, type ProtectionOptions } from '../model/sheet-protection.js';
import type { Sheet, Visibility } from '../model/sheet.js';
import type { Workbook } from '../model/workbook.js';
import { defineType, NULL_OBJECT, type Arguments, type HostObject, type HostResult } from './host-object.js';
import { rangeAreas } from './range-areas-type.js';
import { RangeRef } from './range-ref.js';
import { range } from './range-type.js';
import {
  flagArgument,
  integerArgument,
  isRecord,
  numberValue,
  onSheet,
  optionalText,
  rangeArgument,
  textValue,
  wordValue,
} from './read-arguments.js';
import { invalidArgument, itemNotFound, RichError } from './rich-error.js';
import { blocksOfList, rangeOfSheet } from './sheet-address.js';
import { tableCollection } from './table-types.js';
import { provideWorksheet, type SheetRef } from './worksheet-of.js';

const VISIBILITIES: readonly Visibility[] = ['Visible', 'Hidden', 'VeryHidden'];

const worksheetProtection = defineType<SheetRef>({
  name: 'WorksheetProtection',
  scalars: {
    Protected: { get: ({ sheet }) => sheet.protection.isProtected },
    Options: { get: ({ sheet }) => ({ ...sheet.protection.options }) },
  },
  methods: {
    Protect: ({ sheet }, args) => {
      sheet.protect(protectionOptions(args[0]), optionalText(args, 1), 'addin');
    },
    Unprotect: ({ sheet }, args, { misbehaviour }) => {
      const wasProtected = sheet.unprotect(optionalText(args, 0), 'addin');
      // behaviour: unprotect-unprotected
      if (!wasProtected && misbehaviour.unprotectNeedsProtection) {
        throw new RichError('AccessDenied', 'You cannot perform the requested operation.');
      }
    },
  },
});

/** Options as the add-in gives them. A null among them is refused (OfficeDev/office-js #1931). */
function protectionOptions(given: unknown): Partial<ProtectionOptions> {
  if (given === null || given === undefined) return {};
  if (!isRecord(given)) throw invalidArgument();
  for (const [name, value] of Object.entries(given)) {
    // behaviour: null-option-refused
    if (!Object.hasOwn(NO_OPTIONS, name)) throw invalidArgument();
    const isFitting =
      name === 'selectionMode'
        ? ['Normal', 'Unlocked', 'None'].includes(String(value))
        : typeof value === 'boolean';
    if (!isFitting) throw invalidArgument();
  }
  return given;
}

const freezePanes = defineType<SheetRef>({
  name: 'WorksheetFreezePanes',
  methods: {
    FreezeRows: ({ sheet }, args) => freeze(sheet, integerArgument(args, 0), 0),
    FreezeColumns: ({ sheet }, args) => freeze(sheet, 0, integerArgument(args, 0)),
    FreezeAt: ({ sheet }, args) => {
      const { block } = rangeArgument(args, 0, sheet);
      freeze(sheet, block.row + block.rows, block.column + block.columns);
    },
    Unfreeze: ({ sheet }) => freeze(sheet, 0, 0),
    GetLocation: (ref) => {
      const location = frozenRange(ref);
      if (location === NULL_OBJECT) throw itemNotFound();
      return location;
    },
    GetLocationOrNullObject: (ref) => frozenRange(ref),
  },
});

function freeze(sheet: Sheet, rows: number, columns: number): void {
  if (rows < 0 || columns < 0) throw invalidArgument();
  sheet.layout.frozenRows = rows;
  sheet.layout.frozenColumns = columns;
}

function frozenRange({ workbook, sheet }: SheetRef): HostResult {
  const { frozenRows, frozenColumns } = sheet.layout;
  if (frozenRows === 0 && frozenColumns === 0) return NULL_OBJECT;
  const rows = frozenRows || MAX_ROWS;
  return range(
    new RangeRef(workbook, sheet, { row: 0, column: 0, rows, columns: frozenColumns || MAX_COLUMNS }),
  );
}

export const worksheet: (ref: SheetRef) => HostObject = defineType<SheetRef>({
  name: 'Worksheet',
  id: ({ sheet }) => sheet.id,
  scalars: {
    Id: { get: ({ sheet }) => sheet.id },
    Name: {
      get: ({ sheet }) => sheet.name,
      set: ({ workbook, sheet }, value) => workbook.renameSheet(sheet, textValue(value), 'addin'),
    },
    Position: {
      get: ({ workbook, sheet }) => workbook.sheets.indexOf(sheet),
      set: ({ workbook, sheet }, value) => workbook.moveSheet(sheet, numberValue(value), 'addin'),
    },
    Visibility: {
      get: ({ sheet }) => sheet.visibility,
      set: ({ workbook, sheet }, value) =>
        workbook.setVisibility(sheet, wordValue(value, VISIBILITIES), 'addin'),
    },
  },
  links: {
    Protection: (ref) => worksheetProtection(ref),
    FreezePanes: (ref) => freezePanes(ref),
    Tables: ({ workbook, sheet }) => tableCollection({ workbook, sheet }),
  },
  methods: {
    GetRange: (ref, args) => range(rangeOfSheet(ref, optionalText(args, 0))),
    GetRanges: (ref, args) => rangeAreas({ ...ref, blocks: blocksOfList(ref, optionalText(args, 0)) }),
    GetRangeByIndexes: (ref, args) => range(refOf(ref, blockByIndexes(args))),
    GetCell: (ref, args) =>
      range(
        refOf(ref, { row: integerArgument(args, 0), column: integerArgument(args, 1), rows: 1, columns: 1 }),
      ),
    // Of an empty sheet, getUsedRange gives its top left cell (Microsoft's reference of Worksheet).
    GetUsedRange: (ref, args) =>
      range(
        refOf(ref, ref.sheet.usedBlock(flagArgument(args, 0)) ?? { row: 0, column: 0, rows: 1, columns: 1 }),
      ),
    GetUsedRangeOrNullObject: (ref, args) => {
      const used = ref.sheet.usedBlock(flagArgument(args, 0));
      return used ? range(refOf(ref, used)) : NULL_OBJECT;
    },
    Activate: ({ workbook, sheet }) => workbook.activate(sheet, 'addin'),
    Delete: ({ workbook, sheet }) => {
      // behaviour: very-hidden-delete
      if (sheet.visibility === 'VeryHidden') {
        throw new RichError('InvalidOperation', 'A very hidden sheet cannot be deleted.');
      }
      workbook.deleteSheet(sheet, 'addin');
    },
    Calculate: ({ workbook }) => workbook.calculate('addin'),
  },
});

provideWorksheet(worksheet);

function refOf({ workbook, sheet }: SheetRef, block: Block): RangeRef {
  return new RangeRef(workbook, sheet, onSheet(block));
}

function blockByIndexes(args: Arguments): Block {
  return {
    row: integerArgument(args, 0),
    column: integerArgument(args, 1),
    rows: integerArgument(args, 2),
    columns: integerArgument(args, 3),
  };
}

export const worksheetCollection = defineType<Workbook>({
  name: 'WorksheetCollection',
  items: (workbook) => workbook.sheets.map((sheet) => worksheet({ workbook, sheet })),
  item: (workbook, key) => {
    const sheet = workbook.findSheet(String(key));
    return sheet ? worksheet({ workbook, sheet }) : NULL_OBJECT;
  },
  methods: {
    Add: (workbook, args) =>
      worksheet({ workbook, sheet: workbook.addSheet(optionalText(args, 0), 'Visible', 'addin') }),
    GetActiveWorksheet: (workbook) => worksheet({ workbook, sheet: workbook.activeSheet }),
    GetCount: (workbook, args) => listed(workbook, args).length,
    GetFirst: (workbook, args) => edge(workbook, listed(workbook, args)[0]),
    GetLast: (workbook, args) => edge(workbook, listed(workbook, args).at(-1)),
  },
});

function listed(workbook: Workbook, args: Arguments): Sheet[] {
  const visibleOnly = flagArgument(args, 0);
  return workbook.sheets.filter(({ visibility }) => !visibleOnly || visibility === 'Visible');
}

function edge(workbook: Workbook, sheet: Sheet | undefined): HostObject {
  if (!sheet) throw itemNotFound();
  return worksheet({ workbook, sheet });
}
