import { addPostRow } from '../../excel/add-post.js';
import { lockSheets, unprotectedSheets } from '../../excel/locks.js';
import { readIdentity, writeBaseRevision } from '../../excel/open-workbook.js';
import { restoreCells } from '../../excel/restore-cells.js';
import { selectCell } from '../../excel/select-place.js';
import { watchSheets } from '../../excel/watch.js';
import { roundOpenCell, writeDerivedCells, writeOpenCell } from '../../excel/write-cells.js';
import type { ExcelHost } from './excel-host.js';

/** Excel itself, through office.js. */
export const officeHost: ExcelHost = {
  readIdentity,
  writeBaseRevision,
  watchSheets,
  lockSheets,
  unprotectedSheets,
  selectCell,
  writeDerivedCells,
  writeOpenCell,
  roundOpenCell,
  restoreCells,
  addPostRow,
};
