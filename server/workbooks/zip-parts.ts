import { crc32, inflateRawSync } from 'node:zlib';
import { Inflate } from 'fflate';

/** What a zip may cost at most. Bytes are counted while inflating: sizes that a file declares may lie. */
export type ZipLimits = { maxEntries: number; maxPartBytes: number; maxTotalBytes: number };

export type ZipFault =
  | { fault: 'damaged'; detail: string }
  | { fault: 'encrypted' }
  | { fault: 'tooLarge'; what: 'entries' | 'part' | 'total'; limit: number };

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
const ZIP64_END_RECORD = 0x06064b50;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_LOCATOR_BYTES = 20;
const ZIP64_END_RECORD_BYTES = 56;
const ZIP64_FIELD = 1;
/** A field that says that the real one is among those of zip64. */
const ELSEWHERE = 0xffff_ffff;
const ELSEWHERE_SHORT = 0xffff;
const END_RECORD_BYTES = 22;
const DIRECTORY_ENTRY_BYTES = 46;
const LOCAL_HEADER_BYTES = 30;
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;
/** What is unpacked at a time of a part whose beginning is looked at: a megabyte at most comes of it. */
const PIECE_BYTES = 1024;

/** The beginning of a part, or all of it. */
export type PartStart = { content: Uint8Array; isWhole: boolean };

/** A zip whose directory was read: the names of its parts, and each part's content when it is asked for. */
export type OpenZip = {
  names: ReadonlySet<string>;
  /** Unpacks one part; null where there is none of that name. What was unpacked before counts towards the total. */
  part: (name: string) => Opened<{ content: Uint8Array }> | null;
  /**
   * The first `most` bytes of one part; what is `unpacked` for them is hardly more, and counts towards the total too. Nobody can
   * say of a beginning whether size and CRC-32 are as declared: what is taken for true is read by `part`.
   */
  start: (name: string, most: number) => Opened<PartStart & { unpacked: number }> | null;
};

/**
 * Opens a zip by its central directory (PKWARE's APPNOTE.TXT, 4.3), strictly: every name once, sizes and CRC-32 as
 * declared, nothing outside the file. Zip64 is read, since some programs write it whatever the size. Names are those of
 * parts (ECMA-376 part 2, 6.2.2): with slashes, also where a program wrote backslashes, none at the beginning, and in any
 * case of letters. Parts are unpacked one at a time, so that no more than one need be in memory. No input makes it throw.
 */
export function openZip(bytes: Uint8Array, limits: ZipLimits): Opened<{ zip: OpenZip }> {
  const directory = readDirectory(bytes, limits);
  if (!directory.ok) return directory;
  const { entries } = directory;
  let left = limits.maxTotalBytes;
  const part: OpenZip['part'] = (name) => {
    const entry = entries.get(partKey(name));
    if (!entry) return null;
    const unpacked = inflate(bytes, entry, Math.min(left, limits.maxPartBytes));
    if (unpacked.ok) left -= unpacked.content.length;
    else if (unpacked.fault === 'tooLarge' && left < limits.maxPartBytes)
      return { ok: false, fault: 'tooLarge', what: 'total', limit: limits.maxTotalBytes };
    return unpacked;
  };
  const start: OpenZip['start'] = (name, most) => {
    const entry = entries.get(partKey(name));
    if (!entry) return null;
    const begun = inflateStart(bytes, entry, Math.min(left, most));
    if (begun.ok) left -= begun.unpacked;
    return begun;
  };
  const names = new Set([...entries.values()].map(({ name }) => name));
  return { ok: true, zip: { names, part, start } };
}

function readDirectory(bytes: Uint8Array, limits: ZipLimits): Opened<{ entries: Map<string, Entry> }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const endAt = findEndRecord(view);
  if (endAt < 0) return damaged('no central directory: the end of the file is missing');
  const directory = directoryOf(view, endAt);
  if (!directory) return damaged('the central directory is broken');
  const { count, from, to } = directory;
  if (count > limits.maxEntries)
    return { ok: false, fault: 'tooLarge', what: 'entries', limit: limits.maxEntries };
  const entries = new Map<string, Entry>();
  let at = from;
  for (let number = 0; number < count; number += 1) {
    if (at + DIRECTORY_ENTRY_BYTES > to || view.getUint32(at, true) !== DIRECTORY_ENTRY) {
      return damaged('the central directory is broken');
    }
    const nameBytes = view.getUint16(at + 28, true);
    const extraAt = at + DIRECTORY_ENTRY_BYTES + nameBytes;
    const extraEnd = extraAt + view.getUint16(at + 30, true);
    const next = extraEnd + view.getUint16(at + 32, true);
    if (next > to) return damaged('the central directory is broken');
    const name = partName(new TextDecoder().decode(bytes.subarray(at + DIRECTORY_ENTRY_BYTES, extraAt)));
    if (entries.has(partKey(name))) return damaged(`${name} is there twice`);
    const sizes = sizesOf(view, at, extraAt, extraEnd);
    if (!sizes) return damaged('the central directory is broken');
    entries.set(partKey(name), {
      name,
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...sizes,
    });
    at = next;
  }
  return { ok: true, entries };
}

const partName = (name: string) => name.replaceAll('\\', '/').replace(/^\/+/, '');
/** Names of parts that differ in their letters' case alone are the same (ECMA-376 part 2, 6.2.2.3). */
const partKey = (name: string) => name.toLowerCase();

/** How many entries the directory has, and where it lies; null where the file contradicts itself. */
function directoryOf(view: DataView, endAt: number): { count: number; from: number; to: number } | null {
  const count = view.getUint16(endAt + 10, true);
  const from = view.getUint32(endAt + 16, true);
  if (count !== ELSEWHERE_SHORT && from !== ELSEWHERE) return { count, from, to: endAt };
  const locatorAt = endAt - ZIP64_LOCATOR_BYTES;
  if (locatorAt < 0 || view.getUint32(locatorAt, true) !== ZIP64_LOCATOR)
    return from === ELSEWHERE ? null : { count, from, to: endAt };
  const recordAt = Number(view.getBigUint64(locatorAt + 8, true));
  if (recordAt + ZIP64_END_RECORD_BYTES > locatorAt || view.getUint32(recordAt, true) !== ZIP64_END_RECORD)
    return null;
  return {
    count: Number(view.getBigUint64(recordAt + 32, true)),
    from: Number(view.getBigUint64(recordAt + 48, true)),
    to: recordAt,
  };
}

/** What an entry says of its size and place; those that it has among its extra fields come from there (4.5.3). */
function sizesOf(
  view: DataView,
  at: number,
  extraAt: number,
  extraEnd: number,
): Pick<Entry, 'compressedBytes' | 'bytes' | 'headerAt'> | null {
  let field = extraAt;
  while (field + 4 <= extraEnd && view.getUint16(field, true) !== ZIP64_FIELD)
    field += 4 + view.getUint16(field + 2, true);
  let next = field + 4;
  const end = field + 4 <= extraEnd ? Math.min(extraEnd, next + view.getUint16(field + 2, true)) : next;
  // In this order, and only those that are said to be here.
  const [bytes, compressedBytes, headerAt] = [24, 20, 42].map((offset) => {
    const size = view.getUint32(at + offset, true);
    if (size !== ELSEWHERE) return size;
    next += 8;
    return next > end ? Number.NaN : Number(view.getBigUint64(next - 8, true));
  });
  if (bytes === undefined || compressedBytes === undefined || headerAt === undefined) return null;
  return [bytes, compressedBytes, headerAt].every(Number.isSafeInteger)
    ? { bytes, compressedBytes, headerAt }
    : null;
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

/** The bytes of a part as they are packed. */
function packedPart(bytes: Uint8Array, entry: Entry): Opened<{ packed: Uint8Array }> {
  const { name, method, headerAt } = entry;
  if ((entry.flags & ENCRYPTED_FLAG) !== 0) return { ok: false, fault: 'encrypted' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (headerAt + LOCAL_HEADER_BYTES > bytes.length || view.getUint32(headerAt, true) !== LOCAL_HEADER) {
    return damaged(`${name} has no header`);
  }
  const from =
    headerAt + LOCAL_HEADER_BYTES + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true);
  if (from + entry.compressedBytes > bytes.length) return damaged(`${name} is cut off`);
  return method === STORED || method === DEFLATED
    ? { ok: true, packed: bytes.subarray(from, from + entry.compressedBytes) }
    : damaged(`${name} is packed in a way that workbooks are not`);
}

function inflate(bytes: Uint8Array, entry: Entry, most: number): Opened<{ content: Uint8Array }> {
  const { name } = entry;
  const found = packedPart(bytes, entry);
  if (!found.ok) return found;
  if (entry.bytes > most) return { ok: false, fault: 'tooLarge', what: 'part', limit: most };
  let content = found.packed;
  if (entry.method === DEFLATED) {
    try {
      // The declared size bounds the work: what would give more is stopped there, and is no honest file.
      content = inflateRawSync(found.packed, { maxOutputLength: Math.max(1, entry.bytes) });
    } catch {
      return damaged(`${name} cannot be unpacked`);
    }
  }
  if (content.length !== entry.bytes) return damaged(`${name} has another size than declared`);
  if (crc32(content) !== entry.crc) return damaged(`${name} was changed on its way (CRC)`);
  return { ok: true, content };
}

/** The first `most` bytes of a part, and how many were unpacked for them. */
function inflateStart(
  bytes: Uint8Array,
  entry: Entry,
  most: number,
): Opened<PartStart & { unpacked: number }> {
  const found = packedPart(bytes, entry);
  if (!found.ok) return found;
  const { packed } = found;
  const pieces: Uint8Array[] = [];
  let unpacked = 0;
  const take = (piece: Uint8Array) => {
    pieces.push(piece);
    unpacked += piece.length;
  };
  let at = 0;
  if (entry.method === STORED) {
    at = Math.max(0, Math.min(most, packed.length));
    take(packed.subarray(0, at));
  } else {
    const stream = new Inflate(take);
    try {
      for (; unpacked < most && at < packed.length; at += PIECE_BYTES)
        stream.push(packed.subarray(at, at + PIECE_BYTES));
    } catch {
      return damaged(`${entry.name} cannot be unpacked`);
    }
  }
  const content = Buffer.concat(pieces).subarray(0, Math.max(0, most));
  return { ok: true, content, isWhole: at >= packed.length && content.length === unpacked, unpacked };
}

function damaged(detail: string): { ok: false } & ZipFault {
  return { ok: false, fault: 'damaged', detail };
}
