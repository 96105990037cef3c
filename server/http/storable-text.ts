import type { IncomingMessage } from 'node:http';
import { invalidField } from './problem-handler.js';

/** What an escape of such a character begins with in JSON; unescaped, neither can stand in valid UTF-8 JSON. */
const SUSPECTS = ['\\u0000', '\\ud', '\\uD'];

const suspicious = new WeakSet<IncomingMessage>();

/** For the body reader, which has the bytes: notes whether what they say has to be looked at. */
export function noteSuspects(request: IncomingMessage, body: Buffer): void {
  if (SUSPECTS.some((escape) => body.includes(escape))) suspicious.add(request);
}

/**
 * Refuses a body with text that PostgreSQL cannot keep: with NUL, or with half of a surrogate pair, which would come
 * back as another character. Looks only where the bytes have an escape of one; a sheet of 10,000 lines has none.
 */
export function assertStorableBody(request: IncomingMessage, body: unknown): void {
  if (suspicious.has(request)) assertStorable(body);
}

/** The same for anything that was read. Walks without recursion: a sender decides how deep it is. */
export function assertStorable(value: unknown): void {
  const waiting: { value: unknown; path: string }[] = [{ value, path: '' }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value: part, path } = next;
    if (typeof part === 'string') {
      if (!isStorable(part)) throw invalidField(path, 'has a character that cannot be kept');
    } else if (typeof part === 'object' && part !== null) {
      for (const [key, inner] of Object.entries(part)) {
        if (!isStorable(key)) throw invalidField(path, 'has a field whose name cannot be kept');
        waiting.push({ value: inner, path: path === '' ? key : `${path}.${key}` });
      }
    }
  }
}

const LONE_SURROGATE = /\p{Surrogate}/u;

function isStorable(text: string): boolean {
  return !text.includes('\0') && !LONE_SURROGATE.test(text);
}
