import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Fte } from '../../src/core/fte.js';
import { approvedLines } from '../../src/core/merge/approved-lines.js';
import { compareContents, type RowDifference } from '../../src/core/merge/compare-contents.js';
import type { FieldName } from '../../src/core/merge/content-fields.js';
import type { ApprovedLine } from '../../src/core/merge/master-budget.js';
import { mergeContents, type Conflict } from '../../src/core/merge/three-way.js';
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
export type FileFinding = {
  problem: Problem;
  cell: string | null;
  /** What the file holds is not certain, or another has changed it since: it cannot be saved as it is. */
  stopsSaving?: true;
};

/** A row that the file has otherwise than what it started from, with its cell; null where the row is gone. */
export type FileChange = { row: RowDifference; cell: string | null };

/** What a site's workbook holds, checked as a save would be. */
export type CheckedSiteFile = {
  findings: FileFinding[];
  changes: FileChange[];
  content: SiteContent;
  /** What the file holds by itself: `content` has what others saved since as well. */
  sent: SiteContent;
  lines: ApprovedLine[];
  totalCents: Cents;
  totalFte: Fte;
};

export type CheckOptions = {
  /** Whose rows the file may change; all others keep what it started from, and a change in them is a finding. */
  owners: Owners;
  /** Whether text that can only mean one figure is taken for it. */
  takesSuggestions: boolean;
  /** What was saved since, where the file started from something older: the two are brought together. */
  latest?: SiteContent;
};

/**
 * Checks the cells of a workbook that came back against the content that it started from: which rows and cells were
 * read, what may be changed, what the rules find, and what is different from what was saved last. Findings and changes carry the file's own cells.
 */
export function checkSiteFile(
  index: BookIndex,
  base: SiteContent,
  cells: WorkbookCells,
  { owners, takesSuggestions, latest }: CheckOptions,
): CheckedSiteFile {
  const decoded = readReturned(index, base, cells);
  const read = takesSuggestions ? takeSuggestions(decoded.content) : { content: decoded.content, taken: [] };
  const { content: sent, kept } = takeOwnedRows(index, base, read.content, owners);
  const { content, conflicts } = latest
    ? mergeContents(base, sent, latest)
    : { content: sent, conflicts: [] };
  const { figures, problems } = openSheet(index, content);
  const lines = approvedLines(content, index.book.opening, figures);
  const found = (problem: Problem): FileFinding => ({
    problem,
    cell: cellOfProblem(index, decoded, problem, owners),
  });
  const foundInReading = (problem: Problem): FileFinding =>
    problem.severity === 'fatal' ? { ...found(problem), stopsSaving: true } : found(problem);
  return {
    findings: [
      ...conflicts.map((conflict) => foundInReading(conflictProblem(index, content, conflict))),
      ...decoded.problems.map(foundInReading),
      // A changed account is said by its cell already.
      ...[...read.taken, ...kept.filter(({ code }) => code !== 'account.changed'), ...problems].map(found),
    ],
    changes: compareContents(latest ?? base, content).map((row) => ({
      row,
      cell: cellOfChange(index, decoded, row),
    })),
    content,
    sent,
    lines,
    totalCents: lines.reduce((sum, { proposedCents }) => sum + proposedCents, 0),
    totalFte: lines.reduce((sum, { proposedFte }) => sum + proposedFte, 0),
  };
}

/** A field that the file has otherwise than what another saved since. Merged rows that disagree are all there. */
function conflictProblem(
  index: BookIndex,
  { lines, positions }: SiteContent,
  { kind, id, field, mine, theirs }: Conflict,
): Problem {
  const line = kind === 'line' ? lines.find((one) => one.id === id) : undefined;
  const post = kind === 'post' ? positions.find((one) => one.id === id) : undefined;
  const place = placeOfField(index, { kind, id, account: line?.account ?? '' }, field);
  return {
    code: 'file.conflict',
    severity: 'fatal',
    place: place ?? { kind: 'workbook' },
    params: {
      field,
      row: line?.title ?? post?.number ?? '',
      ...(mine.as === 'money' && theirs.as === 'money'
        ? { mineCents: mine.cents, theirsCents: theirs.cents }
        : {}),
    },
    part: field,
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
  const place = first ? placeOfField(index, row, first.field) : null;
  return place === null
    ? null
    : cellOfProblem(index, decoded, { code: '', severity: 'info', place, params: {} }, new Set());
}

/** Where a field of a row stands; null of what has no cell, such as an explanation. */
function placeOfField(
  index: BookIndex,
  { kind, id, account }: Pick<RowDifference, 'kind' | 'id' | 'account'>,
  field: FieldName,
): Place | null {
  if (kind === 'line') {
    const ownField = LINE_FIELDS[field] ?? (index.account(account).isFed ? 'besidePosts' : 'amount');
    return { kind: 'line', lineId: id, field: ownField };
  }
  if (kind !== 'post') return null;
  const ownField = field === 'fte' ? 'fte' : field === 'salary' ? 'annualSalary' : 'row';
  return { kind: 'position', positionId: id, field: ownField };
}
