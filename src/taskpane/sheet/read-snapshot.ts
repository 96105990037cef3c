import { sameContent, sameLine, samePosition, type SiteContent } from '../../core/budget/site-content.js';
import { bySeverity, problemKey, type Problem } from '../../core/problem.js';
import type { BookIndex } from '../../core/validation/book-index.js';
import type { Balance } from '../../core/validation/figures.js';
import { takeOwnedRows, type Owners } from '../../core/validation/owned-rows.js';
import type { Edit } from '../../core/validation/edit.js';
import { applyEdits, openSheet, type SheetState } from '../../core/validation/sheet-state.js';
import {
  decodeWorkbook,
  RowMemory,
  type DecodedWorkbook,
  type WorkbookCells,
} from '../../core/workbook/decode.js';
import { staleDerivedCells, type CellChange } from '../../core/workbook/derived-cells.js';
import {
  findTampered,
  lockedBaseline,
  UNTOUCHED,
  type LockedBaseline,
  type TamperReport,
} from '../../core/workbook/tamper.js';

import { withDrafts, type ExplanationStore } from './explanation-store.js';

/** What the sheet started from, as the server has it: revision 0 is the content the season opened with. */
export type SheetBase = { revision: number; content: SiteContent };

/** What the reading needs beside the cells. */
export type SheetFrame = {
  index: BookIndex;
  base: SheetBase;
  owners: Owners;
  /** Explanations that no cell holds, as far as they are not saved yet. */
  explanations?: ExplanationStore;
};

/** Everything the pane shows of a sheet at one moment. */
export type SheetReading = {
  decoded: DecodedWorkbook;
  /** The content a save would store, except that account strings are checked as the sheet has them. */
  checked: SiteContent;
  /** The figures and problems of what is checked. The next reading moves it on. */
  state: SheetState;
  /** The content a save would store. */
  stored: SiteContent;
  /** Worst first: of the rules, of rows that could not be read, and of what a save would not take. */
  problems: Problem[];
  /** Derived cells that do not show what the posts give. */
  stale: CellChange[];
  /** Locked cells that do not hold what the base says; also where the columns were not found, since titles are locked. */
  tampered: TamperReport;
  /** The columns were found; otherwise nothing is compared and nothing can be saved. */
  isReadable: boolean;
  /** A save would store something else than the base. */
  isChanged: boolean;
  /** Balances that are not what they were at the reading before; empty at the first. */
  changedBalances: Balance[];
};

/** Reads a snapshot: decodes, keeps what is not the person's, checks. `before` saves work and tells what changed. */
export function readSnapshot(
  frame: SheetFrame,
  before: SheetReading | null,
  cells: WorkbookCells,
): SheetReading {
  const { index, base, owners } = frame;
  const found = decodeWorkbook(index, base.content, cells, {
    newId: () => crypto.randomUUID(),
    before: before?.decoded ?? null,
    memory: memoryOf(frame),
  });
  const decoded = { ...found, content: withExplanations(frame, found.content) };
  // Columns that were not found leave nothing to compare: no row is then missing, the whole sheet is unread.
  const isReadable = decoded.lines.columns.size > 0 && decoded.problems.every(isAboutRow);
  const { content: stored, kept } = isReadable
    ? takeOwnedRows(index, base.content, decoded.content, owners)
    : { content: base.content, kept: [] };
  const isRenamed = kept.some(({ code }) => code === 'account.changed');
  const checked = isRenamed ? withSheetAccounts(stored, decoded.content) : stored;
  const { state, changedBalances } = nextState(index, before, checked);
  const tampered =
    owners.size === 0 ? UNTOUCHED : findTampered(lockedBaselineOf(frame), cells, decoded, state.figures);
  return {
    decoded,
    checked,
    state,
    stored,
    problems: reuseSame(
      before?.problems ?? [],
      [...decoded.problems, ...state.problems, ...keptBeside(kept, state.problems, owners)].sort(bySeverity),
    ),
    tampered,
    stale: isReadable ? staleDerivedCells(index, decoded, state.figures) : [],
    isReadable,
    isChanged: !sameContent(stored, base.content),
    changedBalances,
  };
}

/** A workbook has no cell for them: what was saved and what was written since goes along with what cells hold. */
function withExplanations({ base, explanations: store }: SheetFrame, content: SiteContent): SiteContent {
  const explanations = withDrafts(base.content.explanations, store?.drafts() ?? new Map<string, string>());
  return explanations === undefined ? content : { ...content, explanations };
}

const memories = new WeakMap<SiteContent, RowMemory>();

/** Rows that stay the same from one reading to the next are decoded once. */
function memoryOf({ index, base }: SheetFrame): RowMemory {
  const known = memories.get(base.content);
  if (known?.isFor(index, base.content) === true) return known;
  const made = new RowMemory(index, base.content);
  memories.set(base.content, made);
  return made;
}

const baselines = new WeakMap<SiteContent, LockedBaseline>();

/** Made once for a base: every reading is compared with it. */
function lockedBaselineOf({ index, base, owners }: SheetFrame): LockedBaseline {
  const known = baselines.get(base.content);
  if (known?.index === index && known.owners === owners) return known;
  const made = lockedBaseline(index, base.content, owners);
  baselines.set(base.content, made);
  return made;
}

function isAboutRow(problem: Problem): boolean {
  return problem.code !== 'workbook.columnMissing';
}

/** A changed code is shown as the problem it is, though a save would keep the old one. */
function withSheetAccounts(stored: SiteContent, sheet: SiteContent): SiteContent {
  const accounts = new Map(sheet.lines.map((line) => [line.id, line.account]));
  const lines = stored.lines.map((line) => {
    const account = accounts.get(line.id);
    return account === undefined || account === line.account ? line : { ...line, account };
  });
  return { ...stored, lines };
}

/** What a save would not take, unless the rules already found fault with the same account string. */
function keptBeside(kept: Problem[], found: readonly Problem[], owners: Owners): Problem[] {
  if (owners.size === 0) return [];
  const faulty = new Set(
    found.flatMap(({ place, code }) =>
      place.kind === 'line' && place.field === 'account' && code !== 'account.duplicate'
        ? [place.lineId]
        : [],
    ),
  );
  return kept.filter(
    ({ code, place }) => !(code === 'account.changed' && place.kind === 'line' && faulty.has(place.lineId)),
  );
}

/** Keeps the objects of findings that stayed the same, and the list when all did, so that they are not painted again. */
function reuseSame(before: readonly Problem[], after: Problem[]): Problem[] {
  const old = new Map(before.map((problem) => [problemKey(problem), problem]));
  const reused = after.map((problem) => {
    const was = old.get(problemKey(problem));
    const isSame =
      was?.severity === problem.severity &&
      was.explanation === problem.explanation &&
      JSON.stringify(was.params) === JSON.stringify(problem.params);
    return isSame ? was : problem;
  });
  const isSameList = reused.length === before.length && reused.every((problem, at) => problem === before[at]);
  return isSameList ? (before as Problem[]) : reused;
}

function nextState(
  index: BookIndex,
  before: SheetReading | null,
  content: SiteContent,
): { state: SheetState; changedBalances: Balance[] } {
  if (before === null) return { state: openSheet(index, content), changedBalances: [] };
  // Another book judges everything anew; what the reading before knows of rows without an id stays known.
  const edits = before.state.index === index ? editsBetween(before.checked, content) : null;
  if (edits === null) {
    const { balances } = before.state.figures;
    const state = openSheet(index, content);
    return { state, changedBalances: differentBalances(balances, state) };
  }
  if (edits.length === 0) return { state: before.state, changedBalances: [] };
  const { balances } = applyEdits(before.state, edits);
  return { state: before.state, changedBalances: balances };
}

/** The changed rows; null when rows came, went or moved, since their order decides which of two like lines is fed. */
function editsBetween(was: SiteContent, is: SiteContent): Edit[] | null {
  if (was.lines.length !== is.lines.length || was.positions.length !== is.positions.length) return null;
  if (JSON.stringify(was.explanations) !== JSON.stringify(is.explanations)) return null;
  const edits: Edit[] = [];
  for (const [at, line] of is.lines.entries()) {
    const old = was.lines[at];
    if (old?.id !== line.id) return null;
    if (!sameLine(old, line)) edits.push({ kind: 'line', line });
  }
  for (const [at, position] of is.positions.entries()) {
    const old = was.positions[at];
    if (old?.id !== position.id) return null;
    if (!samePosition(old, position)) edits.push({ kind: 'position', position });
  }
  return edits;
}

/** The balances of a state that are not what they were: what is proposed, or what there is. */
function differentBalances(before: readonly Balance[], after: SheetState): Balance[] {
  const old = new Map(before.map((balance) => [balance.fundingSource, balance]));
  return after.figures.balances.filter((balance) => {
    const was = old.get(balance.fundingSource);
    return (
      was?.proposedCents !== balance.proposedCents ||
      was.proposedFte !== balance.proposedFte ||
      was.allocatedCents !== balance.allocatedCents ||
      was.allocatedFte !== balance.allocatedFte
    );
  });
}
