import { readXlsx, type Cell as FileCell, type CellStyle, type Sheet as FileSheet } from 'hucre';
import { parseBlock } from './model/block.js';
import { CellError, DEFAULT_FORMAT, type Cell, type CellContent, type CellFormat } from './model/cell.js';
import { rulesOf } from './load-rules.js';
import type { Sheet, Visibility } from './model/sheet.js';
import type { ProtectionOptions } from './model/sheet-protection.js';
import { Workbook } from './model/workbook.js';
import { readSheetParts, type SheetPart } from './read-sheet-parts.js';

/**
 * Opens an .xlsx file as Excel would: values and formulas with their last results, formats and locks, column
 * widths, what is hidden or frozen, protection, names, validation, conditional formats and custom properties.
 *
 * Most of it comes from hucre. What hucre (1.0.0) leaves out is read from the sheet's own XML: formats of whole
 * columns and whether the protection has a password. Charts, pictures, comments and printing are not kept.
 * Throws hucre's error for a file that is not a workbook.
 */
export async function loadXlsx(bytes: Uint8Array, fileName: string): Promise<Workbook> {
  const file = await readXlsx(bytes, { readStyles: true });
  const parts = readSheetParts(bytes);
  const workbook = new Workbook(fileName);
  const formats = new FormatReader();
  for (const fileSheet of file.sheets) {
    const sheet = workbook.addSheet(fileSheet.name, visibilityOf(fileSheet));
    const part = parts.get(fileSheet.name);
    loadColumns(sheet, fileSheet, part, formats);
    loadCells(sheet, fileSheet, formats);
    loadRows(sheet, fileSheet);
    loadRules(workbook, sheet, fileSheet);
    // Last, since it would refuse what comes before.
    if (fileSheet.protection?.sheet === true) protect(sheet, fileSheet, part);
  }
  for (const { name, range, scope } of file.namedRanges ?? []) {
    if (scope === undefined && !workbook.names.has(name.toLowerCase())) workbook.defineName(name, range);
  }
  for (const [key, value] of Object.entries(file.properties?.custom ?? {})) {
    workbook.customProperties.set(key, value);
  }
  const active = file.activeSheet === undefined ? undefined : workbook.sheets[file.activeSheet];
  if (active?.visibility === 'Visible') workbook.activate(active, 'user');
  workbook.history.forget();
  return workbook;
}

function visibilityOf({ hidden, veryHidden }: FileSheet): Visibility {
  if (veryHidden === true) return 'VeryHidden';
  return hidden === true ? 'Hidden' : 'Visible';
}

function loadColumns(
  sheet: Sheet,
  file: FileSheet,
  part: SheetPart | undefined,
  formats: FormatReader,
): void {
  file.columns?.forEach((column, at) => {
    if (column.width !== undefined) sheet.layout.setWidth(at, 1, column.width);
    if (column.hidden === true) sheet.layout.hideColumns(at, 1, true);
  });
  for (const { column, columns, isLocked, numberFormat } of part?.columnFormats ?? []) {
    const format = formats.shared({ ...DEFAULT_FORMAT, isLocked, numberFormat });
    sheet.grid.reformat({ row: 0, column, rows: 1_048_576, columns }, () => format);
  }
  sheet.layout.frozenRows = file.freezePane?.rows ?? 0;
  sheet.layout.frozenColumns = file.freezePane?.columns ?? 0;
}

function loadCells(sheet: Sheet, file: FileSheet, formats: FormatReader): void {
  file.rows.forEach((row, at) => {
    row.forEach((value, column) => {
      const detail = file.cells?.get(`${String(at)},${String(column)}`);
      if (value === null && detail === undefined) return;
      // A cell the file stores without a style has the default format, whatever its column has.
      sheet.load(at, column, toCell(value, detail, formats.of(detail?.style)));
    });
  });
}

function toCell(
  value: FileSheet['rows'][number][number],
  detail: FileCell | undefined,
  format: CellFormat,
): Cell {
  const result = detail?.formula === undefined ? value : (detail.formulaResult ?? value);
  const isError = detail?.type === 'error' || (detail?.formula !== undefined && typeof result === 'string');
  const formula = detail?.formula === undefined ? null : `=${detail.formula.replace(/^=/, '')}`;
  return { content: contentOf(result, isError), formula, format };
}

function contentOf(value: FileSheet['rows'][number][number], mayBeError: boolean): CellContent {
  if (value === null || value === '') return null;
  if (value instanceof Date) return serialOf(value);
  if (mayBeError && typeof value === 'string') return CellError.parse(value) ?? value;
  return value;
}

/** Days since the last of December 1899, as a sheet keeps dates. */
function serialOf(date: Date): number {
  return (date.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000;
}

function loadRows(sheet: Sheet, file: FileSheet): void {
  for (const [row, definition] of file.rowDefs ?? []) {
    if (definition.hidden === true) sheet.layout.hideRows(row, 1, true);
  }
}

function loadRules(workbook: Workbook, sheet: Sheet, file: FileSheet): void {
  const rules = rulesOf(file, () => workbook.nextGuid());
  sheet.validations = rules.validations;
  sheet.conditionalFormats = rules.conditionalFormats;
  for (const { name, range, style } of file.tables ?? []) {
    const block = range === undefined ? null : parseBlock(range);
    if (!block) continue;
    sheet.tables.push({
      id: workbook.nextGuid(),
      name,
      block,
      showHeaders: true,
      showTotals: false,
      showBandedRows: true,
      showFilterButton: true,
      style: style ?? 'TableStyleMedium2',
    });
  }
}

/** In files the options name what stays forbidden; hucre turns them round to what is allowed. */
function protect(sheet: Sheet, file: FileSheet, part: SheetPart | undefined): void {
  const given = file.protection ?? {};
  const options: Partial<ProtectionOptions> = {
    allowAutoFilter: given.autoFilter ?? false,
    allowDeleteColumns: given.deleteColumns ?? false,
    allowDeleteRows: given.deleteRows ?? false,
    allowEditObjects: given.objects ?? false,
    allowEditScenarios: given.scenarios ?? false,
    allowFormatCells: given.formatCells ?? false,
    allowFormatColumns: given.formatColumns ?? false,
    allowFormatRows: given.formatRows ?? false,
    allowInsertColumns: given.insertColumns ?? false,
    allowInsertHyperlinks: given.insertHyperlinks ?? false,
    allowInsertRows: given.insertRows ?? false,
    allowPivotTables: given.pivotTables ?? false,
    allowSort: given.sort ?? false,
  };
  sheet.protect(options, part?.passwordCheck ?? null, 'user');
}

/** Turns a file's styles into formats and keeps equal ones as one object; hucre makes a style object for every cell. */
class FormatReader {
  private readonly known = new Map<string, CellFormat>([[keyOf(DEFAULT_FORMAT), DEFAULT_FORMAT]]);

  of(style: CellStyle | undefined): CellFormat {
    return style ? this.shared(formatOf(style)) : DEFAULT_FORMAT;
  }

  shared(format: CellFormat): CellFormat {
    const key = keyOf(format);
    const known = this.known.get(key);
    if (known) return known;
    this.known.set(key, format);
    return format;
  }
}

function keyOf(format: CellFormat): string {
  return Object.values(format).join('\u0000');
}

const ALIGNMENTS = {
  general: 'General',
  left: 'Left',
  center: 'Center',
  right: 'Right',
  fill: 'Fill',
  justify: 'Justify',
  centerContinuous: 'CenterAcrossSelection',
  distributed: 'Distributed',
} as const;

function formatOf({ font, fill, numFmt, alignment, protection }: CellStyle): CellFormat {
  const fillColor = fill?.type === 'pattern' && fill.pattern === 'solid' ? fill.fgColor?.rgb : undefined;
  return {
    numberFormat: numFmt ?? DEFAULT_FORMAT.numberFormat,
    isLocked: protection?.locked ?? true,
    fillColor: fillColor === undefined ? null : `#${fillColor.slice(-6).toUpperCase()}`,
    fontColor: font?.color?.rgb === undefined ? null : `#${font.color.rgb.slice(-6).toUpperCase()}`,
    isBold: font?.bold ?? false,
    isItalic: font?.italic ?? false,
    horizontalAlignment: ALIGNMENTS[alignment?.horizontal ?? 'general'],
    indentLevel: alignment?.indent ?? 0,
    wrapText: alignment?.wrapText ?? false,
  };
}
