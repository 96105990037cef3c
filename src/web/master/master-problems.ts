import { formatMoney } from '../../words/figures.js';
import type { Message, Params } from '../../words/message.js';

const site = (p: Params) => (p.has('site') ? ` of site ${p.text('site')}` : '');

/** What keeps a version from being adopted, an amendment from being entered, or control totals from being taken. */
export const MASTER_PROBLEMS: Record<string, Message> = {
  'adoption.resolutionMissing': {
    sentence: () => 'The number of the resolution is missing.',
    whatToDo: () => 'Write it as the board’s minutes have it.',
  },
  'adoption.notEqual': {
    sentence: () => 'What was merged differs from what sites submitted.',
    whatToDo: () => 'Merge again, and look at the sites that differ.',
  },
  'adoption.sitesMissing': {
    sentence: (p) => `Sites are missing: ${p.text('sites')}.`,
    whatToDo: () => 'Approve their budgets and merge again.',
  },
  'adoption.unexplained': {
    sentence: (p) =>
      p.number('count') === 1
        ? 'One difference wants an explanation.'
        : `${p.text('count')} differences want an explanation.`,
    whatToDo: () => 'Explain each where it is listed, or correct what it comes from and merge again.',
  },
  'amendment.numberTaken': {
    sentence: (p) => `There is an amendment ${p.text('number')} already.`,
    whatToDo: () => 'Give it the next number.',
  },
  'amendment.dateOutside': {
    sentence: (p) =>
      `${p.text('effectiveDate')} is not between the adoption (${p.text('adoptedOn')}) and the year’s last day (${p.text('lastDay')}).`,
    whatToDo: () => 'Choose a date between them.',
  },
  'amendment.unbalanced': {
    sentence: (p) =>
      `${p.has('fund') ? `Fund ${p.text('fund')}` : 'The amendment'} is not balanced: expenditures grow by ${formatMoney(Math.abs(p.number('differenceCents')))} ${p.number('differenceCents') < 0 ? 'less' : 'more'} than revenue.`,
    whatToDo: () =>
      'Add an entry of the fund for the difference: to another account, or to the revenue that pays for it.',
  },
  'amendment.accountUnknown': {
    sentence: (p) => `There is no account ${p.text('account')}${site(p)}.`,
    whatToDo: () => 'Choose an account of the chart, with the site that its string names.',
  },
  'amendment.notRevenue': {
    sentence: (p) => `${p.text('account')} is an account of expenditures.`,
    whatToDo: () => 'Enter it as expenditure, with its site, or write the account of the revenue.',
  },
  'amendment.revenueFte': {
    sentence: (p) => `${p.text('account')} is revenue, and has FTE.`,
    whatToDo: () => 'Enter FTE with the expenditure that pays for it.',
  },
  'amendment.overAvailable': {
    sentence: (p) =>
      `${p.text('account')} has ${p.money('availableCents')} left, and ${p.money('takenCents')} would be taken.`,
    whatToDo: () => 'Take no more than is neither spent nor encumbered.',
  },
  'amendment.overFte': {
    sentence: (p) => `${p.text('account')} has ${p.fte('revisedFte')} FTE, and more would be taken.`,
    whatToDo: () => 'Take no more FTE than there is.',
  },
  'control.unknown': {
    sentence: (p) => `Row ${p.text('row')}: there is no ${p.text('code')}.`,
    whatToDo: () => 'Use a code of the chart of accounts.',
  },
  'control.twice': {
    sentence: (p) => `Row ${p.text('row')}: ${p.text('code')} stands twice.`,
    whatToDo: () => 'Give each code one total.',
  },
};
