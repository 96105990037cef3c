// 50 people at once, each saving revisions of 200 lines of her own school, over HTTP to the server in a process of its
// own; beside it, in the same run, a bare loop that stores the same rows through the same driver, at the same width.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { CLIENT_VERSION, CLIENT_VERSION_HEADER } from '../../src/contract/endpoint.js';
import type { SignedIn } from '../../src/contract/sign-in.js';
import type { SiteBookReply } from '../../src/contract/sites.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { grantOf } from '../../src/core/district/role.js';
import { ENGINE_VERSION } from '../../src/core/engine-version.js';
import { LAYOUT_VERSION } from '../../src/core/workbook/layout.js';
import { hashPassword } from '../../server/identity/passwords.js';
import { readDistrictFolder } from '../../server/imports/read-district-folder.js';
import { stableIds } from '../../server/imports/stable-ids.js';
import { inTransaction, openDatabase, type OpenDatabase } from '../../server/stores/open-database.js';
import { addAuditEvent } from '../../server/stores/audit-store.js';
import { addPerson } from '../../server/stores/person-store.js';
import { addRevision } from '../../server/stores/revision-store.js';
import { importYear } from '../../server/use-cases/import-year.js';
import { contentHash } from '../../server/content-hash.js';
import { madeSite, manySites } from '../support/many-sites.js';
import { spawnServer } from '../support/spawn-server.js';
import { findPostgres } from '../../scripts/lib/programs.mjs';
import { startPostgresServer } from '../../scripts/lib/start-postgres.mjs';

const CLIENTS = 50;
const LINES = 200;
const SAVES_EACH = Number(process.env['SITEBOOK_TEST_SAVES'] ?? 12);
const PASSWORD = 'a password of the bench';
const DISTRICT = 'dayton';

type Where = { dataFolder: string; databaseUrl: string | null; backupsFolder: string };
type Measured = { perSecond: number; p50Ms: number; p99Ms: number };

const quantile = (values: readonly number[], share: number) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
const round = (value: number, digits = 1) => Number(value.toFixed(digits));

/** A district of 50 schools, each with a principal; gives its id. */
async function fill(database: OpenDatabase): Promise<string> {
  const read = readDistrictFolder(await manySites(CLIENTS, LINES), stableIds());
  if (!read.ok) throw new Error(JSON.stringify(read.problems.slice(0, 3)));
  const parts = { db: database.db, now: () => new Date(), newId: randomUUID };
  const districtId = randomUUID();
  await importYear(parts, read.value, districtId, randomUUID());
  const passwordHash = await hashPassword(PASSWORD);
  await inTransaction(database.db, async (tx) => {
    for (let n = 0; n < CLIENTS; n += 1) {
      const roles = [grantOf('principal', { siteCodes: [madeSite(n)] })];
      const named = { email: `p${String(n)}@bench.example`, name: `Principal ${String(n)}` };
      await addPerson(tx, { districtId, id: randomUUID(), ...named, passwordHash, roles });
    }
  });
  return districtId;
}

/** The n-th change of a content: one amount, as a person saves after some typing. */
function changed(content: SiteContent, n: number): SiteContent {
  const lines = content.lines.map((line, at) =>
    at === n % content.lines.length ? { ...line, enteredCents: 20_000 + n } : line,
  );
  return { ...content, lines };
}

const agent = new http.Agent({ keepAlive: true, maxSockets: CLIENTS });

function send<T>(
  base: string,
  method: string,
  url: string,
  token: string | null,
  body: string | null,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      new URL(url, base),
      {
        method,
        agent,
        headers: {
          [CLIENT_VERSION_HEADER]: CLIENT_VERSION,
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === null
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(JSON.parse(text) as T);
          else reject(new Error(`${method} ${url}: ${String(response.statusCode)} ${text.slice(0, 300)}`));
        });
      },
    );
    request.on('error', reject);
    request.end(body ?? undefined);
  });
}

/** Everybody saves one revision after the other; what is measured is from the first to the last. */
async function atOnce(save: (client: number, n: number) => Promise<void>): Promise<Measured> {
  const times: number[] = [];
  const from = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (let n = 1; n <= SAVES_EACH; n += 1) {
        const begun = performance.now();
        await save(client, n);
        times.push(performance.now() - begun);
      }
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  return {
    perSecond: round(times.length / seconds),
    p50Ms: round(quantile(times, 0.5)),
    p99Ms: round(quantile(times, 0.99)),
  };
}

/** Through the program: sign-in, the book, then saves. */
async function overHttp({ dataFolder, databaseUrl }: Where): Promise<Measured> {
  const server = spawnServer({
    PORT: '0',
    SITEBOOK_DEMO: '0',
    ...(databaseUrl === null ? { SITEBOOK_DATA: dataFolder } : { DATABASE_URL: databaseUrl }),
  });
  const base = await server.ready;
  try {
    const desks: {
      token: string;
      url: string;
      book: SiteBookReply['book'];
      workbookId: string;
      base: number;
    }[] = [];
    for (let n = 0; n < CLIENTS; n += 1) {
      const asked = { district: DISTRICT, email: `p${String(n)}@bench.example`, password: PASSWORD };
      const { token } = await send<SignedIn>(base, 'POST', '/v1/sign-in', null, JSON.stringify(asked));
      const url = `/v1/sites/${madeSite(n)}`;
      const { book } = await send<SiteBookReply>(base, 'GET', `${url}/book`, token, null);
      desks.push({ token, url: `${url}/revisions`, book, workbookId: randomUUID(), base: 0 });
    }
    const save = async (client: number, n: number) => {
      const desk = desks[client];
      if (!desk) throw new Error('no desk');
      const { workbookId, book } = desk;
      const body = JSON.stringify({
        workbookId,
        yearId: book.plan.year.id,
        layoutVersion: LAYOUT_VERSION,
        baseRevision: desk.base,
        content: changed(book.opening, desk.base + n),
      });
      const receipt = await send<{ revision: { number: number } }>(base, 'POST', desk.url, desk.token, body);
      if (receipt.revision.number !== desk.base + 1) throw new Error('A save was not stored');
      desk.base = receipt.revision.number;
    };
    for (let n = 1; n <= 3; n += 1) await Promise.all(desks.map((_, client) => save(client, n)));
    return await atOnce(save);
  } finally {
    server.process.kill('SIGTERM');
    await server.exited;
  }
}

/** The same rows with nothing around them: a transaction with a revision and its audit row. */
async function bare({ db }: OpenDatabase, districtId: string): Promise<Measured> {
  const read = readDistrictFolder(await manySites(CLIENTS, LINES), stableIds());
  if (!read.ok) throw new Error('unreadable');
  const { plan, openings } = read.value;
  const year = {
    districtId,
    yearId: plan.year.id,
    plan,
    rulePackHash: 'bare',
    bookStamp: randomUUID(),
    importStamp: null,
  };
  const personId = randomUUID();
  const store = async (client: number, n: number) => {
    const siteCode = madeSite(client);
    const content = changed(openings.get(siteCode) ?? { lines: [], positions: [] }, n);
    const hash = contentHash(content);
    await inTransaction(db, async (tx) => {
      const isStored = await addRevision(tx, year, {
        siteCode,
        workbookId: randomUUID(),
        baseRevision: 10_000 + n,
        rulePackHash: 'bare',
        engineVersion: ENGINE_VERSION,
        savedById: personId,
        summary: {
          number: 10_000 + n,
          contentHash: hash,
          savedBy: 'Bare',
          savedAt: new Date().toISOString(),
          totalCents: 1,
          totalFte: 0,
          fatalCount: 0,
          warningCount: 0,
        },
        content,
      });
      if (!isStored) throw new Error('A bare row was not stored');
      await addAuditEvent(tx, {
        districtId,
        id: randomUUID(),
        at: new Date(),
        personId,
        action: 'revision.saved',
        siteCode,
        subject: `${siteCode}/r${String(n)}`,
        details: { contentHash: hash },
      });
    });
  };
  for (let n = -3; n < 0; n += 1) await Promise.all(Array.from({ length: CLIENTS }, (_, c) => store(c, n)));
  return atOnce(store);
}

async function measure(name: string, where: Where) {
  const filled = await openDatabase(where);
  const districtId = await fill(filled);
  await filled.close();
  const server = await overHttp(where);
  const again = await openDatabase(where);
  const loop = await bare(again, districtId);
  await again.close();
  const ratio = round(server.perSecond / loop.perSecond, 2);
  console.log(JSON.stringify({ database: name, server, bare: loop, ratio }));
  return { ratio, p99Ms: server.p99Ms, perSecond: server.perSecond };
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'sitebook-bench-'));
const pglite = await measure('PGlite', {
  dataFolder: folder,
  databaseUrl: null,
  backupsFolder: path.join(folder, 'backups'),
});
rmSync(folder, { recursive: true, force: true });
const programs = findPostgres();
if (programs.path === undefined) throw new Error(programs.fault);
const server = await startPostgresServer(programs.path, { isDurable: true });
const postgres = await measure('PostgreSQL', {
  dataFolder: '',
  databaseUrl: server.url,
  backupsFolder: os.tmpdir(),
});
server.process.kill('SIGINT');
await new Promise((resolve) => server.process.once('exit', resolve));
rmSync(server.folder, { recursive: true, force: true });
console.log(
  JSON.stringify({
    bench: 'save',
    ratioPglite: pglite.ratio,
    ratioPostgres: postgres.ratio,
    p99MsPglite: pglite.p99Ms,
    p99MsPostgres: postgres.p99Ms,
    perSecondPglite: pglite.perSecond,
    perSecondPostgres: postgres.perSecond,
  }),
);
