import { failed, ok, type Problem, type Result } from '../../src/core/problem.js';
import type { WorkbookCells } from '../../src/core/workbook/decode.js';
import {
  decodeIdentity,
  decodeIdentityProperties,
  type WorkbookIdentity,
} from '../../src/core/workbook/identity.js';
import { SHEET_NAMES } from '../../src/core/workbook/layout.js';
import { MAX_CELL_TEXT, TooLongText } from './cell-text.js';
import { fileKind, zipLooksLike } from './file-kind.js';
import { findSheets, readIdentitySheet } from './find-sheets.js';
import { TooManyCells, type SharedParts } from './read-sheet.js';
import {
  readCustomProperties,
  readDateStyles,
  readSharedStrings,
  readWorkbookParts,
  type TakePart,
  type TakeStart,
} from './workbook-parts.js';
import { BrokenPart, PartFault } from './xml-part.js';
import { openZip, type Opened, type OpenZip, type ZipFault, type ZipLimits } from './zip-parts.js';

/** A workbook as it came in: who it says it is, and its cells for the core to decode. */
export type ReadWorkbook = {
  /** Null of one into which a Budget sheet was copied: only its rows tell what it is. */
  identity: WorkbookIdentity | null;
  cells: WorkbookCells;
  /** What there is to say of it beside its cells. */
  notes: Problem[];
};

export type ReadLimits = ZipLimits & { maxFileBytes: number; maxCells: number };

/** The lines that a budget may have, and what stands above them; each row that is none of them would be a finding. */
const MOST_ROWS = 20_100;

const filledRows = (values: WorkbookCells['budget']['values']) =>
  values.reduce((count, row) => count + (row.some((value) => value !== null) ? 1 : 0), 0);

const DATA_SHEETS = ['budget', 'positions'] as const;

/** Well above the largest site (20,000 lines are about 15 MB of XML) and what one request may cost. */
export const READ_LIMITS: ReadLimits = {
  maxFileBytes: 20 * 2 ** 20,
  maxEntries: 2_000,
  maxPartBytes: 64 * 2 ** 20,
  maxTotalBytes: 128 * 2 ** 20,
  maxCells: 2_000_000,
};

/**
 * Reads an .xlsx file of a site. Bad input is never an exception: whatever keeps the file from being read comes back
 * as problems (`file.*`, `workbook.*`), each naming the file. The zip is opened under `limits` and checked by sizes
 * and CRC-32, XML with a document type is refused, and only the parts that are needed are unpacked, one at a time; of sheets that may
 * be anything their beginning.
 *
 * Cells come as Excel itself gives them to the pane: errors as text (`#DIV/0!`), formulas as their last result, cells of
 * hidden columns too; a number that is shown as a date comes as the text of the date, which is no figure. Whether the
 * workbook is of this year, site and layout is the caller's business. Macros and all other parts are neither unpacked nor
 * kept.
 */
export function readWorkbook(
  bytes: Uint8Array,
  fileName: string,
  limits: ReadLimits = READ_LIMITS,
): Result<ReadWorkbook> {
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

  const opened = openZip(bytes, limits);
  if (!opened.ok) return refuse(...codeOfFault(opened));
  const looksLike = zipLooksLike(opened.zip.names);
  if (looksLike !== null) return refuse('file.notXlsx', { looksLike });
  try {
    return takeSheets(opened.zip, limits, fileName);
  } catch (error) {
    if (error instanceof BrokenPart) return refuse('file.damaged', { detail: error.message.slice(0, 200) });
    if (error instanceof TooManyCells)
      return refuse('file.tooLarge', { what: 'cells', limit: limits.maxCells });
    if (error instanceof TooLongText) return refuse('file.tooLarge', { what: 'text', limit: MAX_CELL_TEXT });
    if (error instanceof UnpackFault) return refuse(...codeOfFault(error.fault));
    throw error;
  }
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

/** A part that cannot be unpacked, thrown through the readers of parts. */
class UnpackFault extends PartFault {
  constructor(readonly fault: ZipFault) {
    super(fault.fault);
  }
}

function unpacked<Part>(opened: Opened<Part> | null): Part | null {
  if (opened === null) return null;
  if (!opened.ok) throw new UnpackFault(opened);
  return opened;
}

/** Many times what the rows that may be those of titles take, also in a wide sheet. */
const START_BYTES = 256 * 2 ** 10;

function takeSheets(zip: OpenZip, limits: ReadLimits, file: string): Result<ReadWorkbook> {
  const take: TakePart = (name) => unpacked(zip.part(name))?.content ?? null;
  const takeStart: TakeStart = (name) => unpacked(zip.start(name, START_BYTES));
  const parts = readWorkbookParts(take);
  const stringsPart = parts.stringsPath === null ? null : take(parts.stringsPath);
  const stylesPart = parts.stylesPath === null ? null : take(parts.stylesPath);
  const shared: SharedParts = {
    strings: stringsPart ? readSharedStrings(parts.stringsPath ?? '', stringsPart) : [],
    dateStyles: stylesPart ? readDateStyles(parts.stylesPath ?? '', stylesPart) : new Set(),
    is1904: parts.is1904,
  };
  const book = { sheets: parts.sheets, take, takeStart, shared, maxCells: limits.maxCells };
  const identitySheet = readIdentitySheet(book);
  const identity =
    (identitySheet ? decodeIdentity(identitySheet) : null) ??
    decodeIdentityProperties(readCustomProperties(take, parts.propertiesPath));
  const isOurs = identity !== null;
  const { budget, positions } = findSheets(book, { isOurs });
  if (!isOurs && !budget.cells) {
    return failed([
      { code: 'workbook.notSitebook', severity: 'fatal', place: { kind: 'file', file }, params: { file } },
    ]);
  }
  const missing = isOurs ? DATA_SHEETS.filter((kind) => !{ budget, positions }[kind].cells) : [];
  const found = [...budget.problems, ...positions.problems];
  const faults = [
    ...missing.map((kind): Problem => ({
      code: 'workbook.sheetMissing',
      severity: 'fatal',
      place: { kind: 'workbook', sheet: SHEET_NAMES[kind] },
      params: { file, sheet: SHEET_NAMES[kind] },
    })),
    ...found.filter(({ severity }) => severity === 'fatal'),
  ];
  if (faults.length > 0 || !budget.cells) return failed(faults);
  const hasTooMany = DATA_SHEETS.some(
    (kind) => filledRows({ budget, positions }[kind].cells?.values ?? []) > MOST_ROWS,
  );
  if (hasTooMany)
    return failed([
      {
        code: 'file.tooLarge',
        severity: 'fatal',
        place: { kind: 'file', file },
        params: { file, what: 'rows', limit: MOST_ROWS },
      },
    ]);
  return ok({
    identity,
    cells: { budget: budget.cells, positions: positions.cells ?? { values: [], isMissing: true } },
    notes: found,
  });
}
