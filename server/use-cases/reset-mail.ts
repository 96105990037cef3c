import type { Transaction } from '../stores/open-database.js';
import type { StoredPerson } from '../stores/person-store.js';
import { queueMail } from './mail.js';
import type { Parts } from './parts.js';

/** `path` is below the address of the server, and holds the secret. */
export type ResetLink = { path: string; expiresAt: string };

/** Mails a link to choose a new password; where no mail is set up, it waits, and the administrator hands links over. */
export async function sendResetMail(
  tx: Transaction,
  parts: Parts,
  { districtId, id }: StoredPerson,
  link: ResetLink,
): Promise<void> {
  await queueMail(tx, parts, districtId, { to: [id], kind: 'resetLink', params: {}, link: link.path });
}
