import { stringify } from 'csv-stringify/sync';
import type { ListedEvent } from '../stores/audit-store.js';
import { safeText } from '../../src/core/exports/safe-text.js';

/** An event with its place in the chain; without one where it waits to be sealed. */
export type FileEntry = ListedEvent & { sealedAt: string | null; previousHash: string | null };

const COLUMNS = [
  'sequence',
  'at',
  'person_id',
  'person',
  'action',
  'site',
  'subject',
  'details',
  'event_id',
  'sealed_at',
  'previous_hash',
  'hash',
] as const;

const WINDOWS = { record_delimiter: 'windows' } as const;

export function auditCsvHeader(): string {
  return stringify([[...COLUMNS]], WINDOWS);
}

/** One row an event, instants in UTC; text columns safe to open in a spreadsheet. */
export function auditCsvRows(entries: readonly FileEntry[]): string {
  return stringify(
    entries.map((entry) => [
      entry.sequence === null ? '' : String(entry.sequence),
      entry.at,
      entry.personId ?? '',
      safeText(entry.person ?? ''),
      safeText(entry.action),
      safeText(entry.siteCode ?? ''),
      safeText(entry.subject),
      safeText(JSON.stringify(entry.details)),
      entry.id,
      entry.sealedAt ?? '',
      entry.previousHash ?? '',
      entry.hash ?? '',
    ]),
    WINDOWS,
  );
}

/** An event as JSON on one line, with all that its hash is taken over. */
export function auditEntryJson(entry: FileEntry): string {
  return JSON.stringify(entry);
}
