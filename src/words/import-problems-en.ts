import type { Message, Params } from './message.js';

/** How a code of a segment looks: `3 digits`, `2 to 3 letters`. */
const SHAPES: Record<string, string> = {
  digits: 'digits',
  letters: 'letters',
  alphanumeric: 'letters or digits',
};
const shape = (p: Params) => {
  const [least, most] = [p.text('minWidth'), p.text('width')];
  const count = least === '' || least === most ? most : `${least} to ${most}`;
  return `${count} ${SHAPES[p.text('characters')] ?? 'characters'}`;
};
const FAULTS: Record<string, (p: Params) => string> = {
  missing: (p) => `has no ${p.text('segment')}`,
  width: (p) =>
    p.text('segment') === 'surplus'
      ? `has “${p.text('code')}” too much`
      : `has ${p.text('segment')} ${p.text('code')}, which is too short or too long`,
  characters: (p) => `has ${p.text('segment')} ${p.text('code')}, with characters that it cannot have`,
  unknown: (p) => `has ${p.text('segment')} ${p.text('code')}, which is not in the chart of accounts`,
  inactive: (p) => `has ${p.text('segment')} ${p.text('code')}, which is not in use this year`,
  heading: (p) => `has ${p.text('segment')} ${p.text('code')}, a heading that takes no amounts`,
};
const accountFault = (p: Params) =>
  FAULTS[p.text('fault')]?.(p) ?? `is wrong in ${p.text('segment')} ${p.text('code')}`;
const site = (p: Params) =>
  p.has('siteName') ? `${p.text('siteName')} (${p.text('site')})` : p.text('site');
const named = (p: Params) => `${p.text('account')} ${p.text('title')}`.trimEnd();
const usedBy = (p: Params) => (p.has('site') ? site(p) : 'a granted request');
/** How a ledger comes to what the files say without losing what stood there. */
const correction = (p: Params) => {
  const fte = p.number('differenceFte') === 0 ? '' : ` and ${p.fte('differenceFte')} FTE`;
  const isNone = p.number('differenceCents') === 0 && fte === '';
  const restore = 'put the row back as it was';
  return isNone
    ? `${restore}.`
    : `${restore}, and add one of kind “correction” with ${p.money('differenceCents')}${fte}.`;
};
const say = (text: string) => () => text;

/** English sentences of what an import finds in a district's files. File, row and column stand beside them. */
export const IMPORT_PROBLEMS_EN: Record<string, Message> = {
  'import.fileMissing': {
    sentence: say('The file is missing.'),
    whatToDo: say('Add it, with its header row even where nothing follows.'),
  },
  'import.notCsv': {
    sentence: (p) => `The file is not a table of comma-separated values (${p.text('detail')}).`,
    whatToDo: say('Save it as CSV (UTF-8) with one header row.'),
  },
  'import.notJson': {
    sentence: (p) => `The file is not JSON (${p.text('detail')}).`,
    whatToDo: say('Correct it where the reader stopped.'),
  },
  'import.columnMissing': {
    sentence: (p) => `The column “${p.text('column')}” is missing.`,
    whatToDo: say('Add the column, or write its name in the header as it is here.'),
  },
  'import.badCell': {
    sentence: (p) =>
      p.has('value')
        ? `“${p.text('value')}” does not fit: ${p.text('detail')}.`
        : `The cell is blank: ${p.text('detail')}.`,
    whatToDo: say('Correct the cell.'),
  },
  'import.badAccount': {
    sentence: (p) => `Account ${p.text('account')} ${accountFault(p)}.`,
    whatToDo: say('Correct the account, or add the code to codes.csv.'),
  },
  'import.badCombination': {
    sentence: (p) =>
      p.has('table')
        ? `The table “${p.text('table')}” is not right in ${p.has('field') ? `“${p.text('field')}”` : 'its form'}: ${p.text('detail')}.`
        : `The file holds no tables of combinations: ${p.text('detail')}.`,
    whatToDo: say('Correct the table.'),
  },
  'import.badSetting': {
    sentence: (p) => `The setting “${p.text('key')}” is not right: ${p.text('detail')}.`,
    whatToDo: say('Correct its value.'),
  },
  'import.settingMissing': {
    sentence: (p) => `The setting “${p.text('key')}” is missing.`,
    whatToDo: say('Add a row with this key and its value.'),
  },
  'import.unknownSegment': {
    sentence: (p) => `There is no segment “${p.text('segment')}”.`,
    whatToDo: say('Add it to segments.csv, or use the code of one that is there.'),
  },
  'import.unknownSite': {
    sentence: (p) =>
      p.has('site')
        ? `Account ${p.text('account')} belongs to site ${p.text('site')}, which is not in sites.csv.`
        : `Account ${p.text('account')} names no site.`,
    whatToDo: say('Add the site, or correct the account.'),
  },
  'import.componentsDiffer': {
    sentence: (p) =>
      `${site(p)}, ${p.text('title')}: the parts add up to ${p.money('summedCents')}, and ${p.money('statedCents')} is stated.`,
    whatToDo: (p) =>
      `The stated amount counts. Ask the source about the ${p.money('differenceCents')} between them.`,
  },
  'import.totalsDiffer': {
    sentence: (p) =>
      `${site(p)}, ${p.text('year')}: the amounts add up to ${p.money('summedCents')}, and ${p.text('stated')} is stated.`,
    whatToDo: (p) => `The amounts count. Ask the source about the difference (${p.text('differences')}).`,
  },
  'import.totalMissing': {
    sentence: (p) =>
      `${site(p)}, ${p.text('year')}: no total is stated for amounts of ${p.money('summedCents')}.`,
    whatToDo: say('The amounts count; nothing could be held against them.'),
  },
  'import.levelUnknown': {
    sentence: (p) => `Nothing says whether ${site(p)} is an elementary, middle or high school.`,
    whatToDo: say('Give its level in sites.csv.'),
  },
  'import.siteFromFileName': {
    sentence: (p) => `The row names no site; the file’s name says that it is ${site(p)}.`,
    whatToDo: say('Check that it is.'),
  },
  'import.organisationMissing': {
    sentence: (p) => `${site(p)}: nothing says who budgets the ${p.text('staffType')}.`,
    whatToDo: say('It counts as the site’s own. Name the organisation where it is another’s.'),
  },
  'import.rulesChangedTwice': {
    sentence: say('The rules were changed in the finance office and in rules.json since the last import.'),
    whatToDo: say('Make rules.json hold what is right, put the same on the page Rules, and import again.'),
  },
  'import.codeChangedTwice': {
    sentence: (p) =>
      p.text('inFile') === 'yes'
        ? `${p.text('segment')} ${p.text('code')} was changed in the finance office since the last import, and the file changes it to something else.`
        : `${p.text('segment')} ${p.text('code')} was changed in the finance office since the last import, and the file no longer has it.`,
    whatToDo: say(
      'Write it in the file as the office has it, or change it in the office to what the file says.',
    ),
  },
  'import.codeInUse': {
    sentence: (p) =>
      `${p.text('segment')} ${p.text('code')} is gone from the files, and ${usedBy(p)} uses it: ${named(p)}.`,
    whatToDo: say(
      'Put the code back; with a last day in the column “to” it is closed and what is on it is found. A site that saved nothing follows the files with --openings.',
    ),
  },
  'import.shapeInUse': {
    sentence: (p) => `Account ${named(p)} of ${usedBy(p)} would no longer be an account string.`,
    whatToDo: say('Leave segments.csv as it was: a year keeps the structure of its account strings.'),
  },
  'import.siteSegmentInUse': {
    sentence: say(
      'The segment that names the site is another one, and sites have budgets by the one before.',
    ),
    whatToDo: say('Leave “site_segment” as it was for this year.'),
  },
  'import.tableRowInUse': {
    sentence: (p) =>
      `The ${p.text('table')} ${p.text('code')} is gone from the files, and a post of ${usedBy(p)} has it: ${p.text('title')}.`,
    whatToDo: (p) => `Put it back into ${p.text('file')}.`,
  },
  'import.sourceInUse': {
    sentence: (p) =>
      `The funding source ${p.text('fundingSource')} is gone from the files, and site ${p.text('site')} has allocations from it.`,
    whatToDo: say('Put it back into funding-sources.csv.'),
  },
  'import.siteGone': {
    sentence: (p) => `${site(p)} is gone from the files.`,
    whatToDo: say('Put it back into sites.csv: a year keeps its sites.'),
  },
  'import.siteNotThere': {
    sentence: (p) => `The files have spending of ${site(p)}, which is not in the database.`,
    whatToDo: say('Import the whole folder first, so that the site is added.'),
  },
  'import.spendingOlder': {
    sentence: (p) =>
      `The files have spending as of ${p.text('asOf')}, and what is stored is as of ${p.text('asOfBefore')}.`,
    whatToDo: say(
      'Take a newer spending.csv, and write its day as spending_as_of in district.csv. Without spending.csv what is stored stays.',
    ),
  },
  'import.spendingGone': {
    sentence: (p) => `The files have no spending of ${site(p)}, which has some, and the budget is adopted.`,
    whatToDo: say(
      'Put it back into spending.csv: amendments are held to it. Where nothing was spent write rows of zero.',
    ),
  },
  'import.postAtTwoSites': {
    sentence: (p) =>
      `Post ${p.text('number')} ${p.text('title')} moves to ${site(p)} in the files, and site ${p.text('otherSite')} ${p.text('otherSiteName')} keeps what it has: it would count at both.`,
    whatToDo: (p) =>
      `Take the post out of the budget of ${p.text('otherSite')} first, or leave it there in positions.csv. A site that saved nothing follows the files with --openings.`,
  },
  'import.entryChanged': {
    sentence: (p) =>
      `An allocation of site ${p.text('site')} from ${p.text('fundingSource')}, ${p.text('date')}, ${p.money('amountCents')} (${p.text('reason')}), is another one in the file: ${p.money('nowCents')}.`,
    whatToDo: (p) => `A ledger only grows: ${correction(p)}`,
  },
  'import.entryGone': {
    sentence: (p) =>
      `An allocation of site ${p.text('site')} from ${p.text('fundingSource')}, ${p.text('date')}, ${p.money('amountCents')} (${p.text('reason')}), is gone from the file.`,
    whatToDo: (p) => `A ledger only grows: ${correction(p)}`,
  },
  'import.yearAdopted': {
    sentence: (p) =>
      p.has('changes')
        ? `The master budget of this year is adopted, and the files change more than spending: ${p.text('changes')}.`
        : 'The master budget of this year is adopted, and the files no longer fit what is stored.',
    whatToDo: say('Import with --spending to renew spending alone. What else changes now is an amendment.'),
  },
  'chart.unknownSegment': {
    sentence: (p) => `There is no segment “${p.text('segment')}”.`,
    whatToDo: say('Add it to segments.csv, or use the code of one that is there.'),
  },
  'chart.duplicateSegment': {
    sentence: (p) => `The segment “${p.text('segment')}” stands twice.`,
    whatToDo: say('Keep one of them.'),
  },
  'chart.separator': {
    sentence: (p) => `“${p.text('separator')}” cannot separate segments: it could be part of a code.`,
    whatToDo: say('Use a sign such as - or a dot, or none for packed strings.'),
  },
  'chart.noRequiredSegment': {
    sentence: say('Every segment may be left out.'),
    whatToDo: say('Make at least one of them required: an account has to say something.'),
  },
  'chart.duplicateForm': {
    sentence: (p) => `The form “${p.text('form')}” stands twice.`,
    whatToDo: say('Keep one of them, or give the other a code of its own.'),
  },
  'chart.formSegment': {
    sentence: (p) =>
      `The form “${p.text('form')}” names the segment “${p.text('segment')}”, which does not exist.`,
    whatToDo: say('Use the code of a segment in segments.csv.'),
  },
  'chart.formSegmentTwice': {
    sentence: (p) => `The form “${p.text('form')}” names the segment “${p.text('segment')}” twice.`,
    whatToDo: say('Name every segment once.'),
  },
  'chart.codeShape': {
    sentence: (p) => `${p.text('segment')} ${p.text('code')} does not have ${shape(p)}.`,
    whatToDo: say('Correct the code, leading zeros included, or the width in segments.csv.'),
  },
  'chart.duplicateCode': {
    sentence: (p) => `${p.text('segment')} ${p.text('code')} stands twice.`,
    whatToDo: say('Keep one of them.'),
  },
  'chart.parentMissing': {
    sentence: (p) =>
      `${p.text('segment')} ${p.text('code')} stands under ${p.text('parent')}, which is not in the list.`,
    whatToDo: say('Add the parent as a heading, or name another.'),
  },
  'chart.parentCircle': {
    sentence: (p) => `${p.text('segment')} ${p.text('code')} stands under itself: ${p.text('circle')}.`,
    whatToDo: say('Give one of these codes another parent or none.'),
  },
  'chart.datesReversed': {
    sentence: (p) =>
      `${p.text('segment')} ${p.text('code')} ends on ${p.text('to')}, before it begins on ${p.text('from')}.`,
    whatToDo: say('Correct one of the dates.'),
  },
  'chart.stateCodeShape': {
    sentence: (p) =>
      `The state code ${p.text('stateCode')} of ${p.text('segment')} ${p.text('code')} should have ${p.text('width')} characters.`,
    whatToDo: say('Correct it, leading zeros included.'),
  },
  'chart.duplicateTable': {
    sentence: (p) => `Two tables of combinations are called “${p.text('table')}”.`,
    whatToDo: say('Give one of them an id of its own.'),
  },
  'chart.tableSegment': {
    sentence: (p) =>
      `The table “${p.text('table')}” names the segment “${p.text('segment')}”, which does not exist.`,
    whatToDo: say('Use the code of a segment in segments.csv.'),
  },
  'chart.tableRowSegment': {
    sentence: (p) =>
      `A row of the table “${p.text('table')}” gives a range of “${p.text('segment')}”, which the table does not list among its segments.`,
    whatToDo: say('List the segment, or take the range out.'),
  },
  'chart.tableCode': {
    sentence: (p) =>
      `The table “${p.text('table')}” has ${p.text('segment')} ${p.text('code')}, which does not have ${shape(p)}.`,
    whatToDo: say('Correct the code, or say that the table is of the state’s codes.'),
  },
  'chart.tableAccount': {
    sentence: (p) =>
      `The table “${p.text('table')}” lists ${p.text('account')}, which is no account string of this district.`,
    whatToDo: say('Correct the account.'),
  },
  'chart.accountShape': {
    sentence: (p) => `Account ${p.text('account')} ${accountFault(p)}.`,
    whatToDo: say('Correct the account.'),
  },
};
