import { crc32, inflateRawSync } from 'node:zlib';

/** What a zip may cost at most. Bytes are counted while inflating: sizes that a file declares may lie. */
export type ZipLimits = { maxEntries: number; maxPartBytes: number; maxTotalBytes: number };

export type ZipFault =
  | { fault: 'damaged'; detail: string }
  | { fault: 'encrypted' }
  | { fault: 'tooLarge'; what: 'entries' | 'part' | 'total' | 'cells'; limit: number };

type Entry = {
  name: string;
  flags: number;
  method: number;
  crc: number;
  compressedBytes: number;
  bytes: number;
  headerAt: number;
};

export type Opened<T> = ({ ok: true } & T) | ({ ok: false } & ZipFault);

const END_RECORD = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_RECORD_BYTES = 22;
const DIRECTORY_ENTRY_BYTES = 46;
const LOCAL_HEADER_BYTES = 30;
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;

/** A zip whose directory was read: the names of its parts, and each part's content when it is asked for. */
export type OpenZip = {
  names: ReadonlySet<string>;
  /** Unpacks one part; null where there is none of that name. What was unpacked before counts towards the total. */
  part: (name: string) => Opened<{ content: Uint8Array }> | null;
};

/**
 * Opens a zip by its central directory (PKWARE's APPNOTE.TXT, 4.3), strictly: every name once, sizes and CRC-32 as
 * declared, nothing outside the file, no zip64 (a workbook never needs it). Parts are unpacked one at a time, so that
 * no more than one need be in memory. No input makes it throw.
 */
export function openZip(bytes: Uint8Array, limits: ZipLimits): Opened<{ zip: OpenZip }> {
  const directory = readDirectory(bytes, limits);
  if (!directory.ok) return directory;
  const { entries } = directory;
  let left = limits.maxTotalBytes;
  const part: OpenZip['part'] = (name) => {
    const entry = entries.get(name);
    if (!entry) return null;
    const unpacked = inflate(bytes, entry, Math.min(left, limits.maxPartBytes));
    if (unpacked.ok) left -= unpacked.content.length;
    else if (unpacked.fault === 'tooLarge' && left < limits.maxPartBytes)
      return { ok: false, fault: 'tooLarge', what: 'total', limit: limits.maxTotalBytes };
    return unpacked;
  };
  return { ok: true, zip: { names: new Set(entries.keys()), part } };
}

function readDirectory(bytes: Uint8Array, limits: ZipLimits): Opened<{ entries: Map<string, Entry> }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const endAt = findEndRecord(view);
  if (endAt < 0) return damaged('no central directory: the end of the file is missing');
  const count = view.getUint16(endAt + 10, true);
  if (count > limits.maxEntries)
    return { ok: false, fault: 'tooLarge', what: 'entries', limit: limits.maxEntries };
  const entries = new Map<string, Entry>();
  let at = view.getUint32(endAt + 16, true);
  for (let number = 0; number < count; number += 1) {
    if (at + DIRECTORY_ENTRY_BYTES > endAt || view.getUint32(at, true) !== DIRECTORY_ENTRY) {
      return damaged('the central directory is broken');
    }
    const nameBytes = view.getUint16(at + 28, true);
    const next =
      at + DIRECTORY_ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > endAt) return damaged('the central directory is broken');
    const nameAt = at + DIRECTORY_ENTRY_BYTES;
    const name = new TextDecoder().decode(bytes.subarray(nameAt, nameAt + nameBytes));
    if (entries.has(name)) return damaged(`${name} is there twice`);
    entries.set(name, {
      name,
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      compressedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      headerAt: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return { ok: true, entries };
}

/** Where the end record starts; -1 when there is none. A comment may follow it. */
function findEndRecord(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - END_RECORD_BYTES - LONGEST_COMMENT);
  for (let at = view.byteLength - END_RECORD_BYTES; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === END_RECORD) {
      const end = at + END_RECORD_BYTES + view.getUint16(at + 20, true);
      if (end === view.byteLength) return at;
    }
  }
  return -1;
}

function inflate(bytes: Uint8Array, entry: Entry, most: number): Opened<{ content: Uint8Array }> {
  const { name, method, headerAt } = entry;
  if ((entry.flags & ENCRYPTED_FLAG) !== 0) return { ok: false, fault: 'encrypted' };
  if (entry.bytes > most) return { ok: false, fault: 'tooLarge', what: 'part', limit: most };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (headerAt + LOCAL_HEADER_BYTES > bytes.length || view.getUint32(headerAt, true) !== LOCAL_HEADER) {
    return damaged(`${name} has no header`);
  }
  const from =
    headerAt + LOCAL_HEADER_BYTES + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true);
  if (from + entry.compressedBytes > bytes.length) return damaged(`${name} is cut off`);
  const packed = bytes.subarray(from, from + entry.compressedBytes);
  let content: Uint8Array;
  if (method === STORED) content = packed;
  else if (method === DEFLATED) {
    try {
      // The declared size bounds the work: what would give more is stopped there, and is no honest file.
      content = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.bytes) });
    } catch {
      return damaged(`${name} cannot be unpacked`);
    }
  } else return damaged(`${name} is packed in a way that workbooks are not`);
  if (content.length !== entry.bytes) return damaged(`${name} has another size than declared`);
  if (crc32(content) !== entry.crc) return damaged(`${name} was changed on its way (CRC)`);
  return { ok: true, content };
}

function damaged(detail: string): { ok: false } & ZipFault {
  return { ok: false, fault: 'damaged', detail };
}
