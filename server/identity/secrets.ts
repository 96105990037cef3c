import { createHash, randomInt } from 'node:crypto';

/**
 * A secret that is handed out as "district.id.secret", so that it is found by its key and only its hash is stored.
 */
export type HandedSecret = { districtId: string; id: string; secret: string };

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const FORM = new RegExp(`^(${UUID})\\.(${UUID})\\.([\\w-]{20,100})$`);

export function writeSecret({ districtId, id, secret }: HandedSecret): string {
  return `${districtId}.${id}.${secret}`;
}

export function readSecret(text: string): HandedSecret | null {
  const [, districtId, id, secret] = FORM.exec(text) ?? [];
  return districtId === undefined || id === undefined || secret === undefined
    ? null
    : { districtId, id, secret };
}

/** For secrets that are long and random: a plain SHA-256 cannot be guessed back. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function randomCode(letters: string, length: number): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)] ?? '').join('');
}
