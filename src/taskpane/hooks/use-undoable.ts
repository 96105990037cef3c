import { useCallback, useMemo, useRef, useState } from 'react';
import type { EditedCell } from '../../excel/edit-cells.js';
import { cellName, type CellPlace } from '../../core/workbook/cell-of-place.js';
import { PANE } from '../../ui/messages/pane.js';
import { placeOfCell, rowCellAt, type RowCell, type SheetChange } from '../repairs/sheet-change.js';
import type { SheetStore } from '../sheet/sheet-store.js';

/** What the pane did last to cells of the sheet, for the notice that offers to take it back. */
export type DoneChange = {
  /** Another number for every change and every undo. */
  turn: number;
  label: string;
  /** It was no edit of cells: what it says is all there is to it. */
  isNote: boolean;
  isUndone: boolean;
  /** Names of cells that were not put back, since somebody changed them; empty before an undo. */
  left: readonly string[];
  /** An undo put back nothing at all. */
  isAllLeft: boolean;
};

export type Undoable = {
  done: DoneChange | null;
  isBusy: boolean;
  /** Makes a change, and remembers what the cells held; false when Excel did not take it. */
  run: (change: SheetChange) => Promise<boolean>;
  /** Puts back the cells of the last change that still hold what it wrote. */
  undo: () => Promise<void>;
  /** Says something else that was done. */
  note: (text: string) => void;
  dismiss: () => void;
};

const PLAIN: Omit<DoneChange, 'turn' | 'label'> = {
  isNote: false,
  isUndone: false,
  left: [],
  isAllLeft: false,
};

/** What was edited, by row and column rather than by address: rows may have come and gone when it is taken back. */
type Remembered = { cell: RowCell | null; edited: EditedCell };

/** The last change that the pane made to cells at a click, and its undo. */
export function useUndoable(store: SheetStore): Undoable {
  const [done, setDone] = useState<DoneChange | null>(null);
  const [isBusy, setBusy] = useState(false);
  const last = useRef<{ change: SheetChange; cells: Remembered[] } | null>(null);
  const turns = useRef(0);
  const show = useCallback((part: Omit<DoneChange, 'turn'>) => {
    turns.current += 1;
    setDone({ turn: turns.current, ...part });
  }, []);

  const run = useCallback(
    async (change: SheetChange) => {
      const { reading } = store.current();
      if (reading === null) return false;
      const places = change.edits.map((edit) => rowCellAt(reading.decoded, edit));
      let edited: EditedCell[] = [];
      setBusy(true);
      const isMade = await store.command(async (host) => {
        edited = await host.editCells(change.edits, change.isLocked);
      });
      setBusy(false);
      if (!isMade) return false;
      last.current = {
        change,
        cells: edited.map((cell, at) => ({ cell: places[at] ?? null, edited: cell })),
      };
      show({ ...PLAIN, label: change.label });
      return true;
    },
    [store, show],
  );

  const undo = useCallback(async () => {
    const { current: made } = last;
    if (made === null) return;
    setBusy(true);
    const left = await takeBack(store, made.cells, made.change.isLocked);
    setBusy(false);
    if (left === null) return;
    last.current = null;
    show({
      ...PLAIN,
      label: made.change.label,
      isUndone: true,
      left: left.map((place) => (place === null ? PANE.done.rowGone : cellName(place))),
      isAllLeft: left.length === made.cells.length,
    });
  }, [store, show]);

  const note = useCallback(
    (label: string) => {
      last.current = null;
      show({ ...PLAIN, label, isNote: true });
    },
    [show],
  );
  const dismiss = useCallback(() => {
    last.current = null;
    setDone(null);
  }, []);
  return useMemo(
    () => ({ done, isBusy, run, undo, note, dismiss }),
    [done, isBusy, run, undo, note, dismiss],
  );
}

/** Puts cells back where they are now; those that stay as they are, null for a row that is gone. Null: Excel refused. */
async function takeBack(
  store: SheetStore,
  cells: readonly Remembered[],
  isLocked: boolean,
): Promise<(CellPlace | null)[] | null> {
  // Rows may have moved since the last reading.
  await store.look();
  const { reading } = store.current();
  if (reading === null) return null;
  const now = cells.map(({ cell, edited }) => {
    const place = cell && placeOfCell(reading.decoded, cell);
    return place === null ? null : { ...edited, ...place };
  });
  const left: (CellPlace | null)[] = now.filter((cell) => cell === null);
  const isDone = await store.command(async (host) => {
    left.push(
      ...(await host.putCellsBack(
        now.filter((cell) => cell !== null),
        isLocked,
      )),
    );
  });
  return isDone ? left : null;
}
