import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import { addAllocationEntry } from '../../../src/contract/allocations.js';
import { getSiteBook, listSites } from '../../../src/contract/sites.js';
import { auditEvent } from '../../../server/stores/schema-audit.js';
import { refusalOf } from '../../support/refusal-of.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
let manager: ApiClient;
let principal: ApiClient;
beforeAll(async () => {
  server = await startTestServer();
  manager = await server.as('chen');
  principal = await server.as('reyes');
}, 60_000);
afterAll(() => server.close());

const entry = (part: object = {}) => ({
  id: randomUUID(),
  fundingSource: '201',
  kind: 'holdback' as const,
  amountCents: -100_000,
  fte: 0,
  reason: 'State holdback',
  fixBy: '2024-03-08',
  ...part,
});
const add = (client: ApiClient, body: ReturnType<typeof entry>, siteCode = '608') =>
  client.call(addAllocationEntry, { params: { siteCode }, body });
const bookOf = () => principal.call(getSiteBook, { params: { siteCode: '608' }, body: undefined });
const versions = async () => {
  const { sites } = await manager.call(listSites, { params: {}, body: undefined });
  return new Map(sites.map(({ site, bookVersion }) => [site.code, bookVersion]));
};

test('an entry is dated, signed, audited, in the book at once, and moves the version of that site alone', async () => {
  const before = await bookOf();
  const versionsBefore = await versions();
  expect(before.bookVersion).toBe(versionsBefore.get('608'));
  const body = entry();
  // In the afternoon of Oregon it is tomorrow in Greenwich.
  server.clock.now = new Date('2024-03-02T00:30:00.000Z');
  const added = await add(manager, body);
  expect(added).toEqual({ ...body, siteCode: '608', date: '2024-03-01', author: 'Anna Chen' });
  const after = await bookOf();
  expect(after.book.allocations).toEqual([...before.book.allocations, added]);
  const versionsAfter = await versions();
  expect(after.bookVersion).toBe(versionsAfter.get('608'));
  expect(after.bookVersion).not.toBe(before.bookVersion);
  expect(versionsAfter.get('571')).toBe(versionsBefore.get('571'));

  // The same once more, also eight times at once, is one entry with one audit row.
  const again = await Promise.all(Array.from({ length: 8 }, () => add(manager, body)));
  expect(again.every((same) => JSON.stringify(same) === JSON.stringify(again[0]))).toBe(true);
  expect((await bookOf()).book.allocations).toHaveLength(before.book.allocations.length + 1);
  const audits = await server.parts.db.select().from(auditEvent).where(eq(auditEvent.subject, body.id));
  expect(audits).toMatchObject([
    { action: 'allocation.added', siteCode: '608', details: { fundingSource: '201', amountCents: -100_000 } },
  ]);
  expect(JSON.stringify(audits)).not.toContain('State holdback');
});

test('what cannot be is refused, and the ledger stays', async () => {
  const before = (await bookOf()).book.allocations;
  const body = entry();
  await add(manager, body);
  expect(await refusalOf(add(manager, { ...body, amountCents: -1 }))).toMatchObject({
    code: 'request.idTaken',
    status: 409,
  });
  expect(await refusalOf(add(manager, { ...body }, '571'))).toMatchObject({ code: 'request.idTaken' });
  expect(await refusalOf(add(manager, entry({ fundingSource: '999' })))).toMatchObject({
    code: 'allocation.unknownSource',
    status: 422,
  });
  expect(await refusalOf(add(manager, entry({ fixBy: '2024-02-29' })))).toMatchObject({
    code: 'allocation.fixByPast',
    params: { today: '2024-03-01' },
  });
  expect(await refusalOf(add(manager, entry(), '999'))).toMatchObject({ code: 'site.unknown' });
  for (const who of ['reyes', 'ortiz', 'lindqvist'])
    expect(await refusalOf(add(await server.as(who), entry()))).toMatchObject({ code: 'permission.missing' });
  expect((await bookOf()).book.allocations).toHaveLength(before.length + 1);
});

test('an entry of nothing, or without a reason, does not leave the client', async () => {
  for (const part of [{ amountCents: 0 }, { reason: '  ' }, { fixBy: 'soon' }])
    await expect(add(manager, entry(part))).rejects.toMatchObject({ failure: { kind: 'unsendable' } });
});
