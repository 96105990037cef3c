/** English words of the workbook's health. Names and figures come in formatted. */
export const HEALTH_EN = {
  title: 'This workbook',
  good: 'This workbook: all well',
  look: (count: number) =>
    count === 1 ? 'This workbook: 1 thing to look at' : `This workbook: ${String(count)} things to look at`,
  level: { good: 'Well', look: 'To look at', wrong: 'Wrong' },
  isRead: 'The figures here are those of the sheet.',
  isStale: 'Excel does not answer: the figures here may be old.',
  isSaved: (revision: number) => `Everything is saved as r${String(revision)}.`,
  isUnsaved: 'There is unsaved work.',
  isNotSavedYet: 'Nothing is saved yet.',
  isWaiting: (count: number) =>
    count === 1 ? '1 save waits for the server.' : `${String(count)} saves wait for the server.`,
  isNewest: 'Nobody has saved a newer revision.',
  isBehind: (who: string, revision: number) =>
    `${who} saved r${String(revision)}, which is newer than this sheet.`,
  isLocked: 'What is not yours is locked.',
  isUnlocked: (sheets: string) => `${sheets} is unlocked: locked cells can be typed over.`,
  lockFailed: 'The sheets could not be locked.',
  isUntouched: 'No locked cell was changed.',
  isReadableAll: 'Every figure can be read.',
  isBroken: (count: number) =>
    count === 1 ? '1 cell holds an Excel error.' : `${String(count)} cells hold Excel errors.`,
  isUnreadable: 'Columns are missing: the sheet cannot be read.',
  isViewOnly: 'You can look at this budget; it is not yours to change.',
} as const;
