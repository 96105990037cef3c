import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { CLIENT_VERSION_HEADER, IDEMPOTENCY_KEY_HEADER } from '../../../src/contract/endpoint.js';
import type { SiteBookReply } from '../../../src/contract/sites.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import { inTransaction } from '../../../server/stores/open-database.js';
import { lineComment } from '../../../server/stores/schema.js';
import { auditEvent } from '../../../server/stores/schema-audit.js';
import { requestKey } from '../../../server/stores/schema-requests.js';
import { forgetOldRequests } from '../../../server/use-cases/forget-old-requests.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
const tokens = new Map<string, string>();
const isPostgres = process.env['SITEBOOK_TEST_POSTGRES_URL'] !== undefined;

beforeAll(async () => {
  server = await startTestServer({ withSeason: true });
  for (const who of ['reyes', 'tran', 'chen']) tokens.set(who, await tokenOf(who));
}, 120_000);
afterAll(() => server.close());

async function tokenOf(who: string): Promise<string> {
  const body = { district: 'dayton', email: `${who}@dayton.example`, password: DEMO_PASSWORD };
  const reply = await request(server.baseUrl).post('/v1/sign-in').set(CLIENT_VERSION_HEADER, '1').send(body);
  return (reply.body as { token: string }).token;
}

const signed = (who: string, method: 'get' | 'post', path: string) =>
  request(server.baseUrl)
    [method](path)
    .set(CLIENT_VERSION_HEADER, '1')
    .set('authorization', `Bearer ${tokens.get(who) ?? ''}`);
const write = (who: string, path: string, body: object, key: string | null) => {
  const sent = signed(who, 'post', path);
  return (key === null ? sent : sent.set(IDEMPOTENCY_KEY_HEADER, key)).send(body);
};
const codeOf = (reply: request.Response) => (reply.body as { code?: string }).code;
const keysOf = (key: string) => server.parts.db.select().from(requestKey).where(eq(requestKey.key, key));
const comment = (text: string, id: string = randomUUID()) => ({
  id,
  place: { kind: 'site' as const },
  revision: 0,
  text,
});
const COMMENTS = '/v1/sites/608/comments';

async function openSubmissions(): Promise<string[]> {
  const reply = await signed('chen', 'get', '/v1/submissions');
  const { items } = reply.body as { items: { submission: { id: string; status: string } }[] };
  return items
    .filter(({ submission }) => submission.status === 'submitted')
    .map(({ submission }) => submission.id);
}

describe('a write with a key', () => {
  test('is carried out once; the same again gets the same reply, also later', async () => {
    const [id = ''] = await openSubmissions();
    const path = `/v1/submissions/${id}/decisions`;
    const body = { decision: 'return', comment: 'Explain the paper.' };
    const key = randomUUID();
    const first = await write('chen', path, body, key);
    expect(first.status).toBe(200);
    const before = server.clock.now;
    server.clock.now = new Date(before.getTime() + 10 * 60_000);
    const again = await write('chen', path, body, key.toUpperCase());
    server.clock.now = before;
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(again.headers['content-type']).toBe(first.headers['content-type']);
    // Without its key the same is a second decision, which there is not.
    expect(codeOf(await write('chen', path, body, null))).toBe('submission.alreadyDecided');
    const audits = await server.parts.db.select().from(auditEvent).where(eq(auditEvent.subject, id));
    expect(audits.filter(({ action }) => action === 'submission.decided')).toHaveLength(1);
  });

  test('a save gives the receipt of the first time, whatever the repeat says of having waited', async () => {
    const { book, head } = (await signed('reyes', 'get', '/v1/sites/608/book')).body as SiteBookReply;
    const stamp = ((await signed('reyes', 'get', '/v1/sites')).body as { serverStamp: string }).serverStamp;
    const [line, ...lines] = book.opening.lines;
    const save = {
      workbookId: randomUUID(),
      yearId: '2024-25',
      layoutVersion: 1,
      baseRevision: head?.summary.number ?? 0,
      content: { ...book.opening, lines: [{ ...line, enteredCents: 123_00 }, ...lines] },
    };
    const key = randomUUID();
    const path = '/v1/sites/608/revisions';
    const first = await write('reyes', path, save, key);
    expect(first.status).toBe(200);
    const queued = { claimedAt: server.clock.now.toISOString(), stamp };
    const again = await write('reyes', path, { ...save, queued }, key);
    expect(again.text).toBe(first.text);
    expect(codeOf(await write('reyes', path, { ...save, workbookId: randomUUID() }, key))).toBe(
      'request.keyReused',
    );
  });

  test('another request under the same key is refused, at the same endpoint and at another', async () => {
    const key = randomUUID();
    const sent = comment('First');
    expect((await write('reyes', COMMENTS, sent, key)).status).toBe(200);
    const other = await write('reyes', COMMENTS, { ...sent, text: 'Second' }, key);
    expect([other.status, codeOf(other)]).toEqual([422, 'request.keyReused']);
    const elsewhere = await write('reyes', `${COMMENTS}/${sent.id}/replies`, comment('First', sent.id), key);
    expect(codeOf(elsewhere)).toBe('request.keyReused');
    const stored = await server.parts.db.select().from(lineComment).where(eq(lineComment.id, sent.id));
    expect(stored.map(({ text }) => text)).toEqual(['First']);
  });

  test('the key is one person’s: another’s same one is another', async () => {
    const key = randomUUID();
    const [one, two] = [comment('Hers'), comment('His')];
    expect(((await write('reyes', COMMENTS, one, key)).body as { text: string }).text).toBe('Hers');
    expect(((await write('chen', COMMENTS, two, key)).body as { text: string }).text).toBe('His');
    expect(await keysOf(key)).toHaveLength(2);
  });

  test('what was refused leaves no key, and may be put right under the same', async () => {
    const key = randomUUID();
    const wrong = { ...comment('Here'), place: { kind: 'line', rowId: 'nowhere' } };
    expect(codeOf(await write('reyes', COMMENTS, wrong, key))).toBe('comment.rowUnknown');
    expect(codeOf(await write('reyes', COMMENTS, { text: 5 }, key))).toBe('request.invalid');
    expect(codeOf(await write('tran', COMMENTS, comment('No'), key))).toBe('permission.missing');
    expect(await keysOf(key)).toEqual([]);
    expect((await write('reyes', COMMENTS, comment('Here'), key)).status).toBe(200);
  });

  test('many at once are carried out once, and all get that reply', async () => {
    const { book, head } = (await signed('reyes', 'get', '/v1/sites/608/book')).body as SiteBookReply;
    const [line, ...lines] = book.opening.lines;
    for (let round = 0; round < 3; round += 1) {
      const key = randomUUID();
      const save = {
        workbookId: randomUUID(),
        yearId: '2024-25',
        layoutVersion: 1,
        baseRevision: (head?.summary.number ?? 0) + round,
        content: { ...book.opening, lines: [{ ...line, enteredCents: round }, ...lines] },
      };
      const send = () => write('reyes', '/v1/sites/608/revisions', save, key);
      const replies = await Promise.all(Array.from({ length: 8 }, send));
      expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
      // Each by itself would say of seven that they came before.
      expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    }
  });

  test.each(['', 'x', '123', `${randomUUID()}, ${randomUUID()}`, `${randomUUID()}0`])(
    'a key that is no UUID is refused: "%s"',
    async (key) => {
      const reply = await write('reyes', COMMENTS, comment('No'), key);
      expect([reply.status, codeOf(reply)]).toEqual([400, 'request.invalid']);
      expect(JSON.stringify(reply.body)).toContain('idempotency-key');
    },
  );

  test('a key on a look is not looked at, nor on a sign-in', async () => {
    const key = randomUUID();
    expect((await signed('reyes', 'get', '/v1/me').set(IDEMPOTENCY_KEY_HEADER, key)).status).toBe(200);
    expect((await signed('reyes', 'get', '/v1/me').set(IDEMPOTENCY_KEY_HEADER, 'x')).status).toBe(200);
    const body = { district: 'dayton', email: 'reyes@dayton.example', password: DEMO_PASSWORD };
    const signIns = await Promise.all([
      write('', '/v1/sign-in', body, key),
      write('', '/v1/sign-in', body, key),
    ]);
    const refreshTokens = signIns.map((reply) => (reply.body as { refreshToken: string }).refreshToken);
    expect(new Set(refreshTokens).size).toBe(2);
    expect(await keysOf(key)).toEqual([]);
  });

  test('after a day it is forgotten, not before', async () => {
    const key = randomUUID();
    expect((await write('reyes', COMMENTS, comment('Kept'), key)).status).toBe(200);
    const now = server.clock.now;
    const later = (ms: number) => ({ db: server.parts.db, now: () => new Date(now.getTime() + ms) });
    await forgetOldRequests(later(24 * 3_600_000));
    expect(await keysOf(key)).toHaveLength(1);
    expect(await forgetOldRequests(later(24 * 3_600_000 + 1))).toBeGreaterThanOrEqual(1);
    expect(await keysOf(key)).toEqual([]);
  });

  // PGlite has one connection: there the second does not begin before the first has ended.
  if (isPostgres) {
    test('while the first still runs for long, the repeat is told to come again', async () => {
      const key = randomUUID();
      const sent = comment('Slow');
      const [holder] = await keysOf((await anyKey()).key);
      let done: () => void = () => undefined;
      const running = inTransaction(server.parts.db, async (tx) => {
        const { districtId, personId } = holder!;
        await tx
          .insert(requestKey)
          .values({ districtId, personId, key, endpoint: 'addComment', requestHash: '', at: new Date() });
        await new Promise<void>((resolve) => (done = resolve));
      });
      const reply = await write('reyes', COMMENTS, sent, key);
      done();
      await running;
      expect([reply.status, codeOf(reply), reply.headers['retry-after']]).toEqual([
        409,
        'request.running',
        '2',
      ]);
      expect(await server.parts.db.select().from(lineComment).where(eq(lineComment.id, sent.id))).toEqual([]);
    }, 30_000);
  }
});

async function anyKey(): Promise<{ key: string }> {
  const key = randomUUID();
  await write('reyes', COMMENTS, comment('Any'), key);
  return { key };
}

test('whatever comes in whatever order, each key is the first request that went through under it', async () => {
  const step = fc.record({
    who: fc.constantFrom('reyes', 'chen'),
    key: fc.integer({ min: 0, max: 2 }),
    text: fc.constantFrom('one', 'two', ' '),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
      const keys = [randomUUID(), randomUUID(), randomUUID()];
      const ids = new Map<string, string>();
      const known = new Map<string, { text: string; reply: string }>();
      for (const { who, key, text } of steps) {
        const place = `${who} ${String(key)}`;
        const id = ids.get(place) ?? randomUUID();
        ids.set(place, id);
        const reply = await write(who, COMMENTS, comment(text, id), keys[key] ?? null);
        const first = known.get(place);
        if (text === ' ') expect(codeOf(reply)).toBe('request.invalid');
        else if (first === undefined) {
          expect(reply.status).toBe(200);
          known.set(place, { text, reply: reply.text });
        } else if (first.text === text) expect(reply.text).toBe(first.reply);
        else expect(codeOf(reply)).toBe('request.keyReused');
      }
    }),
    { numRuns: 8 },
  );
}, 120_000);
