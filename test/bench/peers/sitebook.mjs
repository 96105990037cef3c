// One contestant of `npm run bench -- merge-files`: reads, checks and merges as `sitebook merge` does. What the peers have no
// counterpart of stays out of the clock: reading the district's import files before, and the tie-out after.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readFolderFiles } from '../../../dist/server/imports/folder-files.js';
import { readDistrictFolder } from '../../../dist/server/imports/read-district-folder.js';
import { stableIds } from '../../../dist/server/imports/stable-ids.js';
import { mergeRevisions } from '../../../dist/src/core/merge/master-budget.js';
import { checkDistrictFiles } from '../../../dist/server/site-files/district-files.js';
import { revisionsOfFiles } from '../../../dist/server/site-files/merge-site-files.js';

const [district, folder] = process.argv.slice(2);
const read = readDistrictFolder(await readFolderFiles(district), stableIds());
if (!read.ok) throw new Error(JSON.stringify(read.problems[0]));
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.xlsx'))
  .map((name) => ({ name, path: path.join(folder, name) }));
const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
const options = { owners: ['site'], takesSuggestions: false, keepsContent: false };
const reports = await checkDistrictFiles(read.value, files, options);
const refused = reports.find(({ isRead }) => !isRead);
if (refused) throw new Error(JSON.stringify(refused));
const master = mergeRevisions(revisionsOfFiles(reports, '2024-03-15T00:00:00Z'));
const wallMs = performance.now() - startedAt;
const { user, system } = process.cpuUsage(cpuBefore);
console.log(
  JSON.stringify({
    wallMs,
    cpuMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
    accounts: master.accounts.length,
    totalCents: master.totalCents,
  }),
);
