import { writtenRows, type ExportPlan, type RejectedRow } from './plan-export.js';

/** What the target would make of a file: the rows it would refuse, and what the first rows look like. */
export type DryRun = {
  columns: { title: string; isFigure: boolean }[];
  /** The first rows, as they are written. */
  preview: string[][];
  rejectedCount: number;
  /** The first of them; a wrong code can be in every row. */
  rejected: RejectedRow[];
};

/** Writes the files without keeping them. Every row is looked at; of what is found, so much is kept. */
export function dryRun(
  { budget, newAccounts }: ExportPlan,
  keep: { preview: number; rejected: number },
): DryRun {
  const preview: string[][] = [];
  const rejected: RejectedRow[] = [];
  let rejectedCount = 0;
  const note = (row: RejectedRow) => {
    rejectedCount += 1;
    if (rejected.length < keep.rejected) rejected.push(row);
  };
  for (const cells of writtenRows(budget, note)) if (preview.length < keep.preview) preview.push(cells);
  if (newAccounts) for (const _ of writtenRows(newAccounts, notOfTheAccount(note)));
  return {
    columns: budget.compiled.fields.map(({ title, figures }) => ({ title, isFigure: figures.length > 0 })),
    preview,
    rejectedCount,
    rejected,
  };
}

/** For the rows of new accounts: that an account is faulty is told with its rows in the budget. */
export function notOfTheAccount(note: (row: RejectedRow) => void): (row: RejectedRow) => void {
  return (row) => {
    const problems = row.problems.filter(({ code }) => code !== 'export.account');
    if (problems.length > 0) note({ ...row, problems });
  };
}
