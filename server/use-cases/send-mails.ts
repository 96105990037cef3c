import { writeMail, isMailKind, oneLine } from '../mail/write-mail.js';
import type { MailSettings, OutgoingMail, SendResult } from '../mail/transport.js';
import * as store from '../stores/mail-store.js';
import { findPerson } from '../stores/person-store.js';
import type { Parts } from './parts.js';

const MINUTE_MS = 60_000;
/** After that long nobody waits for it any more. */
const GIVE_UP_MS = 3 * 24 * 60 * MINUTE_MS;
/** A process that sends for that long is not there any more. */
const FORGOTTEN_MS = 10 * MINUTE_MS;
const FORGOTTEN = 'Sitebook ended while it sent this mail. It may have arrived.';

export type Send = (settings: MailSettings, mail: OutgoingMail) => Promise<SendResult>;

/**
 * Sends the mails that wait, of every district, and says how many went. Each is claimed first, so that of several
 * processes one sends it, and never again when it may have gone. Stops at once when the mail server cannot be used at
 * all; what waits is tried again later.
 */
export async function sendMails(
  { db, now }: Pick<Parts, 'db' | 'now'>,
  settings: MailSettings,
  send: Send,
  isStopping: () => boolean = () => false,
): Promise<number> {
  let count = 0;
  for (const districtId of await store.districtsWithMail(db, now())) {
    await store.failForgotten(db, districtId, { now: now(), afterMs: FORGOTTEN_MS, answer: FORGOTTEN });
    while (!isStopping()) {
      const claimed = await store.claimMail(db, districtId, now());
      if (!claimed) break;
      const result = await sendOne({ db }, settings, send, claimed);
      await store.settleMail(db, claimed, settled(claimed, result, now()));
      if (result.outcome === 'sent') count += 1;
      if (result.outcome === 'trouble') return count;
    }
  }
  return count;
}

async function sendOne(
  { db }: Pick<Parts, 'db'>,
  settings: MailSettings,
  send: Send,
  { districtId, id, personId, kind, params, link }: store.StoredMail,
): Promise<SendResult> {
  const person = await findPerson(db, districtId, personId);
  if (!person || person.disabledAt)
    return { outcome: 'refused', answer: 'This person is not here any more.' };
  // It was used meanwhile, or another one took its place.
  if (kind === 'resetLink' && link === '') return { outcome: 'refused', answer: 'This link has ended.' };
  if (!isMailKind(kind)) return { outcome: 'refused', answer: 'This kind of mail is not known.' };
  const language = (await store.choicesOf(db, districtId, [personId])).get(personId)?.language ?? 'en';
  const written = writeMail({ kind, params, link }, { name: person.name, language }, settings.address);
  return send(settings, {
    ...written,
    to: { name: oneLine(person.name), address: person.email },
    messageId: `<${id}@${new URL(settings.address).hostname}>`,
  });
}

function settled(mail: store.StoredMail, { outcome, answer }: SendResult, now: Date): store.MailResult {
  // A link that lets somebody in is not kept longer than it has to be.
  const gone = mail.kind === 'resetLink' ? { link: '' } : {};
  const isOld = now.getTime() - mail.queuedAt.getTime() > GIVE_UP_MS;
  if (outcome === 'sent') return { status: 'sent', sentAt: now, answer, ...gone };
  if (outcome === 'refused' || outcome === 'unclear' || isOld) return { status: 'failed', answer };
  const pause = Math.min(store.LONGEST_PAUSE_MS, MINUTE_MS * 2 ** (mail.tries - 1));
  return { status: 'waiting', nextTryAt: new Date(now.getTime() + pause), answer };
}
