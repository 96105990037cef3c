import type { CellFormat } from '../model/cell.js';
import { ALIGNMENTS } from './format-types.js';
import type { Arguments } from './host-object.js';
import { cellsOf, isUnbounded } from './range-values.js';
import type { RangeRef } from './range-ref.js';
import { booleanValue, colorValue, isRecord, numberValue, wordValue } from './read-arguments.js';
import { invalidArgument, notImplemented } from './rich-error.js';
import type { Json } from './wire.js';

type Properties = Record<string, Json>;

/** How each property below `format` is read and what it changes when set. */
const FORMAT_PROPERTIES: Record<
  string,
  { get(format: CellFormat): Json; patch(value: Json): Partial<CellFormat> }
> = {
  'protection/locked': {
    get: (format) => format.isLocked,
    patch: (value) => ({ isLocked: booleanValue(value) }),
  },
  'fill/color': {
    get: (format) => format.fillColor ?? '#FFFFFF',
    patch: (value) => ({ fillColor: colorValue(value) }),
  },
  'font/color': {
    get: (format) => format.fontColor ?? '#000000',
    patch: (value) => ({ fontColor: colorValue(value) }),
  },
  'font/bold': { get: (format) => format.isBold, patch: (value) => ({ isBold: booleanValue(value) }) },
  'font/italic': { get: (format) => format.isItalic, patch: (value) => ({ isItalic: booleanValue(value) }) },
  horizontalAlignment: {
    get: (format) => format.horizontalAlignment,
    patch: (value) => ({ horizontalAlignment: wordValue(value, ALIGNMENTS) }),
  },
  indentLevel: {
    get: (format) => format.indentLevel,
    patch: (value) => ({ indentLevel: numberValue(value) }),
  },
  wrapText: { get: (format) => format.wrapText, patch: (value) => ({ wrapText: booleanValue(value) }) },
};

/** `getCellProperties`: for each cell an object of what the options name. */
export function getCellProperties(ref: RangeRef, args: Arguments): Properties[][] {
  const options = recordOf(args[0]);
  if (isUnbounded(ref.block)) throw invalidArgument();
  const { sheet, block } = ref;
  const names = wantedFormats(options['format']);
  const unknown = Object.keys(options).find((name) => !['address', 'hidden', 'format'].includes(name));
  if (unknown !== undefined) throw notImplemented('Range', `getCellProperties of ${unknown}`);
  // Cells of one format share what it says of them.
  const known = new Map<CellFormat, Properties>();
  return sheet.grid.map(block, (cell, row, column) => {
    const format = cell?.format ?? sheet.grid.formatAt(row, column);
    const properties = known.get(format) ?? formatProperties(format, names);
    known.set(format, properties);
    return {
      ...(names.length > 0 && { format: properties }),
      ...(options['address'] === true && { address: ref.at({ row, column, rows: 1, columns: 1 }).address }),
      ...(options['hidden'] === true && {
        hidden: sheet.layout.isRowHidden(row) || sheet.layout.isColumnHidden(column),
      }),
    };
  });
}

/** `setCellProperties`: each cell its own; all are read before any is changed. */
export function setCellProperties(ref: RangeRef, args: Arguments): void {
  const { sheet, block } = ref;
  const patches = new Map<string, Partial<CellFormat>>();
  const cells = cellsOf(ref, args[0], isRecord).map((row) => row.map((cell) => sharedPatch(cell, patches)));
  if ([...patches.values()].some((patch) => patch.isLocked !== undefined)) sheet.guardDesign();
  sheet.patchFormats(
    block,
    (row, column) => cells[row - block.row]?.[column - block.column] ?? null,
    'addin',
  );
}

function sharedPatch(cell: Properties, patches: Map<string, Partial<CellFormat>>): Partial<CellFormat> {
  const key = JSON.stringify(cell);
  const known = patches.get(key);
  if (known) return known;
  const unknown = Object.keys(cell).find((name) => name !== 'format');
  if (unknown !== undefined) throw notImplemented('Range', `setCellProperties of ${unknown}`);
  const patch: Partial<CellFormat> = {};
  for (const [name, value] of flatten(recordOf(cell['format'] ?? {}))) {
    const property = FORMAT_PROPERTIES[name];
    if (!property) throw notImplemented('Range', `setCellProperties of format/${name}`);
    if (value !== null) Object.assign(patch, property.patch(value));
  }
  patches.set(key, patch);
  return patch;
}

/** The paths the options ask for: `protection: true` means everything below it. */
function wantedFormats(options: Json): string[] {
  if (options === undefined || options === null) return [];
  return [...flatten(recordOf(options))].flatMap(([name, isWanted]) => {
    if (isWanted !== true) return [];
    const found = Object.keys(FORMAT_PROPERTIES).filter(
      (path) => path === name || path.startsWith(`${name}/`),
    );
    if (found.length === 0) throw notImplemented('Range', `getCellProperties of format/${name}`);
    return found;
  });
}

function formatProperties(format: CellFormat, paths: readonly string[]): Properties {
  const out: Properties = {};
  for (const path of paths) {
    const [group = '', name] = path.split('/');
    const value = FORMAT_PROPERTIES[path]?.get(format);
    if (name === undefined) out[group] = value;
    else out[group] = { ...(isRecord(out[group]) ? out[group] : {}), [name]: value };
  }
  return out;
}

/** Nested objects as paths: {font: {bold: true}} gives "font/bold". */
function* flatten(record: Properties, prefix = ''): Generator<[string, Json]> {
  for (const [name, value] of Object.entries(record)) {
    if (isRecord(value)) yield* flatten(value, `${prefix}${name}/`);
    else yield [`${prefix}${name}`, value];
  }
}

function recordOf(value: Json): Properties {
  if (!isRecord(value)) throw invalidArgument();
  return value;
}
