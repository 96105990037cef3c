import type { Problem } from '../../core/problem.js';
import { formatFte, formatMoney } from '../format/figures.js';

/** What a problem says: a sentence with its figures, and what to do about it. */
export type ProblemText = { sentence: string; whatToDo: string };

type Params = {
  text: (name: string) => string;
  money: (name: string) => string;
  fte: (name: string) => string;
  has: (name: string) => boolean;
};

type Message = { sentence: (p: Params) => string; whatToDo: (p: Params) => string };

const ask = (p: Params) => (p.has('askWhom') ? ` Ask ${p.text('askWhom')}.` : '');

/** English sentences by problem code. A test holds that every code the core can give is here. */
export const PROBLEMS_EN: Record<string, Message> = {
  'allocation.overspent': {
    sentence: (p) => `${p.text('fundingSource')} is over by ${p.money('overCents')}.`,
    whatToDo: (p) =>
      `You have ${p.money('allocatedCents')} and budget ${p.money('proposedCents')}. Lower lines of this funding source by ${p.money('overCents')}, or move them to another.`,
  },
  'allocation.overFte': {
    sentence: (p) => `${p.text('fundingSource')} is over by ${p.fte('overFte')} FTE.`,
    whatToDo: (p) =>
      `You have ${p.fte('allocatedFte')} FTE and plan ${p.fte('proposedFte')}. Cut posts by ${p.fte('overFte')} FTE, or pay them from another funding source.`,
  },
  'account.unknown': {
    sentence: (p) => `${p.text('segment')} ${p.text('code')} is not in the chart of accounts.`,
    whatToDo: (p) => `Put back the code that was there, or use one that exists.${ask(p)}`,
  },
  'account.missing': {
    sentence: (p) => `The account ${p.text('account')} has no ${p.text('segment')}.`,
    whatToDo: (p) => `Put back the code that was there.${ask(p)}`,
  },
  'account.width': {
    sentence: (p) => `${p.text('segment')} ${p.text('code')} should have ${p.text('width')} characters.`,
    whatToDo: (p) => `Put back the code that was there; leading zeros count.${ask(p)}`,
  },
  'account.characters': {
    sentence: (p) => `${p.text('segment')} ${p.text('code')} has characters that a code cannot have.`,
    whatToDo: (p) => `Put back the code that was there.${ask(p)}`,
  },
  'account.noFundingSource': {
    sentence: (p) => `No funding source pays for account ${p.text('account')}.`,
    whatToDo: (p) => `Use an account of one of your funding sources.${ask(p)}`,
  },
  'account.duplicate': {
    sentence: (p) => `Account ${p.text('account')} stands on ${p.text('count')} lines.`,
    whatToDo: () => 'That is allowed. Check that the amount is not budgeted twice.',
  },
  'account.changed': {
    sentence: (p) => `The account string was changed from ${p.text('was')} to ${p.text('account')}.`,
    whatToDo: () => 'Account strings are fixed. The old one is kept when you save; put it back in the sheet.',
  },
  'amount.negative': {
    sentence: (p) =>
      `The proposed amount is ${p.money('amountCents')}; this account takes no negative amounts.`,
    whatToDo: (p) => `Enter zero or more.${ask(p)}`,
  },
  'cell.text': {
    sentence: (p) => `“${p.text('text')}” is text, not a number.`,
    whatToDo: (p) =>
      p.has('suggestionCents') || p.has('suggestionFte')
        ? 'Make it the number it reads as, or type another.'
        : 'Type a number.',
  },
  'cell.fractionOfCent': {
    sentence: (p) => `${p.text('text')} has fractions of a cent.`,
    whatToDo: (p) => `Round it to ${p.money('suggestionCents')}.`,
  },
  'cell.fractionOfFte': {
    sentence: (p) => `${p.text('text')} has more than four decimals.`,
    whatToDo: (p) => `Round it to ${p.fte('suggestionFte')} FTE.`,
  },
  'cell.tooLarge': {
    sentence: (p) => `${p.text('text')} is outside what this cell can hold.`,
    whatToDo: () => 'Type the amount again.',
  },
  'cell.excelError': {
    sentence: (p) => `The formula gives ${p.text('text')}.`,
    whatToDo: () => 'Mend the formula or type a number.',
  },
  'cell.date': {
    sentence: (p) => `${p.text('text')} is a date, not a number.`,
    whatToDo: () => 'Type a number.',
  },
  'cell.logical': {
    sentence: (p) => `${p.text('text')} is not a number.`,
    whatToDo: () => 'Type a number.',
  },
  'post.noLine': {
    sentence: (p) =>
      `A post puts ${p.money('amountCents')} on ${p.text('account')}, and there is no such line.`,
    whatToDo: (p) => `This line has to be added.${ask(p)}`,
  },
  'post.unknownJobClass': {
    sentence: (p) => `“${p.text('jobClass')}” is not a job class.`,
    whatToDo: (p) => `Choose one of the district's job classes.${ask(p)}`,
  },
  'post.unknownPlan': {
    sentence: (p) => `“${p.text('plan')}” is not a benefit plan.`,
    whatToDo: (p) => `Choose one of the district's plans.${ask(p)}`,
  },
  'post.unknownAccount': {
    sentence: (p) => `The post is paid from ${p.text('account')}, which is not a valid account.`,
    whatToDo: (p) => `Choose an account that exists.${ask(p)}`,
  },
  'post.sharesNotWhole': {
    sentence: () => 'The shares that pay this post do not add up to 100 %.',
    whatToDo: (p) => `Correct the shares.${ask(p)}`,
  },
  'post.salaryNotYours': {
    sentence: (p) => `The salary of ${p.text('title')} is set by ${p.text('owner')}.`,
    whatToDo: () => 'The salary on file is kept when you save. Put it back in the sheet.',
  },
  'row.notYours': {
    sentence: (p) =>
      `The row of ${p.text('account')} belongs to ${p.text('owner')} and was changed in this sheet.`,
    whatToDo: (p) => `The figures of ${p.text('owner')} are kept when you save.`,
  },
  'row.notYoursMissing': {
    sentence: (p) =>
      `The row of ${p.text('account')} belongs to ${p.text('owner')} and is missing in this sheet.`,
    whatToDo: () => 'The row is kept when you save. Open a fresh copy to see it again.',
  },
  'row.notYoursNew': {
    sentence: (p) => `A new row of ${p.text('account')} belongs to ${p.text('owner')}.`,
    whatToDo: (p) => `It is not saved. Ask ${p.text('owner')} to add it.`,
  },
  'row.withoutId': {
    sentence: (p) => `Row ${p.text('row')} of ${p.text('sheet')} was not added by Sitebook.`,
    whatToDo: () => 'It is not counted or saved. Add rows from the pane, and delete this one.',
  },
  'row.copied': {
    sentence: (p) => `Row ${p.text('row')} of ${p.text('sheet')} is a copy of another row.`,
    whatToDo: () => 'It is not counted or saved. Delete the copy.',
  },
  'workbook.columnMissing': {
    sentence: (p) => `The column “${p.text('column')}” is missing on ${p.text('sheet')}.`,
    whatToDo: () => 'Undo the change, or open a fresh copy of the workbook.',
  },
  'row.removed': {
    sentence: (p) =>
      p.has('fte')
        ? `The post ${p.text('title')} (${p.fte('fte')} FTE, ${p.money('amountCents')} salary) was removed.`
        : `The row of ${p.text('account')} (${p.money('amountCents')}) was removed.`,
    whatToDo: () =>
      'It no longer counts, and finance sees that it is gone. Undo the deletion if you want to keep it.',
  },
  'cell.negative': {
    sentence: (p) => `${p.text('text')} is less than zero.`,
    whatToDo: () => 'Type zero or more.',
  },
  'cell.tooLong': {
    sentence: (p) =>
      `The text in “${p.text('column')}” has ${p.text('length')} characters; the first ${p.text('limit')} are kept.`,
    whatToDo: () => 'Shorten it: what comes after them is not saved.',
  },
  'cell.status': {
    sentence: (p) => (p.has('text') ? `“${p.text('text')}” is not a status.` : 'This post has no status.'),
    whatToDo: (p) => `Type one of ${p.text('allowed')}. Until then it counts as ${p.text('status')}.`,
  },
};

/** The sentence for a problem. A code without one is shown as it is rather than hidden. */
export function describeProblem(problem: Problem): ProblemText {
  const message = PROBLEMS_EN[problem.code];
  if (!message) return { sentence: problem.code, whatToDo: '' };
  const number = (name: string) => Number(problem.params[name] ?? 0);
  const params: Params = {
    text: (name) => String(problem.params[name] ?? ''),
    money: (name) => formatMoney(number(name)),
    fte: (name) => formatFte(number(name)),
    has: (name) => problem.params[name] !== undefined && problem.params[name] !== '',
  };
  return { sentence: message.sentence(params), whatToDo: message.whatToDo(params) };
}
