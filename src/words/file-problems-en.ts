import type { Message } from './message.js';
import { figure } from './problem-figures.js';

/** What files turn out to be that are no .xlsx, in words. */
const LOOKS_LIKE: Record<string, string> = {
  empty: 'an empty file',
  pdf: 'a PDF',
  picture: 'a picture',
  webPage: 'a web page',
  xml: 'an XML file',
  text: 'a text or CSV file',
  olderOffice: 'a document of an older Office',
  binaryWorkbook: 'a binary workbook (.xlsb)',
  word: 'a Word document',
  powerPoint: 'a presentation',
  openDocument: 'an OpenDocument file',
  numbers: 'a Numbers file',
  zip: 'a zip of something else',
  unknown: 'of an unknown kind',
};

/** What of a file is more than can be read. */
const TOO_LARGE: Record<string, (limit: number) => string> = {
  file: (limit) => `it has more than ${megabytes(limit)}`,
  part: (limit) => `one of its sheets has more than ${megabytes(limit)} when unpacked`,
  total: (limit) => `it has more than ${megabytes(limit)} when unpacked`,
  entries: (limit) => `it has more than ${limit.toLocaleString('en-US')} parts`,
  cells: (limit) => `a sheet has more than ${limit.toLocaleString('en-US')} filled cells`,
  rows: (limit) => `a sheet has more than ${limit.toLocaleString('en-US')} filled rows`,
  text: (limit) => `a cell has more than ${limit.toLocaleString('en-US')} characters`,
  memory: (limit) => `reading it takes more than ${megabytes(limit)} of memory`,
};

/** What of a row differs. */
const FIELDS: Record<string, string> = {
  row: 'row',
  amount: 'amount',
  fte: 'FTE',
  salary: 'salary',
  jobClass: 'job class',
  benefitPlans: 'benefits',
  splits: 'funding',
  startDate: 'start date',
  extraPay: 'extra pay',
};

/** What is wrong with a field of a row that the server does not store, by the field of the stored row. */
const STORABLE: Partial<Record<string, string>> = {
  account: 'its account is missing or no account string',
  splits: 'what it is paid from is missing, or a share of it is not between 0 and 100 %',
  benefitPlans: 'its benefit plans cannot be read',
  count: 'there are more rows on the sheet than a budget may have',
};

const megabytes = (bytes: number) => `${String(Math.round(bytes / 2 ** 20))} MB`;
const FRESH_COPY = 'Open a fresh copy of the workbook, copy the figures into it, and send that one.';

/** What is wrong with workbooks that come as files, by code. Read by finance, and English like all of its pages. */
export const FILE_PROBLEMS_EN: Record<string, Message> = {
  'file.tooLarge': {
    sentence: (p) =>
      `${p.text('file')} is too large: ${(TOO_LARGE[p.text('what')] ?? (() => 'it holds too much'))(p.number('limit'))}.`,
    whatToDo: () => FRESH_COPY,
  },
  'file.encrypted': {
    sentence: (p) => `${p.text('file')} is protected by a password.`,
    whatToDo: () =>
      'Open it in Excel, take the password away (File, Info, Protect Workbook), and send it again.',
  },
  'file.oldXls': {
    sentence: (p) => `${p.text('file')} is in the old .xls format.`,
    whatToDo: () => 'Save it as an Excel Workbook (.xlsx) and send that one.',
  },
  'file.notXlsx': {
    sentence: (p) =>
      `${p.text('file')} is no Excel workbook: it is ${LOOKS_LIKE[p.text('looksLike')] ?? 'something else'}.`,
    whatToDo: () => 'Send the workbook itself, saved as .xlsx.',
  },
  'file.damaged': {
    sentence: (p) => `${p.text('file')} is damaged (${p.text('detail')}).`,
    whatToDo: () => 'Send it again; if it does not open in Excel either, go back to an older copy.',
  },
  'workbook.notSitebook': {
    sentence: (p) => `${p.text('file')} is no site budget: it has no sheet of Sitebook.`,
    whatToDo: () => 'Send the workbook that was made for your site.',
  },
  'workbook.sheetMissing': {
    sentence: (p) => `${p.text('file')} has no sheet “${p.text('sheet')}”.`,
    whatToDo: () => 'Give the sheet its name back, or copy the figures into a fresh copy of the workbook.',
  },
  'workbook.twoSheets': {
    sentence: (p) =>
      `“${p.text('sheet')}” is a copy of “${p.text('original')}” with other figures, first in ${p.text('cell')}: nobody can say which one counts.`,
    whatToDo: () => 'Delete the sheet that does not count, and send the file again.',
  },
  'workbook.sheetRepeats': {
    sentence: (p) => `“${p.text('sheet')}” holds the same as “${p.text('original')}”.`,
    whatToDo: () => 'Nothing: it was counted once.',
  },
  'cell.formulaWithoutValue': {
    sentence: (p) => `The formula in ${p.text('cell')} of ${p.text('sheet')} was never worked out.`,
    whatToDo: () => 'Open the file in Excel, save it, and send it again.',
  },
  'file.tooSlow': {
    sentence: (p) =>
      `${p.text('file')} took longer to read than ${p.text('seconds')} seconds, and was given up.`,
    whatToDo: () => 'Open a fresh copy of the workbook, copy the figures into it, and send that one.',
  },
  'file.siteTwice': {
    sentence: (p) => `${p.text('file')} and ${p.text('others')} are both of ${p.text('site')}, and differ.`,
    whatToDo: () => 'Keep the one that counts; neither was taken.',
  },
  'file.repeats': {
    sentence: (p) => `${p.text('file')} holds the same as ${p.text('others')}.`,
    whatToDo: () => 'Nothing: it was counted once.',
  },
  'file.otherLayout': {
    sentence: (p) => `${p.text('file')} has layout ${p.text('layout')}, which this version does not read.`,
    whatToDo: () => 'Copy the figures into a fresh copy of the workbook, and send that one.',
  },
  'file.siteUnknown': {
    sentence: (p) => `${p.text('file')} is of site ${p.text('site')}, which this district does not have.`,
    whatToDo: () => 'Send the workbook that was made for this district and year.',
  },
  'file.otherDistrict': {
    sentence: (p) =>
      `${p.text('file')} belongs to ${p.text('district')} (${p.text('year')}), not to this one.`,
    whatToDo: () => 'Send the workbook that was made for this district and year.',
  },
  'file.otherYear': {
    sentence: (p) =>
      `${p.text('file')} holds a budget sheet of ${p.text('year')}, and the year that is being built is ${p.text('openYear')}.`,
    whatToDo: () => 'Send the workbook that was made for this year.',
  },
  'file.severalSites': {
    sentence: (p) => `${p.text('file')} has rows of several sites on one budget sheet: ${p.text('sites')}.`,
    whatToDo: () => 'Send the rows of each site in the workbook that was made for it.',
  },
  'file.copiedSheet': {
    sentence: (p) =>
      `${p.text('file')} is no workbook of Sitebook: the sheets of site ${p.text('site')} were copied into it, and nobody knows when. Its figures are compared with what was saved last.`,
    whatToDo: () =>
      'Look through the changes: one that undoes newer work has to be decided. Send the workbook itself the next time.',
  },
  'file.copiedSheetAlone': {
    sentence: (p) =>
      `${p.text('file')} is no workbook of Sitebook: the Budget sheet of site ${p.text('site')} was copied into it, without its posts, and nobody knows when. Its figures are compared with what was saved last, and the posts stay as they are.`,
    whatToDo: () =>
      'Look through the changes: one that undoes newer work has to be decided. Send the workbook itself the next time.',
  },
  'file.revisionUnknown': {
    sentence: (p) =>
      `${p.text('file')} started from revision ${p.text('revision')}, which its site does not have.`,
    whatToDo: () => 'Copy the figures into a fresh copy of the workbook, and send that one.',
  },
  'file.otherOpening': {
    sentence: (p) =>
      `${p.text('file')} was made from another opening budget than the one site ${p.text('site')} has now.`,
    whatToDo: () => 'Copy the figures into a fresh copy of the workbook, and send that one.',
  },
  'file.conflict': {
    sentence: (p) =>
      `The ${FIELDS[p.text('field')] ?? p.text('field')} of “${p.text('row')}” was saved otherwise after this file was made${
        p.has('mineCents') ? `: ${p.money('theirsCents')}, and ${p.money('mineCents')} in the file` : ''
      }.`,
    whatToDo: () =>
      'Choose which one counts, or put it into a fresh copy of the workbook and send that one. Nothing was saved.',
  },
  'file.unreadable': {
    sentence: (p) => `${p.text('file')} cannot be opened: ${p.text('detail')}.`,
    whatToDo: () => 'Check that the file is there and that you may read it.',
  },
  'file.notChecked': {
    sentence: (p) => `${p.text('file')} could not be checked, by a fault of Sitebook: ${p.text('detail')}.`,
    whatToDo: () => 'Nothing was saved. Tell your administrator, with the file and this sentence.',
  },
  'workbook.columnRenamed': {
    sentence: (p) =>
      `On ${p.text('sheet')} the column “${p.text('is')}” (${p.text('cell')}) was taken as “${p.text('column')}”, by what stands beside it.`,
    whatToDo: () => 'Look whether that is right, and give the column its name back.',
  },
  'workbook.columnTwice': {
    sentence: (p) =>
      `${p.text('sheet')} has two columns “${p.text('column')}”, which differ first in ${p.text('other')} and ${p.text('cell')}: nobody can say which one counts.`,
    whatToDo: () =>
      'Delete the column that does not count, or give it another title, and send the file again.',
  },
  'workbook.columnRepeats': {
    sentence: (p) =>
      `${p.text('sheet')} has two columns “${p.text('column')}”, which hold the same (${p.text('other')} and ${p.text('cell')}).`,
    whatToDo: () => 'Nothing: it was counted once.',
  },
  'row.notStorable': {
    sentence: (p) =>
      `This row cannot be stored as the file has it: ${STORABLE[p.text('field')] ?? p.text('field')}.`,
    whatToDo: () => 'Mend the row and send the file again.',
  },
  'cell.lockedChanged': {
    sentence: (p) =>
      `${p.text('column')} in ${p.text('cell')} of ${p.text('sheet')} is fixed and was changed from “${p.text('was')}” to “${p.text('is')}”.`,
    whatToDo: () => 'It counts as it was. Where it should be another, ask for that, or add a line.',
  },
  'cell.textTaken': {
    sentence: (p) => `The text “${p.text('text')}” was taken as ${figure(p, 'taken')}.`,
    whatToDo: () => 'Look whether that is what was meant.',
  },
  'cell.merged': {
    sentence: (p) =>
      `The cells ${p.text('range')} of ${p.text('sheet')} are merged: only the first of them holds anything.`,
    whatToDo: () => 'Unmerge them and enter what is missing, then send the file again.',
  },
  'row.ambiguous': {
    sentence: (p) =>
      p.number('candidates') === 1
        ? `Rows ${p.text('rows')} of ${p.text('sheet')} have lost their line id, and all fit the same line.`
        : `Row ${p.text('rows')} of ${p.text('sheet')} has lost its line id, and ${String(p.number('candidates'))} lines are like it.`,
    whatToDo: () => 'Copy the figures into a fresh copy of the workbook, row by row.',
  },
};
