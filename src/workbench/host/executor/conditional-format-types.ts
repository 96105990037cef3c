import type { Block } from '../model/block.js';
import type { ConditionalFormat } from '../model/conditional-format.js';
import { touching, type Sheet } from '../model/sheet.js';
import { defineType, NULL_OBJECT } from './host-object.js';
import { RangeRef } from './range-ref.js';
import { booleanValue, textArgument, textValue } from './read-arguments.js';
import { notImplemented } from './rich-error.js';
import type { Workbook } from '../model/workbook.js';

/** A stored format and where it lives. */
type Placed = { workbook: Workbook; sheet: Sheet; format: ConditionalFormat };

const SUPPORTED = ['Custom', 'CellValue'];

function change({ sheet, format }: Placed, edit: (format: ConditionalFormat) => void): void {
  sheet.guardDesign();
  edit(format);
  sheet.designChanged(format.block, 'addin');
}

const conditionalFormatRule = defineType<Placed>({
  name: 'ConditionalFormatRule',
  scalars: {
    Formula: {
      get: ({ format }) => format.formula,
      set: (placed, value) => {
        const formula = textValue(value);
        change(placed, (format) => (format.formula = formula));
      },
    },
  },
});

const conditionalRangeFont = defineType<Placed>({
  name: 'ConditionalRangeFont',
  scalars: {
    Color: {
      get: ({ format }) => format.fontColor,
      set: (placed, value) => {
        const color = textValue(value);
        change(placed, (format) => (format.fontColor = color));
      },
    },
    Bold: {
      get: ({ format }) => format.fontBold,
      set: (placed, value) => {
        const isBold = booleanValue(value);
        change(placed, (format) => (format.fontBold = isBold));
      },
    },
  },
});

const conditionalRangeFill = defineType<Placed>({
  name: 'ConditionalRangeFill',
  scalars: {
    Color: {
      get: ({ format }) => format.fillColor,
      set: (placed, value) => {
        const color = textValue(value);
        change(placed, (format) => (format.fillColor = color));
      },
    },
  },
  methods: { Clear: (placed) => change(placed, (format) => (format.fillColor = '')) },
});

const conditionalRangeFormat = defineType<Placed>({
  name: 'ConditionalRangeFormat',
  links: {
    Font: (placed) => conditionalRangeFont(placed),
    Fill: (placed) => conditionalRangeFill(placed),
  },
});

const customConditionalFormat = defineType<Placed>({
  name: 'CustomConditionalFormat',
  links: {
    Rule: (placed) => conditionalFormatRule(placed),
    Format: (placed) => conditionalRangeFormat(placed),
  },
});

const cellValueConditionalFormat = defineType<Placed>({
  name: 'CellValueConditionalFormat',
  scalars: {
    Rule: {
      get: ({ format }) => format.rule,
      set: (placed, value) => change(placed, (format) => (format.rule = value)),
    },
  },
  links: { Format: (placed) => conditionalRangeFormat(placed) },
});

export const conditionalFormat = defineType<Placed>({
  name: 'ConditionalFormat',
  id: ({ format }) => format.id,
  scalars: {
    Id: { get: ({ format }) => format.id },
    Type: { get: ({ format }) => format.type },
    Priority: { get: ({ sheet, format }) => sheet.conditionalFormats.indexOf(format) },
    StopIfTrue: {
      get: ({ format }) => format.stopIfTrue,
      set: (placed, value) => {
        const isStop = booleanValue(value);
        change(placed, (format) => (format.stopIfTrue = isStop));
      },
    },
  },
  links: {
    Custom: (placed) => customConditionalFormat(placed),
    CustomOrNullObject: (placed) =>
      placed.format.type === 'Custom' ? customConditionalFormat(placed) : NULL_OBJECT,
    CellValue: (placed) => cellValueConditionalFormat(placed),
    CellValueOrNullObject: (placed) =>
      placed.format.type === 'CellValue' ? cellValueConditionalFormat(placed) : NULL_OBJECT,
  },
  methods: {
    Delete: ({ sheet, format }) => {
      sheet.guardDesign();
      sheet.conditionalFormats = sheet.conditionalFormats.filter((other) => other !== format);
      sheet.designChanged(format.block, 'addin');
    },
  },
});

/** The conditional formats that touch a range. */
export const conditionalFormatCollection = defineType<RangeRef>({
  name: 'ConditionalFormatCollection',
  items: ({ workbook, sheet, block }) =>
    touching(sheet.conditionalFormats, block).map((format) => conditionalFormat({ workbook, sheet, format })),
  item: ({ workbook, sheet, block }, key) => {
    const format = touching(sheet.conditionalFormats, block).find(({ id }) => id === key);
    return format ? conditionalFormat({ workbook, sheet, format }) : NULL_OBJECT;
  },
  methods: {
    Add: (range, args) => {
      const type = SUPPORTED.find((known) => known.toLowerCase() === textArgument(args, 0).toLowerCase());
      // behaviour: conditional-kinds
      if (type === undefined)
        throw notImplemented('ConditionalFormatCollection', `add(${textArgument(args, 0)})`);
      return addFormat(range, type);
    },
    ClearAll: ({ sheet, block }) => {
      sheet.guardDesign();
      const gone = new Set(touching(sheet.conditionalFormats, block));
      sheet.conditionalFormats = sheet.conditionalFormats.filter((format) => !gone.has(format));
      sheet.designChanged(block, 'addin');
    },
  },
});

function addFormat(range: RangeRef, type: string) {
  const { workbook, sheet } = range;
  sheet.guardDesign();
  const block: Block = { ...range.block };
  const format: ConditionalFormat = {
    id: workbook.nextGuid(),
    type,
    block,
    stopIfTrue: false,
    formula: '',
    rule: null,
    fontColor: '',
    fontBold: false,
    fillColor: '',
  };
  // behaviour: newest-rule-first
  sheet.conditionalFormats.unshift(format);
  sheet.designChanged(block, 'addin');
  return conditionalFormat({ workbook, sheet, format });
}
