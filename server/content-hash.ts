import { createHash } from 'node:crypto';
import { canonicalContent, type SiteContent } from '../src/core/budget/site-content.js';

/** SHA-256 of a content's canonical text, in hex: the same for the same rows in any order. */
export function contentHash(content: SiteContent): string {
  return sha256(canonicalContent(content));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
