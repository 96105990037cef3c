import type { AccountStructure } from '../account/account-structure.js';

/** Version of the sheet layout below. A workbook says which one it has; readers know this one and the one before. */
export const LAYOUT_VERSION = 2;
/** 1 had no columns for what was spent and encumbered. */
export const OLDEST_LAYOUT_VERSION = 1;

/** Whether a workbook of that layout can be read and saved. */
export function isKnownLayout(version: number): boolean {
  return version >= OLDEST_LAYOUT_VERSION && version <= LAYOUT_VERSION;
}

export const SHEET_NAMES = {
  budget: 'Budget',
  positions: 'Positions',
  allocations: 'Allocations',
  instructions: 'Instructions',
  /** Very hidden: which workbook this is. */
  identity: '_sitebook',
} as const;

/** Zero-based row of the column titles on Budget, Positions and Allocations; rows of data follow it. */
export const HEADER_ROW = 3;

export type ColumnKind = 'text' | 'code' | 'money' | 'fte';

/** One column of a sheet. Columns are found again by title, so their order may change. Width in characters. */
export type SheetColumn = {
  key: string;
  title: string;
  kind: ColumnKind;
  width: number;
  isHidden: boolean;
  /** A workbook without it is read all the same: it was made by an older version, or the district has nothing to show. */
  isOptional: boolean;
};

/** Number formats as Excel writes them: codes stay text, negative amounts stand in parentheses. */
export const NUMBER_FORMATS: Record<ColumnKind, string> = {
  text: 'General',
  code: '@',
  money: '#,##0.00_);(#,##0.00)',
  fte: '0.00##',
};

export function segmentKey(segment: string): string {
  return `segment:${segment}`;
}

/**
 * Columns of the Budget sheet: one a segment, what it is, this year, the proposal, and the hidden line id. What is
 * typed into comes first and narrow, so that it is in sight beside the pane on a laptop's 1,280 pixels.
 */
export function budgetColumns(structure: AccountStructure): SheetColumn[] {
  return [
    ...structure.segments.map((segment) => {
      const title = segmentTitle(segment.title);
      const longestWord = Math.max(...title.split(' ').map((word) => word.length));
      return column(segmentKey(segment.code), title, 'code', Math.max(segment.width, longestWord) + 2);
    }),
    column('accountTitle', 'What for', 'text', 22),
    column('currentAmount', 'Current amount', 'money', 13),
    column('currentFte', 'Current FTE', 'fte', 8),
    { ...column('spent', 'Spent', 'money', 13), isOptional: true },
    { ...column('encumbered', 'Encumbered', 'money', 13), isOptional: true },
    column('amount', 'Proposed amount', 'money', 13),
    column('fte', 'Proposed FTE', 'fte', 10),
    column('besidePosts', 'Beside posts', 'money', 12),
    column('program', 'Program', 'text', 26),
    column('owner', 'Who edits', 'text', 16),
    column('justification', 'Justification', 'text', 32),
    { ...column('lineId', 'Line id', 'text', 12), isHidden: true },
    // What the Allocations sheet adds up by.
    { ...column('fundingSource', 'Funding source', 'text', 14), isHidden: true, isOptional: true },
  ];
}

/** Titles of other columns of the sheet, which a segment may be called as well: columns are told apart by their titles. */
const OTHER_TITLES = new Set(['What for', 'Program', 'Spent', 'Justification', 'Line id', 'Funding source']);

function segmentTitle(title: string): string {
  return OTHER_TITLES.has(title) ? `${title} code` : title;
}

/** Columns of the Positions sheet: one row a post. */
export const POSITION_COLUMNS: readonly SheetColumn[] = [
  column('number', 'Post', 'code', 14),
  column('title', 'Title', 'text', 34),
  column('jobClass', 'Job class', 'text', 14),
  column('status', 'Status', 'text', 10),
  column('fte', 'FTE', 'fte', 8),
  column('annualSalary', 'Salary at 1.0 FTE', 'money', 17),
  column('pricedAt', 'Priced at', 'text', 10),
  column('paidFrom', 'Paid from', 'code', 30),
  column('owner', 'Who edits', 'text', 16),
  { ...column('benefitPlans', 'Benefit plans', 'text', 30), isHidden: true },
  { ...column('positionId', 'Position id', 'text', 12), isHidden: true },
];

/** Shown only where the district tells what was spent. */
export const SPENDING_KEYS: readonly string[] = ['spent', 'encumbered'];

export const ALLOCATION_COLUMNS: readonly SheetColumn[] = [
  column('fundingSource', 'Funding source', 'code', 17),
  column('title', 'Title', 'text', 30),
  column('allocated', 'Allocated', 'money', 16),
  column('proposed', 'Proposed', 'money', 16),
  column('remaining', 'Left', 'money', 16),
  column('allocatedFte', 'FTE allocated', 'fte', 13),
  column('proposedFte', 'FTE proposed', 'fte', 13),
  column('remainingFte', 'FTE left', 'fte', 10),
];

function column(key: string, title: string, kind: ColumnKind, width: number): SheetColumn {
  return { key, title, kind, width, isHidden: false, isOptional: false };
}

/** "A" for 0, "AA" for 26. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** The A1 address of a cell given by zero-based row and column. */
export function cellAddress(row: number, columnIndex: number): string {
  return `${columnLetters(columnIndex)}${String(row + 1)}`;
}
