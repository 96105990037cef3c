import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Fte } from '../../src/core/fte.js';
import { approvedLines } from '../../src/core/merge/approved-lines.js';
import { compareContents, type RowDifference } from '../../src/core/merge/compare-contents.js';
import type { ApprovedLine } from '../../src/core/merge/master-budget.js';
import type { Cents } from '../../src/core/money.js';
import type { Place, Problem } from '../../src/core/problem.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import { takeOwnedRows, type Owners } from '../../src/core/validation/owned-rows.js';
import { openSheet } from '../../src/core/validation/sheet-state.js';
import { cellOf } from '../../src/core/workbook/cell-of-place.js';
import type { DecodedWorkbook, WorkbookCells } from '../../src/core/workbook/decode.js';
import { cellAddress } from '../../src/core/workbook/layout.js';
import { readReturned } from '../../src/core/workbook/returned.js';
import { takeSuggestions } from '../../src/core/workbook/take-suggestions.js';

/** A problem with the cell of the file that it is about; null where it is about no cell. */
export type FileFinding = { problem: Problem; cell: string | null };

/** A row that the file has otherwise than what it started from, with its cell; null where the row is gone. */
export type FileChange = { row: RowDifference; cell: string | null };

/** What a site's workbook holds, checked as a save would be. */
export type CheckedSiteFile = {
  findings: FileFinding[];
  changes: FileChange[];
  content: SiteContent;
  lines: ApprovedLine[];
  totalCents: Cents;
  totalFte: Fte;
};

export type CheckOptions = {
  /** Whose rows the file may change; all others keep what it started from, and a change in them is a finding. */
  owners: Owners;
  /** Whether text that can only mean one figure is taken for it. */
  takesSuggestions: boolean;
};

/**
 * Checks the cells of a workbook that came back against the content that it started from: which rows and cells were
 * read, what may be changed, what the rules find, and what is different. Findings and changes carry the file's own cells.
 */
export function checkSiteFile(
  index: BookIndex,
  base: SiteContent,
  cells: WorkbookCells,
  { owners, takesSuggestions }: CheckOptions,
): CheckedSiteFile {
  const decoded = readReturned(index, base, cells, owners);
  const read = takesSuggestions ? takeSuggestions(decoded.content) : { content: decoded.content, taken: [] };
  const { content, kept } = takeOwnedRows(index, base, read.content, owners);
  const { figures, problems } = openSheet(index, content);
  const lines = approvedLines(content, index.book.opening, figures);
  return {
    // A changed account is said by its cell already.
    findings: [
      ...decoded.problems,
      ...read.taken,
      ...kept.filter(({ code }) => code !== 'account.changed'),
      ...problems,
    ].map((problem) => ({
      problem,
      cell: cellOfProblem(index, decoded, problem, owners),
    })),
    changes: compareContents(base, content).map((row) => ({ row, cell: cellOfChange(index, decoded, row) })),
    content,
    lines,
    totalCents: lines.reduce((sum, { proposedCents }) => sum + proposedCents, 0),
    totalFte: lines.reduce((sum, { proposedFte }) => sum + proposedFte, 0),
  };
}

function cellOfProblem(
  index: BookIndex,
  decoded: DecodedWorkbook,
  { place, part }: Problem,
  owners: Owners,
): string | null {
  if (place.kind === 'workbook') {
    if (place.sheet === undefined) return null;
    return place.cell === undefined ? place.sheet : `${place.sheet}!${place.cell}`;
  }
  const cell = cellOf(index, decoded, place, owners, part);
  return cell === null ? null : `${cell.sheet}!${cellAddress(cell.row, cell.column)}`;
}

const LINE_FIELDS: Partial<Record<string, Extract<Place, { kind: 'line' }>['field']>> = {
  justification: 'justification',
  account: 'account',
};

/** The cell of the first field that differs. */
function cellOfChange(index: BookIndex, decoded: DecodedWorkbook, row: RowDifference): string | null {
  const [first] = row.fields;
  if (!first) return null;
  const place: Place | null =
    row.kind === 'line'
      ? {
          kind: 'line',
          lineId: row.id,
          field: LINE_FIELDS[first.field] ?? (index.account(row.account).isFed ? 'besidePosts' : 'amount'),
        }
      : row.kind === 'post'
        ? {
            kind: 'position',
            positionId: row.id,
            field: first.field === 'fte' ? 'fte' : first.field === 'salary' ? 'annualSalary' : 'row',
          }
        : null;
  return place === null
    ? null
    : cellOfProblem(index, decoded, { code: '', severity: 'info', place, params: {} }, new Set());
}
