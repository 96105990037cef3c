import type { Problem } from '../problem.js';
import { charactersOutside } from './encodings.js';
import type { ExportField, LayoutEncoding, TableForm } from './export-layout.js';

/** Why the target would refuse a text: the problem's code and what its sentence needs. */
export type CellFault = { code: string; params: Problem['params'] };
/** Every fault of a text that is to be written. Where all is well, always the same empty list. */
export type CellCheck = (text: string) => readonly CellFault[];

const NONE: readonly CellFault[] = [];
/** Long enough to know a text again, short enough for a sentence. */
const SHOWN = 60;

/**
 * Makes a field's check ready: what the layout says of it, what its encoding has, and what its form can hold. Null where
 * the text `isPlain`, digits and letters alone, and the layout says nothing of it.
 */
export function compileCheck(
  field: ExportField,
  form: TableForm,
  encoding: LayoutEncoding,
  isPlain = false,
): CellCheck | null {
  const { title, isRequired, expects = '', width } = field;
  const isLimited = [field.pattern, field.maxLength, isRequired, width].some((limit) => limit !== undefined);
  if (isPlain && !isLimited) return null;
  const pattern = field.pattern === undefined ? null : new RegExp(`^(?:${field.pattern})$`, 'u');
  const most = Math.min(field.maxLength ?? Infinity, width ?? Infinity);
  const breaks = form.kind === 'delimited' && form.quote !== 'never' ? null : /[\r\n]/;
  const mark = form.kind === 'delimited' && form.quote === 'never' ? form.delimiter : null;
  const maybeOutside =
    encoding === 'utf-8' || encoding === 'utf-8-bom' ? /[\uD800-\uDFFF]/ : /[\u0080-\uFFFF]/;
  return (text) => {
    if (text === '' && isRequired !== true) return NONE;
    const isFine =
      text !== '' &&
      (pattern === null || pattern.test(text)) &&
      text.length <= most &&
      !maybeOutside.test(text) &&
      (breaks === null || !breaks.test(text)) &&
      (mark === null || !text.includes(mark));
    if (isFine) return NONE;
    const faults: CellFault[] = [];
    const add = (code: string, params: Problem['params']) =>
      faults.push({ code, params: { field: title, value: text.slice(0, SHOWN), ...params } });
    if (text === '') add('export.missing', {});
    if (text !== '' && pattern?.test(text) === false) add('export.pattern', { expects });
    if (text.length > most) add('export.tooLong', { length: text.length, most });
    const outside = charactersOutside(encoding, text);
    if (outside.length > 0) add('export.characters', { characters: outside.join(' '), encoding });
    if (breaks?.test(text) === true) add('export.lineBreak', {});
    if (mark !== null && text.includes(mark))
      add('export.delimiterInText', { delimiter: mark === '\t' ? 'TAB' : mark });
    return faults;
  };
}
