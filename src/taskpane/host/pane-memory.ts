import { createContext, useContext } from 'react';
import { createExplanationStore, type ExplanationStore } from '../sheet/explanation-store.js';
import { createSeenStore, type SeenStore } from '../sheet/seen-store.js';
import { createPreferences, type Preferences } from './preferences.js';

/** What the browser remembers for the pane from one opening to the next. Never what is in cells: Excel keeps that. */
export type PaneMemory = {
  preferences: Preferences;
  /** What of the ledger and the comments a person has seen, by workbook. */
  seen: SeenStore;
  /** Explanations that no cell holds and that are not saved yet, by workbook. */
  explanationsOf: (workbookId: string) => ExplanationStore;
};

export type PaneMemoryOptions = {
  /** Null where the browser keeps nothing for embedded pages: it then lasts as long as the pane. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  /** Office's partition key: the same origin may be embedded in several places that share nothing. */
  partitionKey?: string | undefined;
};

export function createPaneMemory({ storage, partitionKey }: PaneMemoryOptions): PaneMemory {
  return {
    preferences: createPreferences({ storage, partitionKey }),
    seen: createSeenStore({ storage, partitionKey }),
    explanationsOf: (workbookId) => createExplanationStore({ storage, partitionKey, workbookId }),
  };
}

export const PaneMemoryContext = createContext<PaneMemory>(createPaneMemory({ storage: null }));

export function usePaneMemory(): PaneMemory {
  return useContext(PaneMemoryContext);
}
