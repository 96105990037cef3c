/** English words of the list of saved revisions. Figures and times come in formatted. */
export const REVISIONS_EN = {
  title: 'Revisions',
  back: 'Back to the budget',
  backToList: 'Back to the revisions',
  one: (number: number) => `Revision ${String(number)}`,
  savedBy: (who: string, when: string) => `${who}, ${when}`,
  fatal: (count: number) => `${String(count)} to fix`,
  warnings: (count: number) => `${String(count)} to check`,
  clean: 'Nothing to fix',
  yours: 'Your sheet stands on this one',
  newest: 'The newest',
  none: 'Nothing is saved yet',
  noneText: 'Every save becomes a revision that you can look at, compare and load again.',
  showOlder: 'Show older ones',
  loadingOlder: 'Loading older ones…',
  compareWith: 'Compare with',
  withSheet: 'My sheet now',
  withBefore: (number: number) =>
    number === 0 ? 'The opening budget' : `The revision before, r${String(number)}`,
  same: 'There is no difference.',
  differences: (count: number) =>
    count === 1 ? '1 row is different' : `${String(count)} rows are different`,
  inRevision: (number: number) => `r${String(number)}`,
  change: { added: 'Added', removed: 'Taken out', changed: 'Changed' },
  onlyInSheet: 'Only in your sheet',
  onlyInRevision: (number: number) => `Only in r${String(number)}`,
  fromTo: (before: string, after: string) => `${before} → ${after}`,
  more: (count: number) => `Show ${String(count)} more`,
  load: 'Load it into the sheet…',
  nothingToLoad: 'Your own rows hold this already.',
  ask: (number: number) => `Load r${String(number)} into the sheet?`,
  askText: (count: number) =>
    count === 1
      ? '1 of your rows becomes what it was then. What you have not saved in it is lost.'
      : `${String(count)} of your rows become what they were then. What you have not saved in them is lost.`,
  askOthers: 'Rows of other offices stay as they are. Nothing is stored before you save.',
  confirm: 'Load it',
  loading: 'Loading…',
  cancel: 'Leave the sheet alone',
  failed: 'Excel did not take all of it.',
  done: (number: number) => `r${String(number)} is in your sheet. Save to make it the newest revision.`,
  unreadable: 'The sheet cannot be read at the moment.',
} as const;
