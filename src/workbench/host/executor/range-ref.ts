import { blockAddress, quoteSheetName, type Block } from '../model/block.js';
import type { Sheet } from '../model/sheet.js';
import type { Workbook } from '../model/workbook.js';

/** What a Range object stands on. A kept one moves when rows are inserted above it, so `block` may change. */
export class RangeRef {
  constructor(
    readonly workbook: Workbook,
    readonly sheet: Sheet,
    public block: Block,
  ) {}

  get address(): string {
    return `${quoteSheetName(this.sheet.name)}!${blockAddress(this.block)}`;
  }

  at(block: Block): RangeRef {
    return new RangeRef(this.workbook, this.sheet, block);
  }

  get areas(): Areas {
    return { workbook: this.workbook, sheet: this.sheet, blocks: [this.block] };
  }
}

/** One or more blocks of a sheet that are formatted together. */
export type Areas = { workbook: Workbook; sheet: Sheet; blocks: readonly Block[] };
