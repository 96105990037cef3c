import type { Block } from './block.js';
import type { CellContent } from './cell.js';
import type { Sheet } from './sheet.js';

/** Who acted: the person at this grid, the add-in, or a co-author elsewhere. */
export type Actor = 'user' | 'addin' | 'remote';

export type ChangeType = 'RangeEdited' | 'RowInserted' | 'RowDeleted' | 'Others';

/** Content of a single cell before and after; a change of several cells carries none. */
export type ChangeDetails = { before: CellContent; after: CellContent };

/** What happened in a workbook. 'formatted' is for views only: office.js hears nothing of it here. */
export type HostEvent =
  | {
      kind: 'changed';
      sheet: Sheet;
      block: Block;
      changeType: ChangeType;
      actor: Actor;
      details: ChangeDetails | null;
    }
  | { kind: 'formatted'; sheet: Sheet; block: Block; actor: Actor }
  | { kind: 'calculated'; sheet: Sheet; actor: Actor }
  | { kind: 'selected'; sheet: Sheet; block: Block; actor: Actor }
  | { kind: 'protectionChanged'; sheet: Sheet; isProtected: boolean; actor: Actor }
  | { kind: 'rowsMoved'; sheet: Sheet; at: number; count: number }
  | { kind: 'activated' | 'deactivated' | 'added' | 'deleted' | 'sheetChanged'; sheet: Sheet; actor: Actor };

export type HostListener = (event: HostEvent) => void;
