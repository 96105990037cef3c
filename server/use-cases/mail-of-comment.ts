import type { Role } from '../../src/core/district/role.js';
import type { LineComment } from '../../src/contract/comments.js';
import { listThread } from '../stores/comment-store.js';
import type { Transaction } from '../stores/open-database.js';
import { listPeople } from '../stores/person-store.js';
import type { Year } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { siteName } from './mail-of-move.js';
import { queueMail } from './mail.js';
import type { Parts } from './parts.js';

/** Whose budget it is. */
const OF_SITE: readonly Role[] = ['preparer', 'principal', 'departmentManager'];

/**
 * Mails that a comment was written: to those whose site it names, and to whoever wrote in the thread before. Somebody
 * who goes through a budget writes many: one mail an hour and site tells of all of them.
 */
export async function mailOfComment(
  tx: Transaction,
  parts: Parts,
  year: Year,
  actor: Actor,
  siteCode: string,
  { id, replyTo }: Pick<LineComment, 'id' | 'replyTo'>,
): Promise<void> {
  const { districtId } = year;
  const people = await listPeople(tx, districtId);
  const ofSite = people
    .filter(({ roles }) =>
      roles.some(({ role, siteCodes }) => OF_SITE.includes(role) && siteCodes.includes(siteCode)),
    )
    .map((person) => person.id);
  const thread = replyTo === null ? [] : await listThread(tx, year, siteCode, replyTo);
  const authors = thread.filter((one) => one.id !== id).map(({ authorId }) => authorId);
  const params = { site: await siteName(tx, districtId, siteCode), person: actor.name };
  const once = `${siteCode}/${parts.now().toISOString().slice(0, 13)}`;
  const others = (ids: readonly string[]) => ids.filter((one) => one !== actor.personId);
  const mail = { kind: 'commentAdded', params, once } as const;
  await queueMail(tx, parts, districtId, { ...mail, to: others(ofSite), link: '/sites' });
  const office = authors.filter((one) => !ofSite.includes(one));
  await queueMail(tx, parts, districtId, { ...mail, to: others(office), link: '/queue' });
}
