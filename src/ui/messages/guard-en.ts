/** Words of the guard: copied rows, changed locked cells, pastes, silence of Excel, moved and copied workbooks. */
export const GUARD_EN = {
  copies: {
    title: (rows: number) =>
      rows === 1 ? '1 row counts as a new line.' : `${String(rows)} rows count as new lines.`,
    text: 'They were copied, typed or pasted here. Saving makes them lines of their own.',
    makeOwn: (rows: number) => (rows === 1 ? 'Make it my own line' : 'Make them my own lines'),
    askTitle: (rows: string, sheet: string) => `Which row is the original: ${rows} of ${sheet}?`,
    askText: (row: string) =>
      `They are the same line. Row ${row} counts as the original until you say otherwise; the others count as new lines.`,
    isOriginal: (row: number) => `Row ${String(row)}`,
  },
  silence: {
    title: 'Excel does not answer.',
    text: 'What you type stays in the sheet, and the pane reads it once Excel answers. Reloading the pane often helps.',
    reload: 'Reload the pane',
  },
  place: {
    title: 'Was this workbook moved or copied?',
    text: 'It is not where it was when it was last saved. A copy gets a name of its own, so that saves from the two are told apart.',
    moved: 'It was moved',
    copied: 'It is a copy',
    failed: 'Excel did not write that into the workbook. Try again.',
  },
  lostSheet: {
    title: 'A hidden sheet of this workbook is gone.',
    text: 'Sitebook knows the workbook by its properties. Write the sheet again, so that it stays known where properties get lost.',
    rebuild: 'Write it again',
  },
  oldCopy: {
    title: (base: number) => `This is an older copy, from revision ${String(base)}.`,
    text: (saved: number) =>
      `Revision ${String(saved)} was already saved from this workbook. Open the newer file, or download a fresh copy.`,
  },
  paste: {
    title: (rows: number, fine: number, toFix: number) =>
      toFix === 0
        ? `${String(rows)} ${rows === 1 ? 'row' : 'rows'} pasted: all fine, but Excel’s own checks are gone.`
        : `${String(rows)} ${rows === 1 ? 'row' : 'rows'}: ${String(fine)} fine, ${String(toFix)} to fix`,
    onlyText: 'Text that can only mean one amount becomes a number. One undo takes it back.',
    withFormats:
      'Locks, number formats and checks are set right first, which clears the list of what Excel can undo. Amounts follow as a step of their own, which one undo takes back.',
    newRows: (rows: number) =>
      rows === 1 ? '1 of them counts as a new line.' : `${String(rows)} of them count as new lines.`,
    fixAll: 'Fix all',
    dismiss: 'Leave it',
    show: 'Show the cells',
    locked: 'is locked now',
    restyled: (format: string) => `has the number format ${format}`,
    text: (text: string, value: string) => `holds the text “${text}”, which means ${value}`,
    lostHint: (column: string) => `Excel’s check of “${column}” is gone`,
    more: (count: number) => `and ${String(count)} more`,
  },
  tamper: {
    title: (cells: number, rows: number) => {
      const parts = [
        ...(cells > 0
          ? [cells === 1 ? '1 locked cell was changed' : `${String(cells)} locked cells were changed`]
          : []),
        ...(rows > 0
          ? [rows === 1 ? '1 row of others is missing' : `${String(rows)} rows of others are missing`]
          : []),
      ];
      return `${parts.join(', ')}.`;
    },
    text: 'A save does not take them. Putting them back leaves your own figures alone, and clears the list of what Excel can undo.',
    putBack: 'Put them all back',
    show: (count: number) => `Show what was changed (${String(count)})`,
    cell: 'Cell',
    was: 'Was',
    is: 'Is',
    blank: 'blank',
    missingRow: (sheet: string) => `Row of ${sheet}`,
    missing: 'missing',
    more: (count: number) => `and ${String(count)} more`,
    groups: {
      account: 'Account strings',
      label: 'Titles and descriptions',
      current: 'This year’s figures',
      owner: 'Who edits',
      notYours: 'Figures of others',
      header: 'Column titles',
      id: 'Hidden ids',
    },
  },
} as const;
