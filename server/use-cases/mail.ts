import { ALWAYS_AT_ONCE, type MailKind } from '../mail/mail-kinds.js';
import { addMails, choicesOf } from '../stores/mail-store.js';
import type { Transaction } from '../stores/open-database.js';
import type { Parts } from './parts.js';

export type NewMail = {
  /** Ids of people; who is there twice gets one. */
  to: readonly string[];
  kind: MailKind;
  /** Names and dates only. */
  params: Record<string, string>;
  /** A page, such as `/queue/<id>`. */
  link: string;
  /** Of what is sent once whoever tries again: what it is about and the day. */
  once?: string;
};

/**
 * Puts mails into the outbox, in the transaction of the change that they tell of; they are sent afterwards. Nothing
 * fails here because a mail cannot be sent. Who wants none gets none, and who wants them daily gets them collected.
 */
export async function queueMail(
  tx: Transaction,
  parts: Pick<Parts, 'newId' | 'now' | 'nudges'>,
  districtId: string,
  { to, kind, params, link, once }: NewMail,
): Promise<void> {
  const people = [...new Set(to)];
  if (people.length === 0) return;
  const choices = await choicesOf(tx, districtId, people);
  const now = parts.now();
  const rows = people.flatMap((personId) => {
    const frequency = ALWAYS_AT_ONCE.includes(kind)
      ? 'atOnce'
      : (choices.get(personId)?.frequency ?? 'atOnce');
    if (frequency === 'none') return [];
    const id = parts.newId();
    return {
      districtId,
      id,
      personId,
      kind,
      params,
      link,
      onceKey: once === undefined ? id : `${kind}/${once}/${personId}`,
      isDaily: frequency === 'daily',
      status: 'waiting' as const,
      queuedAt: now,
      nextTryAt: now,
      tries: 0,
    };
  });
  await addMails(tx, rows);
  if (rows.some(({ isDaily }) => !isDaily)) parts.nudges?.mail();
}
