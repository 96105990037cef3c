/** What a file is by its content; its name does not count. `looksLike` names what somebody sent instead. */
export type FileKind =
  | { kind: 'zip' }
  | { kind: 'encrypted' }
  | { kind: 'oldXls' }
  | { kind: 'other'; looksLike: LooksLike };

export type LooksLike =
  | 'empty'
  | 'pdf'
  | 'picture'
  | 'webPage'
  | 'xml'
  | 'text'
  | 'olderOffice'
  | 'binaryWorkbook'
  | 'word'
  | 'powerPoint'
  | 'openDocument'
  | 'numbers'
  | 'zip'
  | 'unknown';

const START_BYTES = 4096;

/**
 * Judges the first bytes. Password-protected workbooks and old .xls files share one container (MS-CFB); the names of
 * its streams tell them apart (MS-OFFCRYPTO 2.3.1, MS-XLS 2.1.2).
 */
export function fileKind(bytes: Uint8Array): FileKind {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const startsWith = (...start: number[]) => start.every((byte, at) => file[at] === byte);
  if (file.length === 0) return { kind: 'other', looksLike: 'empty' };
  if (startsWith(0x50, 0x4b, 0x03, 0x04) || startsWith(0x50, 0x4b, 0x05, 0x06)) return { kind: 'zip' };
  if (startsWith(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return compoundFileKind(file);
  // The beginning-of-file record of Excel 2 to 4, which had no container.
  if (startsWith(0x09, 0x00) || startsWith(0x09, 0x02) || startsWith(0x09, 0x04)) return { kind: 'oldXls' };
  if (startsWith(0x25, 0x50, 0x44, 0x46)) return { kind: 'other', looksLike: 'pdf' };
  if (
    startsWith(0x89, 0x50, 0x4e, 0x47) ||
    startsWith(0xff, 0xd8, 0xff) ||
    startsWith(0x47, 0x49, 0x46, 0x38)
  ) {
    return { kind: 'other', looksLike: 'picture' };
  }
  return { kind: 'other', looksLike: textKind(file.subarray(0, START_BYTES)) };
}

function compoundFileKind(file: Buffer): FileKind {
  const hasStream = (name: string) => file.includes(Buffer.from(name, 'utf16le'));
  if (hasStream('EncryptedPackage')) return { kind: 'encrypted' };
  if (hasStream('Workbook') || hasStream('Book')) return { kind: 'oldXls' };
  return { kind: 'other', looksLike: 'olderOffice' };
}

function textKind(start: Buffer): LooksLike {
  const isWide = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  if (!isWide && start.includes(0)) return 'unknown';
  const text = start
    .toString(isWide ? 'utf16le' : 'utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (/^<(?:!doctype\s+html|html|head|table)\b/i.test(text)) return 'webPage';
  return text.startsWith('<?xml') ? 'xml' : 'text';
}

/** Which kind of zip the names of its parts show; null for an .xlsx (or .xlsm, whose macros nobody runs here). */
export function zipLooksLike(names: ReadonlySet<string>): LooksLike | null {
  const lower = new Set([...names].map((name) => name.toLowerCase()));
  const has = (start: string) => [...lower].some((name) => name.startsWith(start));
  if (lower.has('xl/workbook.bin')) return 'binaryWorkbook';
  if (lower.has('[content_types].xml') && has('xl/')) return null;
  if (has('word/')) return 'word';
  if (has('ppt/')) return 'powerPoint';
  if (lower.has('mimetype') && lower.has('content.xml')) return 'openDocument';
  if (has('index/')) return 'numbers';
  return 'zip';
}
