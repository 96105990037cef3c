import type { WorkbookIdentity } from './identity.js';
import { LAYOUT_VERSION, OLDEST_LAYOUT_VERSION } from './layout.js';

/** The identity as each place of a workbook has it; null where a place has none. */
export type IdentityPlaces = {
  sheet: WorkbookIdentity | null;
  settings: WorkbookIdentity | null;
  properties: WorkbookIdentity | null;
};

/** Who a workbook says it is. `isSheetLost`: only settings or properties still say so; the hidden sheet can be rebuilt. */
export type FoundIdentity = {
  identity: WorkbookIdentity | null;
  isSheetLost: boolean;
  /** The places do not agree on more than the base revision. */
  isContradicted: boolean;
  /** A hash of where the workbook was last noted to be; null when nobody noted it. */
  placeHash: string | null;
};

/**
 * Takes what most places say; where they all differ the hidden sheet counts before settings, and those before custom
 * properties. The base revision is that of the first place that says so.
 */
export function combineIdentity(places: IdentityPlaces, placeHash: string | null): FoundIdentity {
  const found = [places.sheet, places.settings, places.properties].flatMap((one) => one ?? []);
  const votes = (one: WorkbookIdentity) => found.filter((other) => isSameBook(one, other)).length;
  const identity = found.reduce<WorkbookIdentity | null>(
    (best, one) => (best === null || votes(one) > votes(best) ? one : best),
    null,
  );
  return {
    identity,
    isSheetLost: identity !== null && places.sheet === null,
    isContradicted: identity !== null && votes(identity) < found.length,
    placeHash,
  };
}

function isSameBook(a: WorkbookIdentity, b: WorkbookIdentity): boolean {
  return (
    a.workbookId === b.workbookId &&
    a.district === b.district &&
    a.yearId === b.yearId &&
    a.siteCode === b.siteCode
  );
}

/** What the pane knows when it judges a workbook. What it does not know yet is null and judges nothing. */
export type RecognitionFacts = {
  district: string | null;
  yearId: string | null;
  /** The sites that the person may see. */
  siteCodes: readonly string[] | null;
  /** The latest revision that the server has from this very workbook id. */
  savedFromHere: number | null;
  /** A hash of where the workbook is now. */
  placeHash: string | null;
};

/** What a workbook is to the person who opened it. The last three can be worked with. */
export type Recognition =
  | { kind: 'notOurs' }
  | { kind: 'otherDistrict'; district: string }
  | { kind: 'newerLayout'; layout: number }
  | { kind: 'outdatedLayout'; layout: number }
  | { kind: 'otherYear'; yearId: string }
  | { kind: 'otherSite'; siteCode: string }
  /** It is not where it was last noted to be. */
  | { kind: 'movedOrCopied' }
  /** An older copy of the file: a later revision was saved from this very workbook. */
  | { kind: 'oldCopy'; baseRevision: number; savedRevision: number }
  /** Made by the version before: readable. */
  | { kind: 'olderLayout'; layout: number }
  | { kind: 'ours' };

/** Judges an open workbook, gravest first. */
export function recognise({ identity, placeHash }: FoundIdentity, facts: RecognitionFacts): Recognition {
  if (identity === null) return { kind: 'notOurs' };
  const { district, layoutVersion: layout, yearId, siteCode, baseRevision } = identity;
  if (facts.district !== null && district.toLowerCase() !== facts.district.toLowerCase())
    return { kind: 'otherDistrict', district };
  if (layout > LAYOUT_VERSION) return { kind: 'newerLayout', layout };
  if (layout < OLDEST_LAYOUT_VERSION) return { kind: 'outdatedLayout', layout };
  if (facts.yearId !== null && yearId !== facts.yearId) return { kind: 'otherYear', yearId };
  if (facts.siteCodes !== null && !facts.siteCodes.includes(siteCode)) return { kind: 'otherSite', siteCode };
  if (placeHash !== null && facts.placeHash !== null && placeHash !== facts.placeHash)
    return { kind: 'movedOrCopied' };
  if (facts.savedFromHere !== null && facts.savedFromHere > baseRevision)
    return { kind: 'oldCopy', baseRevision, savedRevision: facts.savedFromHere };
  return layout < LAYOUT_VERSION ? { kind: 'olderLayout', layout } : { kind: 'ours' };
}

const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

/**
 * A short hash of a document's address (FNV-1a, 64 bits), so that no address stands in a setting; null for a workbook
 * that was never stored. Letter case and what follows a question mark or a hash do not count.
 */
export function hashPlace(address: string | null): string | null {
  const place = (address ?? '')
    .replace(/[?#].*$/s, '')
    .trim()
    .toLowerCase();
  if (place === '') return null;
  let hash = FNV_OFFSET;
  for (let at = 0; at < place.length; at += 1)
    hash = BigInt.asUintN(64, (hash ^ BigInt(place.charCodeAt(at))) * FNV_PRIME);
  return hash.toString(16).padStart(16, '0');
}
