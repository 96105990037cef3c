import type { DecodedWorkbook } from '../../core/workbook/decode.js';
import {
  checkPaste,
  pasteScope,
  type CellBlock,
  type ColumnFormats,
  type PasteReport,
  type PasteScope,
} from '../../core/workbook/paste-check.js';
import type { ExcelHost } from '../../excel/excel-host.js';
import type { SheetFrame } from './read-snapshot.js';

/**
 * Remembers the last block that a person changed at once and what became of its formats, so that what is wrong in it
 * follows every reading until it is fixed or put aside. Formats are read once a block, never while single cells are
 * typed.
 */
export class PasteWatch {
  private seen: { scope: PasteScope; formats: readonly ColumnFormats[] } | null = null;
  /** Counts the blocks: what is read for an older one is dropped. */
  private latest = 0;

  constructor(
    private readonly host: ExcelHost,
    private readonly frame: SheetFrame,
  ) {}

  /** Looks at the formats of a block. Resolves to false when Excel gave none: a later paste is looked at again. */
  async look(block: CellBlock, decoded: DecodedWorkbook): Promise<boolean> {
    const number = (this.latest += 1);
    const scope = pasteScope(this.frame.index, decoded, block);
    if (scope === null) return false;
    try {
      const formats = await this.host.readPastedFormats(scope);
      if (number === this.latest) this.seen = { scope, formats };
      return number === this.latest;
    } catch {
      return false;
    }
  }

  /** Looks again at the block seen last, such as after a repair. */
  async again(decoded: DecodedWorkbook): Promise<void> {
    if (this.seen !== null) await this.look(this.seen.scope, decoded);
  }

  forget(): void {
    this.latest += 1;
    this.seen = null;
  }

  /** What is wrong in the block as the sheet stands now; null when nothing is. */
  report(decoded: DecodedWorkbook): PasteReport | null {
    if (this.seen === null) return null;
    const { index, owners } = this.frame;
    const report = checkPaste(index, decoded, owners, this.seen.scope, this.seen.formats);
    return report.faults.length === 0 && report.lostHints.length === 0 ? null : report;
  }
}
