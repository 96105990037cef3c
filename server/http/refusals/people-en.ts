import type { ErrorCode } from '../../../src/contract/problem-reply.js';
import { text, type Params, type RefusalText } from './refusal-text.js';

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

/** Refusals about signing in, people, and what is sent to the server. */
export const PEOPLE = {
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
  'token.reused': text(
    401,
    'Your sign-in was used in two places, so it was ended in both.',
    'Sign in again. If you were signed in on one computer only, tell your administrator.',
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
} satisfies Partial<Record<ErrorCode, RefusalText>>;
