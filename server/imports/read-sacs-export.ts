import { CsvError, parse } from 'csv-parse/sync';
import { joinAccount, type AccountStructure } from '../../src/core/account/account-structure.js';
import { parseCentsPlain, type Cents } from '../../src/core/money.js';
import { failed, ok, type Problem, type Result } from '../../src/core/problem.js';

/** The account string of a state export: 19 packed characters. */
export const SACS_STRUCTURE: AccountStructure = {
  separator: '',
  segments: [
    { code: 'fund', title: 'Fund', width: 2, characters: 'digits' },
    { code: 'resource', title: 'Resource', width: 4, characters: 'alphanumeric' },
    { code: 'projectYear', title: 'Project year', width: 1, characters: 'digits' },
    { code: 'goal', title: 'Goal', width: 4, characters: 'alphanumeric' },
    { code: 'function', title: 'Function', width: 4, characters: 'digits' },
    { code: 'object', title: 'Object', width: 4, characters: 'alphanumeric' },
  ],
};
const WIDTH = 19;

/** One general ledger row of a state export. */
export type SacsLine = {
  account: string;
  cents: Cents;
  /** Which data the row belongs to, as the block's header has it, such as `2024-25 BS1 BB`; empty without headers. */
  dataset: string;
  /** The state's software worked the row out, such as object `979Z`; only such rows have letters in their codes. */
  isCalculated: boolean;
  /** Row of the file, from 1. */
  row: number;
};

/**
 * Reads the general ledger rows of a California export. Three shapes are known: the export of the SACS Web System
 * (quoted fields, a header and an end-of-data row round each block; supplemental data are left out), plain rows of a
 * 19-character account and an amount with comma, tab or blanks between, and a table with a column for the account or
 * for each segment, and one for the amount (`amount`, `value` or `balance`). Leading zeros that a spreadsheet took
 * away from segments are put back. Rows that cannot be read are `import.badCell` with file and row.
 */
export function readSacsLines(text: string, file = 'export'): Result<SacsLine[]> {
  let records: string[][];
  try {
    records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (record: string[], { lines }) => [String(lines), ...record],
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return failed([problemAt(file, undefined, 'import.notCsv', { detail: error.message })]);
  }
  const columns = tableColumns(records[0]?.slice(1) ?? []);
  const lines: SacsLine[] = [];
  const problems: Problem[] = [];
  let dataset = '';
  let isSkipped = false;
  for (const [number = '0', ...fields] of columns ? records.slice(1) : records) {
    const header = columns ? null : headerOf(fields);
    if (header) {
      ({ dataset, isSkipped } = header);
      continue;
    }
    if (isSkipped || fields[0] === '-1') continue;
    const row = Number(number);
    const { account, amount, mark } = columns ? tableRow(fields, columns) : plainRow(fields);
    const cents = parseCentsPlain(amount);
    if (account.length !== WIDTH || cents === null) {
      const value = account.length === WIDTH ? amount : account;
      const detail = account.length === WIDTH ? 'an amount is expected' : '19 characters are expected';
      problems.push(problemAt(file, row, 'import.badCell', { value, detail }));
    } else lines.push({ account, cents, dataset, isCalculated: mark === 'C' || /[A-Z]/.test(account), row });
  }
  return problems.length > 0 ? failed(problems) : ok(lines);
}

function problemAt(file: string, row: number | undefined, code: string, params: Problem['params']): Problem {
  const place: Problem['place'] = row === undefined ? { kind: 'file', file } : { kind: 'file', file, row };
  return { code, severity: 'fatal', place, params };
}

function delimiterOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  return [',', '\t', ';'].find((mark) => first.includes(mark)) ?? ' ';
}

/** `"2024-25","38684780000000","BS1","BB"`, with a fifth field where supplemental data follow. */
function headerOf(fields: readonly string[]): { dataset: string; isSkipped: boolean } | null {
  const [year = '', cds = '', period = '', column = ''] = fields;
  if (!/^\d{4}-\d{2}$/.test(year) || !/^\d{7}(\d{7})?$/.test(cds)) return null;
  return { dataset: [year, period, column].join(' '), isSkipped: fields.length > 4 && fields[4] !== '' };
}

type Columns = { account: number; segments: number[]; amount: number };

/** Where a table has its columns; null when the first row is no heading. */
function tableColumns(heading: readonly string[]): Columns | null {
  const names = heading.map((name) => name.toLowerCase().replace(/[^a-z]/g, ''));
  const at = (...wanted: string[]) => names.findIndex((name) => wanted.includes(name));
  const amount = at('amount', 'value', 'balance');
  const account = at('account', 'accountstring', 'accountcode');
  const segments = SACS_STRUCTURE.segments.map(({ code }) => at(code.toLowerCase()));
  return amount >= 0 && (account >= 0 || segments.every((column) => column >= 0))
    ? { account, segments, amount }
    : null;
}

function tableRow(fields: readonly string[], { account, segments, amount }: Columns) {
  const written =
    account >= 0
      ? (fields[account] ?? '').replaceAll('-', '')
      : joinAccount(
          SACS_STRUCTURE,
          segments.map((column, at) =>
            (fields[column] ?? '').padStart(SACS_STRUCTURE.segments[at]?.width ?? 0, '0'),
          ),
        );
  return { account: written, amount: plainAmount(fields[amount] ?? ''), mark: '' };
}

/** Blanks between account and amount may be many. */
function plainRow(fields: readonly string[]) {
  const [account = '', amount = '', mark = ''] = fields.filter((field, at) => at === 0 || field !== '');
  return { account: account.replaceAll('-', ''), amount: plainAmount(amount), mark };
}

function plainAmount(text: string): string {
  const bare = text.replace(/[$,\s]/g, '').replace(/^\((.*)\)$/, '-$1');
  return bare === '' ? 'blank' : bare;
}
