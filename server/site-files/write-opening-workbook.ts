import { indexBook } from '../../src/core/validation/book-index.js';
import type { Owners } from '../../src/core/validation/owned-rows.js';
import { LAYOUT_VERSION } from '../../src/core/workbook/layout.js';
import type { DistrictFolder } from '../imports/read-district-folder.js';
import type { NewId } from '../imports/stable-ids.js';
import { readAddInId } from '../read-add-in-id.js';
import { writeSiteWorkbook } from '../workbooks/write-site-workbook.js';
import type { SitePart } from './packed-books.js';

/** The workbook of a site as its season opens, from import files alone. The same files give the same bytes. */
export function writeOpeningWorkbook(
  { plan, shortName }: DistrictFolder,
  part: SitePart,
  owners: Owners,
  newId: NewId,
): Promise<Uint8Array> {
  const identity = {
    workbookId: newId('workbook', shortName, plan.year.id, part.site.code),
    layoutVersion: LAYOUT_VERSION,
    district: shortName,
    yearId: plan.year.id,
    siteCode: part.site.code,
    baseRevision: 0,
  };
  return writeSiteWorkbook(indexBook({ plan, ...part }), part.opening, owners, identity, readAddInId());
}
