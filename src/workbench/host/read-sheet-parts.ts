import { strFromU8, unzipSync } from 'fflate';
import { hashSheetPassword } from 'hucre/xlsx';
import type { PasswordCheck } from './model/sheet-protection.js';

/** What a sheet's own XML says that hucre does not pass on. */
export type SheetPart = {
  columnFormats: { column: number; columns: number; isLocked: boolean; numberFormat: string }[];
  /** Null when the protection has no password. */
  passwordCheck: PasswordCheck | null;
};

type Style = { isLocked: boolean; numberFormat: string };

const WANTED = /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|styles\.xml|worksheets\/[^/]+\.xml)$/;

/** Reads a few attributes (ECMA-376 part 1, 18.3 and 18.8) by sheet name. Only ever meets files hucre has accepted. */
export function readSheetParts(bytes: Uint8Array): Map<string, SheetPart> {
  const files = unzipSync(bytes, { filter: ({ name }) => WANTED.test(name) });
  const text = (path: string) => {
    const file = files[path];
    return file ? strFromU8(file) : '';
  };
  const targets = new Map(
    elements(text('xl/_rels/workbook.xml.rels'), 'Relationship').map((relation) => [
      relation['Id'] ?? '',
      (relation['Target'] ?? '').replace(/^\/?(?:xl\/)?/, 'xl/'),
    ]),
  );
  const styles = readStyles(text('xl/styles.xml'));
  const parts = new Map<string, SheetPart>();
  for (const sheet of elements(text('xl/workbook.xml'), 'sheet')) {
    const xml = text(targets.get(sheet['r:id'] ?? '') ?? '');
    parts.set(sheet['name'] ?? '', {
      columnFormats: readColumns(xml, styles),
      passwordCheck: readPassword(xml),
    });
  }
  return parts;
}

/** Locks and number formats of the cell formats (`cellXfs`), by index. */
function readStyles(xml: string): Style[] {
  const custom = new Map(
    elements(xml, 'numFmt').map((format) => [format['numFmtId'] ?? '', format['formatCode'] ?? 'General']),
  );
  const [, section = ''] = /<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/.exec(xml) ?? [];
  return [...section.matchAll(/<xf\b([^>]*?)(?:\/>|>([\s\S]*?)<\/xf>)/g)].map(([, head = '', body = '']) => {
    const id = attributes(head)['numFmtId'] ?? '0';
    const locked = elements(body, 'protection')[0]?.['locked'];
    const numberFormat = custom.get(id) ?? (id === '49' ? '@' : 'General');
    return { isLocked: locked === undefined || isTrue(locked), numberFormat };
  });
}

function readColumns(xml: string, styles: Style[]): SheetPart['columnFormats'] {
  const [, section = ''] = /<cols>([\s\S]*?)<\/cols>/.exec(xml) ?? [];
  return elements(section, 'col').flatMap(({ min, max, style }) => {
    const format = styles[Number(style ?? 0)];
    if (style === undefined || !format) return [];
    return [{ column: Number(min) - 1, columns: Number(max) - Number(min) + 1, ...format }];
  });
}

/**
 * The old 16-bit hash can be checked; a newer salted one is only known to be there, so no password lifts it and the
 * sheet counts as protected by someone else.
 */
function readPassword(xml: string): PasswordCheck | null {
  const protection = elements(xml, 'sheetProtection')[0];
  if (!protection) return null;
  // behaviour: file-password
  if (protection['hashValue'] !== undefined) return () => false;
  const hash = protection['password'];
  if (hash === undefined || hash === '') return null;
  return (given) => given !== null && hashSheetPassword(given).toUpperCase() === hash.toUpperCase();
}

function elements(xml: string, name: string): Record<string, string>[] {
  return [...xml.matchAll(new RegExp(`<${name}\\b([^>]*)>`, 'g'))].map(([, head = '']) => attributes(head));
}

function attributes(head: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of head.matchAll(/([\w:]+)\s*=\s*"([^"]*)"/g))
    found[name] = unescape(value);
  return found;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(text: string): string {
  return text.replace(/&(#x?[0-9a-fA-F]+|\w+);/g, (whole, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
    return ENTITIES[name] ?? whole;
  });
}

function isTrue(value: string): boolean {
  return value === '1' || value === 'true';
}
