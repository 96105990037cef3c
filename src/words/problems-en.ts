import type { Message, Params } from './message.js';
import { day, figure, percentOf } from './problem-figures.js';
import { RULE_PACK_PROBLEMS_EN } from './rule-pack-problems-en.js';

const span = (p: Params) =>
  p.text('to').startsWith('9999') ? `from ${day(p, 'from')}` : `until ${day(p, 'to')}`;

/** What a rule lacks here, in words. */
const INPUT_WORDS: Record<string, string> = {
  wholeDistrict: 'the budgets of all sites',
  revenue: 'the planned revenue',
  combinations: 'the table of valid combinations',
  enrolment: 'the enrolment',
  figure: 'a figure of the district',
  accounts: 'a set of accounts of the district',
};
const missingInputs = (what: string) =>
  `It needs ${[...new Set(what.split(',').map((input) => INPUT_WORDS[input.split(':')[0] ?? ''] ?? input))].join(' and ')}.`;

/** Of a row that is gone from a file: where it was. */
const stood = (p: Params) => (p.has('stoodAt') ? `, which stood in row ${p.text('stoodAt')},` : '');
const ask = (p: Params) => (p.has('askWhom') ? ` Ask ${p.text('askWhom')}.` : '');
/** What of a budget moved: all of a site, a funding source or an account. */
const changed = (p: Params) => (p.has('site') ? p.text('site') : p.text('what'));

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
  'account.otherSite': {
    sentence: (p) =>
      `Account ${p.text('account')} belongs to site ${p.text('otherSite')}, not to ${p.text('site')}.`,
    whatToDo: (p) => `Use an account of your own site, or let the other site budget it.${ask(p)}`,
  },
  'account.new': {
    sentence: (p) => `Account ${p.text('account')} is valid, and new to the accounting system.`,
    whatToDo: () => 'Nothing to do: the business office adds it before the budget is loaded.',
  },
  'account.requested': {
    sentence: (p) =>
      `Account ${p.text('account')} has been asked for and is not in the accounting system yet.`,
    whatToDo: () => 'Nothing to do: it is added before the budget is loaded.',
  },
  'account.inactive': {
    sentence: (p) => `${p.text('segment')} ${p.text('code')} is not in use in this budget year.`,
    whatToDo: (p) => `Use a code that is in use this year.${ask(p)}`,
  },
  'account.heading': {
    sentence: (p) => `${p.text('segment')} ${p.text('code')} is a heading; nothing is budgeted on it.`,
    whatToDo: (p) => `Use one of the codes below it.${ask(p)}`,
  },
  'account.combination': {
    sentence: (p) => `These codes do not go together: ${p.text('codes')} (${p.text('table')}).`,
    whatToDo: (p) => `Change one of the codes.${ask(p)}`,
  },
  'account.combinationForbidden': {
    sentence: (p) => `These codes must not stand together: ${p.text('codes')} (${p.text('table')}).`,
    whatToDo: (p) => `Change one of the codes.${ask(p)}`,
  },
  'account.combinationUnlisted': {
    sentence: (p) => `The table “${p.text('table')}” does not know these codes: ${p.text('codes')}.`,
    whatToDo: (p) => `Use a code of this year, or have the code tied to one of the state's.${ask(p)}`,
  },
  'account.segmentRequired': {
    sentence: (p) =>
      `${p.text('segment')} of account ${p.text('account')} has to be ${p.text('codes')}; it is ${p.text('code')}.`,
    whatToDo: (p) => `Use an account with that code.${ask(p)}`,
  },
  'account.segmentForbidden': {
    sentence: (p) => `Account ${p.text('account')} cannot have ${p.text('segment')} ${p.text('code')}.`,
    whatToDo: (p) => `Use an account with another code there.${ask(p)}`,
  },
  'allocation.unspent': {
    sentence: (p) => `${p.text('fundingSource')} has ${p.money('leftCents')} left that should be budgeted.`,
    whatToDo: (p) =>
      `You have ${p.money('allocatedCents')} and budget ${p.money('proposedCents')}. Budget the rest, or it goes back.${ask(p)}`,
  },
  'allocation.overStaff': {
    sentence: (p) => `${p.text('fundingSource')} is over by ${p.fte('overFte')} FTE of ${p.text('staff')}.`,
    whatToDo: (p) =>
      `You have ${p.fte('allocatedFte')} FTE${
        p.number('tradedFte') > 0 ? ` and ${p.fte('tradedFte')} by exchange` : ''
      }, and plan ${p.fte('planFte')}. Cut ${p.fte('overFte')} FTE, or exchange other staff.${ask(p)}`,
  },
  'amount.restricted': {
    sentence: (p) =>
      `${p.text('fundingSource')} cannot pay for account ${p.text('account')} (${p.money('amountCents')}).`,
    whatToDo: (p) => `Set the line to zero and pay it from another funding source.${ask(p)}`,
  },
  'percent.tooMuch': {
    sentence: (p) =>
      `${p.text('rule')}: ${figure(p, 'part')} is more than ${p.text('percent')} % of ${figure(p, 'base')}, which is ${figure(p, 'limit')}.`,
    whatToDo: (p) => `Lower it by ${figure(p, 'miss')}.${ask(p)}`,
  },
  'percent.tooLittle': {
    sentence: (p) =>
      `${p.text('rule')}: ${figure(p, 'part')} is less than ${p.text('percent')} % of ${figure(p, 'base')}, which is ${figure(p, 'limit')}.`,
    whatToDo: (p) => `Raise it by ${figure(p, 'miss')}.${ask(p)}`,
  },
  'percent.nothing': {
    sentence: (p) => `${p.text('rule')}: nothing of ${figure(p, 'base')} goes to it.`,
    whatToDo: (p) => `Budget some amount for it.${ask(p)}`,
  },
  'staffing.tooFew': {
    sentence: (p) =>
      `${p.text('site')} has ${p.text('enrolment')} pupils and needs ${p.fte('requiredFte')} FTE of ${p.text('staff')}; ${p.fte('planFte')} are planned.`,
    whatToDo: (p) => `Add ${p.fte('missingFte')} FTE.${ask(p)}`,
  },
  'fund.revenueShort': {
    sentence: (p) =>
      `${p.text('fundingSource')} plans to spend ${p.money('differenceCents')} more than it takes in.`,
    whatToDo: (p) =>
      `Revenue is ${p.money('revenueCents')}, expenditure ${p.money('proposedCents')}. Lower one or raise the other.${ask(p)}`,
  },
  'fund.revenueOver': {
    sentence: (p) =>
      `${p.text('fundingSource')} takes in ${p.money('differenceCents')} more than it plans to spend.`,
    whatToDo: (p) =>
      `Revenue is ${p.money('revenueCents')}, expenditure ${p.money('proposedCents')}. Budget the rest or a reserve.${ask(p)}`,
  },
  'availability.outside': {
    sentence: (p) => `${p.text('fundingSource')} cannot be spent in this budget year (${span(p)}).`,
    whatToDo: (p) =>
      `Take the ${p.money('proposedCents')} out, or pay them from another funding source.${ask(p)}`,
  },
  'availability.endsInYear': {
    sentence: (p) => `${p.text('fundingSource')} ends on ${day(p, 'to')}, within the budget year.`,
    whatToDo: () => 'Plan to spend it by then; what comes later needs another funding source.',
  },
  'availability.startsInYear': {
    sentence: (p) => `${p.text('fundingSource')} starts on ${day(p, 'from')}, within the budget year.`,
    whatToDo: () => 'What comes earlier needs another funding source.',
  },
  'narrative.missing': {
    sentence: (p) => `${p.money('amountCents')} on ${p.text('account')} needs a justification.`,
    whatToDo: (p) =>
      `It changes by ${p.money('changeCents')}. Write why in the column Justification, in ${p.text('minLength')} characters or more.`,
  },
  'supplanting.methodology': {
    sentence: (p) =>
      `${p.text('fundingSource')} (${p.money('proposedCents')}) adds to what the district pays anyway; it never replaces it.`,
    whatToDo: (p) =>
      `The test is the district's methodology for giving schools their state and local money, judged at the office.${ask(p)}`,
  },
  'supplanting.postMoved': {
    sentence: (p) =>
      `${p.text('title')} was paid from ${p.text('was')} and is now charged to ${p.text('fundingSource')}.`,
    whatToDo: (p) =>
      `That looks like replacing other money with the grant. Explain why the post would not exist without it, or put it back.${ask(p)}`,
  },
  'change.increase': {
    sentence: (p) =>
      `${changed(p)} goes up by ${p.money('changeCents')}, from ${p.money('currentCents')} to ${p.money('proposedCents')}.`,
    whatToDo: () => 'Explain the change.',
  },
  'change.decrease': {
    sentence: (p) =>
      `${changed(p)} goes down by ${p.money('changeCents')}, from ${p.money('currentCents')} to ${p.money('proposedCents')}.`,
    whatToDo: () => 'Explain the change.',
  },
  ...RULE_PACK_PROBLEMS_EN,
  'rule.atOffice': {
    sentence: (p) => `Checked at the office: ${p.text('rule')}`,
    whatToDo: (p) => `${missingInputs(p.text('what'))} Nothing to do for you.${ask(p)}`,
  },
  'post.fteStep': {
    sentence: (p) =>
      `${p.text('title')} has ${p.fte('planFte')} FTE, which is not a size that posts of its kind come in.`,
    whatToDo: (p) =>
      p.has('lowerFte') && p.has('upperFte')
        ? `Make it ${p.fte('lowerFte')} or ${p.fte('upperFte')}.${ask(p)}`
        : `Make it ${p.fte(p.has('lowerFte') ? 'lowerFte' : 'upperFte')}.${ask(p)}`,
  },
  'post.shareDropped': {
    sentence: (p) =>
      `Site ${p.text('otherSite')} paid ${percentOf(p)} of ${p.text('title')} and no longer does.`,
    whatToDo: (p) => `Agree with that site who pays the share.${ask(p)}`,
  },
  'post.shareLost': {
    sentence: (p) =>
      `${p.text('site')} took away the ${percentOf(p)} of ${p.text('title')} that this site pays.`,
    whatToDo: (p) => `Agree with ${p.text('site')} whether the post goes on here.${ask(p)}`,
  },
  'post.paidElsewhere': {
    sentence: (p) => `Site ${p.text('otherSite')} is to pay ${percentOf(p)} of ${p.text('title')}.`,
    whatToDo: (p) => `It counts in that site's budget. Make sure that they know.${ask(p)}`,
  },
  'post.numberTwice': {
    sentence: (p) =>
      `Post ${p.text('number')} (${p.text('title')}) stands ${p.text('count')} times: ${p.text('sites')}.`,
    whatToDo: (p) => `Keep one. A post that several sites pay is one row with shares.${ask(p)}`,
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
  'post.unknownCalendar': {
    sentence: (p) => `“${p.text('calendar')}” is not a calendar.`,
    whatToDo: (p) => `The whole year is counted. Have one of the district's calendars put in.${ask(p)}`,
  },
  'post.startWithoutCalendar': {
    sentence: (p) =>
      `The post starts on ${day(p, 'startDate')}, and no calendar says how much of the year is left.`,
    whatToDo: (p) => `The whole year is counted. Have the post's calendar put in.${ask(p)}`,
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
      `The row of ${p.text('account')}${stood(p)} belongs to ${p.text('owner')} and is missing in this sheet.`,
    whatToDo: () => 'The row is kept when you save. Open a fresh copy to see it again.',
  },
  'row.notYoursNew': {
    sentence: (p) => `A new row of ${p.text('account')} belongs to ${p.text('owner')}.`,
    whatToDo: (p) => `It is not saved. Ask ${p.text('owner')} to add it.`,
  },
  'row.withoutId': {
    sentence: (p) => `Row ${p.text('row')} of ${p.text('sheet')} names no account in full.`,
    whatToDo: () =>
      'It is not counted or saved. Complete its account, add the row from the pane, or delete it.',
  },
  'row.copyIsNew': {
    sentence: (p) =>
      `Row ${p.text('row')} of ${p.text('sheet')} is a copy of row ${p.text('originalRow')} and counts as a new line.`,
    whatToDo: () => 'Saving makes it a line of its own. Delete the row if you do not want it.',
  },
  'row.typedIsNew': {
    sentence: (p) =>
      `Row ${p.text('row')} of ${p.text('sheet')} was typed or pasted here and counts as a new line.`,
    whatToDo: () => 'Saving makes it a line of its own. Delete the row if you do not want it.',
  },
  'row.copyUndecided': {
    sentence: (p) =>
      `Rows ${p.text('rows')} of ${p.text('sheet')} are the same line. Which one is the original?`,
    whatToDo: (p) =>
      `Row ${p.text('originalRow')} counts as the original until you say otherwise; no amount is lost or doubled.`,
  },
  'workbook.columnMissing': {
    sentence: (p) => `The column “${p.text('column')}” is missing on ${p.text('sheet')}.`,
    whatToDo: () => 'Undo the change, or open a fresh copy of the workbook.',
  },
  'row.removed': {
    sentence: (p) =>
      p.has('fte')
        ? `The post ${p.text('title')} (${p.fte('fte')} FTE, ${p.money('amountCents')} salary)${stood(p)} was removed.`
        : `The row of ${p.text('account')} (${p.money('amountCents')})${stood(p)} was removed.`,
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
