import type { AuditFault, AuditVerdict } from '../../contract/audit.js';

/** The words of the audit trail and of the outbox. */
export const AUDIT_EN = {
  tab: 'Audit',
  title: 'Audit trail',
  site: 'Site code',
  action: 'Action',
  actionHint: 'For example revision.saved',
  show: 'Show',
  columns: {
    at: 'When',
    person: 'Who',
    action: 'Action',
    site: 'Site',
    subject: 'Of what',
    sequence: 'Sealed as',
  },
  notSealed: 'not yet',
  nobody: 'unknown',
  empty: 'Nothing fits',
  emptyText: 'No entry of the trail fits what you asked for.',
  more: 'Show older entries',
  verify: 'Check the whole trail',
  verifying: 'Checking…',
  intact: ({ sealed, waiting }: Pick<AuditVerdict, 'sealed' | 'waiting'>) =>
    `The trail is intact: ${String(sealed)} sealed entries, ${String(waiting)} waiting to be sealed.`,
  damaged: (count: number) =>
    `The trail was altered: ${String(count)} ${count === 1 ? 'fault' : 'faults'}. Keep the database as it is and compare with a backup.`,
  fault: (kind: AuditFault['kind'], sequence: number | null) => {
    const place = sequence === null ? '' : `Entry ${String(sequence)}: `;
    const what: Record<AuditFault['kind'], string> = {
      differs: 'it or its seal was changed or moved',
      eventMissing: 'the event is missing',
      sealMissing: 'the seal is missing',
      doubled: 'its place is taken twice',
      shortened: 'the end of the trail was cut off',
      beyondHead: 'it was added behind the end',
      headDiffers: 'the end of the trail was changed',
      headMissing: 'the end of the trail is missing',
      unlisted: 'an event was written past Sitebook',
      waitingEventMissing: 'an event was taken away before it was sealed',
      pinDiffers: 'it is not what was kept elsewhere',
      pinMissing: 'what was kept elsewhere is not there',
    };
    return `${place}${what[kind]}`;
  },
  head: (sequence: number, hash: string) =>
    `End of the trail: ${String(sequence)}, ${hash}. Keep it elsewhere: it shows later whether anything before it moved.`,
  csv: 'Download (CSV)',
  json: 'Download (JSON)',
  mail: {
    tab: 'Mail',
    title: 'Mail',
    notSetUp:
      'No mail server is set up, so mails wait here. Set SITEBOOK_SMTP, SITEBOOK_MAIL_FROM and SITEBOOK_URL.',
    empty: 'No mails',
    emptyText: 'What Sitebook mails to people is listed here.',
    columns: {
      queued: 'Written',
      to: 'To',
      kind: 'About',
      status: 'State',
      tries: 'Tries',
      answer: 'Mail server',
      retry: 'Again',
    },
    status: {
      waiting: 'waits',
      sending: 'is being sent',
      sent: 'sent',
      failed: 'failed',
      inDigest: 'in a daily mail',
    },
    daily: 'waits for the daily mail',
    retry: 'Try again',
  },
} as const;
