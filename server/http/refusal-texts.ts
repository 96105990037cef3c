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
    case 'otherSource':
      return `it is not paid from ${code}, which was asked for`;
    default:
      return code === '' ? `${segment} is missing` : `${segment} ${code} has the wrong form`;
  }
}

function passwordTitle(p: Params): string {
  switch (p['fault']) {
    case 'short':
      return 'The password is too short: it needs 12 characters.';
    case 'long':
      return 'The password is too long: 200 characters are the most.';
    case 'name':
      return 'The password is little more than your name, your e-mail or your district.';
    case 'same':
      return 'The new password is the old one.';
    case undefined:
    default:
      return 'The password is one of those that are guessed first.';
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
  'submission.ownWork': text(
    403,
    'You submitted this yourself, or somebody did in your name.',
    'Ask another reviewer to decide.',
  ),
  'submission.notYours': text(403, 'No step of this submission waits for you.', 'Look at who has it.'),
  'submission.stepUnknown': text(404, 'This submission has no such step.', 'Reload to see its steps.'),
  'submission.stepAhead': text(
    409,
    'This step is not reached yet.',
    'Wait until the steps before it are decided.',
  ),
  'submission.stepUnclear': text(
    422,
    'Several steps of this submission wait for you.',
    'Choose which one you mean.',
  ),
  'submission.alreadySigned': text(409, 'You have signed this step already.', 'Others have to sign it now.'),
  'submission.delegateUnfit': text(
    422,
    'This person cannot sign in your stead.',
    'Choose somebody who holds your role and has not signed.',
  ),
  'submission.notSubmitter': text(
    403,
    'Only whoever submitted it, or in whose name it was, can withdraw it.',
    'Ask them, or send it back.',
  ),
  'submission.nothingToRecall': text(
    409,
    'There is nothing of yours to take back here.',
    'Reload to see where it stands.',
  ),
  'submission.laterDecided': text(
    409,
    'A later step has decided already.',
    'Ask the budget manager to reopen it.',
  ),
  'submission.stillOpen': text(
    409,
    'This submission is still on its way.',
    'Send it back, or ask the site to withdraw it.',
  ),
  'submission.superseded': text(409, 'The site has sent a newer submission since.', 'Look at the newer one.'),
  'submission.notClean': text(
    409,
    'This submission has warnings that nobody explained, or what it was checked by has changed.',
    'Open it and decide it by itself.',
  ),
  'submission.stepDone': {
    status: 409,
    title: (p) =>
      p['decidedBy']
        ? `This step was decided already, by ${String(p['decidedBy'])}.`
        : 'This step was decided already.',
    whatToDo: () => 'Reload to see where it stands.',
  },
  'submission.nobodyToDecide': {
    status: 409,
    title: (p) => `Nobody but you could decide the step ${String(p['step'])}.`,
    whatToDo: () => 'Ask the district office to give somebody else the role for it.',
  },
  'master.nothingApproved': text(409, 'No site is approved yet.', 'Approve submissions first, then merge.'),
  'master.unknown': {
    status: 404,
    title: (p) => `There is no version ${String(p['version'])} of the master budget.`,
    whatToDo: () => 'Choose one from the list.',
  },
  'master.stageBack': {
    status: 409,
    title: () => 'This version has reached that stage already: stages only go forward.',
    whatToDo: () => 'Reload to see where it stands.',
  },
  'year.adopted': {
    status: 409,
    title: (p) => `The budget of ${String(p['year'])} is adopted.`,
    whatToDo: () =>
      'Sheets and allocations of the year stay as they are. What still has to change goes to the finance office as an amendment.',
  },
  'master.yearAdopted': {
    status: 409,
    title: (p) => `Version ${String(p['version'])} is the adopted budget of the year.`,
    whatToDo: () => 'Enter an amendment to change the adopted budget.',
  },
  'master.notReady': text(
    409,
    'This version cannot be adopted yet.',
    'Settle what is listed, merge again where sites changed, and adopt then.',
  ),
  'master.differenceUnknown': {
    status: 409,
    title: (p) => `This version has no such difference: ${String(p['key'])}.`,
    whatToDo: () => 'Reload, look at the difference as it is, and explain that.',
  },
  'amendment.noAdopted': text(
    409,
    'No version is adopted yet, so there is nothing to amend.',
    'Adopt a version first. Until then sites change their own budgets.',
  ),
  'amendment.wrong': text(
    422,
    'The amendment cannot be entered as it is.',
    'Correct what is listed, and enter it again.',
  ),
  'control.wrong': text(
    422,
    'The control totals do not fit the chart of accounts.',
    'Correct what is listed, and send them again.',
  ),
  'export.layoutUnknown': text(404, 'There is no such layout.', 'Choose one from the list.'),
  'export.unknown': text(404, 'There is no such file.', 'Choose one from the list.'),
  'export.refused': {
    status: 422,
    title: (p) =>
      Number(p['rows']) > 0
        ? `The accounting system would refuse rows of this file: ${String(p['rows'])}. Nothing was made.`
        : 'The accounting system would refuse this file. Nothing was made.',
    whatToDo: () => 'Correct what the list names, then try again.',
  },
  'export.notSince': {
    status: 409,
    title: (p) =>
      Number(p['last']) > 0
        ? `Version ${String(p['last'])} went out last in this layout, so changes are those since then.`
        : 'Nothing went out in this layout yet, so there is nothing to tell changes from.',
    whatToDo: () => 'Reload the page and choose again.',
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
  'mail.notFailed': text(
    409,
    'This mail has not failed.',
    'Reload the list: it waits, was sent, or is not there any more.',
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
  'signIn.locked': {
    status: 429,
    title: () => 'Wrong passwords were typed for this e-mail too often.',
    whatToDo: (p) =>
      `Wait ${String(p['minutes'])} minutes, or use “Forgot your password?”. What you typed in the sheet stays.`,
  },
  'person.disabled': text(
    401,
    'Your sign-in has been turned off.',
    'Ask your administrator. What you typed in the sheet stays.',
  ),
  'person.isDisabled': text(
    409,
    'The sign-in of this person is turned off.',
    'Turn it on first, then make a link.',
  ),
  'person.unknown': text(404, 'There is no such person in your district.', 'Check who is meant.'),
  'person.emailTaken': text(
    409,
    'Somebody of your district has this e-mail already.',
    'Use another, or change that person.',
  ),
  'person.lastAdministrator': text(
    409,
    'This is the last administrator of the district.',
    'Make somebody else an administrator first.',
  ),
  'password.mustChange': text(
    403,
    'Your password was made by somebody else and has to be changed first.',
    'Open Sitebook in a browser and choose a password of your own.',
  ),
  'password.weak': {
    status: 422,
    title: passwordTitle,
    whatToDo: () => 'Choose another: several words in a row are easy to keep and hard to guess.',
  },
  'password.wrong': text(422, 'The old password is not right.', 'Type it again.'),
  'reset.unknown': text(
    404,
    'This link was used already, or is older than an hour.',
    'Ask for a new one: “Forgot your password?”, or your administrator.',
  ),
  'year.none': text(
    409,
    'Your district has no budget year yet.',
    'Until one is imported there is nothing to budget; the administrator can set up people.',
  ),
  'delegation.administrator': text(
    422,
    'The role of an administrator is not handed over.',
    'Make somebody else an administrator for as long as that is needed.',
  ),
  'delegation.notHeld': text(
    422,
    'These roles are not among those that can be handed over.',
    'Choose from the roles that are held in the person’s own name.',
  ),
  'delegation.toHerself': text(422, 'Nobody hands roles to herself.', 'Choose another person.'),
  'delegation.dates': {
    status: 422,
    title: () => 'These days do not fit.',
    whatToDo: (p) =>
      `The last day is ${String(p['today'])} or later, not before the first, and at most a year after it.`,
  },
  'delegation.unknown': text(404, 'There is no such delegation of yours.', 'Reload to see them all.'),
  'handover.unknown': text(404, 'This sign-in was used already or took too long.', 'Sign in again.'),
  'provider.unknown': text(
    404,
    'Your district has no such way to sign in.',
    'Sign in with a password, or ask your administrator.',
  ),
  'provider.unreachable': text(
    503,
    'The sign-in service of your district cannot be reached.',
    'Try again in a moment, or sign in with a password.',
  ),
  'provider.refused': text(
    401,
    'The sign-in service did not confirm who you are.',
    'Sign in again. If it happens again, tell your administrator.',
  ),
  'provider.noPerson': text(
    403,
    'You are signed in there, but nobody here has your e-mail.',
    'Ask your administrator to add you with the e-mail of your district.',
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
  'siteFile.refused': {
    status: 422,
    title: (p) => `${String(p['file'])} was not saved.`,
    whatToDo: () => 'Mend what the list names in the file, and send it again.',
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
};
