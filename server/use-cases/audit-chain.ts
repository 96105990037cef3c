import type { TrailEvent } from '../stores/audit-store.js';
import { sha256 } from '../content-hash.js';

/**
 * The hash of a place in a district's chain, in hex: SHA-256 over the hash before and the event with its place and
 * when it was sealed, as JSON with its keys in alphabetical order. Anybody can work it out again from an export.
 */
export function sealHash(
  previous: string,
  event: TrailEvent,
  { sequence, sealedAt }: { sequence: number; sealedAt: string },
): string {
  const { action, at, details, districtId, id, personId, siteCode, subject } = event;
  const text = canonical({
    action,
    at,
    details,
    districtId,
    id,
    personId,
    sealedAt,
    sequence,
    siteCode,
    subject,
  });
  return sha256(previous + text);
}

function canonical(value: Record<string, unknown>): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** An instant as the database gives it back: in UTC, to the microsecond. */
export function storedInstant(at: Date): string {
  return at.toISOString().replace('Z', '000Z');
}
