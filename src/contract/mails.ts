import { z } from 'zod';
import { endpoint, NoBody, NoParams } from './endpoint.js';

const Status = z.enum(['waiting', 'sending', 'sent', 'failed', 'inDigest']);

/** A mail in the outbox, without its words and its link. */
export const OutboxMail = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  /** Null of somebody who is not here any more. */
  to: z.string().nullable(),
  kind: z.string(),
  status: Status,
  /** Waits for the next daily mail. */
  isDaily: z.boolean(),
  queuedAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
  nextTryAt: z.iso.datetime(),
  tries: z.int().min(0),
  /** What the mail server said to the last try. */
  answer: z.string().nullable(),
});
export type OutboxMail = z.infer<typeof OutboxMail>;

/** The newest mails: what waits, what was sent, and what could not be. */
export const listMails = endpoint({
  name: 'listMails',
  method: 'GET',
  path: '/v1/mails',
  permission: 'mail:read',
  params: NoParams,
  query: z.object({ status: Status.optional(), limit: z.coerce.number().int().min(1).max(500).optional() }),
  body: NoBody,
  reply: z.object({
    mails: z.array(OutboxMail),
    /** Whether mails are sent at all: without the settings of a mail server they wait. */
    isSetUp: z.boolean(),
  }),
});

/** Sends a mail that has failed again. */
export const retryMail = endpoint({
  name: 'retryMail',
  method: 'POST',
  path: '/v1/mails/:mailId/retry',
  permission: 'mail:read',
  params: z.object({ mailId: z.uuid() }),
  body: z.object({}),
  reply: z.object({}),
  maxBodyBytes: 1024,
});

/** How often somebody gets mails, and in which language they are. */
export const MailChoice = z.object({
  frequency: z.enum(['atOnce', 'daily', 'none']),
  language: z.enum(['en', 'es']),
});
export type MailChoice = z.infer<typeof MailChoice>;

export const getMailChoice = endpoint({
  name: 'getMailChoice',
  method: 'GET',
  path: '/v1/me/mail',
  permission: 'signedIn',
  params: NoParams,
  body: NoBody,
  reply: MailChoice,
});

export const putMailChoice = endpoint({
  name: 'putMailChoice',
  method: 'PUT',
  path: '/v1/me/mail',
  permission: 'signedIn',
  params: NoParams,
  body: MailChoice,
  reply: MailChoice,
  maxBodyBytes: 1024,
});

/** What holds for those who did not choose. */
export const putMailDefault = endpoint({
  name: 'putMailDefault',
  method: 'PUT',
  path: '/v1/mail-default',
  permission: 'people:manage',
  params: NoParams,
  body: MailChoice,
  reply: MailChoice,
  maxBodyBytes: 1024,
});
