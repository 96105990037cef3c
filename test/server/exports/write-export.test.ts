import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { ExportLayout } from '../../../src/core/exports/export-layout.js';
import { planExport, type RejectedRow } from '../../../src/core/exports/plan-export.js';
import { writeExport } from '../../../server/exports/write-export.js';
import { goldenInput, goldenLayout, masterOf, planOf } from '../../support/export-golden.js';

type Form = Partial<Pick<ExportLayout, 'encoding' | 'lineEnd'>> & { form?: ExportLayout['budget']['form'] };

/** The generic columns in another form, with a line of such a title. */
function write(title: string, { form, ...change }: Form = {}) {
  const generic = goldenLayout('generic-csv');
  const budget = { ...generic.budget, form: form ?? generic.budget.form };
  const layout = ExportLayout.parse({ ...generic, ...change, budget });
  const input = goldenInput('generic-csv');
  const [first] = input.version1;
  if (!first) throw new Error('no line');
  const line = { ...first, line: { ...first.line, title, justification: title } };
  const { plan } = planExport({
    layout,
    newAccounts: undefined,
    plan: planOf(input),
    master: masterOf([line]),
    since: null,
    settings: {},
    madeOn: '2024-06-12',
  });
  if (!plan) throw new Error('no plan');
  const rejected: RejectedRow[] = [];
  const bytes = Buffer.concat([...writeExport(layout, plan.budget, (row) => rejected.push(row))]);
  return { bytes, codes: rejected.flatMap(({ problems }) => problems.map(({ code }) => code)), rejected };
}

const delimited = (delimiter: ',' | ';' | '\t' | '|', quote: 'always' | 'needed' | 'never') =>
  ({ kind: 'delimited', delimiter, quote, hasHeaderRow: true }) as const;

describe('text in a file', () => {
  test('whatever it is, a CSV reader finds it again, and nothing that a spreadsheet would run', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.constantFrom(',' as const, ';' as const, '\t' as const, '|' as const),
        fc.constantFrom('always' as const, 'needed' as const),
        (title, delimiter, quote) => {
          const { bytes, codes } = write(title, { form: delimited(delimiter, quote) });
          const [row] = parse<Record<string, string>>(bytes, { columns: true, delimiter });
          expect(codes).toEqual([]);
          expect([title, `'${title}`]).toContain(row?.['title']);
          expect(row?.['title']).not.toMatch(/^[=+\-@\t\r]/);
          expect(row?.['proposed_amount']).toBe('131500.50');
        },
      ),
    );
  });

  test('bytes are of the encoding, lines end as the layout says', () => {
    const windows = write('Café – Ž €', { encoding: 'windows-1252', lineEnd: 'lf' });
    expect(windows.codes).toEqual([]);
    // The table of Unicode's CP1252.TXT; the decoder of some versions of Node.js reads Latin-1 instead.
    const bytes = Buffer.from([0x43, 0x61, 0x66, 0xe9, 0x20, 0x96, 0x20, 0x8e, 0x20, 0x80]);
    expect(windows.bytes.includes(bytes)).toBe(true);
    expect(windows.bytes.includes('\r')).toBe(false);
    expect(write('x', { encoding: 'utf-8-bom' }).bytes.subarray(0, 3)).toEqual(
      Buffer.from([0xef, 0xbb, 0xbf]),
    );
    expect(write('x').bytes[0]).toBe('a'.charCodeAt(0));
  });

  test.each([
    ['a character that ASCII has not', 'Café', { encoding: 'ascii' }, 'export.characters'],
    ['one that Windows-1252 has not', 'Ā', { encoding: 'windows-1252' }, 'export.characters'],
    ['a control that Windows-1252 leaves open', '\u0081', { encoding: 'windows-1252' }, 'export.characters'],
    ['half a character', '\uD83D', {}, 'export.characters'],
    [
      'the delimiter where nothing is quoted',
      'a|b',
      { form: delimited('|', 'never') },
      'export.delimiterInText',
    ],
    ['a line break where nothing is quoted', 'a\nb', { form: delimited('|', 'never') }, 'export.lineBreak'],
  ] as [string, string, Form, string][])(
    '%s is refused, with its row and cell',
    (_name, title, form, code) => {
      const { codes, rejected } = write(title, form);
      expect(codes).toEqual([code, code]);
      expect(rejected).toMatchObject([
        {
          fileLine: 2,
          account: '100-1131-608-050-111',
          lines: [{ siteCode: '608', revision: 1, lineId: 't1' }],
          problems: [
            {
              part: 'title',
              place: { kind: 'line', lineId: 't1', field: 'row' },
              params: { field: 'title' },
            },
            { part: 'justification', place: { kind: 'line', lineId: 't1', field: 'justification' } },
          ],
        },
      ]);
    },
  );

  test('a long file comes in pieces', () => {
    const input = goldenInput('generic-csv');
    const [first] = input.version1;
    const many = Array.from({ length: 5_000 }, (_, n) => ({
      siteCode: '608',
      line: { ...first!.line, lineId: `line-${String(n)}` },
    }));
    const layout = goldenLayout('generic-csv');
    const { plan } = planExport({
      layout,
      newAccounts: undefined,
      plan: planOf(input),
      master: masterOf(many),
      since: null,
      settings: {},
      madeOn: '2024-06-12',
    });
    const chunks = [...writeExport(layout, plan!.budget, () => undefined)];
    expect(chunks.length).toBeGreaterThan(5);
    expect(parse(Buffer.concat(chunks))).toHaveLength(5_001);
  });
});
