import { useCallback, useMemo, useState } from 'react';
import { useHost } from '../host/host-context.js';
import { PANE } from '../../ui/messages/pane.js';
import type { SheetStore } from '../sheet/sheet-store.js';
import type { Undoable } from './use-undoable.js';

const WORDS = PANE.header;

export type Marks = {
  /** Whether faulty cells are marked in the sheet; null while that is not known. */
  areOn: boolean | null;
  /** Asks the workbook, which another pane may have marked. */
  look: () => void;
  toggle: () => void;
};

/** Switches the marks of faulty cells in the sheet on and off, on command alone, since protection is lifted for it. */
export function useMarks(store: SheetStore, { note }: Undoable): Marks {
  const host = useHost();
  const [areOn, setOn] = useState<boolean | null>(null);
  const look = useCallback(() => {
    setOn(null);
    // A workbook that cannot be asked cannot be marked either: the item stays as it is.
    host.hasMarks().then(setOn, () => setOn(null));
  }, [host]);
  const toggle = useCallback(() => {
    const { reading } = store.current();
    if (areOn === null || reading === null) return;
    void store
      .command((excel) => (areOn ? excel.hideMarks() : excel.showMarks(reading.decoded)))
      .then((isDone) => {
        if (isDone) note(areOn ? WORDS.marksOff : WORDS.marksOn);
      });
  }, [store, areOn, note]);
  return useMemo(() => ({ areOn, look, toggle }), [areOn, look, toggle]);
}
