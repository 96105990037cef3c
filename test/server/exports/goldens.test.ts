import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseCentsPlain } from '../../../src/core/money.js';
import { checkSacsExport } from '../../../server/imports/check-sacs-export.js';
import { readSacsLines } from '../../../server/imports/read-sacs-export.js';
import { shippedLayouts } from '../../../server/exports/export-layouts.js';
import {
  EXPORT_GOLDENS,
  exportGoldens,
  filesOf,
  goldenInput,
  masterOf,
} from '../../support/export-golden.js';

const rowsOf = (bytes: Buffer | undefined): Record<string, string>[] => parse(bytes ?? '', { columns: true });
const centsOf = (text: string | undefined) => parseCentsPlain(text ?? '') ?? Number.NaN;

test('every shipped layout has a golden file', () => {
  expect(exportGoldens()).toEqual(expect.arrayContaining([...shippedLayouts().keys()]));
});

describe.each(exportGoldens())('the files of %s', (name) => {
  test('are those of the golden folder, byte for byte, and no others', () => {
    const written = (['full', 'changes'] as const).flatMap((of) => {
      const { files, rejected } = filesOf(name, of);
      expect(rejected).toEqual([]);
      return [...files];
    });
    const kept = readdirSync(path.join(EXPORT_GOLDENS, name)).filter((file) => !file.endsWith('.json'));
    expect(written.map(([file]) => file).sort()).toEqual(kept.sort());
    for (const [file, bytes] of written)
      expect(bytes.toString('latin1')).toBe(readFileSync(path.join(EXPORT_GOLDENS, name, file), 'latin1'));
  });
});

describe('read back', () => {
  test('the generic CSV has every line and its figures to the cent', () => {
    const rows = rowsOf(filesOf('generic-csv', 'full').files.get('full.csv'));
    const lines = masterOf(goldenInput('generic-csv').version1).accounts.flatMap((account) => account.lines);
    expect(rows).toHaveLength(lines.length);
    lines.forEach((line, at) => {
      const row = rows[at];
      expect([row?.['account'], row?.['site'], row?.['line_id']]).toEqual([
        line.account,
        line.siteCode,
        line.lineId,
      ]);
      expect(centsOf(row?.['proposed_amount'])).toBe(line.proposedCents);
      expect(centsOf(row?.['current_amount'])).toBe(line.currentCents);
    });
  });

  test('the SACS file is read by the import of the state’s own exports, equal to the cent, and passes its checks', () => {
    const text = filesOf('sacs-dat', 'full').files.get('full.dat')?.toString('ascii') ?? '';
    const read = readSacsLines(text);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(
      read.value.every(({ dataset, isCalculated }) => dataset === '2026-27 BS1 BB' && !isCalculated),
    ).toBe(true);
    const total = read.value.reduce((sum, { cents }) => sum + cents, 0);
    expect(total).toBe(masterOf(goldenInput('sacs-dat').version1).totalCents);
    const checked = checkSacsExport(text);
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
    expect(Object.values(checked.value).flatMap(({ findings }) => findings)).toEqual([]);
  });

  test('the PEIMS file has what its funds and objects come to', () => {
    const { files, summary } = filesOf('texas-peims', 'full');
    const total = rowsOf(files.get('full.csv')).reduce((sum, row) => sum + centsOf(row['Amount']), 0);
    expect(total).toBe(summary?.proposedCents);
    expect(total + (summary?.leftOut.proposedCents ?? 0)).toBe(
      masterOf(goldenInput('texas-peims').version1).totalCents,
    );
  });

  test('a control total is the sum of the amounts with the signs that they are written with', () => {
    const text = filesOf('fixed-width', 'full').files.get('full.txt')?.toString('latin1') ?? '';
    const lines = text.trimEnd().split('\n');
    const amounts = lines
      .filter((line) => line.startsWith('L'))
      .map((line) => {
        const [side, cents] = [line[10], Number(line.slice(11, 24))];
        return side === 'C' ? -cents : cents;
      });
    const trailer = lines.at(-1) ?? '';
    expect(Number(trailer.slice(-15)) * 100).toBeCloseTo(amounts.reduce((sum, cents) => sum + cents, 0));
    expect(trailer.slice(1, 13)).toBe('000003000005');
  });
});
