import { isOnSheet, parseBlock, splitSheetAddress, type Block } from '../model/block.js';
import type { Sheet } from '../model/sheet.js';
import { HostObject, type Arguments } from './host-object.js';
import { RangeRef } from './range-ref.js';
import { invalidArgument } from './rich-error.js';
import type { Json } from './wire.js';

/** Reading what came over the wire; whatever does not fit is InvalidArgument, as Excel says. */
export function textArgument(args: Arguments, at: number): string {
  const value = args[at];
  if (typeof value !== 'string') throw invalidArgument();
  return value;
}

export function optionalText(args: Arguments, at: number): string | null {
  const value = args[at];
  return value === null || value === undefined ? null : textArgument(args, at);
}

export function integerArgument(args: Arguments, at: number): number {
  const value = args[at];
  if (typeof value !== 'number' || !Number.isInteger(value)) throw invalidArgument();
  return value;
}

export function flagArgument(args: Arguments, at: number): boolean {
  const value = args[at];
  if (value === null || value === undefined) return false;
  return booleanValue(value);
}

/** A range given as an object, or as an address on `sheet`. */
export function rangeArgument(args: Arguments, at: number, sheet: Sheet): { sheet: Sheet; block: Block } {
  const value = args[at];
  if (value instanceof HostObject && value.target instanceof RangeRef) {
    return { sheet: value.target.sheet, block: value.target.block };
  }
  if (typeof value !== 'string') throw invalidArgument();
  return { sheet, block: blockOfAddress(value, sheet) };
}

/** The block of "B2:C3" or "'Site Budget'!B2:C3" where that is this sheet. */
export function blockOfAddress(address: string, sheet: Sheet): Block {
  const split = splitSheetAddress(address);
  if (split.sheet !== null && split.sheet.toLowerCase() !== sheet.name.toLowerCase()) throw invalidArgument();
  const block = parseBlock(split.address);
  if (!block) throw invalidArgument();
  return block;
}

export function onSheet(block: Block): Block {
  if (!isOnSheet(block)) throw invalidArgument();
  return block;
}

export function textValue(value: Json): string {
  if (typeof value !== 'string') throw invalidArgument();
  return value;
}

export function numberValue(value: Json): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalidArgument();
  return value;
}

export function booleanValue(value: Json): boolean {
  if (typeof value !== 'boolean') throw invalidArgument();
  return value;
}

/** "#RRGGBB" in upper case, from that or from a name such as "red". */
export function colorValue(value: Json): string {
  const text = textValue(value).trim();
  if (/^#[0-9a-fA-F]{6}$/.test(text)) return text.toUpperCase();
  const named = NAMED_COLORS[text.toLowerCase()];
  if (named === undefined) throw invalidArgument();
  return named;
}

const NAMED_COLORS: Record<string, string> = {
  black: '#000000',
  white: '#FFFFFF',
  red: '#FF0000',
  green: '#008000',
  blue: '#0000FF',
  yellow: '#FFFF00',
  orange: '#FFA500',
  gray: '#808080',
  grey: '#808080',
  lightgray: '#D3D3D3',
  lightgrey: '#D3D3D3',
};

export function isRecord(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One of a fixed list of words; office.js enums differ only in the case of their first letter. */
export function wordValue<Word extends string>(value: Json, words: readonly Word[]): Word {
  const text = textValue(value).toLowerCase();
  const found = words.find((word) => word.toLowerCase() === text);
  if (found === undefined) throw invalidArgument();
  return found;
}
