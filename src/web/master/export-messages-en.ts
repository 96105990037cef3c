const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;

/** The words of handing a version over to the accounting system. Only finance reads them. */
export const EXPORTS_EN = {
  title: 'For the accounting system',
  layout: 'Layout',
  scope: 'What goes out',
  whole: 'The whole budget',
  changes: (version: number) => `Only what changed since version ${String(version)}, which went out last`,
  notVerified: 'Try it with a test import first: not everything about this format is documented.',
  about: 'About this format',
  again: (version: number, when: string) =>
    `Version ${String(version)} went out in this layout on ${when}. Where the accounting system adds figures up, send changes; the whole budget would count twice.`,
  sendAgain: 'Send the whole budget again all the same',
  checkAgain: 'Check again',
  summary: (rows: number, total: string, lines: number) =>
    `${count(rows, 'row', 'rows')} from ${count(lines, 'line', 'lines')}, ${total} in sum`,
  leftOut: (lines: number, total: string) =>
    `Not in this layout: ${count(lines, 'line', 'lines')} with ${total}, of funds or objects that it does not take.`,
  newAccounts: (accounts: number) =>
    `${count(accounts, 'account is', 'accounts are')} new to the accounting system and ${accounts === 1 ? 'goes' : 'go'} out as a file of ${accounts === 1 ? 'its' : 'their'} own. Load that file first.`,
  clean: 'The accounting system would take every row.',
  rejected: (rows: number) => `The accounting system would refuse ${count(rows, 'row', 'rows')}`,
  more: (rows: number) => `Show ${count(rows, 'more row', 'more rows')}`,
  rejectedMore: (shown: number) => `The first ${String(shown)} are shown.`,
  rejectedColumns: {
    account: 'Account',
    problem: 'What is wrong',
    from: 'Where it comes from',
    row: 'Line of the file',
  },
  fileLine: (part: 'budget' | 'newAccounts', line: number) =>
    part === 'budget' ? String(line) : `${String(line)} of the new accounts`,
  from: (site: string, place: string | null, title: string) =>
    `${site}${place === null ? '' : `, ${place}`}: ${title}`,
  openLine: (title: string) => `Where ${title} comes from`,
  moreLines: (lines: number) => `and ${count(lines, 'more line', 'more lines')}`,
  preview: 'The first rows',
  make: 'Make the file',
  making: 'Making…',
  onlyManager: 'The budget manager makes files; you can download those that were made.',
  made: 'Files made',
  fileMade: (name: string) => `The file ${name} is made. It is in the list of files made.`,
  download: 'Download',
  downloadNew: 'Download new accounts',
  madeColumns: { file: 'File', rows: 'Rows', total: 'Sum ($)', by: 'Made by', at: 'When', action: '' },
};
