import { z } from 'zod';
import { AccountForm, Segment } from '../../src/core/account/account-structure.js';
import type { ChartOfAccounts } from '../../src/core/account/chart-of-accounts.js';
import { checkChart, type ChartProblem } from '../../src/core/account/check-chart.js';
import { CombinationTable } from '../../src/core/account/combination-table.js';
import { readTable, type CsvFiles, type ImportProblems, type Row } from './csv-table.js';
import * as rows from './district-rows.js';

const FORMS = 'account-forms.csv';
const COMBINATIONS = 'combinations.json';
const EXISTING = 'existing-accounts.csv';
const REQUESTED = 'requested-accounts.csv';

/** `combinations.json` is a list of tables, or a rule pack's file that holds them under `tables`. */
const CombinationFile = z.union([
  z.array(z.unknown()),
  z.object({ tables: z.array(z.unknown()) }).transform(({ tables }) => tables),
]);

/**
 * Reads the chart of accounts: `segments.csv` and `codes.csv`, and where the district has them `account-forms.csv`,
 * `combinations.json`, `existing-accounts.csv` and `requested-accounts.csv`. Every bad cell, and everything in which
 * the chart contradicts itself, becomes a problem with file, row and column.
 */
export function readChart(files: CsvFiles, separator: string, problems: ImportProblems): ChartOfAccounts {
  const before = problems.list.length;
  const segments = readSegments(files, problems);
  const forms = readOptional(files, FORMS, rows.AccountFormRow, problems);
  const codeRows = readTable(files, 'codes.csv', rows.CodeRow, problems);
  const combinations = readCombinations(files, problems);
  const existing = readOptional(files, EXISTING, rows.ExistingAccountRow, problems);
  const requested = readOptional(files, REQUESTED, rows.RequestedAccountRow, problems);
  const { codes, rowsOfCodes } = gatherCodes(codeRows);
  const chart: ChartOfAccounts = {
    structure: { segments: segments.map(({ value }) => value), separator },
    codes,
  };
  if (forms) chart.structure.forms = forms.map(({ value }) => formOf(value));
  if (combinations) chart.combinations = combinations;
  if (existing) chart.existing = existing.map(({ value }) => value.account);
  if (requested) {
    chart.requested = requested.map(({ value: { requested_by, ...request } }) => ({
      ...request,
      requestedBy: requested_by,
    }));
  }
  if (problems.list.length > before) return chart;
  const rowLists = { segments, forms: forms ?? [], existing: existing ?? [], requested: requested ?? [] };
  for (const problem of checkChart(chart)) report(problem, problems, rowLists, rowsOfCodes);
  return chart;
}

function readOptional<T>(
  files: CsvFiles,
  file: string,
  schema: z.ZodType<T>,
  problems: ImportProblems,
): Row<T>[] | null {
  return files.has(file) ? readTable(files, file, schema, problems) : null;
}

function readSegments(files: CsvFiles, problems: ImportProblems): Row<Segment>[] {
  return readTable(files, 'segments.csv', rows.SegmentRow, problems).flatMap(({ row, value }) => {
    const { min_width, optional, ...segment } = value;
    const parsed = Segment.safeParse({
      ...segment,
      ...(min_width === undefined ? {} : { minWidth: min_width }),
      ...(optional ? { isOptional: true } : {}),
    });
    if (parsed.success) return [{ row, value: parsed.data }];
    for (const { path, message } of parsed.error.issues) {
      const isLeastWidth = path[0] === 'minWidth';
      const cell = isLeastWidth ? String(min_width) : value.code;
      const column = isLeastWidth ? 'min_width' : 'code';
      problems.add('import.badCell', 'segments.csv', { value: cell, detail: message }, row, column);
    }
    return [];
  });
}

function formOf({ form, rolled_up, segments, ...rest }: z.infer<typeof rows.AccountFormRow>): AccountForm {
  return {
    code: form,
    ...rest,
    segments,
    ...(rolled_up ? { isRolledUp: true } : {}),
  };
}

/** Codes by segment in the order of the file, and the row that each stands on. */
function gatherCodes(codeRows: Row<z.infer<typeof rows.CodeRow>>[]) {
  const codes: ChartOfAccounts['codes'] = {};
  const rowsOfCodes = new Map<string, number[]>();
  for (const { row, value } of codeRows) {
    const { segment, code, title, from, to, parent, state_code: stateCode, heading } = value;
    (codes[segment] ??= []).push({
      code,
      title,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(parent === undefined ? {} : { parent }),
      ...(stateCode === undefined ? {} : { stateCode }),
      ...(heading ? { isHeading: true } : {}),
    });
    const rowsOfSegment = rowsOfCodes.get(segment);
    if (rowsOfSegment) rowsOfSegment.push(row);
    else rowsOfCodes.set(segment, [row]);
  }
  return { codes, rowsOfCodes };
}

function readCombinations(files: CsvFiles, problems: ImportProblems): CombinationTable[] | null {
  const text = files.get(COMBINATIONS);
  if (text === undefined) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    problems.add('import.notJson', COMBINATIONS, { detail: (error as Error).message });
    return [];
  }
  const file = CombinationFile.safeParse(json);
  if (!file.success) {
    problems.add('import.badCombination', COMBINATIONS, {
      table: '',
      field: '',
      detail: 'a list of tables is expected',
    });
    return [];
  }
  return file.data.flatMap((entry, index) => {
    const table = CombinationTable.safeParse(entry);
    if (table.success) return [table.data];
    const named = z.object({ id: z.string() }).safeParse(entry);
    const name = named.success ? named.data.id : `table ${String(index + 1)}`;
    for (const { path, message } of table.error.issues) {
      const params = { table: name, field: path.join('.'), detail: message };
      problems.add('import.badCombination', COMBINATIONS, params);
    }
    return [];
  });
}

const FILES = { segments: 'segments.csv', forms: FORMS, existing: EXISTING, requested: REQUESTED };

/** The column to look at for a problem of a chart; the others are of a row's first column. */
const COLUMNS: Partial<Record<ChartProblem['code'], string>> = {
  'chart.parentMissing': 'parent',
  'chart.parentCircle': 'parent',
  'chart.datesReversed': 'to',
  'chart.stateCodeShape': 'state_code',
  'chart.accountShape': 'account',
  'chart.duplicateForm': 'form',
  'chart.formSegment': 'segments',
  'chart.formSegmentTwice': 'segments',
  'chart.separator': 'separator',
};

function report(
  { code, place, params }: ChartProblem,
  problems: ImportProblems,
  rowLists: Record<keyof typeof FILES, Row<unknown>[]>,
  rowsOfCodes: ReadonlyMap<string, number[]>,
): void {
  if (place.list === 'combinations') problems.add(code, COMBINATIONS, params);
  else if (place.list === 'codes') {
    const row = rowsOfCodes.get(place.segment)?.[place.index];
    if (code === 'chart.unknownSegment')
      problems.add('import.unknownSegment', 'codes.csv', params, row, 'segment');
    else problems.add(code, 'codes.csv', params, row, COLUMNS[code] ?? 'code');
  } else if (code === 'chart.separator' && place.list === 'segments') {
    problems.add(code, 'district.csv', params);
  } else {
    const row = rowLists[place.list][place.index]?.row;
    problems.add(code, FILES[place.list], params, row, COLUMNS[code] ?? 'code');
  }
}
