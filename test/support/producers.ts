import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { crc32, deflateRawSync } from 'node:zlib';

/** The parts of a workbook as text, by their names. */
export type Parts = Record<string, string>;

export function partsOf(xlsx: Uint8Array): Parts {
  return Object.fromEntries(Object.entries(unzipSync(xlsx)).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

const zip = (parts: Record<string, string | Uint8Array>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
    { level: 1 },
  );

/** A workbook as another program would have written it, imitated from what is known of that program. */
export type Producer = {
  name: string;
  /** Which of its facts are imitated, and where they are told: see test/resaved/README.md. */
  write: (good: Uint8Array) => Uint8Array;
  /** Nothing in the file says any more which workbook it is. */
  losesIdentity?: true;
};

const isSheet = (name: string) => name.startsWith('xl/worksheets/sheet');

function edit(good: Uint8Array, change: (parts: Parts) => Parts): Uint8Array {
  return zip(change(partsOf(good)));
}

function eachPart(parts: Parts, change: (text: string, name: string) => string): Parts {
  return Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, change(text, name)]));
}

function without(parts: Parts, ...names: string[]): Parts {
  const left = Object.fromEntries(Object.entries(parts).filter(([name]) => !names.includes(name)));
  return eachPart(left, (text, part) => {
    if (part === '[Content_Types].xml')
      return names.reduce(
        (left, name) => left.replace(new RegExp(`<Override PartName="/${name}"[^>]*/>`), ''),
        text,
      );
    if (!part.endsWith('.rels')) return text;
    const targets = names.map((name) => name.replace(/^xl\//, ''));
    return text.replace(/<Relationship [^>]*\/>/g, (one) =>
      targets.some((to) => one.includes(`"${to}"`)) ? '' : one,
    );
  });
}

/** The strings that cells point at. */
function sharedStrings(parts: Parts): string[] {
  return [...(parts['xl/sharedStrings.xml'] ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(
    ([, inner = '']) => inner,
  );
}

/** Every text in its own cell. */
function inlined(parts: Parts): Parts {
  const strings = sharedStrings(parts);
  return eachPart(without(parts, 'xl/sharedStrings.xml'), (text, name) =>
    isSheet(name)
      ? text.replace(
          /<c ([^>]*)t="s"([^>]*)><v>(\d+)<\/v>/g,
          (_, before: string, after: string, at: string) =>
            `<c ${before}t="inlineStr"${after}><is>${strings[Number(at)] ?? ''}</is>`,
        )
      : text,
  );
}

const NO_REFERENCES = (text: string) =>
  text.replace(/(<row) r="\d+"/g, '$1').replace(/(<c) r="[A-Z]+\d+"/g, '$1');

/** Rows and cells without their addresses; what was empty between them is there, since places are counted. */
function unaddressed(xml: string): string {
  return xml.replace(/<sheetData>(.*)<\/sheetData>/s, (_, data: string) => {
    let next = 1;
    const rows = [...data.matchAll(/<row r="(\d+)"([^>]*)>(.*?)<\/row>/gs)].map(
      ([, at = '', rest = '', cells = '']) => {
        const before = '<row/>'.repeat(Number(at) - next);
        next = Number(at) + 1;
        let column = 0;
        const written = cells.replace(/<c r="([A-Z]+)\d+"/g, (cell, letters: string) => {
          const place = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
          const gap = '<c/>'.repeat(place - column - 1);
          column = place;
          return gap + cell;
        });
        return `${before}<row${rest}>${written}</row>`;
      },
    );
    return `<sheetData>${NO_REFERENCES(rows.join(''))}</sheetData>`;
  });
}

function prefixed(xml: string): string {
  return xml
    .replace(/<(\/?)(?![?!])([a-zA-Z]+)(?=[\s/>])/g, '<$1x:$2')
    .replace(
      'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
      'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
    );
}

const STRICT: readonly (readonly [from: string, to: string])[] = [
  [
    'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
    'http://purl.oclc.org/ooxml/spreadsheetml/main',
  ],
  [
    'http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties',
    'http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties',
  ],
  [
    'http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties',
    'http://purl.oclc.org/ooxml/officeDocument/relationships/extendedProperties',
  ],
  [
    'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
    'http://purl.oclc.org/ooxml/officeDocument/relationships',
  ],
  [
    'http://schemas.openxmlformats.org/officeDocument/2006/custom-properties',
    'http://purl.oclc.org/ooxml/officeDocument/customProperties',
  ],
  [
    'http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes',
    'http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes',
  ],
];

const ANCHOR = `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14"><controls><control shapeId="1025" r:id="rId9" name="Button 1"><controlPr><anchor><from xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:col>1</xdr:col><xdr:row>2</xdr:row></from></anchor></controlPr></control></controls></mc:Choice></mc:AlternateContent>`;
const SPARKLINES = `<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>Budget!G5:I5</xm:f><xm:sqref>Q5</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>`;

/** Rich text, a reading aid and spaces that count, in each shared string; formulas shared; what Excel adds around. */
function asExcel(parts: Parts): Parts {
  return eachPart(parts, (text, name) => {
    if (name === 'xl/sharedStrings.xml')
      return text.replace(/<si><t[^>]*>([^<]*)<\/t><\/si>/g, (_, words: string) => {
        const half = Math.floor(words.length / 2);
        const isEntity = words.includes('&');
        const runs = isEntity ? [words, ''] : [words.slice(0, half), words.slice(half)];
        const run = (one: string) => `<r><rPr><b/><sz val="11"/></rPr><t xml:space="preserve">${one}</t></r>`;
        return `<si>${runs.map(run).join('')}<rPh sb="0" eb="1"><t>カナ</t></rPh><phoneticPr fontId="1"/></si>`;
      });
    if (name === 'xl/workbook.xml')
      return text
        .replace(
          '<bookViews>',
          '<fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="28129"/><workbookPr defaultThemeVersion="202300"/><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15"><x15ac:absPath url="C:\\Users\\me\\" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent><bookViews>',
        )
        .replace(
          '</workbook>',
          '<extLst><ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}" xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>',
        );
    if (!isSheet(name)) return text;
    let shared = 0;
    return text
      .replace(/<row /g, '<row spans="1:16" x14ac:dyDescent="0.25" ')
      .replace(
        '<worksheet ',
        '<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" ',
      )
      .replace(/<f>([^<]*)<\/f>/g, (_, formula: string) => {
        shared += 1;
        return shared === 1 ? `<f t="shared" ref="I5:I14" si="0">${formula}</f>` : '<f t="shared" si="0"/>';
      })
      .replace('<tableParts', `${ANCHOR}<tableParts`)
      .replace('</worksheet>', `${SPARKLINES}</worksheet>`);
  });
}

/** Dates counted from 1904: no figure of a budget is one, and none changes. */
const from1904 = (parts: Parts) =>
  eachPart(asExcel(parts), (text, name) =>
    name === 'xl/workbook.xml' ? text.replace('<workbookPr ', '<workbookPr date1904="1" ') : text,
  );

const absolute = (parts: Parts) =>
  eachPart(parts, (text, name) => {
    if (!name.endsWith('.rels')) return text;
    const folder = name.startsWith('_rels/') ? '/' : '/xl/';
    return name === '_rels/.rels' || name === 'xl/_rels/workbook.xml.rels'
      ? text.replace(/Target="(?!\/)/g, `Target="${folder}`)
      : text;
  });

/** A table a sheet under its own name behind the sheet's, nothing hidden, and a sheet that says what became of it. */
function asNumbers(parts: Parts): Parts {
  const seen = eachPart(without(inlined(parts), 'docProps/custom.xml'), (text, name) => {
    if (name === 'xl/workbook.xml')
      return text
        .replace(/ state="\w+"/g, '')
        .replace(/<definedNames>.*<\/definedNames>/s, '')
        .replace(/<sheet name="([^"]*)"/g, '<sheet name="$1 - Table 1"')
        .replace('<sheets>', '<sheets><sheet name="Export Summary" sheetId="99" r:id="rId99"/>');
    if (name === 'xl/_rels/workbook.xml.rels')
      return text.replace(
        '</Relationships>',
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/summary.xml"/></Relationships>',
      );
    if (!isSheet(name)) return text;
    return withoutHidden(text)
      .replace(/<sheetProtection[^>]*\/>/, '')
      .replace(/<tableParts.*<\/tableParts>/s, '');
  });
  return {
    ...seen,
    'xl/worksheets/summary.xml':
      '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>This document was exported from Numbers. Each table was converted to an Excel worksheet.</t></is></c></row></sheetData></worksheet>',
  };
}

/** A sheet without its hidden columns, which stand behind all others. */
function withoutHidden(xml: string): string {
  const hidden = [...xml.matchAll(/<col min="(\d+)"[^>]*hidden="true"[^>]*\/>/g)].map(([, at]) => Number(at));
  const letters = hidden.map((at) => String.fromCharCode(64 + at));
  return letters.reduce(
    (left, letter) => left.replace(new RegExp(`<c r="${letter}\\d+"[^>]*?(?:/>|>.*?</c>)`, 'gs'), ''),
    xml.replace(/<col [^>]*hidden="true"[^>]*\/>/g, ''),
  );
}

const asWps = (parts: Parts) =>
  eachPart(parts, (text, name) => {
    if (name === 'docProps/custom.xml')
      return text.replace(
        '</Properties>',
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="90" name="KSOProductBuildVer"><vt:lpwstr>1033-11.2.0.11516</vt:lpwstr></property><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="91" name="ICV"><vt:lpwstr>F2F6D0FDC9334C8E8257259E5916E54E</vt:lpwstr></property></Properties>',
      );
    return name === 'xl/workbook.xml'
      ? text.replace(
          '<bookViews>',
          '<fileVersion appName="xl" lastEdited="3" lowestEdited="5" rupBuild="9302"/><workbookPr/><bookViews>',
        )
      : text;
  });

const asGoogleSheets = (parts: Parts) =>
  eachPart(without(parts, 'docProps/custom.xml', 'docProps/core.xml', 'docProps/app.xml'), (text, name) => {
    if (name === 'xl/workbook.xml') return text.replace('state="veryHidden"', 'state="hidden"');
    if (name === 'xl/sharedStrings.xml') return text.replace(/ (?:count|uniqueCount)="\d+"/g, '');
    return isSheet(name) ? text.replace(/<dimension[^>]*\/>/, '').replace(/<f>/g, '<f aca="false">') : text;
  });

/** Parts in UTF-16, with the mark of its order before them or without. */
function inUtf16(parts: Parts, bigEndian: boolean, mark: boolean): Uint8Array {
  return zip(
    Object.fromEntries(
      Object.entries(parts).map(([name, text]) => {
        const wide = Buffer.from((mark ? '\ufeff' : '') + text.replace('UTF-8', 'UTF-16'), 'utf16le');
        return [name, new Uint8Array(bigEndian ? wide.swap16() : wide)];
      }),
    ),
  );
}

export const PRODUCERS: readonly Producer[] = [
  { name: 'Excel', write: (good) => edit(good, asExcel) },
  { name: 'Excel with dates from 1904', write: (good) => edit(good, from1904) },
  {
    name: 'Excel as Strict Open XML',
    write: (good) =>
      edit(asExcelFile(good), (parts) =>
        eachPart(parts, (text) => STRICT.reduce((left, [from, to]) => left.replaceAll(from, to), text)),
      ),
  },
  { name: 'Google Sheets', write: (good) => edit(good, asGoogleSheets) },
  { name: 'Numbers', write: (good) => edit(good, asNumbers) },
  { name: 'WPS Office', write: (good) => edit(good, asWps) },
  {
    name: 'SheetJS',
    write: (good) =>
      edit(good, (parts) =>
        eachPart(inlined(parts), (text, name) =>
          isSheet(name)
            ? text
                .replace(/<dimension[^>]*\/>/, '')
                .replace(/<c (r="[A-Z]+\d+")( s="\d+")?>(?=<v>)/g, '<c $1$2 t="n">')
            : text,
        ),
      ),
  },
  {
    name: 'a writer that leaves out addresses of cells',
    write: (good) =>
      edit(good, (parts) => eachPart(parts, (text, name) => (isSheet(name) ? unaddressed(text) : text))),
  },
  {
    name: 'the Open XML SDK, with prefixes and byte order marks',
    write: (good) =>
      edit(good, (parts) =>
        eachPart(parts, (text, name) =>
          isSheet(name) || /xl\/(?:workbook|sharedStrings|styles)\.xml$/.test(name)
            ? `\ufeff${prefixed(text)}`
            : `\ufeff${text}`,
        ),
      ),
  },
  { name: 'a writer of absolute targets', write: (good) => edit(good, absolute) },
  { name: 'a writer of UTF-16, little end first', write: (good) => inUtf16(partsOf(good), false, true) },
  {
    name: 'a writer of UTF-16, big end first, without a mark',
    write: (good) => inUtf16(partsOf(good), true, false),
  },
  {
    name: 'a writer of backslashes and other capitals in names of parts',
    write: (good) =>
      zip(
        Object.fromEntries(
          Object.entries(partsOf(good)).map(([name, text]) => [
            name === '[Content_Types].xml'
              ? '[content_types].xml'
              : name.replace('sharedStrings', 'SharedStrings').replaceAll('/', '\\'),
            text,
          ]),
        ),
      ),
  },
  {
    name: 'a streaming zip, with sizes behind each part',
    write: (good) => streamedZip(partsOf(good), false),
  },
  { name: 'a streaming zip in zip64', write: (good) => streamedZip(partsOf(good), true) },
  {
    name: 'Google Sheets, where the identity was lost on the way',
    write: (good) =>
      edit(good, (parts) =>
        eachPart(asGoogleSheets(parts), (text, name) =>
          name === 'xl/workbook.xml' ? text.replace(/<sheet name="_sitebook"[^>]*\/>/, '') : text,
        ),
      ),
    losesIdentity: true,
  },
];

const asExcelFile = (good: Uint8Array) => edit(good, asExcel);

const DESCRIPTOR_FLAG = 8;
const UNKNOWN = 0xffff_ffff;

/** A zip as programs write it that do not know a part's size before they have written it, in zip64 or not. */
function streamedZip(parts: Parts, is64: boolean): Uint8Array {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  const put = (chunk: Buffer) => {
    chunks.push(chunk);
    at += chunk.length;
  };
  for (const [name, text] of Object.entries(parts)) {
    const [bytes, packed] = [Buffer.from(text), deflateRawSync(text)];
    const header = Buffer.alloc(30 + name.length);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(is64 ? 45 : 20, 4);
    header.writeUInt16LE(DESCRIPTOR_FLAG, 6);
    header.writeUInt16LE(8, 8);
    header.writeUInt16LE(name.length, 26);
    header.write(name, 30);
    const headerAt = at;
    put(header);
    put(packed);
    const descriptor = Buffer.alloc(is64 ? 24 : 16);
    descriptor.writeUInt32LE(0x08074b50, 0);
    descriptor.writeUInt32LE(crc32(bytes), 4);
    descriptor.writeUInt32LE(packed.length, 8);
    descriptor.writeUInt32LE(bytes.length, is64 ? 16 : 12);
    put(descriptor);
    const extra = Buffer.alloc(is64 ? 28 : 0);
    if (is64) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      [bytes.length, packed.length, headerAt].forEach((size, field) =>
        extra.writeBigUInt64LE(BigInt(size), 4 + field * 8),
      );
    }
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(DESCRIPTOR_FLAG, 8);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(bytes), 16);
    entry.writeUInt32LE(is64 ? UNKNOWN : packed.length, 20);
    entry.writeUInt32LE(is64 ? UNKNOWN : bytes.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE(is64 ? UNKNOWN : headerAt, 42);
    entry.write(name, 46);
    directory.push(entry, extra);
  }
  const [directoryAt, count] = [at, Object.keys(parts).length];
  directory.forEach(put);
  const directoryBytes = at - directoryAt;
  if (is64) {
    const recordAt = at;
    const record = Buffer.alloc(56);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(44n, 4);
    [count, count, directoryBytes, directoryAt].forEach((size, field) =>
      record.writeBigUInt64LE(BigInt(size), 24 + field * 8),
    );
    put(record);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(BigInt(recordAt), 8);
    locator.writeUInt32LE(1, 16);
    put(locator);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(is64 ? 0xffff : count, 8);
  end.writeUInt16LE(is64 ? 0xffff : count, 10);
  end.writeUInt32LE(is64 ? UNKNOWN : directoryBytes, 12);
  end.writeUInt32LE(is64 ? UNKNOWN : directoryAt, 16);
  put(end);
  return Buffer.concat(chunks);
}
