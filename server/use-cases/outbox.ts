import type { ParamsOf, QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import type {
  listMails as listEndpoint,
  MailChoice,
  retryMail as retryEndpoint,
} from '../../src/contract/mails.js';
import * as store from '../stores/mail-store.js';
import type { Actor } from './actor.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';

const MOST = 200;

/** The newest mails of the actor's district. */
export async function listMails(
  { db, nudges }: Parts,
  { districtId }: Actor,
  { status, limit = MOST }: QueryOf<typeof listEndpoint>,
): Promise<ReplyOf<typeof listEndpoint>> {
  const mails = await store.listMails(db, districtId, { status, limit });
  return {
    isSetUp: nudges?.sendsMail ?? false,
    mails: mails.map(({ queuedAt, sentAt, nextTryAt, ...mail }) => ({
      ...mail,
      queuedAt: queuedAt.toISOString(),
      sentAt: sentAt?.toISOString() ?? null,
      nextTryAt: nextTryAt.toISOString(),
    })),
  };
}

/** Sends a failed mail again. One that has not failed is left as it is; a link that is used up is not sent twice. */
export async function retryMail(
  { db, now, nudges }: Parts,
  { districtId }: Actor,
  { mailId }: ParamsOf<typeof retryEndpoint>,
): Promise<Record<string, never>> {
  if (!(await store.retryMail(db, districtId, mailId, now()))) throw new Refusal('mail.notFailed');
  nudges?.mail();
  return {};
}

/** How the actor wants mails, as she or her district chose. */
export async function readChoice({ db }: Parts, { districtId, personId }: Actor): Promise<MailChoice> {
  const choice = (await store.choicesOf(db, districtId, [personId])).get(personId);
  return choice ?? { frequency: 'atOnce', language: 'en' };
}

export async function putChoice(
  { db }: Parts,
  { districtId, personId }: Actor,
  choice: MailChoice,
): Promise<MailChoice> {
  await store.putChoice(db, districtId, personId, choice);
  return choice;
}

/** What holds in the district for those who did not choose. */
export async function putDefault(
  { db }: Parts,
  { districtId }: Actor,
  choice: MailChoice,
): Promise<MailChoice> {
  await store.putChoice(db, districtId, store.NOBODY, choice);
  return choice;
}
