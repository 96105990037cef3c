import { and, asc, desc, eq, gt, inArray, lt, lte, ne, or, sql } from 'drizzle-orm';
import type { Database, Transaction } from './open-database.js';
import { person } from './schema.js';
import { jobRun, mail, mailChoice } from './schema-mail.js';

export type StoredMail = typeof mail.$inferSelect;
export type MailChoice = Pick<typeof mailChoice.$inferSelect, 'frequency' | 'language'>;
type Handle = Database | Transaction;

/** Stands for the district itself among those who chose. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';
const UNCHOSEN: MailChoice = { frequency: 'atOnce', language: 'en' };

const mailIs = ({ districtId, id }: Pick<StoredMail, 'districtId' | 'id'>) =>
  and(eq(mail.districtId, districtId), eq(mail.id, id));

/** The longest that a mail waits for its next try. */
export const LONGEST_PAUSE_MS = 3_600_000;

/** Its time has come, or was set by a clock that was ahead. */
const isDue = (now: Date) =>
  or(lte(mail.nextTryAt, now), gt(mail.nextTryAt, new Date(now.getTime() + LONGEST_PAUSE_MS)));

/** Adds mails; of those that are there already, by their key, nothing. */
export async function addMails(
  tx: Handle,
  mails: readonly Omit<StoredMail, 'claimedAt' | 'sentAt' | 'answer'>[],
): Promise<void> {
  if (mails.length > 0)
    await tx
      .insert(mail)
      .values([...mails])
      .onConflictDoNothing();
}

/** How each of some people wants mails; what the district says where somebody did not choose. */
export async function choicesOf(
  db: Handle,
  districtId: string,
  personIds: readonly string[],
): Promise<Map<string, MailChoice>> {
  const rows = await db
    .select()
    .from(mailChoice)
    .where(and(eq(mailChoice.districtId, districtId), inArray(mailChoice.personId, [NOBODY, ...personIds])));
  const chosen = new Map(
    rows.map(({ personId, frequency, language }) => [personId, { frequency, language }]),
  );
  return new Map(personIds.map((id) => [id, chosen.get(id) ?? chosen.get(NOBODY) ?? UNCHOSEN]));
}

export async function putChoice(
  db: Handle,
  districtId: string,
  personId: string,
  choice: MailChoice,
): Promise<void> {
  await db
    .insert(mailChoice)
    .values({ districtId, personId, ...choice })
    .onConflictDoUpdate({ target: [mailChoice.districtId, mailChoice.personId], set: choice });
}

/** Districts with mails that may be sent now. */
export async function districtsWithMail(db: Database, now: Date): Promise<string[]> {
  const rows = await db
    .selectDistinct({ districtId: mail.districtId })
    .from(mail)
    .where(and(eq(mail.status, 'waiting'), eq(mail.isDaily, false), isDue(now)));
  return rows.map(({ districtId }) => districtId);
}

/** Takes the next mail to send, so that no other process does; null when there is none. */
export async function claimMail(db: Database, districtId: string, now: Date): Promise<StoredMail | null> {
  for (;;) {
    const [next] = await db
      .select({ districtId: mail.districtId, id: mail.id })
      .from(mail)
      .where(
        and(eq(mail.districtId, districtId), eq(mail.status, 'waiting'), eq(mail.isDaily, false), isDue(now)),
      )
      .orderBy(asc(mail.nextTryAt), asc(mail.id))
      .limit(1);
    if (!next) return null;
    const [claimed] = await db
      .update(mail)
      .set({ status: 'sending', claimedAt: now, tries: sql`${mail.tries} + 1` })
      .where(and(mailIs(next), eq(mail.status, 'waiting')))
      .returning();
    if (claimed) return claimed;
  }
}

export type MailResult =
  | { status: 'sent'; sentAt: Date; answer: string; link?: string }
  | { status: 'waiting'; nextTryAt: Date; answer: string }
  | { status: 'failed'; answer: string; link?: string };

/** What became of a mail that was claimed. */
export async function settleMail(
  db: Database,
  claimed: Pick<StoredMail, 'districtId' | 'id'>,
  result: MailResult,
): Promise<void> {
  await db
    .update(mail)
    .set(result)
    .where(and(mailIs(claimed), eq(mail.status, 'sending')));
}

/**
 * Claimed long ago, or by a clock that was far ahead, and never settled: the process ended while it sent, and nobody
 * knows whether the mail went.
 */
export async function failForgotten(
  db: Database,
  districtId: string,
  { now, afterMs, answer }: { now: Date; afterMs: number; answer: string },
): Promise<void> {
  const before = new Date(now.getTime() - afterMs);
  const ahead = new Date(now.getTime() + afterMs);
  await db
    .update(mail)
    .set({ status: 'failed', answer })
    .where(
      and(
        eq(mail.districtId, districtId),
        eq(mail.status, 'sending'),
        or(lt(mail.claimedAt, before), gt(mail.claimedAt, ahead)),
      ),
    );
}

/** Sends a failed mail again, from the beginning; false when it has not failed. */
export async function retryMail(db: Handle, districtId: string, id: string, now: Date): Promise<boolean> {
  const again = await db
    .update(mail)
    .set({ status: 'waiting', nextTryAt: now, queuedAt: now, tries: 0 })
    .where(and(mailIs({ districtId, id }), eq(mail.status, 'failed'), ne(mail.link, '')))
    .returning({ id: mail.id });
  return again.length === 1;
}

export type ListedMail = Pick<
  StoredMail,
  'id' | 'personId' | 'kind' | 'status' | 'queuedAt' | 'sentAt' | 'nextTryAt' | 'tries' | 'answer' | 'isDaily'
> & {
  to: string | null;
};

/** The newest mails of a district, without their links. */
export async function listMails(
  db: Handle,
  districtId: string,
  { status, limit }: { status: StoredMail['status'] | undefined; limit: number },
): Promise<ListedMail[]> {
  const { id, personId, kind, queuedAt, sentAt, nextTryAt, tries, answer, isDaily } = mail;
  return db
    .select({
      id,
      personId,
      kind,
      status: mail.status,
      queuedAt,
      sentAt,
      nextTryAt,
      tries,
      answer,
      isDaily,
      to: person.name,
    })
    .from(mail)
    .leftJoin(person, and(eq(person.districtId, mail.districtId), eq(person.id, mail.personId)))
    .where(and(eq(mail.districtId, districtId), status === undefined ? undefined : eq(mail.status, status)))
    .orderBy(desc(mail.queuedAt), desc(mail.id))
    .limit(limit);
}

/** Mails that wait to be put into a daily one, oldest first, of those queued up to an instant. */
export async function dailyMails(tx: Transaction, districtId: string, until: Date): Promise<StoredMail[]> {
  return tx
    .select()
    .from(mail)
    .where(
      and(
        eq(mail.districtId, districtId),
        eq(mail.status, 'waiting'),
        eq(mail.isDaily, true),
        lte(mail.queuedAt, until),
      ),
    )
    .orderBy(asc(mail.queuedAt), asc(mail.id));
}

export async function putInDigest(
  tx: Transaction,
  districtId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(mail)
    .set({ status: 'inDigest' })
    .where(and(eq(mail.districtId, districtId), inArray(mail.id, [...ids])));
}

/** Takes the secrets out of mails whose links are good for nothing any more: of one person, or queued before an instant. */
export async function forgetLinks(
  db: Handle,
  districtId: string,
  which: { personId: string } | { before: Date },
): Promise<void> {
  const those = 'personId' in which ? eq(mail.personId, which.personId) : lt(mail.queuedAt, which.before);
  await db
    .update(mail)
    .set({ link: '' })
    .where(and(eq(mail.districtId, districtId), eq(mail.kind, 'resetLink'), those));
}

/** Forgets mails that are done and older. */
export async function removeOldMails(db: Handle, districtId: string, before: Date): Promise<void> {
  await db
    .delete(mail)
    .where(
      and(
        eq(mail.districtId, districtId),
        inArray(mail.status, ['sent', 'failed', 'inDigest']),
        lt(mail.queuedAt, before),
      ),
    );
}

/** Takes a job's period for this process; false when it was taken. In the transaction of the work, it is undone with it. */
export async function takePeriod(
  tx: Handle,
  run: { districtId: string; job: string; period: string; at: Date },
): Promise<boolean> {
  const taken = await tx.insert(jobRun).values(run).onConflictDoNothing().returning({ job: jobRun.job });
  return taken.length === 1;
}

export async function removeOldRuns(db: Handle, districtId: string, before: Date): Promise<void> {
  await db.delete(jobRun).where(and(eq(jobRun.districtId, districtId), lt(jobRun.at, before)));
}

/** The latest period of a job, up to one, that was taken; null when none was. A clock that was ahead took later ones. */
export async function lastPeriod(
  db: Handle,
  districtId: string,
  job: string,
  upTo: string,
): Promise<string | null> {
  const [last] = await db
    .select({ period: jobRun.period })
    .from(jobRun)
    .where(and(eq(jobRun.districtId, districtId), eq(jobRun.job, job), lte(jobRun.period, upTo)))
    .orderBy(desc(jobRun.period))
    .limit(1);
  return last?.period ?? null;
}
