import { SaxesParser } from 'saxes';

/** Why the reading of a part was given up. */
export class PartFault extends Error {}

/** A part whose XML is not well formed, neither UTF-8 nor UTF-16, or has a document type; the message says where and why. */
export class BrokenPart extends PartFault {
  override readonly name = 'BrokenPart';
}

/** What a reader of one part hears, in order. Names come without their prefix: `c` for `x:c`. */
export type PartEvents = {
  open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
};

const CHUNK_BYTES = 1 << 16;
/** No part of a workbook is nested anywhere near as deep. */
const DEEPEST = 200;

/**
 * Reads a part of a workbook as a stream, so that its text is never whole in memory. Strict: what is not well formed
 * throws `BrokenPart`, and so does a document type, which no workbook has (ECMA-376 part 2, 6.2.5) and which is a known way to
 * exhaust readers.
 */
export function readPart(name: string, bytes: Uint8Array, events: PartEvents): void {
  const decoder = new TextDecoder(encodingOf(bytes), { fatal: true });
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  parser.on('doctype', () => {
    throw new BrokenPart(`${name} has a document type`);
  });
  const { open, close, text } = events;
  let depth = 0;
  parser.on('opentag', ({ name: tag, attributes }) => {
    depth += 1;
    if (depth > DEEPEST) throw new BrokenPart(`${name} is nested too deep`);
    open(localName(tag), attributes);
  });
  parser.on('closetag', ({ name: tag }) => {
    depth -= 1;
    close?.(localName(tag));
  });
  // Parsers that all hear the same have one shape, and the engine's code for it is not thrown away from part to part.
  parser.on('text', text ?? ignore);
  parser.on('cdata', text ?? ignore);
  try {
    for (let from = 0; from < bytes.length; from += CHUNK_BYTES)
      parser.write(decoder.decode(bytes.subarray(from, from + CHUNK_BYTES), { stream: true }));
    parser.write(decoder.decode()).close();
  } catch (error) {
    if (error instanceof PartFault) throw error;
    const detail = error instanceof Error ? error.message : 'it cannot be read';
    throw new BrokenPart(`${name}: ${detail.slice(0, 150)}`);
  }
}

const ignore = () => undefined;

/**
 * UTF-8 or UTF-16, which are all that a part may be (ECMA-376 part 2, 6.2.5), by the mark at its beginning or by how its
 * first character is written (XML 1.0, appendix F).
 */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((first === 0xff && second === 0xfe) || (first === LESS_THAN && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === LESS_THAN)) return 'utf-16be';
  return 'utf-8';
}
const LESS_THAN = 0x3c;

/** `c` for `x:c`: producers other than Excel may write prefixes. */
function localName(tag: string): string {
  const colon = tag.indexOf(':');
  return colon < 0 ? tag : tag.slice(colon + 1);
}

/** An attribute by its local name, such as `id` for `r:id`. */
export function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  const plain = attributes[name];
  if (plain !== undefined) return plain;
  const key = Object.keys(attributes).find((one) => one.endsWith(`:${name}`));
  return key === undefined ? undefined : attributes[key];
}
