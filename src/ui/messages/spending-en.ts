/** English words of what this year's budget was spent on. Figures and dates come in formatted. */
export const SPENDING_EN = {
  title: 'What did I spend?',
  asOf: (date: string) => `This year, as of ${date}`,
  current: 'Budget',
  spent: 'Spent',
  encumbered: 'Promised',
  left: 'Left of this year',
  over: 'Over this year',
  shared: (lines: number) => `Of the account, which ${String(lines)} lines share.`,
  nothing: 'Nothing was spent or promised yet.',
} as const;
