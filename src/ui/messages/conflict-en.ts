/** English words of bringing a sheet together with a newer revision, and of fields that differ. Figures come in formatted. */
export const CONFLICT_EN = {
  title: 'Bring in the newer revision',
  back: 'Back to the budget',
  changes: (count: number) => (count === 1 ? '1 change' : `${String(count)} changes`),
  comesIn: (revision: number, who: string, count: number) =>
    count === 0
      ? `r${String(revision)} by ${who} changes nothing in your sheet.`
      : count === 1
        ? `1 change of r${String(revision)}, saved by ${who}, comes into your sheet.`
        : `${String(count)} changes of r${String(revision)}, saved by ${who}, come into your sheet.`,
  savedBy: (revision: number, who: string) => `r${String(revision)} was saved by ${who}.`,
  stays: (count: number) =>
    count === 0
      ? 'You have changed nothing that is not in it already.'
      : count === 1
        ? 'Your 1 change stays.'
        : `Your ${String(count)} changes stay.`,
  ask: (count: number) =>
    count === 1
      ? 'You both changed 1 thing. Choose which one counts:'
      : `You both changed ${String(count)} things. Choose which one counts:`,
  open: (count: number) => (count === 1 ? '1 left to choose' : `${String(count)} left to choose`),
  allMine: 'All mine',
  allTheirs: 'All theirs',
  was: (value: string) => `Before: ${value}`,
  mine: 'Mine',
  theirs: 'Theirs',
  choice: (side: string, value: string) => `${side}: ${value}`,
  more: (count: number) => `Show ${String(count)} more`,
  apply: 'Bring it in',
  applying: 'Bringing it in…',
  cancel: 'Not now',
  again: 'The sheet changed meanwhile. Look at what is asked now.',
  excelFailed: 'Excel did not take all of it. Your figures are safe; bring it in again.',
  upToDate: (revision: number) => `Your sheet stands on r${String(revision)} already.`,
  upToDateText: 'There is nothing to bring in.',
  reading: 'The sheet cannot be read at the moment. Look at it, then try again.',
  done: (revision: number) => `r${String(revision)} is in your sheet`,
  doneText: (stays: number) =>
    stays === 0 ? 'Nothing of yours is left to save.' : 'Save to send your own changes.',
  close: 'Close',
  notice: {
    text: 'Your sheet started from an older revision, so it was not saved. Nothing is lost: your figures stay here.',
    textEarly: 'Your sheet started from an older revision and cannot be saved over it.',
    whatToDo: 'Bring the newer revision into your sheet, then save.',
    merge: 'Bring it in…',
    download: 'Download the newer one',
    keep: 'Keep my sheet open',
  },
  fields: {
    row: 'Row',
    account: 'Account',
    title: 'Title',
    amount: 'Amount',
    justification: 'Justification',
    number: 'Post number',
    jobClass: 'Job class',
    fte: 'FTE',
    salary: 'Salary at 1.0 FTE',
    status: 'Status',
    benefitPlans: 'Benefit plans',
    splits: 'Paid from',
    startDate: 'First day',
    calendar: 'Calendar',
    extraPay: 'Extra pay',
    text: 'Text',
  },
  explanation: 'Explanation',
  rowAndField: (row: string, field: string) => `${row} · ${field}`,
  untitled: 'Without title',
  value: {
    gone: 'Not there',
    blank: 'Nothing',
    money: (money: string) => money,
    fte: (fte: string) => `${fte} FTE`,
    average: (money: string) => `${money}, average`,
    unread: (text: string) => `“${text}”`,
    status: { filled: 'Filled', vacant: 'Vacant', frozen: 'Frozen' },
    split: (account: string, percent: string) => `${account} ${percent} %`,
    pay: {
      hours: (quantity: string, rate: string) => `${quantity} hours at ${rate}`,
      days: (quantity: string, rate: string) => `${quantity} days at ${rate}`,
      amount: (quantity: string, rate: string) => `${quantity} × ${rate}`,
    },
  },
} as const;
