import { z } from 'zod';

/** One part of an account string, such as Fund (3 digits). Codes are text: leading zeros count. */
export const Segment = z
  .object({
    code: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/),
    title: z.string().min(1),
    /** Characters of a code; the most where `minWidth` says that codes may be shorter. */
    width: z.int().min(1).max(12),
    /** The fewest characters of a code where widths vary, such as New York's object of 2 or 3 digits. */
    minWidth: z.int().min(1).max(12).optional(),
    /** An account may leave this segment out; its code is then the empty text. */
    isOptional: z.boolean().optional(),
    characters: z.enum(['digits', 'letters', 'alphanumeric']),
  })
  .refine(({ width, minWidth }) => minWidth === undefined || minWidth <= width, {
    path: ['minWidth'],
    message: 'the least width is more than the width',
  });
export type Segment = z.infer<typeof Segment>;

/**
 * Another way to write the same accounts, such as the 19 packed characters California takes in where the district
 * writes its own order with a suffix. Segments it leaves out are lost when an account is written in it.
 */
export const AccountForm = z.object({
  code: z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]*$/),
  title: z.string().min(1),
  separator: z.string().max(1),
  segments: z
    .array(
      z.object({
        code: z.string().min(1),
        /** Characters of a code in this form, where they differ: the state's resource of 4 for a local one of 5. */
        width: z.int().min(1).max(12).optional(),
      }),
    )
    .min(1)
    .max(12),
  /** The form takes the state's codes, so an account is rolled up before it is written in it. */
  isRolledUp: z.boolean().optional(),
});
export type AccountForm = z.infer<typeof AccountForm>;

/**
 * The order, width and separator of a district's account strings. With a separator, segments left out at the end are
 * left off (`A-2110-120`) and one left out before another code leaves its place empty (`A--120`). Without one (packed),
 * a code that is left out or shorter than its segment is filled up with blanks, except at the end of the string.
 */
export const AccountStructure = z.object({
  segments: z.array(Segment).min(1).max(12),
  separator: z.string().max(1),
  forms: z.array(AccountForm).optional(),
});
export type AccountStructure = z.infer<typeof AccountStructure>;

/**
 * An account string in the district's own written form, e.g. `100-1131-608-050-111`. Only `parseAccount` and
 * `joinAccount` make one; everywhere else it is compared as text.
 */
export const AccountString = z.string().min(1).max(64);
export type AccountString = z.infer<typeof AccountString>;

/** `surplus` as segment is text beyond the last segment, a separator too many included. */
export type AccountFault = { segment: string; code: string; fault: 'missing' | 'width' | 'characters' };

export type ParsedAccount = { ok: true; codes: string[] } | { ok: false; faults: AccountFault[] };

/** What reading and writing need of a structure or of one of its other forms. */
export type WrittenSegments = {
  segments: readonly Pick<Segment, 'code' | 'width' | 'minWidth' | 'isOptional' | 'characters'>[];
  separator: string;
};

/** Splits an account string into its segment codes, in order. A string of another shape gives every fault. */
export function parseAccount(structure: WrittenSegments, account: string): ParsedAccount {
  const { segments, separator } = structure;
  const parts = splitAccount(structure, account);
  const codes: string[] = [];
  const faults: AccountFault[] = [];
  for (const segment of segments) {
    const code = parts[codes.length] ?? '';
    const fault = faultOf(segment, code);
    if (fault !== null) faults.push({ segment: segment.code, code, fault });
    codes.push(code);
  }
  if (parts.length > segments.length || hasLooseEnd(structure, account, parts)) {
    const rest = parts.slice(segments.length).join(separator);
    const code = rest !== '' ? rest : separator !== '' ? separator : ' ';
    faults.push({ segment: 'surplus', code, fault: 'width' });
  }
  return faults.length === 0 ? { ok: true, codes } : { ok: false, faults };
}

/** Joins segment codes to an account string without judging them, so that a wrong code can still be shown. */
export function joinAccount(structure: WrittenSegments, codes: readonly string[]): AccountString {
  const { segments, separator } = structure;
  let count = codes.length;
  while (count > 1 && codes[count - 1] === '' && segments[count - 1]?.isOptional === true) count -= 1;
  const written = count === codes.length ? codes : codes.slice(0, count);
  if (separator !== '') return written.join(separator);
  return written
    .map((code, index) => (index === count - 1 ? code : code.padEnd(segments[index]?.width ?? 0)))
    .join('');
}

/** An account has one written form, so a separator or blank at the end that stands for nothing is too much. */
function hasLooseEnd({ segments, separator }: WrittenSegments, account: string, parts: string[]): boolean {
  if (separator === '') return account.endsWith(' ');
  return parts.length > 1 && parts.at(-1) === '' && segments[parts.length - 1]?.isOptional === true;
}

function faultOf(segment: WrittenSegments['segments'][number], code: string): AccountFault['fault'] | null {
  if (code === '') return segment.isOptional === true ? null : 'missing';
  if (code.length > segment.width || code.length < (segment.minWidth ?? segment.width)) return 'width';
  return hasOnly(segment.characters, code) ? null : 'characters';
}

/** The parts of a string as far as it has any, without judging them: to show an account that does not parse. */
export function splitAccount(
  { segments, separator }: { segments: readonly Pick<Segment, 'width'>[]; separator: string },
  account: string,
): string[] {
  if (separator !== '') return account.split(separator);
  const parts: string[] = [];
  let from = 0;
  for (const segment of segments) {
    const field = account.slice(from, from + segment.width);
    parts.push(field.endsWith(' ') ? field.trimEnd() : field);
    from += segment.width;
  }
  if (from < account.length) parts.push(account.slice(from));
  return parts;
}

function hasOnly(characters: Segment['characters'], code: string): boolean {
  for (let at = 0; at < code.length; at += 1) {
    const unit = code.charCodeAt(at);
    const isDigit = unit >= 48 && unit <= 57;
    const isLetter = (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
    if (characters === 'digits' ? !isDigit : characters === 'letters' ? !isLetter : !isDigit && !isLetter) {
      return false;
    }
  }
  return true;
}
