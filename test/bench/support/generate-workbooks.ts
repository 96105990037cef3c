import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CsvFiles } from '../../../server/imports/csv-table.js';
import { readDistrictFolder } from '../../../server/imports/read-district-folder.js';
import { stableIds } from '../../../server/imports/stable-ids.js';
import { districtParts } from '../../../server/site-files/district-files.js';
import { writeSiteWorkbook } from '../../../server/workbooks/write-site-workbook.js';
import { SITE_OWNER } from '../../../src/core/budget/site.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { LAYOUT_VERSION } from '../../../src/core/workbook/layout.js';

/** Writes a workbook for every site of a district, as `sitebook workbooks` does. */
export async function generateWorkbooks(files: CsvFiles, folder: string): Promise<void> {
  const read = readDistrictFolder(files, stableIds());
  if (!read.ok) throw new Error(JSON.stringify(read.problems[0]));
  const { plan, shortName } = read.value;
  const newId = stableIds();
  mkdirSync(folder, { recursive: true });
  for (const part of districtParts(read.value, new Map())) {
    const index = indexBook({ plan, ...part });
    const siteCode = part.site.code;
    const identity = {
      workbookId: newId('workbook', siteCode),
      layoutVersion: LAYOUT_VERSION,
      district: shortName,
      yearId: plan.year.id,
      siteCode,
      baseRevision: 0,
    };
    const addInId = '00000000-0000-4000-8000-000000000000';
    const bytes = await writeSiteWorkbook(index, part.opening, new Set([SITE_OWNER]), identity, addInId);
    writeFileSync(path.join(folder, `${siteCode}.xlsx`), bytes);
  }
}
