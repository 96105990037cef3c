import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ApiError, type ApiClient } from '../../../src/api/client.js';
import { listOlderRevisions, listRevisions } from '../../../src/contract/revisions.js';
import { getSiteBook, saveRevision } from '../../../src/contract/sites.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { inTransaction } from '../../../server/stores/open-database.js';
import { addRevision } from '../../../server/stores/revision-store.js';
import { district } from '../../../server/stores/schema.js';
import { openYear } from '../../../server/stores/year-store.js';
import { REVISIONS_LISTED } from '../../../server/use-cases/list-revisions.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
let reyes: ApiClient;

beforeAll(async () => {
  server = await startTestServer();
  reyes = await server.as('reyes');
}, 60_000);
afterAll(() => server.close());

const list = (client: ApiClient, siteCode: string) =>
  client.call(listRevisions, { params: { siteCode }, body: undefined });
const code = async (call: Promise<unknown>): Promise<string> => {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError && error.failure.kind === 'refused') return error.failure.problem.code;
  throw new Error('The call was not refused');
};

test('a site that never saved has none; then each save is one, the newest first', async () => {
  expect(await list(reyes, '608')).toEqual({ revisions: [], hasOlder: false });
  const { book } = await reyes.call(getSiteBook, { params: { siteCode: '608' }, body: undefined });
  const workbookId = randomUUID();
  const saved = [];
  for (const [baseRevision, cents] of [100_00, 200_00, 300_00].entries()) {
    const content: SiteContent = {
      ...book.opening,
      lines: book.opening.lines.map((line) =>
        line.account === '100-1131-608-050-410' ? { ...line, enteredCents: cents } : line,
      ),
    };
    const body = { workbookId, yearId: '2024-25', layoutVersion: 1, baseRevision, content };
    const { revision } = await reyes.call(saveRevision, { params: { siteCode: '608' }, body });
    saved.unshift(revision);
  }
  expect(await list(reyes, '608')).toEqual({ revisions: saved, hasOlder: false });
  expect(saved.map(({ number }) => number)).toEqual([3, 2, 1]);
  expect(saved[0]).toMatchObject({ savedBy: 'Maria Reyes', savedAt: server.clock.now.toISOString() });
  // A reviewer sees them too.
  expect((await list(await server.as('ortiz'), '608')).revisions).toEqual(saved);
});

test('nobody sees those of a site that is not hers, and an unknown site is said to be one', async () => {
  expect(await code(list(reyes, '571'))).toBe('permission.missing');
  expect(await code(list(await server.as('ortiz'), '999'))).toBe('site.unknown');
});

test('more than fit are cut to the newest, and that there are older ones is told', async () => {
  const { db } = server.parts;
  const [dayton] = await db.select().from(district);
  const year = await openYear(db, dayton?.id ?? '');
  await inTransaction(db, async (tx) => {
    for (let number = 1; number <= REVISIONS_LISTED + 1; number += 1) {
      await addRevision(tx, year, {
        siteCode: '000',
        workbookId: randomUUID(),
        baseRevision: number - 1,
        rulePackHash: 'rules',
        engineVersion: '1',
        savedById: randomUUID(),
        content: { lines: [], positions: [] },
        summary: {
          number,
          contentHash: `hash-${String(number)}`,
          savedBy: 'Erik Lindqvist',
          savedAt: '2024-03-02T17:00:00.000Z',
          totalCents: number,
          totalFte: 0,
          fatalCount: 0,
          warningCount: 0,
        },
      });
    }
  });
  const lindqvist = await server.as('lindqvist');
  const { revisions, hasOlder } = await list(lindqvist, '000');
  expect(hasOlder).toBe(true);
  expect(revisions.map(({ number }) => number)).toEqual(
    Array.from({ length: REVISIONS_LISTED }, (_, at) => REVISIONS_LISTED + 1 - at),
  );
  const older = (number: number) =>
    lindqvist.call(listOlderRevisions, { params: { siteCode: '000', number }, body: undefined });
  const rest = await older(revisions.at(-1)?.number ?? 0);
  expect([rest.hasOlder, rest.revisions.map(({ number }) => number)]).toEqual([false, [1]]);
  expect(await older(1)).toEqual({ revisions: [], hasOlder: false });
});
