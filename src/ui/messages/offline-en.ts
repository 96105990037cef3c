/** Words about what waits for the server. */
export const OFFLINE_EN = {
  notConnected: 'Not connected.',
  sending: 'Connected again: sending.',
  waits: (count: number, since: string) =>
    count === 1
      ? `1 save waits since ${since}; it is sent by itself.`
      : `${String(count)} saves and submissions wait since ${since}; they are sent by themselves.`,
  goOn: 'You can go on working.',
  notLasting: 'This browser keeps nothing for Sitebook: leave the pane open until they are sent.',
  tryNow: 'Try now',
  trying: 'Trying…',
  reloadTitle: 'Sitebook was updated.',
  reloadText: (count: number) =>
    count === 1
      ? 'Reload the pane: the save that waits is kept and then sent.'
      : `Reload the pane: the ${String(count)} that wait are kept and then sent.`,
  reload: 'Reload the pane',
  unreadable: (count: number) =>
    count === 1
      ? 'One save of another version of Sitebook is kept here and was not sent.'
      : `${String(count)} saves of another version of Sitebook are kept here and were not sent.`,
  unreadableText:
    'Reload the pane. If this stays, tell your administrator; your figures are in the workbook.',
  refusedTitle: {
    save: (site: string) => `A save of site ${site} that waited was not taken.`,
    submit: (site: string) => `The submission of site ${site} that waited was not taken.`,
  },
  refusedText: 'Nothing is lost: the figures are in the workbook. A newer save takes its place.',
  discard: 'Do not send it',
  queuedSave: 'Saved on this computer. It is sent when Sitebook can be reached.',
  signOut: {
    title: 'Sign out with something not sent?',
    text: (count: number) =>
      count === 1
        ? '1 save on this computer has not reached Sitebook yet.'
        : `${String(count)} saves and submissions on this computer have not reached Sitebook yet.`,
    notLasting: 'This browser keeps nothing for Sitebook: what is not sent is lost when the pane closes.',
    sendFirst: 'Send first',
    sending: 'Sending…',
    notSent: 'Sitebook cannot be reached now.',
    keep: (count: number) => (count === 1 ? 'Keep it for me' : 'Keep them for me'),
    keepHint: (count: number) =>
      count === 1
        ? 'It is sent when you sign in here again. Nobody else sees it.'
        : 'They are sent when you sign in here again. Nobody else sees them.',
    discard: (count: number) => (count === 1 ? 'Throw it away' : 'Throw them away'),
    cancel: 'Stay signed in',
  },
  crash: {
    title: 'This part of Sitebook stopped working.',
    safe: 'Your figures are in the workbook, and what waits to be sent is kept.',
    whatToDo: 'Reload the pane. If it happens again, tell your administrator.',
    reload: 'Reload',
  },
} as const;
