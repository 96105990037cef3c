import { createHash } from 'node:crypto';

/** Makes the id of an imported row, which what follows names: its table and what tells it from others. */
export type NewId = (table: string, ...key: readonly (string | number)[]) => string;

/**
 * Ids made from what rows say (RFC 9562, version 8: the first 122 bits of a SHA-256), so that a district's files give the
 * same lines, posts and entries the same ids whenever they are read: workbooks made from a folder fit the next reading of
 * it, and the database that it is imported into. Rows that are the same in everything are told apart by their order.
 */
export function stableIds(): NewId {
  const counts = new Map<string, number>();
  return (...key) => {
    const text = JSON.stringify(key);
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    const hash = createHash('sha256')
      .update(`${text}${String(count)}`)
      .digest('hex');
    const variant = ((parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
    return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  };
}
