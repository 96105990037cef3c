import type { AllocationEntry } from '../../src/core/budget/allocation.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import type { DistrictFolder } from '../imports/read-district-folder.js';

/**
 * What one site's book has beside the plan of its district. `base` is the content that its workbook was made from, where
 * that is not the one its season opened with; `latest` what was saved since, which its changes are brought together with.
 */
export type SitePart = Omit<SiteBook, 'plan'> & { base?: SiteContent; latest?: SiteContent };

/**
 * The books of a district's sites, laid out so that threads share them: the plan once, and each site as JSON in memory that
 * nobody copies, unpacked when a file of that site is read.
 */
export type PackedBooks = {
  /** The district's short name, which its workbooks carry. */
  district: string;
  plan: SiteBook['plan'];
  /** Where each site's JSON lies in `bytes`, by site code. */
  places: Record<string, readonly [from: number, to: number]>;
  bytes: SharedArrayBuffer;
};

export function packBooks(district: string, plan: SiteBook['plan'], sites: readonly SitePart[]): PackedBooks {
  const texts = sites.map((part) => Buffer.from(JSON.stringify(part)));
  const bytes = new SharedArrayBuffer(texts.reduce((sum, { length }) => sum + length, 0));
  const view = new Uint8Array(bytes);
  const places: PackedBooks['places'] = {};
  let at = 0;
  texts.forEach((text, index) => {
    view.set(text, at);
    places[sites[index]?.site.code ?? ''] = [at, at + text.length];
    at += text.length;
  });
  return { district, plan, places, bytes };
}

/** The book of one site and what its workbook was made from; null where the district has none of that code. */
export function unpackBook(
  { plan, places, bytes }: PackedBooks,
  siteCode: string,
): { book: SiteBook; base: SiteContent; latest?: SiteContent } | null {
  const place = Object.hasOwn(places, siteCode) ? places[siteCode] : undefined;
  if (!place) return null;
  // Copied out first: text decoders refuse memory that is shared.
  const text = Buffer.from(new Uint8Array(bytes, place[0], place[1] - place[0])).toString('utf8');
  const { base, latest, ...part } = JSON.parse(text) as SitePart;
  return { book: { plan, ...part }, base: base ?? part.opening, ...(latest ? { latest } : {}) };
}

/** The sites of a district as its import files, or the database, have them. */
export function sitePartsOf(folder: DistrictFolder): SitePart[] {
  const ledger = new Map<string, AllocationEntry[]>();
  for (const entry of folder.allocations) {
    const entries = ledger.get(entry.siteCode);
    if (entries) entries.push(entry);
    else ledger.set(entry.siteCode, [entry]);
  }
  return folder.sites.map((site) => {
    const spending = folder.spending?.get(site.code);
    const exceptions = folder.exceptions?.get(site.code);
    return {
      site,
      allocations: ledger.get(site.code) ?? [],
      opening: folder.openings.get(site.code) ?? { lines: [], positions: [] },
      ...(spending ? { spending } : {}),
      ...(exceptions ? { exceptions } : {}),
    };
  });
}
