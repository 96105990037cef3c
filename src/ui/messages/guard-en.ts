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
    isOriginal: (row: number) => `Row ${String(row)} is the original`,
  },
} as const;
