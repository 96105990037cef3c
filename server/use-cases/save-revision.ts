import { LRUCache } from 'lru-cache';
import { ENGINE_VERSION } from '../../src/core/engine-version.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { isUnexplained, type Problem } from '../../src/core/problem.js';
import { openSheet, type SheetState } from '../../src/core/validation/sheet-state.js';
import { takeOwnedRows, type Owners } from '../../src/core/validation/owned-rows.js';
import { isOtherOpening } from '../../src/core/workbook/identity.js';
import { isKnownLayout, LAYOUT_VERSION } from '../../src/core/workbook/layout.js';
import type { Receipt, RevisionSummary, saveRevision as endpoint } from '../../src/contract/sites.js';
import type { BodyOf } from '../../src/contract/endpoint.js';
import { inTransaction, type Transaction } from '../stores/open-database.js';
import { holdYear } from '../stores/plan-store.js';
import { addRevision, findRepeat, findRevision, latestInOpenYear } from '../stores/revision-store.js';
import { putSharedPosts } from '../stores/shared-post-store.js';
import { holdSite, type Year } from '../stores/year-store.js';
import { ownersAt, type Actor } from './actor.js';
import { audit, revisionSubject } from './audit.js';
import { boundClaim, madeAt } from './claims.js';
import { loadSiteOf, type LoadedSite } from './load-site.js';
import { contentHash } from '../content-hash.js';
import { openingHash } from '../opening-hash.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';
import { refuseAdopted } from './adopted-year.js';
import { sharedOf } from './visiting-posts.js';

type Save = BodyOf<typeof endpoint>;

/** The file that a save came in as, which the audit trail names: its bytes by their SHA-256, and how they were read. */
export type SavedFile = { name: string; hash: string; takesSuggestions: boolean };

/** Stores a sheet, and stamps the receipt with the server's time for whatever the client queues next. */
export async function saveRevision(
  parts: Parts,
  actor: Actor,
  siteCode: string,
  save: Save,
): Promise<Receipt> {
  const stored = await storeSheet(parts, actor, siteCode, save, { owners: ownersAt(actor, siteCode) });
  return { ...stored, serverStamp: await parts.tokens.stamp(actor) };
}

/**
 * Stores a sheet as the next revision. Rows and cells that are not the actor's keep what the server has, and the
 * receipt says so; problems, also fatal ones, do not stop a save. The same save again gives the same revision, and
 * a sheet that started from an older revision than the latest is refused whole, as is any that is new once the year's
 * budget is adopted. `owners`: whose rows it may change; `accept` may refuse by throwing what would be kept otherwise.
 */
export async function storeSheet(
  parts: Parts,
  actor: Actor,
  siteCode: string,
  save: Save,
  { owners, file, accept }: { owners: Owners; file?: SavedFile; accept?: (kept: Problem[]) => void },
): Promise<Receipt> {
  return inTransaction(parts.db, async (tx) => {
    await holdYear(tx, actor.districtId);
    const { year, latest, isAdopted } = await latestToFollow(tx, actor.districtId, siteCode);
    const loaded = await loadSiteOf(tx, year, siteCode);
    assertSameSheet(loaded, save);
    if (latest === null && isOtherOpening(save, () => openingHash(loaded.opening)))
      throw new Refusal('workbook.otherOpening');
    const base = await baseContent(tx, loaded, siteCode, save, latest);
    const { content, kept } = takeOwnedRows(loaded.index, base, save.content, owners);
    accept?.(kept);
    const state = openSheet(loaded.index, content);
    const hash = contentHash(content);
    if ((latest?.number ?? 0) !== save.baseRevision) {
      const repeat = await findRepeat(tx, loaded.year, siteCode, { ...save, contentHash: hash });
      if (repeat) return receipt(loaded, siteCode, repeat, state, kept, true);
      refuseAdopted(year, isAdopted);
      throw outdated(loaded, latest);
    }
    // What other sites charge here may have changed since: then the same rows are worth something else.
    if (latest?.contentHash === hash && hasTotals(latest, state))
      return receipt(loaded, siteCode, latest, state, kept, true);
    refuseAdopted(year, isAdopted);
    // What the sheet started from was there before it was queued.
    const claim = await boundClaim(parts, actor, save.queued, latest ? madeAt(latest) : null);
    const summary = { ...summarize(state, hash, save.baseRevision + 1, actor, parts.now()), ...claim };
    if (
      await store(tx, parts, actor, loaded, { siteCode, save, content, summary, ...(file ? { file } : {}) })
    )
      return receipt(loaded, siteCode, summary, state, kept, false);
    // Another save came first, between the look at the latest revision and this one: perhaps this very save.
    const first = await findRepeat(tx, loaded.year, siteCode, { ...save, contentHash: hash });
    if (first) return receipt(loaded, siteCode, first, state, kept, true);
    throw outdated(loaded, (await latestInOpenYear(tx, actor.districtId, siteCode)).latest);
  });
}

/**
 * What a save is the next of. A first one starts from the opening, which an import may be changing right now: it waits for
 * that and looks again, so that it is worked out on the opening that it is stored with.
 */
async function latestToFollow(
  tx: Transaction,
  districtId: string,
  siteCode: string,
): ReturnType<typeof latestInOpenYear> {
  const found = await latestInOpenYear(tx, districtId, siteCode);
  if (found.latest !== null) return found;
  await holdSite(tx, found.year, siteCode);
  return latestInOpenYear(tx, districtId, siteCode);
}

function assertSameSheet({ year }: LoadedSite, save: Save): void {
  if (save.yearId !== year.yearId) {
    throw new Refusal('workbook.otherYear', { year: save.yearId, openYear: year.yearId });
  }
  if (!isKnownLayout(save.layoutVersion)) {
    throw new Refusal('workbook.otherLayout', { layout: save.layoutVersion, known: LAYOUT_VERSION });
  }
}

/** Contents of latest revisions, which the next saves start from; about a kilobyte of memory a row. */
const latestContents = new LRUCache<string, SiteContent>({
  maxSize: 100_000,
  sizeCalculation: ({ lines, positions }) => 10 + lines.length + positions.length,
});

const contentKey = (
  { districtId, yearId }: Year,
  siteCode: string,
  { number, contentHash: hash }: RevisionSummary,
) => `${districtId}/${yearId}/${siteCode}/${String(number)}/${hash}`;

async function baseContent(
  tx: Transaction,
  { year, opening }: LoadedSite,
  siteCode: string,
  { baseRevision }: Save,
  latest: RevisionSummary | null,
): Promise<SiteContent> {
  if (baseRevision === 0) return opening;
  const known =
    latest?.number === baseRevision ? latestContents.get(contentKey(year, siteCode, latest)) : undefined;
  if (known) return known;
  const base = await findRevision(tx, year, siteCode, baseRevision);
  if (!base) throw new Refusal('revision.unknown', { revision: baseRevision });
  return base.content;
}

function outdated({ year }: LoadedSite, latest: RevisionSummary | null): Refusal {
  return new Refusal('revision.outdated', {
    revision: latest?.number ?? 0,
    savedBy: latest?.savedBy ?? '',
    savedAt: latest?.savedAt ?? '',
    timeZone: year.plan.timeZone,
  });
}

/** The figures and counts of a checked content, as a revision keeps them. */
export function summarize(
  state: SheetState,
  hash: string,
  number: number,
  actor: Actor,
  at: Date,
): RevisionSummary {
  const count = (severity: Problem['severity']) =>
    state.problems.filter((problem) => problem.severity === severity).length;
  return {
    number,
    contentHash: hash,
    savedBy: actor.name,
    savedAt: at.toISOString(),
    ...totalsOf(state),
    fatalCount: count('fatal'),
    warningCount: state.problems.filter(isUnexplained).length,
  };
}

function totalsOf({ figures }: SheetState): Pick<RevisionSummary, 'totalCents' | 'totalFte'> {
  const lines = [...figures.lines.values()];
  return {
    totalCents: lines.reduce((sum, { proposedCents }) => sum + proposedCents, 0),
    totalFte: lines.reduce((sum, { proposedFte }) => sum + proposedFte, 0),
  };
}

/** Whether a revision's totals are still what its rows add up to. */
export function hasTotals(
  { totalCents, totalFte }: Pick<RevisionSummary, 'totalCents' | 'totalFte'>,
  state: SheetState,
): boolean {
  const totals = totalsOf(state);
  return totals.totalCents === totalCents && totals.totalFte === totalFte;
}

/** Stores the revision with its audit row; false when one with its number or of the same save is there already. */
async function store(
  tx: Transaction,
  parts: Parts,
  actor: Actor,
  loaded: LoadedSite,
  next: { siteCode: string; save: Save; content: SiteContent; summary: RevisionSummary; file?: SavedFile },
): Promise<boolean> {
  const { siteCode, save, content, summary, file } = next;
  const isStored = await addRevision(tx, loaded.year, {
    siteCode,
    workbookId: save.workbookId,
    baseRevision: save.baseRevision,
    rulePackHash: loaded.year.rulePackHash,
    engineVersion: ENGINE_VERSION,
    savedById: actor.personId,
    summary,
    content,
  });
  if (!isStored) return false;
  latestContents.set(contentKey(loaded.year, siteCode, summary), content);
  const shared = sharedOf(loaded.year.plan, siteCode, loaded.opening, content);
  await putSharedPosts(tx, loaded.year, shared, loaded.sharedPosts);
  await audit(tx, parts, actor, {
    action: 'revision.saved',
    siteCode,
    subject: revisionSubject(loaded.year.yearId, siteCode, summary.number),
    details: {
      revision: summary.number,
      contentHash: summary.contentHash,
      baseRevision: save.baseRevision,
      ...(file ? { file: file.name, fileHash: file.hash } : {}),
      ...(file?.takesSuggestions ? { suggestions: 'taken' } : {}),
    },
  });
  return true;
}

function receipt(
  { year }: LoadedSite,
  siteCode: string,
  revision: RevisionSummary,
  state: SheetState,
  kept: Problem[],
  isRepeat: boolean,
): Receipt {
  return {
    siteCode,
    yearId: year.yearId,
    revision,
    rulePackHash: year.rulePackHash,
    engineVersion: ENGINE_VERSION,
    isRepeat,
    kept,
    problems: state.problems,
  };
}
