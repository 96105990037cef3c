import type { Sheet } from '../model/sheet.js';
import type { Workbook } from '../model/workbook.js';
import type { HostObject } from './host-object.js';

export type SheetRef = { workbook: Workbook; sheet: Sheet };

let make: ((ref: SheetRef) => HostObject) | null = null;

/** Ranges lead to their worksheet and worksheets to their ranges; this joint keeps their files from a cycle. */
export function worksheetOf(ref: SheetRef): HostObject {
  if (!make) throw new Error('worksheet-types.ts must be loaded before a worksheet is asked for.');
  return make(ref);
}

export function provideWorksheet(maker: (ref: SheetRef) => HostObject): void {
  make = maker;
}
