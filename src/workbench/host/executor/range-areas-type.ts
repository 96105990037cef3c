import { blockAddress, cellCount, isEntireColumn, isEntireRow, quoteSheetName } from '../model/block.js';
import { rangeFormat } from './format-types.js';
import { defineType, type HostObject } from './host-object.js';
import { RangeRef, type Areas } from './range-ref.js';
import { range } from './range-type.js';
import { optionalText } from './read-arguments.js';
import { notImplemented } from './rich-error.js';
import { worksheetOf } from './worksheet-of.js';

const rangeCollection = defineType<Areas>({
  name: 'RangeCollection',
  items: (areas) => rangesOf(areas),
});

/** Excel.RangeAreas: several blocks of one sheet, formatted together. */
export const rangeAreas: (areas: Areas) => HostObject = defineType<Areas>({
  name: 'RangeAreas',
  isTracked: true,
  scalars: {
    Address: {
      get: ({ sheet, blocks }) =>
        blocks.map((block) => `${quoteSheetName(sheet.name)}!${blockAddress(block)}`).join(','),
    },
    AreaCount: { get: ({ blocks }) => blocks.length },
    CellCount: { get: ({ blocks }) => blocks.reduce((sum, block) => sum + cellCount(block), 0) },
    IsEntireColumn: { get: ({ blocks }) => blocks.every(isEntireColumn) },
    IsEntireRow: { get: ({ blocks }) => blocks.every(isEntireRow) },
  },
  links: {
    Areas: (areas) => rangeCollection(areas),
    Format: (areas) => rangeFormat(areas),
    Worksheet: ({ workbook, sheet }) => worksheetOf({ workbook, sheet }),
  },
  methods: {
    Clear: ({ sheet, blocks }, args) => {
      const what = optionalText(args, 0) ?? 'All';
      if (what !== 'Contents') throw notImplemented('RangeAreas', `clear(${what})`);
      for (const block of blocks) sheet.clearContents(block, 'addin');
    },
  },
});

function rangesOf({ workbook, sheet, blocks }: Areas): HostObject[] {
  return blocks.map((block) => range(new RangeRef(workbook, sheet, block)));
}
