import type { MailTexts } from './mail-kinds.js';

/** The words of every mail in English. */
export const MAIL_TEXTS_EN: MailTexts = {
  greeting: (name) => `Hello ${name},`,
  footer:
    'Sitebook sent this mail because of your part in the budget. Under your name you choose how often it writes.',
  submissionWaits: {
    subject: (p) => `${p['site'] ?? ''}: a budget waits for you`,
    happened: (p) => `${p['person'] ?? ''} submitted the budget of ${p['site'] ?? ''}.`,
    whatToDo: () => 'Look at what changed and approve it or send it back.',
    link: 'Open the submission',
  },
  submissionWaitsAgain: {
    subject: (p) => `${p['site'] ?? ''}: a budget waits for you again`,
    happened: (p) =>
      `${p['person'] ?? ''} changed what the budget of ${p['site'] ?? ''} was approved for. Why: ${p['reason'] ?? ''}`,
    whatToDo: () => 'Look at what it means for the budget, and approve it again or send it back.',
    link: 'Open the submission',
  },
  submissionReturned: {
    subject: (p) => `${p['site'] ?? ''}: the budget came back`,
    happened: (p) => `${p['person'] ?? ''} sent back the budget of ${p['site'] ?? ''}.`,
    whatToDo: () => 'Read the comment, change the sheet and submit it again.',
    link: 'See why',
  },
  submissionApproved: {
    subject: (p) => `${p['site'] ?? ''}: the budget is approved`,
    happened: (p) => `${p['person'] ?? ''} approved the budget of ${p['site'] ?? ''}.`,
    whatToDo: () => 'There is nothing left to do.',
    link: 'Open the site',
  },
  submissionRejected: {
    subject: (p) => `${p['site'] ?? ''}: the budget was rejected`,
    happened: (p) => `${p['person'] ?? ''} rejected the budget of ${p['site'] ?? ''}.`,
    whatToDo: () => 'Read the comment and talk to the budget office.',
    link: 'See why',
  },
  submissionClosed: {
    subject: (p) => `${p['site'] ?? ''}: the year’s budget is adopted`,
    happened: (p) =>
      `The board adopted the year’s budget while what you submitted for ${p['site'] ?? ''} still waited for approval. It is not decided any more.${(p['revision'] ?? '') === '' ? '' : ` The adopted budget has revision ${p['revision'] ?? ''} of ${p['site'] ?? ''}.`}`,
    whatToDo: () =>
      'Ask the budget office about what you still need: from now on the board changes the budget by amendments.',
    link: 'Open the site',
  },
  siteReopened: {
    subject: (p) => `${p['site'] ?? ''}: the budget is open again`,
    happened: (p) => `${p['person'] ?? ''} opened the budget of ${p['site'] ?? ''} again.`,
    whatToDo: () => 'Change the sheet and submit it again.',
    link: 'Open the site',
  },
  reminder: {
    subject: (p) => `${p['site'] ?? ''}: due on ${p['due'] ?? ''}`,
    happened: (p) => `The budget of ${p['site'] ?? ''} is due on ${p['due'] ?? ''} and waits for you.`,
    whatToDo: () => 'Do your part before that day.',
    link: 'Open it',
  },
  escalation: {
    subject: (p) => `${p['site'] ?? ''}: overdue since ${p['due'] ?? ''}`,
    happened: (p) =>
      `The budget of ${p['site'] ?? ''} was due on ${p['due'] ?? ''}. It waits for ${p['holders'] ?? ''}.`,
    whatToDo: () => 'Ask what holds it up, or hand it to somebody else.',
    link: 'Open it',
  },
  requestWaits: {
    subject: (p) => `${p['site'] ?? ''}: a request waits for you`,
    happened: (p) => `A request of ${p['site'] ?? ''} came to you from ${p['person'] ?? ''}.`,
    whatToDo: () => 'Grant it or decline it with a reason.',
    link: 'Open the requests',
  },
  requestAnswered: {
    subject: (p) => `${p['site'] ?? ''}: finance answered your request`,
    happened: (p) => `${p['person'] ?? ''} answered what ${p['site'] ?? ''} asked for.`,
    whatToDo: () => 'Read the answer in the pane beside your workbook.',
    link: 'Open the site',
  },
  commentAdded: {
    subject: (p) => `${p['site'] ?? ''}: a new comment`,
    happened: (p) => `${p['person'] ?? ''} commented on the budget of ${p['site'] ?? ''}.`,
    whatToDo: () => 'Read it and answer there.',
    link: 'Read the comment',
  },
  resetLink: {
    subject: () => 'Choose a new password for Sitebook',
    happened: () => 'Somebody, probably you, asked for a new password.',
    whatToDo: () =>
      'Follow the link to choose one. It works once and for a short time. If it was not you, do nothing: your password stays.',
    link: 'Choose a new password',
  },
  digest: {
    subject: (p) => `Sitebook: ${p['count'] ?? ''} things since yesterday`,
    happened: () => 'This happened since your last daily mail:',
    whatToDo: () => 'Open what waits for you.',
    link: 'Open Sitebook',
  },
};
