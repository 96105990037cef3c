import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { ApiClient } from '../../../src/api/client.js';
import type { ReplyOf } from '../../../src/contract/endpoint.js';
import { getRevision, getSiteBook, saveRevision } from '../../../src/contract/sites.js';
import { isUnavailable } from '../../../server/stores/unavailable.js';
import { KINDS } from '../../support/database-kinds.js';
import { startPostgres, type TestPostgres } from '../../support/postgres.js';
import { refusalOf } from '../../support/refusal-of.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

test.each<[string, unknown, boolean]>([
  ['shutting down', Object.assign(new Error('x'), { code: '57P01' }), true],
  ['not there', new Error('query', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) }), true],
  ['cut off', new Error('query', { cause: new Error('Connection terminated unexpectedly') }), true],
  ['not answering', new Error('timeout exceeded when trying to connect'), true],
  ['out of disk', Object.assign(new Error('x'), { code: '53100' }), true],
  ['a file too large', Object.assign(new Error('x'), { code: 'XX000', file: 'xlog.c' }), true],
  ['a file that may not be written', Object.assign(new Error('x'), { code: '42501', file: 'fd.c' }), true],
  ['a table that may not be read', Object.assign(new Error('x'), { code: '42501', file: 'aclchk.c' }), false],
  ['a fault of its own', Object.assign(new Error('x'), { code: 'XX000', file: 'plan.c' }), false],
  ['a row that is there', Object.assign(new Error('x'), { code: '23505' }), false],
  ['a fault of ours', new TypeError('x is not a function'), false],
  ['nothing', null, false],
])('%s', (_what, error, isAway) => {
  expect(isUnavailable(error)).toBe(isAway);
});

if (KINDS.includes('PostgreSQL')) {
  let postgres: TestPostgres;
  let server: TestServer;
  let usual: string | undefined;
  beforeAll(async () => {
    // A server of its own, that may be stopped.
    postgres = await startPostgres();
    usual = process.env['SITEBOOK_TEST_POSTGRES_URL'];
    process.env['SITEBOOK_TEST_POSTGRES_URL'] = postgres.url;
    server = await startTestServer();
  }, 120_000);
  afterAll(async () => {
    process.env['SITEBOOK_TEST_POSTGRES_URL'] = usual;
    await server.close();
    await postgres.remove();
  });

  const params = { siteCode: '608' };
  type SiteBook = ReplyOf<typeof getSiteBook>;
  const acknowledged = new Map<number, string>();

  /** Saves one after the other until told to stop; every save that is refused is sent again, as a pane does. */
  async function saveOnAndOn(
    api: ApiClient,
    { book, head }: SiteBook,
    isOver: () => boolean,
  ): Promise<Set<string>> {
    let base = head?.summary.number ?? 0;
    const refused = new Set<string>();
    const workbookId = randomUUID();
    for (let amount = 1; !isOver();) {
      const lines = book.opening.lines.map((line) =>
        line.account === '100-1131-608-050-410' ? { ...line, enteredCents: amount } : line,
      );
      const content = { ...book.opening, lines };
      const body = { workbookId, yearId: '2024-25', layoutVersion: 1, baseRevision: base, content };
      try {
        const { revision } = await api.call(saveRevision, { params, body });
        acknowledged.set(revision.number, revision.contentHash);
        base = revision.number;
        amount += 1;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        refused.add((await refusalOf(Promise.reject(error))).code);
      }
    }
    return refused;
  }

  async function assertAllThere(api: ApiClient): Promise<void> {
    for (const [number, hash] of acknowledged) {
      const { summary } = await api.call(getRevision, { params: { ...params, number }, body: undefined });
      expect(summary.contentHash).toBe(hash);
    }
    // No save became two, and none is there that was not asked for.
    const { head } = await api.call(getSiteBook, { params, body: undefined });
    expect(head?.summary.number).toBe(Math.max(...acknowledged.keys()));
  }

  test('connections that are cut under saves: each save is answered, and is there once', async () => {
    const api = await server.as('reyes');
    const admin = new pg.Client(postgres.url);
    await admin.connect();
    const from = acknowledged.size;
    let cuts = 0;
    const run = { isOver: false };
    // What is cut is saves: the book was read before.
    const site = await api.call(getSiteBook, { params, body: undefined });
    const saving = saveOnAndOn(api, site, () => run.isOver).finally(() => (run.isOver = true));
    let seen = from;
    while (!run.isOver && acknowledged.size < from + 12) {
      // After each cut a save gets through, so that the test ends on a busy machine too.
      const { rows } =
        acknowledged.size < seen
          ? { rows: [] }
          : await admin.query(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test_%' AND state <> 'idle'",
            );
      if (rows.length > 0) seen = acknowledged.size + 1;
      cuts += rows.length;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    run.isOver = true;
    expect([...(await saving)].filter((code) => code !== 'server.busy')).toEqual([]);
    expect(cuts).toBeGreaterThan(0);
    await admin.end();
    await assertAllThere(api);
  }, 120_000);

  test('a server that is stopped and started again: 503 meanwhile, then as before', async () => {
    const api = await server.as('reyes');
    const run = { isOver: false };
    const from = acknowledged.size;
    const site = await api.call(getSiteBook, { params, body: undefined });
    const saving = saveOnAndOn(api, site, () => run.isOver).finally(() => (run.isOver = true));
    while (!run.isOver && acknowledged.size < from + 3)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await postgres.halt();
    const ready = await fetch(`${server.baseUrl}/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'databaseDown' }]);
    const refused = await fetch(`${server.baseUrl}/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-sitebook-client': '1' },
      body: JSON.stringify({ district: 'dayton', email: 'reyes@dayton.example', password: 'sitebook' }),
    });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await refused.json()).toMatchObject({ code: 'server.busy' });
    await postgres.start();
    const until = acknowledged.size + 3;
    while (!run.isOver && acknowledged.size < until) await new Promise((resolve) => setTimeout(resolve, 10));
    run.isOver = true;
    expect([...(await saving)]).toEqual(['server.busy']);
    expect((await fetch(`${server.baseUrl}/ready`)).status).toBe(200);
    await assertAllThere(api);
  }, 120_000);
}
