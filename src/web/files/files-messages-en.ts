import type { FileState } from './file-row.js';

const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;

/** The words of workbooks that come in as files. Read by finance, and English like all of its pages. */
export const FILES_EN = {
  title: 'Files from sites',
  what: 'For sites without the add-in: each file is checked like a sheet in Excel, and saved as its site’s next revision. Submitting and approving stay with the site and its route.',
  drop: 'Drop workbooks or a folder of them here',
  dropNow: 'Let go to add them',
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose a folder',
  suggestions: 'Take text that can only mean one figure, such as (1,234.50)',
  empty: 'No files yet',
  emptyText: 'What was found in each file appears here, cell by cell. Nothing is saved before you say so.',
  noWorkbooks: 'There is no Excel workbook in what you chose.',
  notReadable: 'the browser cannot read it',
  saveAll: (files: number) =>
    files === 0 ? 'Save all that are ready' : `Save ${count(files, 'file that is', 'files that are')} ready`,
  clear: 'Take the saved ones off the list',
  checkAgain: 'Try again',
  show: (file: string) => `What was found in ${file}`,
  details: 'Details',
  hide: 'Hide',
  states: {
    waiting: 'Waiting',
    checking: 'Checking…',
    toFix: 'To fix',
    toDecide: 'To decide',
    ready: 'Ready',
    saving: 'Saving…',
    saved: 'Saved',
    refused: 'Not taken',
    failed: 'Not sent',
  } satisfies Record<FileState, string>,
  savedAs: (revision: number, isRepeat: boolean) =>
    isRepeat ? `Saved already, as revision ${String(revision)}` : `Saved as revision ${String(revision)}`,
  summary: (files: number, states: readonly string[]) =>
    `${count(files, 'file', 'files')}: ${states.join(', ')}`,
  ofState: (files: number, state: string) => `${String(files)} ${state.toLowerCase()}`,
  columns: {
    file: 'File',
    site: 'Site',
    state: 'State',
    lines: 'Lines',
    total: 'Total ($)',
    changes: 'Changes',
    findings: 'Findings',
    more: '',
  },
  counts: (toDecide: number, toFix: number, toSee: number) =>
    [
      ...(toDecide > 0 ? [`${String(toDecide)} to decide`] : []),
      ...(toFix > 0 ? [`${String(toFix)} to fix`] : []),
      ...(toSee > 0 ? [`${String(toSee)} to look at`] : []),
    ].join(', '),
  stops: 'Before it can be saved',
  rules: 'To fix before it is submitted',
  look: 'To look at',
  notes: 'Notes',
  changed: 'Changes',
  nothing: 'Nothing was found, and nothing differs from what is saved.',
  repeat: ({ number, savedBy }: { number: number; savedBy: string }) =>
    `This very file was saved before, by ${savedBy} as revision ${String(number)}. It is not saved again.`,
  addsNothing: (number: number) => `It adds nothing to revision ${String(number)}, and is not saved.`,
  sameAs: (number: number) => `Same as revision ${String(number)}`,
  conflicts: {
    title: 'To decide',
    ask: (count: number) =>
      count === 1
        ? 'One thing was saved otherwise after this file was made. Choose what counts:'
        : `${count.toLocaleString('en-US')} things were saved otherwise after this file was made. Choose what counts:`,
    askOfCopy: (count: number) =>
      count === 1
        ? 'Nobody knows when this copy was made, and one thing was saved otherwise since the season opened. Choose what counts:'
        : `Nobody knows when this copy was made, and ${count.toLocaleString('en-US')} things were saved otherwise since the season opened. Choose what counts:`,
    allMine: 'All from the file',
    allTheirs: 'All as saved',
    left: (open: number) => `${open.toLocaleString('en-US')} left to choose`,
    decided: 'All are decided',
    working: 'All are decided. The figures are worked out anew…',
    figures: (lines: number, total: string, changes: number, findings: string) =>
      [
        `All are decided: ${count(lines, 'line', 'lines')}`,
        `${total} in total`,
        count(changes, 'change', 'changes'),
        ...(findings === '' ? [] : [findings]),
      ].join(', '),
    file: (value: string) => `In the file: ${value}`,
    saved: (value: string) => `As saved: ${value}`,
    before: (value: string) => `Before: ${value}`,
    by: (who: string, when: string, revision: number) =>
      `Saved by ${who} on ${when}, revision ${String(revision)}`,
    more: (count: number) => `Show ${count.toLocaleString('en-US')} more`,
  },
  more: (rest: number) => `${count(rest, 'more is', 'more are')} not shown.`,
  older: (base: number, latest: number) =>
    `The file was made from ${base === 0 ? 'the opening budget' : `revision ${String(base)}`}. What was saved since, up to revision ${String(latest)}, is kept.`,
};
