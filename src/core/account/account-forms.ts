import {
  joinAccount,
  parseAccount,
  type AccountForm,
  type AccountString,
  type AccountStructure,
  type ParsedAccount,
  type WrittenSegments,
} from './account-structure.js';

/** A form of the structure by its code. Throws a RangeError when there is none: rules and layouts name forms. */
export function accountForm(structure: AccountStructure, formCode: string): AccountForm {
  const form = structure.forms?.find(({ code }) => code === formCode);
  if (!form) throw new RangeError(`The account structure has no form ${formCode}`);
  return form;
}

/**
 * Writes an account's segment codes (in the structure's order) in another form. Codes are not judged; segments that
 * the form leaves out are lost. Roll codes up first where the form says so (`rollUp` does both).
 */
export function formatInForm(
  structure: AccountStructure,
  formCode: string,
  codes: readonly string[],
): AccountString {
  const form = accountForm(structure, formCode);
  const places = placesOf(structure, form);
  return joinAccount(
    writtenSegments(structure, form, places),
    places.map((at) => codes[at] ?? ''),
  );
}

/**
 * Reads an account written in another form into codes in the structure's order; a segment that the form leaves out
 * gets the empty code. Faults as `parseAccount` gives them, with the structure's segment codes.
 */
export function parseInForm(structure: AccountStructure, formCode: string, text: string): ParsedAccount {
  const form = accountForm(structure, formCode);
  const places = placesOf(structure, form);
  const parsed = parseAccount(writtenSegments(structure, form, places), text);
  if (!parsed.ok) return parsed;
  const codes = structure.segments.map(() => '');
  places.forEach((place, at) => {
    codes[place] = parsed.codes[at] ?? '';
  });
  return { ok: true, codes };
}

/** Where each segment of a form stands in the structure. Throws a RangeError on a segment that is not there. */
function placesOf(structure: AccountStructure, form: AccountForm): number[] {
  return form.segments.map(({ code }) => {
    const at = structure.segments.findIndex((segment) => segment.code === code);
    if (at < 0) throw new RangeError(`The form ${form.code} names a segment ${code} that does not exist`);
    return at;
  });
}

function writtenSegments(
  structure: AccountStructure,
  form: AccountForm,
  places: readonly number[],
): WrittenSegments {
  const segments = places.flatMap((place, at) => {
    const segment = structure.segments[place];
    const width = form.segments[at]?.width;
    if (!segment) return [];
    return [width === undefined ? segment : { ...segment, width, minWidth: width }];
  });
  return { segments, separator: form.separator };
}
