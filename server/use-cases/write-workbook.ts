import { LAYOUT_VERSION } from '../../src/core/workbook/layout.js';
import { SITE_OWNER } from '../../src/core/budget/site.js';
import { latestRevision } from '../stores/revision-store.js';
import { findDistrictShortName } from '../stores/year-store.js';
import { writeSiteWorkbook } from '../workbooks/write-site-workbook.js';
import { ownersAt, type Actor } from './actor.js';
import { loadSite } from './load-site.js';
import type { Parts } from './parts.js';

/** The site's workbook as it stands: the latest revision, or the opening content when nothing is saved. */
export async function writeWorkbook(parts: Parts, actor: Actor, siteCode: string): Promise<Uint8Array> {
  const { year, index, opening } = await loadSite(parts.db, actor.districtId, siteCode);
  const latest = await latestRevision(parts.db, year, siteCode);
  const owners = ownersAt(actor, siteCode);
  return writeSiteWorkbook(
    index,
    latest?.content ?? opening,
    owners.size > 0 ? owners : new Set([SITE_OWNER]),
    {
      workbookId: parts.newId(),
      layoutVersion: LAYOUT_VERSION,
      district: await findDistrictShortName(parts.db, actor.districtId),
      yearId: year.yearId,
      siteCode,
      baseRevision: latest?.summary.number ?? 0,
    },
    parts.addInId,
  );
}
