import { z } from 'zod';

/** One part of an account string, such as Fund (3 digits). Codes are text: leading zeros count. */
export const Segment = z.object({
  code: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/),
  title: z.string().min(1),
  width: z.int().min(1).max(12),
  characters: z.enum(['digits', 'alphanumeric']),
});
export type Segment = z.infer<typeof Segment>;

/** The order, width and separator of a district's account strings. */
export const AccountStructure = z.object({
  segments: z.array(Segment).min(1).max(12),
  separator: z.string().max(1),
});
export type AccountStructure = z.infer<typeof AccountStructure>;

/**
 * An account string in the district's own written form, e.g. `100-1131-608-050-111`. Only `parseAccount` and
 * `joinAccount` make one; everywhere else it is compared as text.
 */
export const AccountString = z.string().min(1).max(64);
export type AccountString = z.infer<typeof AccountString>;

export type AccountFault = { segment: string; code: string; fault: 'missing' | 'width' | 'characters' };

/** Splits an account string into its segment codes, in order. A string of another shape gives every fault. */
export function parseAccount(
  structure: AccountStructure,
  account: string,
): { ok: true; codes: string[] } | { ok: false; faults: AccountFault[] } {
  const parts = splitParts(structure, account);
  const faults: AccountFault[] = [];
  structure.segments.forEach((segment, index) => {
    const code = parts[index];
    if (code === undefined || code === '') faults.push({ segment: segment.code, code: '', fault: 'missing' });
    else if (code.length !== segment.width) faults.push({ segment: segment.code, code, fault: 'width' });
    else if (!hasOnly(segment.characters, code))
      faults.push({ segment: segment.code, code, fault: 'characters' });
  });
  const surplus = parts.slice(structure.segments.length).join(structure.separator);
  if (surplus !== '') faults.push({ segment: 'surplus', code: surplus, fault: 'width' });
  return faults.length === 0 ? { ok: true, codes: parts } : { ok: false, faults };
}

/** Joins segment codes to an account string without judging them, so that a wrong code can still be shown. */
export function joinAccount(structure: AccountStructure, codes: readonly string[]): AccountString {
  return codes.join(structure.separator);
}

function splitParts(structure: AccountStructure, account: string): string[] {
  if (structure.separator !== '') return account.split(structure.separator);
  const parts: string[] = [];
  let from = 0;
  for (const segment of structure.segments) {
    parts.push(account.slice(from, from + segment.width));
    from += segment.width;
  }
  if (from < account.length) parts.push(account.slice(from));
  return parts;
}

function hasOnly(characters: Segment['characters'], code: string): boolean {
  return characters === 'digits' ? /^\d+$/.test(code) : /^[A-Z0-9]+$/i.test(code);
}
