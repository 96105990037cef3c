import { zipSync } from 'fflate';
import { readXlsx, type Sheet } from 'hucre/xlsx';
import { failed, ok, type Problem, type Result } from '../../src/core/problem.js';
import type { SheetCells, WorkbookCells } from '../../src/core/workbook/decode.js';
import {
  decodeIdentity,
  decodeIdentityProperties,
  type WorkbookIdentity,
} from '../../src/core/workbook/identity.js';
import { cellAddress, SHEET_NAMES } from '../../src/core/workbook/layout.js';
import type { CellValue } from '../../src/core/workbook/read-figure.js';
import { fileKind, zipLooksLike } from './file-kind.js';
import { checkXmlParts } from './xml-parts.js';
import { openZip, type ZipFault, type ZipLimits } from './zip-parts.js';

/**
 * A workbook as it came in: who it says it is, its cells for the core to decode, and the cells whose formula was
 * never worked out, which therefore read as blank.
 */
export type ReadWorkbook = { identity: WorkbookIdentity; cells: WorkbookCells; notes: Problem[] };

export type ReadLimits = ZipLimits & { maxFileBytes: number; maxCells: number };

/** Well above the largest site (20,000 lines are about 15 MB of XML) and what one request may cost. */
export const READ_LIMITS: ReadLimits = {
  maxFileBytes: 20 * 2 ** 20,
  maxEntries: 2_000,
  maxPartBytes: 64 * 2 ** 20,
  maxTotalBytes: 128 * 2 ** 20,
  maxCells: 5_000_000,
};

/** The parts that hold cells. Without styles hucre takes no number for a date, so serial numbers stay numbers. */
const WANTED =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|docProps\/custom\.xml|xl\/(?!styles)[^/]+\.xml|xl\/_rels\/[^/]+\.rels|xl\/worksheets\/[^/]+\.xml)$/;

const DATA_SHEETS = [SHEET_NAMES.budget, SHEET_NAMES.positions] as const;

/**
 * Reads an .xlsx file of a site. Bad input is never an exception: whatever keeps the file from being read comes back
 * as problems (`file.*`, `workbook.*`), each naming the file. The zip is opened under `limits` and checked by sizes
 * and CRC-32, XML with a document type is refused, and only the parts checked reach the reader of spreadsheets.
 *
 * Cells come as Excel itself gives them to the pane: errors as text (`#DIV/0!`), dates as their serial number,
 * formulas as their last result, cells of hidden columns too. Whether the workbook is of this year, site and layout
 * is the caller's business.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  fileName: string,
  limits: ReadLimits = READ_LIMITS,
): Promise<Result<ReadWorkbook>> {
  const refuse = (code: string, params: Problem['params'] = {}) =>
    failed([
      {
        code,
        severity: 'fatal',
        place: { kind: 'file', file: fileName },
        params: { file: fileName, ...params },
      },
    ]);
  if (bytes.length > limits.maxFileBytes) {
    return refuse('file.tooLarge', { what: 'file', limit: limits.maxFileBytes });
  }
  const kind = fileKind(bytes);
  if (kind.kind === 'encrypted') return refuse('file.encrypted');
  if (kind.kind === 'oldXls') return refuse('file.oldXls');
  if (kind.kind === 'other') return refuse('file.notXlsx', { looksLike: kind.looksLike });

  const zip = openZip(bytes, limits, (name) => WANTED.test(name));
  if (!zip.ok) return refuse(...codeOfFault(zip));
  const looksLike = zipLooksLike(zip.names);
  if (looksLike !== null) return refuse('file.notXlsx', { looksLike });
  const fault = checkXmlParts(zip.parts, limits.maxCells);
  if (fault) return refuse(...codeOfFault(fault));

  const wanted = [...DATA_SHEETS, SHEET_NAMES.identity].map((name) => name.toLowerCase());
  let file: Awaited<ReturnType<typeof readXlsx>>;
  try {
    // Packed anew, so that hucre meets the very parts that were checked and no others.
    const checked = zipSync(Object.fromEntries(zip.parts), { level: 0 });
    file = await readXlsx(checked, { sheets: ({ name }) => wanted.includes(name.toLowerCase()) });
  } catch (error) {
    return refuse('file.damaged', { detail: error instanceof Error ? error.message.slice(0, 200) : '' });
  }
  return takeSheets(file.sheets, file.properties?.custom ?? {}, fileName);
}

function codeOfFault(fault: ZipFault): [code: string, params: Problem['params']] {
  switch (fault.fault) {
    case 'damaged':
      return ['file.damaged', { detail: fault.detail.slice(0, 200) }];
    case 'encrypted':
      return ['file.encrypted', {}];
    case 'tooLarge':
      return ['file.tooLarge', { what: fault.what, limit: fault.limit }];
  }
}

function takeSheets(
  sheets: readonly Sheet[],
  properties: Record<string, unknown>,
  file: string,
): Result<ReadWorkbook> {
  const find = (name: string) => sheets.find((sheet) => sheet.name.toLowerCase() === name.toLowerCase());
  const identitySheet = find(SHEET_NAMES.identity);
  const identity =
    (identitySheet ? decodeIdentity(cellsOf(identitySheet)) : null) ?? decodeIdentityProperties(properties);
  if (!identity) {
    return failed([
      { code: 'workbook.notSitebook', severity: 'fatal', place: { kind: 'file', file }, params: { file } },
    ]);
  }
  const budget = find(SHEET_NAMES.budget);
  const positions = find(SHEET_NAMES.positions);
  if (!budget || !positions) {
    const missing = DATA_SHEETS.filter((name) => !find(name));
    return failed(
      missing.map((sheet) => ({
        code: 'workbook.sheetMissing',
        severity: 'fatal',
        place: { kind: 'workbook', sheet },
        params: { file, sheet },
      })),
    );
  }
  return ok({
    identity,
    cells: { budget: cellsOf(budget), positions: cellsOf(positions) },
    notes: [...unworkedFormulas(budget), ...unworkedFormulas(positions)],
  });
}

/** The values from A1 on, without the empty rows after the last one in use. */
function cellsOf(sheet: Sheet): SheetCells {
  const values = sheet.rows.map((row) => row.map(cellValue));
  while (values.length > 0 && values.at(-1)?.every((value) => value === null) === true) values.pop();
  return { values };
}

function cellValue(value: Sheet['rows'][number][number]): CellValue {
  if (value === '') return null;
  // Not without styles; kept so that a date could never pass as something else.
  if (value instanceof Date) return (value.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000;
  return value;
}

/** Formulas that the file holds without a result: programs other than Excel may leave them to be worked out. */
function unworkedFormulas({ name, cells }: Sheet): Problem[] {
  return [...(cells ?? [])]
    .filter(([, cell]) => cell.type === 'formula' && cell.value === null)
    .map(([key]) => {
      const [row = 0, column = 0] = key.split(',').map(Number);
      const cell = cellAddress(row, column);
      return {
        code: 'cell.formulaWithoutValue',
        severity: 'fatal',
        place: { kind: 'workbook', sheet: name, cell },
        params: { sheet: name, cell },
      };
    });
}
