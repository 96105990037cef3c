import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Fte } from '../../src/core/fte.js';
import { approvedLines } from '../../src/core/merge/approved-lines.js';
import { compareContents, type RowDifference } from '../../src/core/merge/compare-contents.js';
import { labelsOfRows, type FieldName, type RowLabel } from '../../src/core/merge/content-fields.js';
import type { ApprovedLine } from '../../src/core/merge/master-budget.js';
import { mergeIntoSaved, type DecidedConflict, type Side } from '../../src/core/merge/three-way.js';
import type { Cents } from '../../src/core/money.js';
import { problemKey, type Place, type Problem } from '../../src/core/problem.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import { takeOwnedRows, type Owners } from '../../src/core/validation/owned-rows.js';
import { openSheet } from '../../src/core/validation/sheet-state.js';
import { cellOf } from '../../src/core/workbook/cell-of-place.js';
import type { DecodedWorkbook, WorkbookCells } from '../../src/core/workbook/decode.js';
import { cellAddress, HEADER_ROW, SHEET_NAMES } from '../../src/core/workbook/layout.js';
import { readReturned, realSheetName } from '../../src/core/workbook/returned.js';
import type { NewId } from '../../src/core/workbook/row-identity.js';
import { takeSuggestions } from '../../src/core/workbook/take-suggestions.js';
import { storableContent } from './storable-content.js';

/** A problem with the cell of the file that it is about, or where a row that is gone stood; null where it is about none. */
export type FileFinding = {
  problem: Problem;
  cell: string | null;
  /** What the file holds is not certain, or another has changed it since: it cannot be saved as it is. */
  stopsSaving?: true;
};

/** A row that the file has otherwise than what it started from, with its cell, or where it stood; null of one without. */
export type FileChange = { row: RowDifference; cell: string | null };

/** What the file and what was saved since have otherwise, with the file's cell, and the side that was chosen. */
export type FileConflict = DecidedConflict & RowLabel & { cell: string | null };

/** What a site's workbook holds, checked as a save would be. */
export type CheckedSiteFile = {
  findings: FileFinding[];
  changes: FileChange[];
  /** What nobody chose a side of stops a save, and counts meanwhile as it was saved. */
  conflicts: FileConflict[];
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
  /** Of a file whose start nobody knows, which is checked against what was saved last: the oldest that it may be. */
  oldest?: SiteContent;
  /** Sides that somebody chose, by `conflictKey`. */
  choices?: ReadonlyMap<string, Side>;
  /** Where ids of new rows come from: the same file must give the same ones, and no other workbook may. */
  newId?: NewId;
};

/**
 * Checks the cells of a workbook that came back against the content that it started from: which rows and cells were
 * read, what may be changed, what the rules find, and what is different from what was saved last. Findings and changes carry the file's own cells.
 */
export function checkSiteFile(
  index: BookIndex,
  base: SiteContent,
  cells: WorkbookCells,
  { owners, takesSuggestions, latest, oldest, choices = new Map(), newId }: CheckOptions,
): CheckedSiteFile {
  const decoded = readReturned(index, base, cells, newId);
  const storable = storableContent(decoded.content, base);
  const read = takesSuggestions
    ? takeSuggestions(storable.content)
    : { content: storable.content, taken: [] };
  const { content: sent, kept } = takeOwnedRows(index, base, read.content, owners);
  const { content: merged, conflicts } = latest
    ? mergeIntoSaved({ base, mine: sent, theirs: latest }, choices)
    : oldest
      ? mergeIntoSaved({ base: oldest, mine: sent, theirs: base }, choices, true)
      : { content: sent, conflicts: [] };
  // As a save takes it: what it would keep otherwise than this is no surprise then, and keeps the file back.
  const { content, unlike } =
    latest || oldest
      ? asStored(index, { latest: latest ?? base, merged, owners, said: kept })
      : { content: merged, unlike: [] };
  const { figures, problems } = openSheet(index, content);
  const lines = approvedLines(content, index.book.opening, figures);
  const inFile = (cell: string | null) => cell && withRealName(cells, cell);
  const stoodAt = rowsWhereWritten(base);
  const labelOf = labelsOfRows(conflicts.length === 0 ? [] : [sent, latest ?? base]);
  const told = conflicts.map((decided): FileConflict => {
    const label = labelOf(decided.conflict);
    const place = placeOfField(index, { ...decided.conflict, ...label }, decided.conflict.field);
    const cell =
      place && cellOfProblem(index, decoded, { code: '', severity: 'info', place, params: {} }, owners);
    return {
      ...decided,
      ...label,
      cell: inFile(cell ?? stoodAt(placeOfRow(decided.conflict))?.cell ?? null),
    };
  });
  const found = (problem: Problem): FileFinding => {
    const cell = cellOfProblem(index, decoded, problem, owners);
    const stood = cell === null ? stoodAt(problem.place) : null;
    return stood === null
      ? { problem, cell: inFile(cell) }
      : {
          problem: { ...problem, params: { ...problem.params, stoodAt: stood.row } },
          cell: inFile(stood.cell),
        };
  };
  const foundInReading = (problem: Problem): FileFinding =>
    problem.severity === 'fatal' ? { ...found(problem), stopsSaving: true } : found(problem);
  return {
    findings: [
      ...told
        .filter(({ side }) => side === null)
        .map((conflict) => ({ ...foundInReading(conflictProblem(conflict)), cell: conflict.cell })),
      ...[...decoded.problems, ...storable.problems].map(foundInReading),
      ...unlike.map((problem) => ({ ...found(problem), stopsSaving: true as const })),
      // A changed account is said by its cell already.
      ...[...read.taken, ...kept.filter(({ code }) => code !== 'account.changed'), ...problems].map(found),
    ],
    changes: compareContents(latest ?? base, content).map((row) => ({
      row,
      cell: inFile(cellOfChange(index, decoded, row) ?? stoodAt(placeOfRow(row))?.cell ?? null),
    })),
    conflicts: told,
    content,
    sent,
    lines,
    totalCents: lines.reduce((sum, { proposedCents }) => sum + proposedCents, 0),
    totalFte: lines.reduce((sum, { proposedFte }) => sum + proposedFte, 0),
  };
}

/** A content that was brought together as a save would store it, and what that keeps otherwise and is not `said` yet. */
function asStored(
  index: BookIndex,
  {
    latest,
    merged,
    owners,
    said,
  }: { latest: SiteContent; merged: SiteContent; owners: Owners; said: readonly Problem[] },
): { content: SiteContent; unlike: Problem[] } {
  const { content, kept } = takeOwnedRows(index, latest, merged, owners);
  const known = new Set(said.map((problem) => problemKey(problem)));
  return { content, unlike: kept.filter((problem) => !known.has(problemKey(problem))) };
}

/** A field that the file has otherwise than what another saved since. */
function conflictProblem({ conflict, title, account }: FileConflict): Problem {
  const { kind, id, field, mine, theirs } = conflict;
  const place: Place =
    kind === 'line'
      ? { kind: 'line', lineId: id, field: field === 'justification' ? field : 'amount' }
      : kind === 'post'
        ? { kind: 'position', positionId: id, field: 'row' }
        : { kind: 'workbook' };
  return {
    code: 'file.conflict',
    severity: 'fatal',
    place,
    params: {
      field,
      row: title === '' ? account : title,
      ...(mine.as === 'money' && theirs.as === 'money'
        ? { mineCents: mine.cents, theirsCents: theirs.cents }
        : {}),
    },
    part: field,
  };
}

type Stood = { row: number; cell: string };

/** Where rows that are gone from a file stood when it was written: its rows are in the order of what it was made from. */
function rowsWhereWritten(base: SiteContent): (place: Place | null) => Stood | null {
  const placesOf = (rows: readonly { id: string }[]) => new Map(rows.map(({ id }, at) => [id, at]));
  const [lines, posts] = [placesOf(base.lines), placesOf(base.positions)];
  const rowOf = (places: ReadonlyMap<string, number>, id: string, sheet: string): Stood | null => {
    const at = places.get(id);
    const row = HEADER_ROW + 1 + (at ?? 0);
    return at === undefined ? null : { row: row + 1, cell: `${sheet}!${cellAddress(row, 0)}` };
  };
  return (place) => {
    if (place?.kind === 'line') return rowOf(lines, place.lineId, SHEET_NAMES.budget);
    return place?.kind === 'position' ? rowOf(posts, place.positionId, SHEET_NAMES.positions) : null;
  };
}

function placeOfRow({ kind, id }: Pick<RowDifference, 'kind' | 'id'>): Place | null {
  if (kind === 'line') return { kind: 'line', lineId: id, field: 'row' };
  return kind === 'post' ? { kind: 'position', positionId: id, field: 'row' } : null;
}

/** `Budget (2)!I5` for `Budget!I5`, where the file calls the sheet so. */
function withRealName(cells: WorkbookCells, cell: string): string {
  const end = cell.indexOf('!');
  const sheet = end < 0 ? cell : cell.slice(0, end);
  return `${realSheetName(cells, sheet)}${cell.slice(sheet.length)}`;
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
