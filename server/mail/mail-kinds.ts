/**
 * What a mail tells. Params are names of sites and people, dates, and why the office changed something: never figures or
 * text of a budget.
 */
export const MAIL_KINDS = [
  'submissionWaits',
  'submissionWaitsAgain',
  'submissionReturned',
  'submissionApproved',
  'submissionRejected',
  'submissionClosed',
  'siteReopened',
  'reminder',
  'escalation',
  'requestWaits',
  'requestAnswered',
  'commentAdded',
  'resetLink',
  'digest',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** Kinds that somebody waits for at once, whatever she chose. */
export const ALWAYS_AT_ONCE: readonly MailKind[] = ['resetLink', 'digest'];

export type MailParams = Readonly<Record<string, string>>;
/** What happened, what to do about it, and the words of the link that leads there. */
export type MailWords = {
  subject: (p: MailParams) => string;
  happened: (p: MailParams) => string;
  whatToDo: (p: MailParams) => string;
  link: string;
};
export type MailTexts = Record<MailKind, MailWords> & { greeting: (name: string) => string; footer: string };
