import type { SiteContent } from '../../src/core/budget/site-content.js';
import { indexBook } from '../../src/core/validation/book-index.js';
import type { Owners } from '../../src/core/validation/owned-rows.js';
import { LAYOUT_VERSION } from '../../src/core/workbook/layout.js';
import type { DistrictFolder } from '../imports/read-district-folder.js';
import type { NewId } from '../imports/stable-ids.js';
import { readAddInId } from '../read-add-in-id.js';
import { writeSiteWorkbook } from '../workbooks/write-site-workbook.js';
import type { SitePart } from './packed-books.js';

/**
 * The workbook of a site: of the revision that it saved last, and without one as its season opens. The same district gives
 * the same bytes.
 */
export function writeWorkbookOf(
  { plan, shortName }: DistrictFolder,
  part: SitePart,
  owners: Owners,
  newId: NewId,
  latest?: { number: number; content: SiteContent },
): Promise<Uint8Array> {
  const { code } = part.site;
  const identity = {
    workbookId: newId('workbook', shortName, plan.year.id, code, ...(latest ? [latest.number] : [])),
    layoutVersion: LAYOUT_VERSION,
    district: shortName,
    yearId: plan.year.id,
    siteCode: code,
    baseRevision: latest?.number ?? 0,
  };
  const content = latest?.content ?? part.opening;
  return writeSiteWorkbook(indexBook({ plan, ...part }), content, owners, identity, readAddInId());
}
