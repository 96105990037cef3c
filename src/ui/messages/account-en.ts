/** Words about one's own sign-in: passwords, links to choose one, and accounts that people have elsewhere. */
export const ACCOUNT_EN = {
  forgot: {
    open: 'Forgot your password?',
    title: 'Choose a new password',
    intro:
      'If your district has somebody with this e-mail, a link is on its way to it. It is good for an hour.',
    ask: 'Send me a link',
    asking: 'Sending…',
    asked: 'Look into your mail. If nothing comes, ask your administrator for a link.',
    back: 'Back to signing in',
  },
  reset: {
    title: 'Choose a password',
    noLink: 'This address is not whole. Open the link from your mail once more, or ask for a new one.',
    password: 'New password',
    again: 'New password again',
    rules: 'At least 12 characters. Several words in a row are easy to keep and hard to guess.',
    different: 'The two are not the same.',
    short: 'The password needs at least 12 characters.',
    save: 'Save the password',
    saving: 'Saving…',
    done: (email: string) => `Saved. You were signed out everywhere; sign in as ${email} now.`,
    toSignIn: 'Go to sign-in',
  },
  change: {
    title: 'Choose a password of your own',
    why: 'Your password was made by somebody else. Nothing else works until you have changed it.',
    current: 'Password that you signed in with',
    currentMissing: 'Type the password that you signed in with.',
  },
  elsewhere: {
    signIn: (title: string) => `Sign in with ${title}`,
    busy: 'Signing in…',
    failed: 'You are not signed in.',
    reasons: {
      'provider.unknown': 'Your district has no such way to sign in. Use a password.',
      'provider.unreachable':
        'The sign-in service of your district cannot be reached. Try again in a moment, or use a password.',
      'provider.refused': 'The sign-in service did not confirm who you are. Try again.',
      'provider.noPerson':
        'Nobody here has the e-mail of that account. Ask your administrator to add you with it.',
      'person.disabled': 'Your sign-in here is turned off. Ask your administrator.',
      'handover.unknown': 'This took too long, or was begun in another browser. Sign in again.',
      'request.tooMany': 'Too many tries in a short time. Wait some minutes.',
    },
    other: 'Try again, or use a password.',
  },
} as const;
