import { joinAccount, type AccountStructure } from './account-structure.js';
import type { ChartIndex } from './chart-of-accounts.js';
import { checkCombinations } from './check-combinations.js';

/** How an account came to be mistyped, likeliest first: ties between suggestions go in this order. */
const SLIPS = [
  'lostZeros',
  'swappedSegments',
  'swappedCharacters',
  'wrongCharacter',
  'missingCharacter',
  'extraCharacter',
] as const;
type Slip = (typeof SLIPS)[number];

/**
 * "Did you mean": valid accounts one slip away from what was typed (lost leading zeros, two segments swapped, two
 * neighbouring characters swapped, one character wrong, missing or too many), at most `limit`. Strings that the
 * accounting system has come first, then the likelier slip, then text order. Valid means that every code may be used
 * in the index's period and that the combination tables allow it (`tableIds`, or all). For an account that is valid
 * itself only existing strings are suggested, and none when it exists or nobody can say. The work depends on the
 * length of the string and not on how many strings exist.
 */
export function suggestAccounts(
  index: ChartIndex,
  account: string,
  limit = 3,
  tableIds?: readonly string[],
): string[] {
  const isExistingOnly = validCodes(index, account, tableIds) !== null;
  if (isExistingOnly && index.existing?.has(account) !== false) return [];
  const found: { text: string; isNew: boolean; rank: number }[] = [];
  for (const [text, { slip, inventedAt }] of candidates(index, account)) {
    const isNew = index.existing?.has(text) !== true;
    if (isNew && isExistingOnly) continue;
    const codes = validCodes(index, text, tableIds);
    if (codes === null || (isNew && !isListed(index, codes, inventedAt))) continue;
    found.push({ text, isNew, rank: SLIPS.indexOf(slip) });
  }
  found.sort(
    (a, b) =>
      Number(a.isNew) - Number(b.isNew) ||
      a.rank - b.rank ||
      (a.text < b.text ? -1 : a.text > b.text ? 1 : 0),
  );
  return found.slice(0, limit).map(({ text }) => text);
}

function validCodes(
  index: ChartIndex,
  account: string,
  tableIds: readonly string[] | undefined,
): string[] | null {
  const checked = index.check(account);
  if (!checked.ok || checkCombinations(index, checked.codes, tableIds).length > 0) return null;
  return checked.codes;
}

/**
 * Whether a list confirms the character that a suggestion adds to what was typed: in a segment without a list any
 * character would do, so there none is suggested.
 */
function isListed({ chart }: ChartIndex, codes: readonly string[], inventedAt: number | null): boolean {
  if (inventedAt === null) return true;
  const { segments, separator } = chart.structure;
  let end = 0;
  for (let at = 0; at < segments.length; at += 1) {
    const segment = segments[at];
    if (!segment) break;
    end += separator === '' ? segment.width : (codes[at]?.length ?? 0);
    if (inventedAt < end) return chart.codes[segment.code] !== undefined;
    end += separator.length;
    if (inventedAt < end) return true;
  }
  return true;
}

/** The slip behind a suggestion, and the place of a character that was not typed. */
type Candidate = { slip: Slip; inventedAt: number | null };

/** Every string one slip away, with the likeliest slip that leads to it. The account itself is not among them. */
function candidates(index: ChartIndex, account: string): Map<string, Candidate> {
  const { structure } = index.chart;
  const found = new Map<string, Candidate>();
  const add = (text: string, slip: Slip, inventedAt: number | null = null) => {
    if (text !== account && text !== '' && !found.has(text)) found.set(text, { slip, inventedAt });
  };
  for (const text of withZeros(structure, account)) add(text, 'lostZeros');
  for (const text of withSegmentsSwapped(structure, account)) add(text, 'swappedSegments');
  for (let at = 0; at + 1 < account.length; at += 1) {
    const swapped = account.charAt(at + 1) + account.charAt(at);
    add(account.slice(0, at) + swapped + account.slice(at + 2), 'swappedCharacters');
  }
  const alphabet = alphabetOf(index);
  for (let at = 0; at < account.length; at += 1) {
    for (const character of alphabet) {
      add(account.slice(0, at) + character + account.slice(at + 1), 'wrongCharacter', at);
    }
  }
  for (let at = 0; at <= account.length; at += 1) {
    for (const character of alphabet) {
      add(account.slice(0, at) + character + account.slice(at), 'missingCharacter', at);
    }
  }
  for (let at = 0; at < account.length; at += 1) {
    add(account.slice(0, at) + account.slice(at + 1), 'extraCharacter');
  }
  return found;
}

/** Zeros put back in front of each code that is too short, one by one and all at once, as Excel loses them. */
function withZeros(structure: AccountStructure, account: string): string[] {
  if (structure.separator === '') {
    const whole = structure.segments.reduce((sum, { width }) => sum + width, 0);
    return [account.padStart(whole, '0')];
  }
  const parts = account.split(structure.separator);
  const padded = parts.map((part, at) => {
    const segment = structure.segments[at];
    return segment && part !== '' ? part.padStart(segment.width, '0') : part;
  });
  const each = padded.map((part, at) => parts.map((own, index) => (index === at ? part : own)));
  return [padded, ...each].map((codes) => codes.join(structure.separator));
}

/** The string read as if two segments had been written in each other's place, and put in order. */
function withSegmentsSwapped(structure: AccountStructure, account: string): string[] {
  const swapped: string[] = [];
  const count = structure.segments.length;
  for (let a = 0; a < count; a += 1) {
    for (let b = a + 1; b < count; b += 1) {
      const order = identity(structure);
      order[a] = b;
      order[b] = a;
      const parts = cut(structure, account, order);
      const codes = structure.segments.map((_, at) => parts[order[at] ?? at] ?? '');
      swapped.push(joinAccount(structure, codes));
    }
  }
  return swapped;
}

/** The parts of a string in the order they stand, packed ones by the widths of segments in the order given. */
function cut(structure: AccountStructure, account: string, order: readonly number[]): string[] {
  if (structure.separator !== '') return account.split(structure.separator);
  const parts: string[] = [];
  let from = 0;
  for (const at of order) {
    const width = structure.segments[at]?.width ?? 0;
    parts.push(account.slice(from, from + width));
    from += width;
  }
  return parts;
}

function identity(structure: AccountStructure): number[] {
  return structure.segments.map((_, at) => at);
}

const alphabets = new WeakMap<ChartIndex, string[]>();

/** The characters that this chart's accounts are written with, so that no others are tried. */
function alphabetOf(index: ChartIndex): string[] {
  let alphabet = alphabets.get(index);
  if (alphabet === undefined) {
    const { structure, codes } = index.chart;
    const used = new Set([structure.separator, ...'0123456789'.split('')]);
    for (const list of Object.values(codes)) {
      for (const { code } of list) for (const character of code) used.add(character);
    }
    for (const account of index.existing ?? []) for (const character of account) used.add(character);
    used.delete('');
    alphabet = [...used].sort();
    alphabets.set(index, alphabet);
  }
  return alphabet;
}
