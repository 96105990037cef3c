import { hash, verify } from '@node-rs/argon2';

/** Compared with where there is no password, so that an answer takes as long as for one. */
const nobodysHash = hash('nobody has this password');

/** Argon2id with the library's defaults, which follow OWASP's first recommendation (19 MiB, two passes). */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

/** Whether a password is the one of a hash. Of nobody, and of somebody who has none, it never is. */
export async function passwordFits(passwordHash: string | undefined, password: string): Promise<boolean> {
  if (passwordHash !== undefined && passwordHash !== '') return verify(passwordHash, password);
  await verify(await nobodysHash, password);
  return false;
}
