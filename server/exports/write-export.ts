import type { ExportField, ExportLayout, ExportTable } from '../../src/core/exports/export-layout.js';
import { WINDOWS_1252_HIGH } from '../../src/core/exports/encodings.js';
import { writtenRows, type PlannedTable, type RejectedRow } from '../../src/core/exports/plan-export.js';

/** Characters of text that are turned into bytes at once: a file of a million rows is never one string. */
const CHUNK = 64 * 1024;

/**
 * A planned file as bytes, piece by piece. `onRejected` is told of rows that the target would refuse: who hands the file
 * over waits for the end of it, and hands over nothing if there was one.
 *
 * Lines are quoted by hand and not by csv-stringify, with which an export takes about twice as long (`npm run bench --
 * export`); a test holds that csv-parse reads the same back.
 */
export function* writeExport(
  { encoding, lineEnd }: Pick<ExportLayout, 'encoding' | 'lineEnd'>,
  planned: PlannedTable,
  onRejected: (row: RejectedRow) => void,
): Generator<Buffer> {
  const { table, fields } = planned.compiled;
  const end = lineEnd === 'crlf' ? '\r\n' : '\n';
  const encode = encoderOf(encoding);
  const join = joinerOf(table);
  const changing = fields.findIndex(({ isOfAccount }) => !isOfAccount);
  const row = join(
    fields.map(({ field }) => field),
    { isPlain: fields.map(({ isPlain }) => isPlain), lead: changing < 0 ? fields.length : changing },
  );
  const hasHeaderRow = table.form.kind === 'delimited' && table.form.hasHeaderRow;
  let text = encoding === 'utf-8-bom' ? '\uFEFF' : '';
  planned.header.forEach((record, at) => {
    const isHeaderRow = hasHeaderRow && at === planned.header.length - 1;
    text += join(isHeaderRow ? fields.map(({ field }) => field) : (table.header[at] ?? []))(record) + end;
  });
  for (const cells of writtenRows(planned, onRejected)) {
    text += row(cells) + end;
    if (text.length >= CHUNK) {
      yield encode(text);
      text = '';
    }
  }
  planned.trailer.forEach((record, at) => {
    text += join(table.trailer[at] ?? [])(record) + end;
  });
  yield encode(text);
}

/**
 * `isPlain` says of which fields no text has to be quoted, `lead` how many at the beginning are the account's, and so the
 * same in many rows.
 */
type Joiner = (
  fields: readonly ExportField[],
  known?: { isPlain: readonly boolean[]; lead: number },
) => (cells: readonly string[]) => string;

function joinerOf({ form }: ExportTable): Joiner {
  if (form.kind === 'fixed') {
    return (fields) => (cells) => fields.map((field, at) => padded(field, cells[at] ?? '')).join('');
  }
  const { delimiter, quote } = form;
  if (quote === 'never') return () => (cells) => cells.join(delimiter);
  const quoted = (cell: string) => `"${cell.includes('"') ? cell.replaceAll('"', '""') : cell}"`;
  if (quote === 'always') return () => (cells) => cells.map(quoted).join(delimiter);
  // RFC 4180; a blank at either end is quoted too, since some readers take it away.
  const needs = new RegExp(`["\\r\\n${delimiter === '|' ? '\\|' : delimiter}]|^\\s|\\s$`);
  const joinFrom = (cells: readonly string[], from: number, to: number, isPlain: readonly boolean[]) => {
    let line = '';
    for (let at = from; at < to; at += 1) {
      const cell = cells[at] ?? '';
      if (at > 0) line += delimiter;
      line += isPlain[at] !== true && cell !== '' && needs.test(cell) ? quoted(cell) : cell;
    }
    return line;
  };
  return (_fields, { isPlain, lead } = { isPlain: [], lead: 0 }) => {
    let [before, joined]: [readonly string[], string] = [[], ''];
    return (cells) => {
      let isSame = before.length > 0;
      for (let at = 0; isSame && at < lead; at += 1) isSame = cells[at] === before[at];
      if (!isSame) [before, joined] = [cells, joinFrom(cells, 0, lead, isPlain)];
      return joined + joinFrom(cells, lead, cells.length, isPlain);
    };
  };
}

/** A text in its width. Zeros go between the sign and the digits. */
function padded({ width = 0, align = 'left', fill = ' ' }: ExportField, text: string): string {
  if (align === 'left') return text.padEnd(width, fill);
  if (fill === '0' && text.startsWith('-')) return `-${text.slice(1).padStart(width - 1, '0')}`;
  return text.padStart(width, fill);
}

function encoderOf(encoding: ExportLayout['encoding']): (text: string) => Buffer {
  if (encoding !== 'windows-1252') return (text) => Buffer.from(text, 'utf8');
  const places = new Map(Array.from(WINDOWS_1252_HIGH, (character, at) => [character, 0x80 + at] as const));
  const high = new RegExp(`[${WINDOWS_1252_HIGH.replaceAll(' ', '')}]`, 'g');
  return (text) =>
    Buffer.from(
      text.replace(high, (character) => String.fromCharCode(places.get(character) ?? 0x3f)),
      'latin1',
    );
}
