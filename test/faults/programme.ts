import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { newDatabase } from '../support/database-kinds.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { diskFull } from './disk-full.js';
import { fuzzAlone } from './fuzz-alone.js';
import { killRounds } from './kill/kill-rounds.js';

export type FaultOptions = {
  /** How often; null for as often as the programme says. */
  count: number | null;
  seed: number;
};
export type FaultReport = { seed: number; violations: string[] };
type Fault = (options: FaultOptions) => Promise<FaultReport>;

const KILLS = 50;
const DATABASE_KILLS = 5;
const log = (line: string) => console.error(line);

/** Every kind of fault, in its full count. */
export const PROGRAMME: ReadonlyMap<string, Fault> = new Map<string, Fault>([
  [
    'kill-pglite',
    ({ count, seed }) =>
      inFolder(async (folder) =>
        killRounds({ database: await newDatabase('PGlite', folder), kills: count ?? KILLS, seed, log }),
      ),
  ],
  [
    'kill-postgres',
    ({ count, seed }) =>
      onPostgres(async (folder) =>
        killRounds({ database: await newDatabase('PostgreSQL', folder), kills: count ?? KILLS, seed, log }),
      ),
  ],
  [
    'kill-database',
    ({ count, seed }) =>
      onPostgres(async (folder, postgres) =>
        killRounds({
          database: await newDatabase('PostgreSQL', folder),
          kills: count ?? DATABASE_KILLS,
          seed,
          postgres,
          log,
        }),
      ),
  ],
  ['disk-full', ({ count, seed }) => diskFull({ rounds: count ?? 6, seed })],
  ['fuzz', ({ count, seed }) => fuzzAlone({ requests: count ?? 20_000, seed })],
]);

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-faults-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** With a PostgreSQL of its own that waits for the disk, as a real one does. */
async function onPostgres<T>(work: (folder: string, postgres: TestPostgres) => Promise<T>): Promise<T> {
  const postgres = await startPostgres({ settings: ['fsync=on'] });
  process.env['SITEBOOK_TEST_POSTGRES_URL'] = postgres.url;
  try {
    return await inFolder((folder) => work(folder, postgres));
  } finally {
    await postgres.remove();
  }
}
