import { createHash } from 'node:crypto';
import { JsonText } from '../json-text.js';

/**
 * The entity tag of a reply (RFC 9110): strong where the same reply is the same bytes; weak where it carries the
 * server's signed time, which is another one every second and says nothing of the thing itself.
 */
export function etagOf(reply: unknown): string {
  if (reply instanceof JsonText) return tagOf(reply.text);
  const isStamped = typeof reply === 'object' && reply !== null && 'serverStamp' in reply;
  const compared = isStamped ? { ...reply, serverStamp: undefined } : reply;
  return `${isStamped ? 'W/' : ''}${tagOf(JSON.stringify(compared))}`;
}

const tagOf = (text: string) => `"${createHash('sha256').update(text).digest('base64url')}"`;

/** Whether a precondition `If-Match` holds: by strong comparison, in which a weak tag is like no other. */
export function ifMatchHolds(header: string, etag: string): boolean {
  if (header.trim() === '*') return true;
  return header.split(',').some((tag) => tag.trim() === etag && !etag.startsWith('W/'));
}
