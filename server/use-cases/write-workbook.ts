import { LAYOUT_VERSION } from '../../src/core/workbook/layout.js';
import { SITE_OWNER } from '../../src/core/budget/site.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import { zipWorkbooks, type WorkbookAsk } from '../site-files/site-workbooks.js';
import { latestRevision } from '../stores/revision-store.js';
import { findDistrictShortName, listSites, openYear } from '../stores/year-store.js';
import { writeSiteWorkbook } from '../workbooks/write-site-workbook.js';
import { ownersAt, scopeOf, type Actor } from './actor.js';
import { loadSite } from './load-site.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';

/** The site's workbook as it stands: the latest revision, or the opening content when nothing is saved. */
export async function writeWorkbook(parts: Parts, actor: Actor, siteCode: string): Promise<Uint8Array> {
  const district = await findDistrictShortName(parts.db, actor.districtId);
  const { index, content, owners, identity } = await workbookOf(parts, actor, district, siteCode);
  return writeSiteWorkbook(index, content, new Set(owners), identity, parts.addInId);
}

/** Each holds a thread, and whoever asks twice waits for nothing. */
const MOST_AT_ONCE = 2;
let running = 0;

/** The workbooks of all sites that the actor may have, as one .zip in pieces, in the order of the sites. */
export async function* writeWorkbooks(parts: Parts, actor: Actor): AsyncGenerator<Uint8Array> {
  if (running >= MOST_AT_ONCE) throw new Refusal('server.busy');
  running += 1;
  try {
    const { plan } = await openYear(parts.db, actor.districtId);
    yield* zipWorkbooks({ plan, addInId: parts.addInId }, asksOf(parts, actor), parts.now());
  } finally {
    running -= 1;
  }
}

async function* asksOf(parts: Parts, actor: Actor): AsyncGenerator<WorkbookAsk> {
  const year = await openYear(parts.db, actor.districtId);
  const district = await findDistrictShortName(parts.db, actor.districtId);
  for (const { code } of await listSites(parts.db, year, scopeOf(actor, 'workbooks:read'))) {
    const { index, ...ask } = await workbookOf(parts, actor, district, code);
    const { plan: _, ...part } = index.book;
    yield { part, ...ask };
  }
}

type OneWorkbook = { index: BookIndex; content: SiteContent; owners: string[]; identity: WorkbookIdentity };

/** What a site's workbook is written from: for the rows of the actor, or where she has none there for the site's own. */
async function workbookOf(
  parts: Parts,
  actor: Actor,
  district: string,
  siteCode: string,
): Promise<OneWorkbook> {
  const { year, index, opening } = await loadSite(parts.db, actor.districtId, siteCode);
  const latest = await latestRevision(parts.db, year, siteCode);
  const owners = [...ownersAt(actor, siteCode)];
  return {
    index,
    content: latest?.content ?? opening,
    owners: owners.length > 0 ? owners : [SITE_OWNER],
    identity: {
      workbookId: parts.newId(),
      layoutVersion: LAYOUT_VERSION,
      district,
      yearId: year.yearId,
      siteCode,
      baseRevision: latest?.summary.number ?? 0,
    },
  };
}
