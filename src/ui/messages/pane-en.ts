/** English words of the task pane. Figures and names come in formatted. */
export const PANE_EN = {
  hostTooOld: {
    title: 'This Excel is too old for Sitebook',
    text: 'Sitebook needs Excel 2021 or Microsoft 365 (ExcelApi 1.14). Your workbook is untouched. Update Excel, or open the workbook in Excel on the web.',
  },
  hostMissing: {
    title: 'Sitebook works inside Excel',
    text: 'Open your site’s workbook in Excel and choose Sitebook on the Home tab.',
  },
  notSitebook: {
    title: 'Not a Sitebook workbook',
    text: 'This workbook was not made by Sitebook, or its hidden page is gone. Nothing in it was changed.',
    signedOut: 'Sign in to download your site’s workbook.',
    sites: 'Download your site’s workbook, then open it in Excel:',
    download: (site: string) => `Download ${site}`,
    downloading: 'Downloading…',
    noSites: 'You have no site yet. Ask the business office.',
    lookAgain: 'Look again',
    workbookName: (site: string, year: string) => `Sitebook ${site} ${year}.xlsx`,
  },
  otherYear: {
    title: (workbookYear: string) => `This workbook is of ${workbookYear}`,
    text: (year: string) =>
      `The district is building ${year}. Nothing in this workbook was changed. Download the workbook of ${year}.`,
  },
  otherLayout: {
    title: 'This workbook has another layout',
    text: (layout: number, known: number) =>
      `It has layout ${String(layout)}; this Sitebook reads layout ${String(known)}. Nothing in it was changed. Download a fresh copy; if this one is newer, reload Sitebook.`,
  },
  otherDistrict: {
    title: (district: string) => `This workbook belongs to the district “${district}”`,
    text: (signedIn: string) =>
      `You are signed in to “${signedIn}”. Nothing was changed. Sign in to the district of the workbook, or open one of your own.`,
  },
  noAccess: {
    otherAccount: 'Sign in as somebody else',
    downloads: 'My workbooks',
  },
  header: {
    due: (date: string) => `due ${date}`,
    daysLeft: (days: number) =>
      days > 1 ? `${String(days)} days left` : days === 1 ? '1 day left' : days === 0 ? 'today' : 'past due',
    menu: 'Account',
    signedInAs: (name: string) => `Signed in as ${name}`,
    downloads: 'My workbooks',
  },
  state: {
    draft: 'Draft',
    unsaved: 'Not saved',
    saved: (revision: number) => `Saved r${String(revision)}`,
    submitted: (revision: number) => `With finance r${String(revision)}`,
    returned: (revision: number) => `Returned r${String(revision)}`,
    approved: (revision: number) => `Approved r${String(revision)}`,
    readOnly: 'View only',
  },
  balances: {
    title: 'Left to budget',
    unit: '$ left · FTE left',
    dollars: '$ left',
    fte: 'FTE left',
    balanced: (count: number, others: boolean) => `${String(count)} ${others ? 'more ' : ''}balanced`,
    others: (count: number) => `${String(count)} more`,
    none: 'Nothing is allocated to this site yet.',
    noneText: 'Ask the business office. You can work on the sheet and save meanwhile.',
    used: (title: string, percent: number) => `${title}: ${String(percent)} % budgeted`,
    goTo: (title: string) => `${title}: go to its lines`,
    announceLeft: (title: string, money: string) => `${title}: ${money} left`,
    announceOver: (title: string, money: string) => `${title}: over by ${money}`,
    announceFteOver: (title: string, fte: string) => `${title}: over by ${fte} FTE`,
  },
  problems: {
    title: 'Problems',
    toFix: (count: number) => `To fix ${String(count)}`,
    toCheck: (count: number) => `To check ${String(count)}`,
    noneToFix: 'Nothing to fix.',
    noneToCheck: 'Nothing to check.',
    more: (count: number) => `Show ${String(count)} more`,
  },
  waysOut: {
    see: 'See ways out',
    cutLine: (row: number, amount: string) => `Cut line ${String(row)} by ${amount}`,
    moveAmount: (amount: string, row: number, source: string, left: string) =>
      `Move ${amount} of line ${String(row)} to ${source}: leaves ${left}`,
    cutPost: (title: string, from: string, to: string, left: string) =>
      `Cut ${title} from ${from} to ${to} FTE: leaves ${left}`,
    take: 'Do it',
    undo: 'Undo in the sheet takes it back.',
    none: 'No single move of yours mends this. Change several lines, or ask the business office.',
  },
  repair: {
    round: (figure: string) => `Round to ${figure}`,
    makeIt: (figure: string) => `Make it ${figure}`,
    putBackAccount: 'Put the account back',
    putBackRow: 'Put the row back',
    putBackSalary: 'Put the salary back',
  },
  stale: {
    text: (lines: number) =>
      lines === 1
        ? '1 line follows the posts you changed.'
        : `${String(lines)} lines follow the posts you changed.`,
    detail: 'Balances already count them.',
    update: 'Update the sheet',
  },
  locks: {
    unlocked: (sheets: string) => `${sheets} is unlocked.`,
    unlockedText: 'Account strings and other people’s rows can be typed over. They are not saved.',
    lockAgain: 'Lock again',
    byOthers: 'The sheet is protected with a password.',
    byOthersText:
      'Somebody else protected it, so Sitebook left it as it is. Remove the protection, then lock again.',
    failed: 'The sheet could not be locked.',
    failedText: 'You can go on working. What is not yours is not saved.',
  },
  trouble: {
    lookAgain: 'Look again',
    dismiss: 'Close',
    cannotRead: 'The workbook cannot be read',
    readTitle: 'The figures here may be old.',
    commandTitle: 'Excel did not do that.',
    faults: {
      'excel.busy':
        'Excel is busy and gives no answer. Your typing is safe. Look at the sheet, then try again.',
      'excel.inCellEdit': 'A cell is being edited. Press Enter in it, then try again.',
      'excel.protectedByOthers':
        'The sheet is protected with a password. Remove the protection, then try again.',
      'excel.sheetMissing':
        'A sheet of the workbook is missing or renamed. Undo that, or download a fresh copy.',
      'excel.tooLarge':
        'The sheet is larger than Excel gives at once. Delete the empty rows below it, then try again.',
      'excel.refused': 'Excel refused. Your typing is safe. Try again, or close and open the pane.',
    },
  },
  save: {
    save: 'Save',
    saving: 'Saving…',
    receipt: (revision: number, when: string) => `Saved as r${String(revision)}, ${when}`,
    repeat: (revision: number) => `Nothing new: r${String(revision)} already holds this`,
    hash: (short: string) => `Proof ${short}`,
    kept: (count: number) =>
      count === 1 ? 'One thing to know about this save:' : `${String(count)} things to know about this save:`,
    noteFailed: 'Excel did not note the revision in the workbook. Save again before you close it.',
    close: 'Close',
  },
  outdated: {
    title: (who: string, revision: number, when: string) => `${who} saved r${String(revision)} ${when}`,
    text: 'Your sheet started from an older revision, so it was not saved. Nothing is lost: your figures stay here.',
    textEarly: 'Your sheet started from an older revision and cannot be saved over it.',
    whatToDo: 'Download the newer workbook, put your changes into it and save there.',
    download: 'Download the newer one',
    keep: 'Keep my sheet open',
  },
  submit: {
    submit: 'Submit…',
    reasonProblems: (count: number) =>
      count === 1 ? '1 problem to fix' : `${String(count)} problems to fix`,
    reasonSave: 'Save first',
    reasonOpen: 'With finance',
    reasonApproved: 'Approved',
    reasonNotYours: 'Only the site’s manager submits',
    reasonUnreadable: 'The sheet cannot be read',
    reasonOutdated: 'A newer revision exists',
    title: (site: string) => `Submit ${site}`,
    intro: (revision: number) => `Revision ${String(revision)} goes to finance for approval.`,
    changedLines: 'Lines changed',
    total: 'Total',
    allocated: 'Allocated',
    difference: 'Change from this year',
    left: 'Left',
    fte: 'FTE',
    warnings: (count: number) =>
      count === 1 ? '1 point to check goes along:' : `${String(count)} points to check go along:`,
    andMore: (count: number) => `and ${String(count)} more`,
    confirm: 'Submit to finance',
    submitting: 'Submitting…',
    cancel: 'Not yet',
    done: (site: string) => `${site} is with finance`,
    doneText: 'You can close Excel. The answer appears here.',
    close: 'Close',
  },
  timeline: {
    title: 'Where it stands',
    saved: (revision: number, who: string) => `r${String(revision)} saved by ${who}`,
    submitted: (who: string) => `Submitted by ${who}`,
    waiting: 'Waiting for finance',
    approved: (who: string) => `Approved by ${who}`,
    returned: (who: string) => `Sent back by ${who}`,
  },
  addPost: {
    open: 'Add post',
    title: 'Add a post',
    jobClass: 'Job class',
    postTitle: 'Title',
    paidFrom: 'Paid from',
    paidFromHint: 'Type what it is for, or part of the account',
    noAccounts: 'No line of yours pays this job class. Ask the business office.',
    noMatch: 'No line fits.',
    fte: 'FTE',
    fteWrong: 'Type an FTE above 0, with at most four decimals, such as 0.5.',
    titleMissing: 'Type a title.',
    accountMissing: 'Choose an account.',
    cost: (cost: string) => `Costs ${cost} at average salary, with benefits.`,
    leaves: (title: string, money: string, fte: string) => `Leaves ${money} and ${fte} FTE in ${title}.`,
    over: (title: string, money: string) => `${title} would be over by ${money}.`,
    overFte: (title: string, fte: string) => `${title} would be over by ${fte} FTE.`,
    noLines: (accounts: string) => `Benefits of this post have no line here yet: ${accounts}.`,
    add: 'Add post',
    adding: 'Adding…',
    cancel: 'Cancel',
  },
  check: { check: 'Check again' },
} as const;
