import { quoteSheetName, blockAddress, type Block } from '../model/block.js';
import type { CustomProperty, DefinedName, Workbook } from '../model/workbook.js';
import { defineType, HostObject, NULL_OBJECT, type Arguments, type HostResult } from './host-object.js';
import { RangeRef } from './range-ref.js';
import { range } from './range-type.js';
import { booleanValue, optionalText, textArgument, textValue, wordValue } from './read-arguments.js';
import { invalidArgument, itemNotFound, notImplemented } from './rich-error.js';
import { tableCollection } from './table-types.js';
import type { Json } from './wire.js';
import { worksheetCollection } from './worksheet-types.js';

type NameRef = { workbook: Workbook; defined: DefinedName };
type KeyRef = { workbook: Workbook; key: string };

const namedItem = defineType<NameRef>({
  name: 'NamedItem',
  id: ({ defined }) => defined.name,
  idName: '_Id',
  scalars: {
    Name: { get: ({ defined }) => defined.name },
    Type: { get: ({ workbook, defined }) => (workbook.resolveName(defined.name) ? 'Range' : 'String') },
    Value: { get: ({ defined }) => defined.reference.slice(1) },
    Formula: {
      get: ({ defined }) => defined.reference,
      set: ({ defined }, value) => (defined.reference = textValue(value)),
    },
    Comment: {
      get: ({ defined }) => defined.comment,
      set: ({ defined }, value) => (defined.comment = textValue(value)),
    },
    Scope: { get: () => 'Workbook' },
    Visible: {
      get: ({ defined }) => defined.isVisible,
      set: ({ defined }, value) => (defined.isVisible = booleanValue(value)),
    },
  },
  methods: {
    GetRange: (ref) => {
      const found = rangeOfName(ref);
      if (found === NULL_OBJECT) throw itemNotFound();
      return found;
    },
    GetRangeOrNullObject: (ref) => rangeOfName(ref),
    Delete: ({ workbook, defined }) => {
      workbook.names.delete(defined.name.toLowerCase());
    },
  },
});

function rangeOfName({ workbook, defined }: NameRef): HostResult {
  const place = workbook.resolveName(defined.name);
  return place ? range(new RangeRef(workbook, place.sheet, place.block)) : NULL_OBJECT;
}

const namedItemCollection = defineType<Workbook>({
  name: 'NamedItemCollection',
  items: (workbook) => [...workbook.names.values()].map((defined) => namedItem({ workbook, defined })),
  item: (workbook, key) => {
    const defined = workbook.names.get(String(key).toLowerCase());
    return defined ? namedItem({ workbook, defined }) : NULL_OBJECT;
  },
  methods: {
    Add: (workbook, args) => {
      const name = textArgument(args, 0);
      return namedItem({
        workbook,
        defined: workbook.defineName(name, referenceOf(args), optionalText(args, 2) ?? ''),
      });
    },
  },
});

/** A name's formula from a range object or from text. */
function referenceOf(args: Arguments): string {
  const [, reference] = args;
  if (typeof reference === 'string') return reference;
  if (!(reference instanceof HostObject) || !(reference.target instanceof RangeRef)) throw invalidArgument();
  const { sheet, block } = reference.target;
  return `=${quoteSheetName(sheet.name)}!${blockAddress(block).replace(/([A-Z]+|\d+)/g, '$$$1')}`;
}

const setting = defineType<KeyRef>({
  name: 'Setting',
  id: ({ key }) => key,
  idName: '_Id',
  scalars: {
    Key: { get: ({ key }) => key },
    Value: {
      get: ({ workbook, key }) => workbook.settings.get(key) ?? null,
      set: ({ workbook, key }, value) => workbook.settings.set(key, value),
    },
  },
  methods: {
    Delete: ({ workbook, key }) => {
      workbook.settings.delete(key);
    },
  },
});

const settingCollection = defineType<Workbook>({
  name: 'SettingCollection',
  items: (workbook) => [...workbook.settings.keys()].map((key) => setting({ workbook, key })),
  item: (workbook, key) =>
    workbook.settings.has(String(key)) ? setting({ workbook, key: String(key) }) : NULL_OBJECT,
  methods: {
    Add: (workbook, args) => {
      const key = textArgument(args, 0);
      workbook.settings.set(key, args[1] ?? null);
      return setting({ workbook, key });
    },
  },
});

const customProperty = defineType<KeyRef>({
  name: 'CustomProperty',
  scalars: {
    Key: { get: ({ key }) => key },
    Value: {
      get: ({ workbook, key }) => propertyValue(workbook.customProperties.get(key)),
      set: ({ workbook, key }, value) => workbook.customProperties.set(key, givenProperty(value)),
    },
    Type: { get: ({ workbook, key }) => propertyType(workbook.customProperties.get(key)) },
  },
  methods: {
    Delete: ({ workbook, key }) => {
      workbook.customProperties.delete(key);
    },
  },
});

/** Keys match without regard to case and are cut to 255 characters (Microsoft's reference of CustomProperty). */
const customPropertyCollection = defineType<Workbook>({
  name: 'CustomPropertyCollection',
  items: (workbook) => [...workbook.customProperties.keys()].map((key) => customProperty({ workbook, key })),
  item: (workbook, key) => {
    const found = storedKey(workbook, String(key));
    return found === undefined ? NULL_OBJECT : customProperty({ workbook, key: found });
  },
  methods: {
    Add: (workbook, args) => {
      // behaviour: property-keys
      const given = textArgument(args, 0).slice(0, 255);
      const key = storedKey(workbook, given) ?? given;
      workbook.customProperties.set(key, givenProperty(args[1]));
      return customProperty({ workbook, key });
    },
    DeleteAll: (workbook) => workbook.customProperties.clear(),
  },
});

function storedKey(workbook: Workbook, key: string): string | undefined {
  return [...workbook.customProperties.keys()].find((known) => known.toLowerCase() === key.toLowerCase());
}

function givenProperty(value: Json): CustomProperty {
  if (typeof value === 'string') return value.slice(0, 255);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  throw invalidArgument();
}

function propertyValue(value: CustomProperty | undefined): Json {
  return value instanceof Date ? value.toISOString() : (value ?? null);
}

function propertyType(value: CustomProperty | undefined): string {
  if (value instanceof Date) return 'Date';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Number' : 'Float';
  return 'String';
}

const documentProperties = defineType<Workbook>({
  name: 'DocumentProperties',
  links: { Custom: (workbook) => customPropertyCollection(workbook) },
});

const application = defineType<Workbook>({
  name: 'Application',
  scalars: {
    CalculationMode: {
      get: (workbook) => workbook.calculationMode,
      set: (_, value) => {
        const mode = wordValue(value, ['Automatic', 'AutomaticExceptTables', 'Manual']);
        if (mode !== 'Automatic') throw notImplemented('Application', `calculationMode "${mode}"`);
      },
    },
    CalculationState: { get: () => 'Done' },
  },
  methods: {
    Calculate: (workbook) => workbook.calculate('addin'),
    // Nothing is drawn or calculated between the actions of a batch anyway.
    SuspendApiCalculationUntilNextSync: () => undefined,
    SuspendScreenUpdatingUntilNextSync: () => undefined,
  },
});

/** Structure protection is not modelled: it is never on. */
const workbookProtection = defineType<Workbook>({
  name: 'WorkbookProtection',
  scalars: { Protected: { get: () => false } },
});

export const workbookRoot: (workbook: Workbook) => HostObject = defineType<Workbook>({
  name: 'Workbook',
  scalars: {
    Name: { get: (workbook) => workbook.fileName },
    ReadOnly: { get: () => false },
  },
  links: {
    Workbook: (workbook) => workbookRoot(workbook),
    Application: (workbook) => application(workbook),
    Worksheets: (workbook) => worksheetCollection(workbook),
    Names: (workbook) => namedItemCollection(workbook),
    Tables: (workbook) => tableCollection({ workbook, sheet: null }),
    Settings: (workbook) => settingCollection(workbook),
    Properties: (workbook) => documentProperties(workbook),
    Protection: (workbook) => workbookProtection(workbook),
  },
  methods: {
    GetSelectedRange: (workbook) => selected(workbook, (block) => block),
    GetActiveCell: (workbook) => selected(workbook, (block) => ({ ...block, rows: 1, columns: 1 })),
  },
});

function selected(workbook: Workbook, cut: (block: Block) => Block): HostObject {
  const { sheet, block } = workbook.selection;
  return range(new RangeRef(workbook, sheet, cut(block)));
}
