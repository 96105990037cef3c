// The reviewer's queue over 2,000 sites and 100,000 revisions on PostgreSQL: every page of the queue, asked for over HTTP of
// the server in a process of its own by four reviewers at once.
import { sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import os from 'node:os';
import { CLIENT_VERSION, CLIENT_VERSION_HEADER } from '../../src/contract/endpoint.js';
import type { SignedIn } from '../../src/contract/sign-in.js';
import { grantOf } from '../../src/core/district/role.js';
import { hashPassword } from '../../server/identity/passwords.js';
import { readDistrictFolder } from '../../server/imports/read-district-folder.js';
import { stableIds } from '../../server/imports/stable-ids.js';
import { inTransaction, openDatabase, type Database } from '../../server/stores/open-database.js';
import { addPerson } from '../../server/stores/person-store.js';
import { importYear } from '../../server/use-cases/import-year.js';
import { manySites } from '../support/many-sites.js';
import { spawnServer } from '../support/spawn-server.js';
import { findPostgres } from '../../scripts/lib/programs.mjs';
import { startPostgresServer } from '../../scripts/lib/start-postgres.mjs';

const SITES = 2_000;
const REVISIONS_EACH = 50;
/** Of each site two were sent back before; the last one waits. */
const SUBMISSIONS_EACH = 3;
const PAGE = 50;
const READERS = 4;
const PAGES_EACH = 150;
const PASSWORD = 'a password of the bench';

const quantile = (values: readonly number[], share: number) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
const round = (value: number) => Number(value.toFixed(1));

/** The rows are made in the database: what is measured reads them, and nothing of their content. */
async function fill(db: Database): Promise<void> {
  const read = readDistrictFolder(await manySites(1, 200), stableIds());
  if (!read.ok) throw new Error(JSON.stringify(read.problems.slice(0, 3)));
  const districtId = randomUUID();
  await importYear({ db, now: () => new Date(), newId: randomUUID }, read.value, districtId, randomUUID());
  const passwordHash = await hashPassword(PASSWORD);
  await inTransaction(db, async (tx) => {
    await addPerson(tx, {
      districtId,
      id: randomUUID(),
      email: 'reviewer@bench.example',
      name: 'Reviewer',
      passwordHash,
      roles: [grantOf('reviewer')],
    });
  });
  const yearId = read.value.plan.year.id;
  const content = JSON.stringify([...read.value.openings.values()][0]);
  await db.execute(sql`
    insert into site (district_id, year_id, code, name, level, position, opening, opening_cents)
    select ${districtId}::uuid, ${yearId}, 'S' || n, 'School ' || n, 'elementary', n, '{"lines":[],"positions":[]}', 1000000
    from generate_series(1, ${SITES}::int) n`);
  await db.execute(sql`
    insert into allocation_entry (district_id, id, year_id, site_code, funding_source, date, kind, amount_cents, fte, reason, author)
    select ${districtId}::uuid, gen_random_uuid(), ${yearId}, 'S' || n, '100', '2024-02-01', 'initial', 1200000, 0, 'Generated', 'Bench'
    from generate_series(1, ${SITES}::int) n, generate_series(1, 10)`);
  await db.execute(sql`
    insert into revision (district_id, year_id, site_code, number, workbook_id, base_revision, content_hash, content,
      total_cents, total_fte, fatal_count, warning_count, rule_pack_hash, engine_version, saved_by_id, saved_by, saved_at)
    select ${districtId}::uuid, ${yearId}, 'S' || n, r, gen_random_uuid(), r - 1, md5(n || '/' || r), ${content},
      1000000 + r, 10000, 0, 1, 'hash', '1', gen_random_uuid(), 'Principal', '2024-02-01T12:00:00Z'::timestamptz + r * interval '1 hour'
    from generate_series(1, ${SITES}::int) n, generate_series(1, ${REVISIONS_EACH}::int) r`);
  await db.execute(sql`
    insert into submission (district_id, id, year_id, site_code, revision, status, submitted_by_id, submitted_by, submitted_at, decisions, changed_lines)
    select ${districtId}::uuid, gen_random_uuid(), ${yearId}, 'S' || n, ${REVISIONS_EACH}::int - ${SUBMISSIONS_EACH}::int + s,
      case when s = ${SUBMISSIONS_EACH}::int then 'submitted' else 'returned' end, gen_random_uuid(), 'Principal',
      '2024-03-01T12:00:00Z'::timestamptz + (s * 3000 + n) * interval '1 minute', '[]', 12
    from generate_series(1, ${SITES}::int) n, generate_series(1, ${SUBMISSIONS_EACH}::int) s`);
  await db.execute(sql`analyze`);
}

type Page = { items: unknown[]; next: string | null };

async function get<T>(base: string, url: string, token: string): Promise<T> {
  const reply = await fetch(new URL(url, base), {
    headers: { [CLIENT_VERSION_HEADER]: CLIENT_VERSION, authorization: `Bearer ${token}` },
  });
  if (!reply.ok) throw new Error(`${url}: ${String(reply.status)} ${(await reply.text()).slice(0, 300)}`);
  return (await reply.json()) as T;
}

/** Pages one after the other, from the first to the last and again. */
async function readPages(
  base: string,
  token: string,
  count: number,
  times: number[],
  view = 'all',
): Promise<void> {
  let next: string | null = null;
  for (let n = 0; n < count; n += 1) {
    const from = performance.now();
    const after: string = next === null ? '' : `&after=${encodeURIComponent(next)}`;
    const page: Page = await get<Page>(
      base,
      `/v1/submissions?view=${view}&limit=${String(PAGE)}${after}`,
      token,
    );
    times.push(performance.now() - from);
    if (page.items.length === 0) throw new Error('An empty page');
    ({ next } = page);
  }
}

const programs = findPostgres();
if (programs.path === undefined) throw new Error(programs.fault);
const postgres = await startPostgresServer(programs.path, { isDurable: true });
const database = await openDatabase({
  dataFolder: '',
  databaseUrl: postgres.url,
  backupsFolder: os.tmpdir(),
});
await fill(database.db);
await database.close();
const server = spawnServer({ PORT: '0', SITEBOOK_DEMO: '0', DATABASE_URL: postgres.url });
const base = await server.ready;
const signedIn = await fetch(new URL('/v1/sign-in', base), {
  method: 'POST',
  headers: { [CLIENT_VERSION_HEADER]: CLIENT_VERSION, 'content-type': 'application/json' },
  body: JSON.stringify({ district: 'dayton', email: 'reviewer@bench.example', password: PASSWORD }),
});
const { token } = (await signedIn.json()) as SignedIn;
await readPages(base, token, 30, []);
const alone: number[] = [];
await readPages(base, token, PAGES_EACH, alone);
const yours: number[] = [];
await readPages(base, token, PAGES_EACH, yours, 'yours');
const times: number[] = [];
await Promise.all(Array.from({ length: READERS }, () => readPages(base, token, PAGES_EACH, times)));
server.process.kill('SIGTERM');
await server.exited;
postgres.process.kill('SIGINT');
await new Promise((resolve) => postgres.process.once('exit', resolve));
rmSync(postgres.folder, { recursive: true, force: true });
console.log(
  JSON.stringify({
    bench: 'queue',
    p99Ms: round(quantile(times, 0.99)),
    p50Ms: round(quantile(times, 0.5)),
    yoursP99Ms: round(quantile(yours, 0.99)),
    aloneP99Ms: round(quantile(alone, 0.99)),
    sites: SITES,
    revisions: SITES * REVISIONS_EACH,
    pages: times.length,
  }),
);
