import type { ErrorCode } from '../../src/contract/problem-reply.js';

export type Params = Readonly<Record<string, string | number>>;
/** What happened and what to do, in one language. */
export type RefusalWords = { title: (p: Params) => string; whatToDo: (p: Params) => string };
type RefusalText = RefusalWords & { status: number };

const text = (status: number, title: string, whatToDo: string): RefusalText => ({
  status,
  title: () => title,
  whatToDo: () => whatToDo,
});

function when({ savedAt, timeZone }: Params): string {
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: String(timeZone ?? 'UTC') } as const;
  return new Date(String(savedAt)).toLocaleString('en-US', options);
}

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
    default:
      return code === '' ? `${segment} is missing` : `${segment} ${code} has the wrong form`;
  }
}

/** Every refusal with its HTTP status, what happened and what to do. The one place where a code becomes a reply. */
export const REFUSAL_TEXTS: Record<ErrorCode, RefusalText> = {
  'request.malformed': text(400, 'The request is not valid JSON.', 'Reload the page and try again.'),
  'request.invalid': text(
    400,
    'The request does not have the form that was agreed.',
    'Reload the page and try again. If it happens again, tell your administrator.',
  ),
  'request.tooLarge': text(
    413,
    'The sheet is too large to be sent at once.',
    'Remove rows that are not yours, or ask your administrator.',
  ),
  'client.outdated': text(
    426,
    'This window runs an older Sitebook than the server.',
    'Reload the pane or page. What you typed in the sheet stays.',
  ),
  'signIn.wrong': text(
    401,
    'District, e-mail and password do not fit together.',
    'Check all three and try again.',
  ),
  'signIn.needed': text(401, 'You are not signed in.', 'Sign in and try again.'),
  'token.expired': text(
    401,
    'Your sign-in has ended after eight hours.',
    'Sign in again. What you typed in the sheet stays.',
  ),
  'token.invalid': text(401, 'Your sign-in is not valid here.', 'Sign in again.'),
  'permission.missing': text(
    403,
    'Your role does not include this.',
    'Ask the business office if you should be able to do it.',
  ),
  notFound: text(404, 'There is nothing at this address.', 'Go back and choose another way.'),
  'site.unknown': {
    status: 404,
    title: (p) => `There is no site ${String(p['site'])} in your district.`,
    whatToDo: () => 'Open the workbook of one of your own sites.',
  },
  'revision.unknown': {
    status: 404,
    title: (p) => `There is no revision ${String(p['revision'])} of this site.`,
    whatToDo: () => 'Download a fresh copy of the workbook.',
  },
  'revision.outdated': {
    status: 409,
    title: (p) =>
      `${String(p['savedBy'])} saved revision ${String(p['revision'])} on ${when(p)}, after you opened this sheet.`,
    whatToDo: () =>
      'Nothing was saved and nothing is lost: your figures stay in this sheet. Download the newer workbook, put your changes into it and save that.',
  },
  'revision.nothingSaved': text(409, 'Nothing has been saved for this site yet.', 'Save first, then submit.'),
  'workbook.otherYear': {
    status: 409,
    title: (p) =>
      `This workbook is of ${String(p['year'])}; the district is building ${String(p['openYear'])}.`,
    whatToDo: () => 'Download the workbook of the open year.',
  },
  'workbook.otherLayout': {
    status: 409,
    title: (p) =>
      `This workbook has layout ${String(p['layout'])}; this server reads layout ${String(p['known'])}.`,
    whatToDo: () => 'Download a fresh copy of the workbook.',
  },
  'submission.blocked': {
    status: 422,
    title: (p) =>
      p['count'] === 1
        ? 'One problem blocks submitting.'
        : `${String(p['count'])} problems block submitting.`,
    whatToDo: () => 'Fix what the list names, save, and submit again.',
  },
  'submission.notLatest': {
    status: 409,
    title: (p) => `Revision ${String(p['revision'])} is not the latest; revision ${String(p['latest'])} is.`,
    whatToDo: () => 'Open the latest workbook and submit that.',
  },
  'submission.figuresMoved': text(
    409,
    'A post that another site shares with yours has changed since you saved.',
    'Save again so that its cost is in, look at what is left, and submit that.',
  ),
  'submission.unknown': text(404, 'There is no such submission for you to review.', 'Go back to the queue.'),
  'submission.alreadyOpen': {
    status: 409,
    title: (p) => `Revision ${String(p['revision'])} of this site is already with finance.`,
    whatToDo: () => 'Wait for the decision, or ask finance to send it back.',
  },
  'submission.alreadyDecided': {
    status: 409,
    title: (p) =>
      `${String(p['decidedBy'] ?? 'Somebody')} has already ${p['decision'] === 'return' ? 'sent this back' : 'approved this'}.`,
    whatToDo: () => 'Reload to see the decision.',
  },
  'submission.commentMissing': text(422, 'Sending back needs a comment.', 'Say what should change.'),
  'submission.ownWork': text(403, 'You submitted this yourself.', 'Ask another reviewer to decide.'),
  'master.nothingApproved': text(409, 'No site is approved yet.', 'Approve submissions first, then merge.'),
  'master.unknown': {
    status: 404,
    title: (p) => `There is no version ${String(p['version'])} of the master budget.`,
    whatToDo: () => 'Choose one from the list.',
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
  'request.unknown': text(404, 'There is no such request of this site.', 'Reload to see them all.'),
  'comment.rowUnknown': text(
    422,
    'The row that this is about is not in that revision.',
    'Save first, or comment on the budget as a whole.',
  ),
  'comment.unknown': text(404, 'There is no such comment on this site’s budget.', 'Reload to see them all.'),
  'submission.attestationMissing': text(
    422,
    'The district’s statement is not confirmed.',
    'Read the statement, confirm it, and submit again.',
  ),
  'submission.evidenceMissing': {
    status: 422,
    title: (p) => `Evidence is missing or cannot be read: ${String(p['fields'])}.`,
    whatToDo: () => 'Fill these fields in and submit again.',
  },
  'server.busy': text(503, 'The server is busy.', 'Try again in a moment.'),
  'server.fault': text(
    500,
    'Something went wrong on the server.',
    'Try again. If it happens again, give your administrator the request number.',
  ),
  'request.tooMany': text(
    429,
    'Too many tries in a short time.',
    'Wait some minutes, then try again. What you typed in the sheet stays.',
  ),
  'token.reused': text(
    401,
    'Your sign-in was used in two places, so it was ended in both.',
    'Sign in again. If you were signed in on one computer only, tell your administrator.',
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
  'request.stale': text(
    412,
    'What you looked at has changed meanwhile, so nothing was done.',
    'Reload, look again, and decide then.',
  ),
};
