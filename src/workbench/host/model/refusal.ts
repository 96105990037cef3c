/** Why the workbook would not do something; the same words for a person at the grid and for an add-in's batch. */
export type RefusalCode =
  | 'locked-cell'
  | 'protected-sheet'
  | 'already-protected'
  | 'not-protected'
  | 'wrong-password'
  | 'wrong-shape'
  | 'off-sheet'
  | 'too-long'
  | 'name-taken'
  | 'bad-name'
  | 'bad-formula'
  | 'last-visible-sheet'
  | 'splits-table'
  | 'not-found';

/** Thrown before anything was changed. `message` is a sentence for the person who acts. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
  }
}

/** Excel's message when a person types into a locked cell, in our words. */
export function lockedCellRefusal(): Refusal {
  return new Refusal(
    'locked-cell',
    'The cell you are trying to change is on a protected sheet. To change it, unprotect the sheet first.',
  );
}

export function protectedSheetRefusal(): Refusal {
  return new Refusal('protected-sheet', 'The sheet is protected. Unprotect it first.');
}
