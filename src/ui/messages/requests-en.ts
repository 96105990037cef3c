import type { SiteRequest } from '../../contract/requests.js';

/** English words of requests to finance. Figures, names and dates come in formatted. */
export const REQUESTS_EN = {
  title: 'Requests',
  none: 'Nothing asked yet',
  noneText: 'Ask for a code when no account fits, or for an exception from a rule.',
  code: {
    open: 'Request a code',
    title: 'Request a new code',
    intro: 'Say in your own words what it is for. Finance assigns the account string and it appears here.',
    purpose: 'What is it for?',
    fundingSource: 'Paid from',
    amount: 'About how much ($)',
    amountWrong: 'Type an amount such as 1,200.',
    purposeMissing: 'Say what it is for.',
    sourceMissing: 'Choose who pays.',
  },
  exception: {
    open: 'Request an exception',
    title: 'Request an exception',
    intro: 'Finance decides. An exception holds for these figures; other figures have to be asked for again.',
    reason: 'Why should it be allowed?',
    reasonMissing: 'Write why first.',
  },
  send: 'Send to finance',
  sending: 'Sending…',
  cancel: 'Cancel',
  by: (name: string, when: string) => `${name}, ${when}`,
  wants: (source: string, money: string) => `${source}, about ${money}`,
  status: { open: 'Asked', granted: 'Granted', declined: 'Declined' } satisfies Record<
    'open' | NonNullable<SiteRequest['answer']>['decision'],
    string
  >,
  assigned: (account: string) => `Finance assigned ${account}.`,
  addLine: 'Add the line',
  isThere: 'The line is in your sheet.',
  answered: (name: string, when: string) => `${name}, ${when}`,
  badge: (count: number) => `${String(count)} ${count === 1 ? 'new answer' : 'new answers'}`,
  unread: 'New',
  /** For finance. */
  office: {
    title: 'Requests',
    empty: 'No requests',
    emptyText: 'What sites ask for appears here.',
    open: (count: number) => `${String(count)} to answer`,
    code: 'New code',
    exception: 'Exception',
    /** Where a step of a request's way stands. */
    steps: { ahead: 'later', waiting: 'waits for a signature', done: 'signed' },
    account: 'Account string',
    accountMissing: 'Type the account string first.',
    reason: 'Reason',
    reasonOptional: 'What you want to say to it (if anything)',
    grantCode: 'Assign',
    grantException: 'Allow',
    decline: 'Decline',
    declineMissing: 'Declining needs a reason.',
  },
} as const;
