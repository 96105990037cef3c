import { writtenRows, type PlannedTable, type RejectedRow } from './plan-export.js';

/** What the target would make of a file: the rows it would refuse, and what the first rows look like. */
export type DryRun = {
  columns: string[];
  /** The first rows, as they are written. */
  preview: string[][];
  rejectedCount: number;
  /** The first of them; a wrong code can be in every row. */
  rejected: RejectedRow[];
};

/** Writes a file without keeping it. Every row is looked at; of what is found, so much is kept. */
export function dryRun(table: PlannedTable, keep: { preview: number; rejected: number }): DryRun {
  const preview: string[][] = [];
  const rejected: RejectedRow[] = [];
  let rejectedCount = 0;
  const note = (row: RejectedRow) => {
    rejectedCount += 1;
    if (rejected.length < keep.rejected) rejected.push(row);
  };
  for (const cells of writtenRows(table, note)) if (preview.length < keep.preview) preview.push(cells);
  return { columns: table.compiled.fields.map(({ title }) => title), preview, rejectedCount, rejected };
}
