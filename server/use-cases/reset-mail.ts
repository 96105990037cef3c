import type { Transaction } from '../stores/open-database.js';
import type { StoredPerson } from '../stores/person-store.js';
import type { Parts } from './parts.js';

/** `path` is below the address of the server, and holds the secret. */
export type ResetLink = { path: string; expiresAt: string };

/** Mails a link to choose a new password. There is no mail yet: until then the administrator hands links over. */
export function sendResetMail(
  _tx: Transaction,
  _parts: Parts,
  _person: StoredPerson,
  _link: ResetLink,
): Promise<void> {
  return Promise.resolve();
}
