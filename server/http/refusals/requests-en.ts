import type { ErrorCode } from '../../../src/contract/problem-reply.js';
import { text, type Params, type RefusalText } from './refusal-text.js';

function accountFault(p: Params): string {
  const [fault, segment, code] = [String(p['fault']), String(p['segment'] ?? ''), String(p['code'] ?? '')];
  switch (fault) {
    case 'unknown':
      return `${segment} ${code} is not in the chart`;
    case 'inactive':
      return `${segment} ${code} is not in use in this budget year`;
    case 'heading':
      return `${segment} ${code} is a heading`;
    case 'otherSite':
      return 'it belongs to another site';
    case 'noFundingSource':
      return 'no funding source pays for it';
    case 'otherSource':
      return `it is not paid from ${code}, which was asked for`;
    default:
      return code === '' ? `${segment} is missing` : `${segment} ${code} has the wrong form`;
  }
}

/** Refusals about requests, the plan of a year and its allocations. */
export const REQUESTS = {
  'year.adopted': {
    status: 409,
    title: (p) => `The budget of ${String(p['year'])} is adopted.`,
    whatToDo: () =>
      'Sheets, approvals and allocations of the year stay as they are. What still has to change goes to the finance office as an amendment.',
  },
  'allocation.unknownSource': {
    status: 422,
    title: (p) => `There is no funding source ${String(p['fundingSource'])}.`,
    whatToDo: () => 'Choose one of the district’s funding sources.',
  },
  'allocation.fixByPast': {
    status: 422,
    title: (p) => `The day to fix it by, ${String(p['fixBy'])}, has passed.`,
    whatToDo: (p) => `Choose ${String(p['today'])} or a later day.`,
  },
  'request.idTaken': text(
    409,
    'Something else was sent under this number before.',
    'Reload the pane or page and send it again.',
  ),
  'request.accountMissing': text(
    422,
    'A code is granted by naming its account string.',
    'Type the account string, or decline with a reason.',
  ),
  'request.accountWrong': {
    status: 422,
    title: (p) => `Account ${String(p['account'])} cannot be assigned: ${accountFault(p)}.`,
    whatToDo: () => 'Correct the account string. A code that is new has to come into the chart first.',
  },
  'request.accountNamed': {
    status: 409,
    title: (p) => `Whoever signed before named account ${String(p['account'])}.`,
    whatToDo: () => 'Sign for that account, or decline with a reason so that the site asks anew.',
  },
  'request.alreadyAnswered': {
    status: 409,
    title: (p) => `${String(p['answeredBy'])} has already answered this.`,
    whatToDo: () => 'Reload to see the answer.',
  },
  'request.noException': text(
    422,
    'This rule allows no exceptions.',
    'Change the budget so that it is kept, or ask whoever the rule names.',
  ),
  'request.findingUnknown': text(
    409,
    'The saved sheet does not have this problem with these figures.',
    'Save first, look at the problem again and ask then.',
  ),
  'request.unknown': text(404, 'There is no such request of this site.', 'Reload to see them all.'),
  'request.tooMany': text(
    429,
    'Too many tries in a short time.',
    'Wait some minutes, then try again. What you typed in the sheet stays.',
  ),
  'district.unknown': {
    status: 404,
    title: (p) => `There is no district ${String(p['district'])} here.`,
    whatToDo: () => 'Check the short name of your district.',
  },
  'code.unknown': text(
    404,
    'There is no such code of your district, or it has expired.',
    'Check the code in the pane, or ask there for a new one.',
  ),
  'request.keyReused': text(
    422,
    'Something else was sent under this key before.',
    'Reload the pane or page and send it again.',
  ),
  'request.running': text(
    409,
    'The same request is still being carried out.',
    'Wait a moment, then look again. What you typed in the sheet stays.',
  ),
  'year.none': text(
    409,
    'Your district has no budget year yet.',
    'Until one is imported there is nothing to budget; the administrator can set up people.',
  ),
  'request.stale': text(
    412,
    'What you looked at has changed meanwhile, so nothing was done.',
    'Reload, look again, and decide then.',
  ),
  'rules.invalid': {
    status: 422,
    title: (p) =>
      p['count'] === 1
        ? 'One thing in the rule pack is wrong, so the rules stay as they are.'
        : `${String(p['count'])} things in the rule pack are wrong, so the rules stay as they are.`,
    whatToDo: () => 'Put right what the list names, rule by rule, and send the pack again.',
  },
  'chart.segmentUnknown': {
    status: 404,
    title: (p) => `Your account strings have no segment ${String(p['segment'])}.`,
    whatToDo: (p) => `Choose one of these: ${String(p['known'])}.`,
  },
  'chart.segmentWithoutList': {
    status: 409,
    title: (p) => `${String(p['segment'])} has no list of codes: any code of its form is good.`,
    whatToDo: () => 'There is nothing to add or to close. A list comes in with the import of the next year.',
  },
  'chart.codeUnknown': {
    status: 404,
    title: (p) => `${String(p['segment'])} ${String(p['code'])} is not in the chart of accounts.`,
    whatToDo: () => 'Look the code up in the list, or add it.',
  },
  'chart.codeWrong': {
    status: 422,
    title: (p) => `${String(p['segment'])} ${String(p['code'])} cannot be so.`,
    whatToDo: () => 'Put right what the list names, and send it again.',
  },
  'request.ownWork': text(
    403,
    'You asked for this yourself, or stand in for who did.',
    'Ask somebody else of the office to answer.',
  ),
  'request.notYours': text(
    403,
    'No step of this request waits for you.',
    'Leave it to those who have it now.',
  ),
  'request.alreadySigned': text(
    409,
    'You have signed this request already.',
    'Somebody else signs what is left of it.',
  ),
  'request.nobodyToAnswer': {
    status: 409,
    title: (p) =>
      p['step'] === undefined
        ? 'After your signature nobody would be left to sign the rest of this request.'
        : `Nobody can sign the step ${String(p['step'])}.`,
    whatToDo: () => 'Ask your administrator who should have that role.',
  },
} satisfies Partial<Record<ErrorCode, RefusalText>>;
