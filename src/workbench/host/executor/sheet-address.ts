import { parseBlock, splitSheetAddress, WHOLE_SHEET, type Block } from '../model/block.js';
import type { Sheet } from '../model/sheet.js';
import type { Workbook } from '../model/workbook.js';
import { RangeRef } from './range-ref.js';
import { invalidArgument } from './rich-error.js';

/** An address that may name another sheet; a bare one is on the given sheet. */
export function onlySheetAddress(
  { workbook, sheet }: { workbook: Workbook; sheet: Sheet },
  address: string,
): { sheet: Sheet; block: Block } {
  const split = splitSheetAddress(address);
  const target = split.sheet === null ? sheet : workbook.findSheet(split.sheet);
  const block = parseBlock(split.address);
  if (!target || !block) throw invalidArgument();
  return { sheet: target, block };
}

/** What `worksheet.getRange` accepts: nothing for the whole sheet, an address on it, or a name that points to it. */
export function rangeOfSheet(place: { workbook: Workbook; sheet: Sheet }, address: string | null): RangeRef {
  const { workbook, sheet } = place;
  if (address === null || address === '') return new RangeRef(workbook, sheet, WHOLE_SHEET);
  const named = workbook.resolveName(address);
  const target = named ?? onlySheetAddress(place, address);
  if (target.sheet !== sheet) throw invalidArgument();
  return new RangeRef(workbook, sheet, target.block);
}

/** The longest address list `getRanges` takes: Excel reads it as a formula, and a formula has 8,192 characters. */
const MAX_ADDRESS_LENGTH = 8_192;

/** The blocks of "A1:A5,C1:C5". */
export function blocksOfList(place: { workbook: Workbook; sheet: Sheet }, list: string | null): Block[] {
  if (list === null || list === '') return [WHOLE_SHEET];
  // behaviour: areas-limit
  if (list.length > MAX_ADDRESS_LENGTH) throw invalidArgument();
  return list.split(',').map((address) => rangeOfSheet(place, address.trim()).block);
}
