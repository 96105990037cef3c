import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { compilePattern } from '../../../src/core/account/account-pattern.js';
import { parseAccount, type AccountStructure } from '../../../src/core/account/account-structure.js';
import { indexChart } from '../../../src/core/account/chart-of-accounts.js';
import type { FinderInput, HistoryLine } from '../../../src/core/finder/finder.js';
import { SYNONYMS_EN } from '../../../src/core/finder/synonyms-en.js';
import { parseCentsPlain } from '../../../src/core/money.js';

/** The sample district's rows: assets/sample-district, Dayton School District 8, Oregon. */
export function daytonRows(file: string): Record<string, string>[] {
  const folder = path.resolve(import.meta.dirname, '../../../assets/sample-district');
  return parse(readFileSync(path.join(folder, file), 'utf8'), { columns: true });
}

const structure: AccountStructure = {
  segments: daytonRows('segments.csv').map((row) => ({
    code: row['code'] ?? '',
    title: row['title'] ?? '',
    width: Number(row['width']),
    characters: 'digits' as const,
  })),
  separator: '-',
};
const codes: Record<string, { code: string; title: string }[]> = {};
for (const { segment = '', code = '', title = '' } of daytonRows('codes.csv')) {
  (codes[segment] ??= []).push({ code, title });
}
const lines: HistoryLine[] = daytonRows('lines.csv').map((row) => ({
  account: row['account'] ?? '',
  title: row['title'] ?? '',
  currentCents: parseCentsPlain(row['amount'] ?? '') ?? 0,
  enteredCents: 0,
}));
const sources = daytonRows('funding-sources.csv').map((row) => ({
  code: row['code'] ?? '',
  matches: compilePattern(structure, row['patterns'] ?? ''),
}));

/** All of Dayton's account strings, with one site's lines (a cost centre) as its history. */
export function daytonInput(site: string): FinderInput {
  return {
    chart: indexChart({ structure, codes }),
    accounts: lines.map((line) => line.account),
    history: lines.filter((line) => line.account.split('-')[2] === site),
    synonyms: SYNONYMS_EN,
    fundingSourceOf(account) {
      const parsed = parseAccount(structure, account);
      return parsed.ok ? (sources.find(({ matches }) => matches(parsed.codes))?.code ?? null) : null;
    },
  };
}
