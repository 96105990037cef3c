import { HEADER_ROW } from '../../src/core/workbook/layout.js';
import { editParts, editRows, partOf, sheetPath, type RawRow } from './alter-workbook.js';

/** Line id and funding source, which stand last. */
const HIDDEN_COLUMNS = 2;

export type CopyOptions = {
  /** What the copy is called; Excel numbers copies. */
  name?: string;
  /** Whether the Positions sheet was copied along. */
  withPositions?: boolean;
  /** Whether the hidden columns were left behind, as where cells and not the sheet were copied. */
  losesIds?: boolean;
};

/**
 * A workbook of somebody's own with a site's Budget sheet in it, as Excel's Move or Copy leaves it: no identity, the table
 * renamed, a sheet of her own before it.
 */
export function copiedSheet(
  book: Uint8Array,
  { name = 'Budget (2)', withPositions = false, losesIds = false }: CopyOptions = {},
): Uint8Array {
  const withoutHidden = (rows: RawRow[]) => {
    const shown = (rows[HEADER_ROW]?.length ?? 0) - HIDDEN_COLUMNS;
    return rows.map((row) => row.slice(0, shown));
  };
  const copied = losesIds ? editRows(book, 'Budget', withoutHidden) : book;
  const notes = sheetPath(copied, 'Instructions');
  return editParts(copied, (part, xml) => {
    if (part === 'docProps/custom.xml') return null;
    if (part.startsWith('xl/tables/')) return xml.replace(/ (name|displayName)="(\w+)"/g, ' $1="$22"');
    if (part === notes)
      return xml.replace(
        /<sheetData>.*<\/sheetData>/s,
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>My notes</t></is></c></row></sheetData>',
      );
    if (part !== 'xl/workbook.xml') return xml;
    const sheets = [...xml.matchAll(/<sheet name="([^"]*)"[^>]*\/>/g)].map(([whole, sheet]) => ({
      whole,
      sheet,
    }));
    const keep = new Set(['Budget', 'Instructions', ...(withPositions ? ['Positions'] : [])]);
    return sheets
      .filter(({ sheet }) => !keep.has(sheet ?? ''))
      .reduce((left, { whole }) => left.replace(whole, ''), xml)
      .replace('sheet name="Budget"', `sheet name="${name}"`)
      .replace('sheet name="Instructions"', 'sheet name="Notes"')
      .replace(/<definedNames>.*<\/definedNames>/s, '');
  });
}

/** The workbook with a copy of its Budget sheet beside it, changed by `edit`. */
export function withCopy(book: Uint8Array, edit: (xml: string) => string, name = 'Budget (2)'): Uint8Array {
  const copy = edit(partOf(book, sheetPath(book, 'Budget'))).replace(/<tableParts.*<\/tableParts>/s, '');
  return editParts(
    book,
    (part, xml) => {
      if (part === 'xl/workbook.xml')
        return xml.replace('</sheets>', `<sheet name="${name}" sheetId="77" r:id="rId77"/></sheets>`);
      return part === 'xl/_rels/workbook.xml.rels'
        ? xml.replace(
            '</Relationships>',
            '<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet77.xml"/></Relationships>',
          )
        : xml;
    },
    { 'xl/worksheets/sheet77.xml': copy },
  );
}
