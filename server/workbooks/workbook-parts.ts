import path from 'node:path';
import { decodeCellText } from './cell-text.js';
import { isDateFormat } from './date-format.js';
import { attributeOf, BrokenPart, readPart } from './xml-part.js';
import type { PartStart } from './zip-parts.js';

/** Unpacks a part by its name; null where there is none. Throws for one that cannot be unpacked. */
export type TakePart = (name: string) => Uint8Array | null;
/** The same of as much of its beginning as shows what a sheet is. */
export type TakeStart = (name: string) => PartStart | null;

/** A sheet of a workbook: its name, where its part lies in the package, and whether it has cells (a chart has none). */
export type SheetEntry = { name: string; path: string; hasCells: boolean };

/** What a workbook says about itself: its sheets in order, and where shared strings and styles lie. */
export type WorkbookParts = {
  sheets: SheetEntry[];
  stringsPath: string | null;
  stylesPath: string | null;
  propertiesPath: string | null;
  /** Days are counted from 1904, as old Macs did. */
  is1904: boolean;
};

type Relationship = { id: string; type: string; target: string };

/** Finds the parts of a workbook by its relationships (ECMA-376 part 1, 12.3; part 2, 6.5). */
export function readWorkbookParts(take: TakePart): WorkbookParts {
  const roots = relationshipsOf(take, '');
  const target = (wanted: string) => roots.find(({ type }) => type === wanted)?.target ?? null;
  const workbookPath = target('officeDocument') ?? 'xl/workbook.xml';
  const bytes = take(workbookPath);
  if (!bytes) throw new BrokenPart(`${workbookPath} is missing`);
  const related = relationshipsOf(take, workbookPath);
  const byId = new Map(related.map((one) => [one.id, one]));
  const sheets: SheetEntry[] = [];
  let is1904 = false;
  readPart(workbookPath, bytes, {
    open(name, attributes) {
      // Newer programs write a second one behind it, of another namespace, that says nothing of dates.
      if (name === 'workbookPr') is1904 ||= isOn(attributes['date1904']);
      if (name !== 'sheet') return;
      const part = byId.get(attributeOf(attributes, 'id') ?? '');
      if (part)
        sheets.push({
          name: attributes['name'] ?? '',
          path: part.target,
          hasCells: part.type === 'worksheet',
        });
    },
  });
  const pathOf = (wanted: string) => related.find(({ type }) => type === wanted)?.target ?? null;
  return {
    sheets,
    stringsPath: pathOf('sharedStrings'),
    stylesPath: pathOf('styles'),
    propertiesPath: target('custom-properties') ?? target('customProperties'),
    is1904,
  };
}

/** A package's custom document properties: names and values, all as text. */
export function readCustomProperties(take: TakePart, partName: string | null): Record<string, string> {
  const properties: Record<string, string> = {};
  const part = partName ?? 'docProps/custom.xml';
  const bytes = take(part);
  if (!bytes) return properties;
  let property: string | null = null;
  let value = '';
  readPart(part, bytes, {
    open(name, attributes) {
      if (name !== 'property') return;
      property = attributes['name'] ?? '';
      value = '';
    },
    text(text) {
      value += text;
    },
    close(name) {
      if (name === 'property' && property !== null) properties[property] = value.trim();
    },
  });
  return properties;
}

/** The strings that cells point at, each without its formatting and its reading aids (18.4.8). */
export function readSharedStrings(name: string, bytes: Uint8Array): string[] {
  const strings: string[] = [];
  let text = '';
  let isText = false;
  let aids = 0;
  readPart(name, bytes, {
    open(tag) {
      if (tag === 'si') text = '';
      else if (tag === 'rPh') aids += 1;
      else if (tag === 't') isText = aids === 0;
    },
    text(more) {
      if (isText) text += more;
    },
    close(tag) {
      if (tag === 'si') strings.push(decodeCellText(text));
      else if (tag === 'rPh') aids -= 1;
      else if (tag === 't') isText = false;
    },
  });
  return strings;
}

/** The numbers of those cell styles that show a number as a date or a time. */
export function readDateStyles(name: string, bytes: Uint8Array): ReadonlySet<number> {
  const formats = new Map<number, string>();
  const dates = new Set<number>();
  let isCells = false;
  let count = 0;
  readPart(name, bytes, {
    open(tag, attributes) {
      if (tag === 'numFmt') formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (tag === 'cellXfs') isCells = true;
      else if (tag === 'xf' && isCells) {
        const format = Number(attributes['numFmtId'] ?? 0);
        if (isDateFormat(format, formats.get(format))) dates.add(count);
        count += 1;
      }
    },
    close(tag) {
      if (tag === 'cellXfs') isCells = false;
    },
  });
  return dates;
}

/** What one part points at, with targets as paths in the package; those outside it are left out. */
function relationshipsOf(take: TakePart, source: string): Relationship[] {
  const folder = path.posix.dirname(source);
  const file = path.posix.join(folder, '_rels', `${path.posix.basename(source)}.rels`);
  const bytes = take(file);
  if (!bytes) return [];
  const found: Relationship[] = [];
  readPart(file, bytes, {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return;
      const { Id: id = '', Type: type = '', Target: target = '' } = attributes;
      const slashed = target.replaceAll('\\', '/');
      const resolved = slashed.startsWith('/') ? slashed.slice(1) : path.posix.join(folder, slashed);
      found.push({ id, type: type.slice(type.lastIndexOf('/') + 1), target: resolved });
    },
  });
  return found;
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}
