import type { SiteContent } from '../../src/core/budget/site-content.js';
import { fieldTexts } from '../../src/core/merge/content-fields.js';
import type { Conflict } from '../../src/core/merge/three-way.js';
import { conflictKey } from '../../src/core/merge/three-way.js';
import type { RevisionSummary } from '../../src/contract/sites.js';
import { findRevision } from '../stores/revision-store.js';
import type { Year } from '../stores/year-store.js';
import { loadSiteOf } from './load-site.js';
import type { Parts } from './parts.js';

export type Change = Pick<RevisionSummary, 'number' | 'savedBy' | 'savedAt'>;

/** A change that is older is told without who made it: each look back reads a whole revision. */
const MOST_LOOKED_BACK = 30;
/** Nobody reads who changed each of more than these. */
const MOST_FIELDS = 500;

/**
 * Which revision gave each of these fields the value that it has in the latest one, by `conflictKey`: the newest that has it
 * otherwise than the one before, down to the one that the file started from. Of many fields the first few hundred are told.
 */
export async function whoChanged(
  db: Parts['db'],
  year: Year,
  siteCode: string,
  all: readonly Pick<Conflict, 'kind' | 'id' | 'field'>[],
  { latest, base }: { latest: number; base: number },
): Promise<Map<string, Change>> {
  const fields = all.slice(0, MOST_FIELDS);
  const found = new Map<string, Change>();
  const stop = Math.max(base, latest - MOST_LOOKED_BACK);
  let newer = fields.length === 0 || latest === 0 ? null : await findRevision(db, year, siteCode, latest);
  for (let number = latest - 1; newer !== null && number >= stop && found.size < fields.length; number -= 1) {
    const older = number === 0 ? null : await findRevision(db, year, siteCode, number);
    const before: SiteContent = older?.content ?? (await loadSiteOf(db, year, siteCode)).opening;
    const [now, then] = [fieldTexts(newer.content), fieldTexts(before)];
    for (const field of fields) {
      const key = conflictKey(field);
      if (!found.has(key) && now(field) !== then(field)) found.set(key, newer.summary);
    }
    newer = older;
  }
  return found;
}
