import { parse, CsvError } from 'csv-parse/sync';
import type { z } from 'zod';
import type { Problem } from '../../src/core/problem.js';

/** Row numbers as a spreadsheet shows them: the header is row 1. */
const FIRST_DATA_ROW = 2;

/** The CSV files of a folder by name, such as `lines.csv`. */
export type CsvFiles = ReadonlyMap<string, string>;

export type Row<T> = { row: number; value: T };

/** Collects every problem of an import, each with file, row and column. */
export class ImportProblems {
  readonly list: Problem[] = [];

  add(code: string, file: string, params: Problem['params'] = {}, row?: number, column?: string): void {
    const place: Problem['place'] = { kind: 'file', file };
    if (row !== undefined) place.row = row;
    if (column !== undefined) place.column = column;
    this.list.push({ code, severity: 'fatal', place, params });
  }
}

/** Reads one file into checked rows. A missing file, a broken table and every bad cell become problems. */
export function readTable<T>(
  files: CsvFiles,
  file: string,
  schema: z.ZodType<T>,
  problems: ImportProblems,
): Row<T>[] {
  const text = files.get(file);
  if (text === undefined) {
    problems.add('import.fileMissing', file);
    return [];
  }
  let records: Record<string, string>[];
  try {
    records = parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    problems.add('import.notCsv', file, { detail: error.message });
    return [];
  }
  const rows: Row<T>[] = [];
  records.forEach((record, index) => {
    const row = index + FIRST_DATA_ROW;
    const parsed = schema.safeParse(record);
    if (parsed.success) rows.push({ row, value: parsed.data });
    else {
      for (const issue of parsed.error.issues) {
        const column = String(issue.path[0] ?? '');
        const value = record[column];
        if (value === undefined) problems.add('import.columnMissing', file, { column }, row, column);
        else problems.add('import.badCell', file, { value, detail: issue.message }, row, column);
      }
    }
  });
  return rows;
}
