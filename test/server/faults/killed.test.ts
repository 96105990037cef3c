import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { killRounds } from '../../faults/kill/kill-rounds.js';
import { KINDS, newDatabase } from '../../support/database-kinds.js';
import { startPostgres, type TestPostgres } from '../../support/postgres.js';

const SEED = Number(process.env['SITEBOOK_FAULT_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const KIND = KINDS.at(-1)!;
const KILLS = 2;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-kill-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test(`killed while people save and decide: nothing acknowledged is lost, nothing is there by half (SITEBOOK_FAULT_SEED=${String(SEED)})`, async () => {
  const report = await killRounds({ database: await newDatabase(KIND, folder), kills: KILLS, seed: SEED });
  expect(report.violations).toEqual([]);
  expect(report.kills).toBe(KILLS);
  expect(report.saves).toBeGreaterThan(KILLS);
}, 300_000);

if (KIND === 'PostgreSQL') {
  let postgres: TestPostgres;
  let usual: string | undefined;
  beforeAll(async () => {
    postgres = await startPostgres({ settings: ['fsync=on'] });
    usual = process.env['SITEBOOK_TEST_POSTGRES_URL'];
    process.env['SITEBOOK_TEST_POSTGRES_URL'] = postgres.url;
  }, 60_000);
  afterAll(async () => {
    process.env['SITEBOOK_TEST_POSTGRES_URL'] = usual;
    await postgres.remove();
  });

  test(`the database server killed under the program: the same, without a new start of the program (SITEBOOK_FAULT_SEED=${String(SEED)})`, async () => {
    const database = await newDatabase(KIND, folder);
    const report = await killRounds({ database, kills: 1, seed: SEED, postgres });
    expect(report.violations).toEqual([]);
    expect(report.kills).toBe(1);
  }, 300_000);
}
