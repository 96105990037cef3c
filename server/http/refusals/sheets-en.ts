import type { ErrorCode } from '../../../src/contract/problem-reply.js';
import { text, type Params, type RefusalText } from './refusal-text.js';

function when({ savedAt, timeZone }: Params): string {
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: String(timeZone ?? 'UTC') } as const;
  return new Date(String(savedAt)).toLocaleString('en-US', options);
}

/** Refusals about sheets, from saving to approval. */
export const SHEETS = {
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
  'workbook.otherOpening': text(
    409,
    'This workbook was made from another opening budget than the one your site has now.',
    'Nothing was saved and nothing is lost: your figures stay in this workbook. Download a fresh copy, put your changes into it and save that.',
  ),
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
  'siteFile.refused': {
    status: 422,
    title: (p) => `${String(p['file'])} was not saved.`,
    whatToDo: () => 'Mend what the list names in the file, and send it again.',
  },
} satisfies Partial<Record<ErrorCode, RefusalText>>;
