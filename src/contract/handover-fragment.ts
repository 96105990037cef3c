/** What stands behind the `#` of the page's address after a sign-in elsewhere: a code for the tokens, or what went wrong. */
export const HANDOVER_KEY = 'handover';
export const SIGN_IN_ERROR_KEY = 'sign-in-error';
