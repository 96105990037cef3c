import { createContext, useContext } from 'react';
import type { RowPlaces } from '../../core/workbook/decode.js';
import type { CellChange } from '../../core/workbook/derived-cells.js';
import type { WorkbookIdentity } from '../../core/workbook/identity.js';
import type { DecodedWorkbook } from '../../core/workbook/decode.js';
import type { Position } from '../../core/staffing/position.js';
import type { BookIndex } from '../../core/validation/book-index.js';
import type { Owners } from '../../core/validation/owned-rows.js';
import type { LockReport } from '../../excel/locks.js';
import type { CellToRestore } from '../../excel/restore-cells.js';
import type { CellPlace } from '../../excel/select-place.js';
import type { Watch, Watcher } from '../../excel/watch.js';

/** Everything the pane asks of Excel; the functions are those of `src/excel`. Tests hand in their own. */
export type ExcelHost = {
  readIdentity: () => Promise<WorkbookIdentity | null>;
  writeBaseRevision: (revision: number) => Promise<void>;
  watchSheets: (watcher: Watcher) => Promise<Watch>;
  lockSheets: (index: BookIndex, decoded: DecodedWorkbook, owners: Owners) => Promise<LockReport>;
  unprotectedSheets: () => Promise<string[]>;
  selectCell: (place: CellPlace) => Promise<void>;
  writeDerivedCells: (places: RowPlaces, changes: readonly CellChange[]) => Promise<void>;
  writeOpenCell: (sheet: string, row: number, column: number, value: string | number) => Promise<void>;
  roundOpenCell: (
    sheet: string,
    row: number,
    column: number,
    value: number,
    decimals: number,
  ) => Promise<void>;
  restoreCells: (sheet: string, cells: readonly CellToRestore[]) => Promise<void>;
  addPostRow: (index: BookIndex, places: RowPlaces, post: Position, owners: Owners) => Promise<void>;
};

export const HostContext = createContext<ExcelHost | null>(null);

/** The host of the pane around. Throws outside of one, which is a fault of the wiring. */
export function useHost(): ExcelHost {
  const host = useContext(HostContext);
  if (host === null) throw new Error('useHost needs a HostContext around it');
  return host;
}
