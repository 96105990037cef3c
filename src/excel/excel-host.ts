import { applySheetChanges } from './apply-changes.js';
import { lockSheets, unprotectedSheets } from './locks.js';
import { editCells, putCellsBack } from './edit-cells.js';
import { hasMarks, hideMarks, showMarks } from './mark-problems.js';
import {
  currentPlace,
  findIdentity,
  readIdentity,
  writeBaseRevision,
  writeIdentity,
} from './open-workbook.js';
import { fixPaste, readPastedFormats } from './paste-guard.js';
import { selectCell } from './select-place.js';
import { watchSheets } from './watch.js';
import { writeLockedCells } from './write-locked-cells.js';
import { writeDerivedCells, writeOpenCells } from './write-cells.js';

/** Everything the pane asks of Excel. Only `taskpane/index.tsx` hands in the real one. */
export const excelHost = {
  readIdentity,
  findIdentity,
  currentPlace,
  writeIdentity,
  writeBaseRevision,
  watchSheets,
  lockSheets,
  unprotectedSheets,
  selectCell,
  writeDerivedCells,
  writeOpenCells,
  editCells,
  putCellsBack,
  writeLockedCells,
  applySheetChanges,
  readPastedFormats,
  fixPaste,
  hasMarks,
  showMarks,
  hideMarks,
};

export type ExcelHost = typeof excelHost;
