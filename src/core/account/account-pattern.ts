import { z } from 'zod';
import type { AccountStructure } from './account-structure.js';

/**
 * A set of account strings, written segment by segment with the structure's separator (`-` when it has none):
 * `*` any code, `12*` a prefix, `325..329` an inclusive range of equally long codes, `410|460` alternatives.
 * Segments left out at the end accept any code: `100` is the whole fund 100.
 */
export const AccountPattern = z
  .string()
  .regex(
    /^[A-Za-z0-9*.|]+(-[A-Za-z0-9*.|]+)*$/,
    'An account pattern has one part a segment, such as 100-25*-*',
  );
export type AccountPattern = z.infer<typeof AccountPattern>;

export type AccountMatcher = (codes: readonly string[]) => boolean;

/** Turns a pattern into a quick test over segment codes. Throws on more parts than the structure has segments. */
export function compilePattern(structure: AccountStructure, pattern: AccountPattern): AccountMatcher {
  const tests = compileParts(structure, pattern);
  return (codes) => tests.every((test, index) => test === null || test(codes[index] ?? ''));
}

/** A test on one segment's code; null accepts any. */
export type CodeTest = ((code: string) => boolean) | null;

/** The tests of a pattern, segment by segment. Throws on more parts than the structure has segments. */
export function compileParts(structure: AccountStructure, pattern: AccountPattern): CodeTest[] {
  const parts = pattern.split('-');
  if (parts.length > structure.segments.length) {
    throw new RangeError(`The account pattern ${pattern} has more parts than the account string`);
  }
  return parts.map((part) => (part === '*' ? null : compileCodePattern(part)));
}

/** A set of codes of one segment, written as one part of an account pattern: `1000..7999`, `12*`, `410|460`. */
export const CodePattern = z
  .string()
  .regex(
    /^[A-Za-z0-9*.|]+$/,
    'A code pattern is a code, a prefix, a range or several of them, such as 1000..7999',
  );
export type CodePattern = z.infer<typeof CodePattern>;

/** Turns a pattern of one segment into a test of its codes. */
export function compileCodePattern(pattern: CodePattern): (code: string) => boolean {
  const alternatives = pattern.split('|').map((alternative) => compileAlternative(alternative));
  return (code) => alternatives.some((test) => test(code));
}

function compileAlternative(text: string): (code: string) => boolean {
  const range = /^([A-Za-z0-9]+)\.\.([A-Za-z0-9]+)$/.exec(text);
  if (range) {
    const [, from = '', to = ''] = range;
    return (code) => code.length === from.length && code >= from && code <= to;
  }
  if (text.endsWith('*')) {
    const prefix = text.slice(0, -1);
    return (code) => code.startsWith(prefix);
  }
  return (code) => code === text;
}
