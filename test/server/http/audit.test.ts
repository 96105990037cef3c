import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { sql } from 'drizzle-orm';
import { createHash, randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import {
  checkReceipt,
  exportAuditCsv,
  exportAuditJson,
  listAudit,
  listChanges,
  verifyAudit,
} from '../../../src/contract/audit.js';
import { addComment } from '../../../src/contract/comments.js';
import { addAuditEvent, type AuditEvent } from '../../../server/stores/audit-store.js';
import { inTransaction } from '../../../server/stores/open-database.js';
import { addPerson, findPersonByEmail, type StoredPerson } from '../../../server/stores/person-store.js';
import { sealWaiting } from '../../../server/use-cases/seal-audit.js';
import { grantOf, type Grant } from '../../../src/core/district/role.js';
import { codeOf } from '../../support/refusal-code.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
let manager: ApiClient;
let principal: ApiClient;
let reyes: StoredPerson;

beforeAll(async () => {
  server = await startTestServer({ withSeason: true });
  const { rows } = await server.parts.db.execute(sql`SELECT id FROM district WHERE short_name = 'dayton'`);
  const districtId = (rows[0] as { id: string }).id;
  const found = await findPersonByEmail(server.parts.db, districtId, 'reyes@dayton.example');
  if (!found) throw new Error('no principal');
  reyes = found;
  await hire('auditor', [grantOf('auditor')]);
  await hire('schoolauditor', [grantOf('auditor', { siteCodes: ['571'] })]);
  await hire('administrator', [grantOf('administrator')]);
  manager = await server.as('chen');
  principal = await server.as('reyes');
  await seal();
}, 60_000);
afterAll(() => server.close());

const seal = () =>
  sealWaiting(server.parts, (_, error) => {
    throw error;
  });
async function hire(who: string, roles: Grant[]): Promise<void> {
  await inTransaction(server.parts.db, (tx) =>
    addPerson(tx, {
      districtId: reyes.districtId,
      passwordHash: reyes.passwordHash,
      id: randomUUID(),
      email: `${who}@dayton.example`,
      name: who,
      roles,
    }),
  );
}
const comment = (client: ApiClient, siteCode = '608') =>
  client.call(addComment, {
    params: { siteCode },
    body: { id: randomUUID(), place: { kind: 'site' }, revision: 0, text: 'A word.' },
  });
const list = (client: ApiClient, query = {}) =>
  client.call(listAudit, { params: {}, query, body: undefined });
const write = (event: Partial<AuditEvent>) =>
  inTransaction(server.parts.db, (tx) =>
    addAuditEvent(tx, {
      districtId: reyes.districtId,
      id: randomUUID(),
      at: server.clock.now,
      personId: reyes.id,
      action: 'comment.added',
      siteCode: '608',
      subject: 'x',
      details: {},
      ...event,
    }),
  );

describe('the trail', () => {
  test('is read page by page, newest first, each entry once', async () => {
    const whole = await list(manager, { limit: 200 });
    expect(whole.hasMore).toBe(false);
    const seen: string[] = [];
    for (let before: string | undefined; ;) {
      const page = await list(manager, { limit: 7, ...(before === undefined ? {} : { before }) });
      seen.push(...page.entries.map(({ id }) => id));
      before = seen.at(-1);
      if (!page.hasMore) break;
    }
    expect(seen).toEqual(whole.entries.map(({ id }) => id));
    expect(new Set(seen).size).toBe(seen.length);
    const times = whole.entries.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    expect(whole.entries.every(({ sequence }) => sequence !== null)).toBe(true);
    expect(whole.head?.sequence).toBe(whole.entries.length);
  });

  test('is asked for by site, action and person', async () => {
    const { entries } = await list(manager, { limit: 200 });
    for (const [query, fits] of [
      [{ site: '608' }, ({ siteCode }) => siteCode === '608'],
      [{ action: 'submission.sent' }, ({ action }) => action === 'submission.sent'],
      [{ person: reyes.id }, ({ personId }) => personId === reyes.id],
      [
        { site: '608', action: 'submission.sent' },
        ({ siteCode, action }) => siteCode === '608' && action === 'submission.sent',
      ],
      [{ site: '999' }, () => false],
    ] as [object, (entry: (typeof entries)[number]) => boolean][]) {
      const wanted = entries.filter(fits).map(({ id }) => id);
      expect((await list(manager, { limit: 200, ...query })).entries.map(({ id }) => id)).toEqual(wanted);
    }
  });

  test('every event of a site says which', async () => {
    const { entries } = await list(manager, { limit: 200 });
    const without = entries.filter(({ siteCode }) => siteCode === null).map(({ action }) => action);
    expect(new Set(without)).toEqual(new Set(['year.imported']));
    expect(entries.find(({ action }) => action === 'revision.saved')?.details).toMatchObject({
      revision: expect.any(Number),
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    for (const { details } of entries.filter(({ action }) => action.startsWith('submission.')))
      expect(details).toMatchObject({ revision: expect.any(Number) });
  });

  test('an auditor of one school reads what is about it, whatever is asked for', async () => {
    const auditor = await server.as('schoolauditor');
    const { entries } = await list(auditor, { limit: 200 });
    expect(entries.length).toBeGreaterThan(0);
    expect(new Set(entries.map(({ siteCode }) => siteCode))).toEqual(new Set(['571']));
    expect((await list(auditor, { site: '608' })).entries).toEqual([]);
    const csv = await auditor.call(exportAuditCsv, { params: {}, query: {}, body: undefined });
    expect(new Set(parse<{ site: string }>(csv, { columns: true }).map(({ site }) => site))).toEqual(
      new Set(['571']),
    );
  });

  test.each(['chen', 'auditor', 'administrator'])('%s may read and check it', async (who) => {
    const client = await server.as(who);
    expect((await list(client)).entries.length).toBeGreaterThan(0);
    expect(await client.call(verifyAudit, { params: {}, body: {} })).toMatchObject({
      isIntact: true,
      waiting: 0,
    });
  });

  test('a principal may not', async () => {
    expect(await codeOf(list(principal))).toBe('permission.missing');
    expect(await codeOf(principal.call(exportAuditCsv, { params: {}, query: {}, body: undefined }))).toBe(
      'permission.missing',
    );
    expect(await codeOf(principal.call(verifyAudit, { params: {}, body: {} }))).toBe('permission.missing');
  });

  test.each([{ limit: 0 }, { limit: 201 }, { before: 'x' }, { person: 'x' }, { site: '' }])(
    '%j is refused',
    async (query) => {
      expect(await codeOf(list(manager, query))).toMatch(/request.invalid|unsendable/);
    },
  );
});

describe('as a file', () => {
  test('JSON has all that is needed to work out the chain anew', async () => {
    const bytes = await manager.call(exportAuditJson, { params: {}, query: {}, body: undefined });
    const file = JSON.parse(new TextDecoder().decode(bytes)) as {
      entries: Record<string, unknown>[];
      head: { sequence: number; hash: string };
    };
    let previous = '0'.repeat(64);
    for (const entry of file.entries) {
      const { action, at, details, districtId, id, personId, sealedAt, sequence, siteCode, subject } = entry;
      const sorted = Object.fromEntries(
        Object.entries(details as object).sort(([a], [b]) => (a < b ? -1 : 1)),
      );
      const text = JSON.stringify({
        action,
        at,
        details: sorted,
        districtId,
        id,
        personId,
        sealedAt,
        sequence,
        siteCode,
        subject,
      });
      expect(entry['previousHash']).toBe(previous);
      previous = createHash('sha256')
        .update(previous + text)
        .digest('hex');
      expect(entry['hash']).toBe(previous);
    }
    expect(file.head).toEqual({ sequence: file.entries.length, hash: previous });
  });

  test('CSV has a row an event, and no text that a spreadsheet would run', async () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r'])
      await write({ subject: `${start}cmd|' /C calc'!A0`, siteCode: `${start}1` });
    const csv = await manager.call(exportAuditCsv, { params: {}, query: {}, body: undefined });
    const rows = parse<Record<string, string>>(csv, { columns: true });
    expect(rows).toHaveLength((await list(manager, { limit: 200 })).entries.length);
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    expect(rows.filter(({ sequence }) => sequence === '')).toHaveLength(6);
  });

  test('more events than a page come in order, each once', async () => {
    await server.parts.db
      .execute(sql`INSERT INTO audit_event (district_id, id, at, action, site_code, subject, details)
      SELECT ${reyes.districtId}, gen_random_uuid(), '2024-03-01T17:00:00Z', 'comment.added', '608', 'many', '{}'
      FROM generate_series(1, 1100)`);
    await server.parts.db.execute(sql`INSERT INTO audit_waiting (district_id, event_id, at)
      SELECT district_id, id, at FROM audit_event WHERE subject = 'many'`);
    await seal();
    const csv = await manager.call(exportAuditCsv, { params: {}, query: {}, body: undefined });
    const sequences = parse<{ sequence: string }>(csv, { columns: true }).map(({ sequence }) =>
      Number(sequence),
    );
    expect(sequences).toEqual(Array.from({ length: sequences.length }, (_, at) => at + 1));
    expect(sequences.length).toBeGreaterThan(1100);
    expect(await manager.call(verifyAudit, { params: {}, body: {} })).toMatchObject({ isIntact: true });
  });
});

describe('a receipt', () => {
  const check = (client: ApiClient, body: { siteCode: string; revision: number; contentHash: string }) =>
    client.call(checkReceipt, { params: {}, body });
  const hashOf = async (siteCode: string) => {
    const { entries } = await list(manager, { site: siteCode, action: 'revision.saved', limit: 200 });
    const found = entries.find(({ subject }) => subject.endsWith('/r1'));
    return { siteCode, revision: 1, contentHash: String(found?.details['contentHash']) };
  };

  test('of a sealed save, one with other figures, and one of nothing', async () => {
    const receipt = await hashOf('571');
    const verdict = await check(manager, receipt);
    expect(verdict).toMatchObject({ result: 'sealed', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await check(manager, { ...receipt, contentHash: 'a'.repeat(64) })).toEqual({ result: 'differs' });
    expect(await check(manager, { ...receipt, revision: 99 })).toEqual({ result: 'unknown' });
    expect(await codeOf(check(principal, receipt))).toBe('permission.missing');
  });

  test('of a revision whose rows were changed in the database, or whose event was', async () => {
    const receipt = await hashOf('571');
    const { db } = server.parts;
    await db.execute(sql`UPDATE revision SET content = replace(content, '"title":"', '"title":"x')
      WHERE site_code = '571' AND number = 1`);
    expect(await check(manager, receipt)).toEqual({ result: 'damaged' });
    await db.execute(sql`UPDATE revision SET content = replace(content, '"title":"x', '"title":"')
      WHERE site_code = '571' AND number = 1`);
    expect(await check(manager, receipt)).toMatchObject({ result: 'sealed' });
    const change = (by: string) =>
      db.execute(sql`UPDATE audit_event SET at = at + ${by}::interval WHERE subject LIKE '%/571/r1'`);
    await change('1 second');
    expect(await check(manager, receipt)).toEqual({ result: 'damaged' });
    expect(await manager.call(verifyAudit, { params: {}, body: {} })).toMatchObject({
      isIntact: false,
      faultCount: 1,
    });
    await change('-1 second');
    expect(await manager.call(verifyAudit, { params: {}, body: {} })).toMatchObject({ isIntact: true });
  });
});

describe('what changed', () => {
  const changes = (client: ApiClient, since?: number) =>
    client.call(listChanges, { params: {}, query: since === undefined ? {} : { since }, body: undefined });

  test('begins with the newest place, and tells what comes after it once it is sealed', async () => {
    await seal();
    const { next } = await changes(principal);
    await comment(principal);
    expect(await changes(principal, next)).toEqual({ changes: [], next, hasMore: false });
    await seal();
    const news = await changes(principal, next);
    expect(news).toMatchObject({
      changes: [{ sequence: next + 1, kind: 'comment.added', siteCode: '608' }],
      next: next + 1,
      hasMore: false,
    });
    expect(Object.keys(news.changes[0] ?? {}).sort()).toEqual(['kind', 'sequence', 'siteCode', 'subject']);
    expect((await changes(principal, news.next)).changes).toEqual([]);
  });

  test('a principal hears of her own site and of no one else', async () => {
    await seal();
    const { next } = await changes(principal);
    await comment(manager, '571');
    await write({ action: 'session.confirmed', siteCode: null });
    await write({ action: 'master.merged', siteCode: null });
    await seal();
    expect(await changes(principal, next)).toEqual({ changes: [], next: next + 3, hasMore: false });
    expect((await changes(manager, next)).changes.map(({ kind }) => kind).sort()).toEqual([
      'comment.added',
      'master.merged',
    ]);
  });

  test('more than a page comes in pages, without a gap, while others write and seal', async () => {
    await seal();
    const { next: start } = await changes(manager);
    const state = { isWriting: true };
    const writing = (async () => {
      for (let at = 0; at < 230; at += 10) {
        await Promise.all(
          Array.from({ length: 10 }, (_, next) => write({ subject: `change ${String(at + next)}` })),
        );
        await seal();
      }
      state.isWriting = false;
    })();
    const heard: string[] = [];
    let next = start;
    const read = async () => {
      for (let isMore = true; isMore;) {
        const page = await changes(manager, next);
        heard.push(...page.changes.map(({ subject }) => subject));
        ({ next, hasMore: isMore } = page);
      }
    };
    while (state.isWriting) await read();
    await writing;
    // And a reader who was away for long.
    const away = next;
    next = start;
    const first = heard.splice(0);
    await seal();
    await read();
    const all = Array.from({ length: 230 }, (_, at) => `change ${String(at)}`);
    expect([...heard].sort()).toEqual([...all].sort());
    next = away;
    const whole = heard.splice(0);
    await read();
    expect([...first, ...heard]).toEqual(whole);
  });

  test('a place that is not there yet gives the newest, and what is no place is refused', async () => {
    const { next } = await changes(manager);
    expect(await changes(manager, next + 1000)).toEqual({ changes: [], next, hasMore: false });
    expect(await codeOf(changes(manager, -1))).toMatch(/request.invalid|unsendable/);
  });
});
