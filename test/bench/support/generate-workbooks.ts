import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CsvFiles } from '../../../server/imports/csv-table.js';
import { readDistrictFolder } from '../../../server/imports/read-district-folder.js';
import { stableIds } from '../../../server/imports/stable-ids.js';
import { districtParts } from '../../../server/site-files/district-files.js';
import { writeWorkbookOf } from '../../../server/site-files/write-workbook-of.js';
import { SITE_OWNER } from '../../../src/core/budget/site.js';

/** Writes a workbook for every site of a district, as `sitebook workbooks` does. */
export async function generateWorkbooks(files: CsvFiles, folder: string): Promise<void> {
  const read = readDistrictFolder(files, stableIds());
  if (!read.ok) throw new Error(JSON.stringify(read.problems[0]));
  const newId = stableIds();
  mkdirSync(folder, { recursive: true });
  for (const part of districtParts(read.value, new Map())) {
    const bytes = await writeWorkbookOf(read.value, part, new Set([SITE_OWNER]), newId);
    writeFileSync(path.join(folder, `${part.site.code}.xlsx`), bytes);
  }
}
