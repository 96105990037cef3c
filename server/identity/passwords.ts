import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the library's defaults, which follow OWASP's first recommendation (19 MiB, two passes). */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

export function passwordFits(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password);
}
