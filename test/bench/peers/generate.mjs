// Writes a workbook for every site of a folder of import files, and tells what that took.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readFolderFiles } from '../../../dist/server/imports/folder-files.js';
import { readDistrictFolder } from '../../../dist/server/imports/read-district-folder.js';
import { stableIds } from '../../../dist/server/imports/stable-ids.js';
import { districtParts } from '../../../dist/server/site-files/district-files.js';
import { writeWorkbookOf } from '../../../dist/server/site-files/write-workbook-of.js';

const [district, out] = process.argv.slice(2);
const read = readDistrictFolder(await readFolderFiles(district), stableIds());
if (!read.ok) throw new Error(JSON.stringify(read.problems[0]));
mkdirSync(out);
const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
let written = 0;
const newId = stableIds();
for (const part of districtParts(read.value, new Map())) {
  const bytes = await writeWorkbookOf(read.value, part, new Set(['site']), newId);
  writeFileSync(path.join(out, `${part.site.code}.xlsx`), bytes);
  written += bytes.length;
}
const { user, system } = process.cpuUsage(cpuBefore);
console.log(
  JSON.stringify({
    wallMs: performance.now() - startedAt,
    cpuMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
    bytes: written,
  }),
);
