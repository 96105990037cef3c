import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';

/** A part of a package that is compressed already, with what a zip says about its content. */
export type PackedPart = { name: string; packed: Uint8Array; crc: number; bytes: number };

const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_RECORD = 0x06054b50;
const VERSION = 20;
const DEFLATED = 8;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** 1 January 1980, the earliest day a zip can hold: the same parts give the same bytes. */
const DAY = 0x0021;
const MOST_BYTES = 0xffffffff;
/** Of long parts: against zlib's usual 6, a master of 100,000 lines is a tenth larger and takes a third less time. */
const LONG_LEVEL = 4;

export function packPart(name: string, content: Uint8Array): PackedPart {
  return { name, packed: deflateRawSync(content), crc: crc32(content), bytes: content.length };
}

/** Compresses a part whose text is made piece by piece, so that it is never whole in memory. */
export async function packTexts(name: string, texts: Iterable<string>): Promise<PackedPart> {
  const deflate = createDeflateRaw({ level: LONG_LEVEL });
  const pieces: Buffer[] = [];
  deflate.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise((resolve, reject) => deflate.once('end', resolve).once('error', reject));
  let [crc, bytes] = [0, 0];
  for (const text of texts) {
    const piece = Buffer.from(text, 'utf8');
    crc = crc32(piece, crc);
    bytes += piece.length;
    if (!deflate.write(piece)) await new Promise((resolve) => deflate.once('drain', resolve));
  }
  deflate.end();
  await ended;
  return { name, packed: Buffer.concat(pieces), crc, bytes };
}

/** A zip of these parts, in their order (PKWARE's APPNOTE.TXT, 4.3). Throws on what would need zip64. */
export function writeZip(parts: readonly PackedPart[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name, 'utf8');
    const common = commonFields(part, name.length);
    const local = Buffer.concat([uint32(LOCAL_HEADER), common, name]);
    // Comment length, disk and both kinds of attributes are none.
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([uint32(DIRECTORY_ENTRY), uint16(VERSION), common, rest, name]));
    pieces.push(local, part.packed);
    at += local.length + part.packed.length;
    if (at > MOST_BYTES || part.bytes > MOST_BYTES)
      throw new RangeError('The workbook is too large for a zip');
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END_RECORD, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...pieces, entries, end]);
}

/** What local header and directory say alike. */
function commonFields({ packed, crc, bytes }: PackedPart, nameBytes: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(FLAGS, 2);
  fields.writeUInt16LE(DEFLATED, 4);
  fields.writeUInt16LE(DAY, 8);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(bytes, 18);
  fields.writeUInt16LE(nameBytes, 22);
  return fields;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
