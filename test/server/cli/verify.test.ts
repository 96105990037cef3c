import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { loadDemo } from '../../../server/demo/load-demo.js';
import { openDatabase } from '../../../server/stores/open-database.js';
import { latestRevision } from '../../../server/stores/revision-store.js';
import { listDistricts, openYear } from '../../../server/stores/year-store.js';
import { sealDistrict } from '../../../server/use-cases/seal-audit.js';
import { KINDS, newDatabase, type NewDatabase } from '../../support/database-kinds.js';
import { sitebookHere } from '../../support/sitebook-command.js';
import { TEST_START, testParts } from '../../support/test-parts.js';

const SITE = '571';
let folder: string;
let made: NewDatabase;
let receipt: { revision: number; contentHash: string };

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-verify-'));
  made = await newDatabase(KINDS.at(-1)!, folder, { isMade: true });
  const { db, close } = await openDatabase(made.config);
  try {
    await loadDemo(await testParts(db, () => TEST_START), { withSeason: true });
    const [districtId = ''] = await listDistricts(db);
    const latest = await latestRevision(db, await openYear(db, districtId), SITE);
    receipt = { revision: latest?.summary.number ?? 0, contentHash: latest?.summary.contentHash ?? '' };
    await sealDistrict({ db, now: () => new Date() }, districtId);
  } finally {
    await close();
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function verify(text: string, ...options: string[]) {
  const file = path.join(folder, 'receipt');
  await writeFile(file, text);
  return sitebookHere(['verify', file, ...options], made.settings);
}

const copied = ({ revision, contentHash } = receipt) =>
  `Revision: r${String(revision)}\nReceived: 2024-03-15T10:00:00Z\nContent: ${contentHash}\nRules: ${'a'.repeat(64)}\nEngine: 1`;

test('a receipt as the pane copies it, in either language, and as the API answers', async () => {
  const sealed = `Revision ${String(receipt.revision)} of site ${SITE} is stored as the receipt says, sealed as `;
  for (const text of [
    copied(),
    copied().replace('Revision', 'Revisión').replace('Content', 'Contenido'),
    JSON.stringify({ siteCode: SITE, ...receipt }),
    JSON.stringify({
      siteCode: SITE,
      revision: { number: receipt.revision, contentHash: receipt.contentHash, savedBy: 'x' },
    }),
  ]) {
    const done = await verify(text, '--site', SITE);
    expect(done).toMatchObject({ exit: 0, err: '' });
    expect(done.out).toContain(sealed);
  }
});

test('one of something else fails', async () => {
  const other = { ...receipt, contentHash: 'b'.repeat(64) };
  expect(await verify(copied(other), '--site', SITE)).toMatchObject({
    exit: 1,
    out: `Revision ${String(receipt.revision)} of site ${SITE} is another than the receipt says.`,
  });
  const later = await verify(copied({ ...receipt, revision: 99 }), '--site', SITE, '--json');
  expect(later.exit).toBe(1);
  expect(JSON.parse(later.out)).toMatchObject({ isGood: false, result: 'unknown', siteCode: SITE });
});

test('what is no receipt, or names no site, says so', async () => {
  expect((await verify(copied())).err).toContain('is no receipt that names its site');
  expect((await verify('hello', '--site', SITE)).err).toContain('is no receipt.');
  const gone = await sitebookHere(['verify', path.join(folder, 'none'), '--site', SITE], made.settings);
  expect(gone).toMatchObject({ exit: 1, out: '' });
  expect(gone.err).toContain('There is no file');
});
