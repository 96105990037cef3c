import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import {
  addComment,
  listComments,
  replyToComment,
  resolveComment,
  type CommentPlace,
} from '../../../src/contract/comments.js';
import { getSiteBook, saveRevision } from '../../../src/contract/sites.js';
import { auditEvent } from '../../../server/stores/schema-audit.js';
import { mail } from '../../../server/stores/schema-mail.js';
import { person } from '../../../server/stores/schema.js';
import { refusalOf } from '../../support/refusal-of.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
const people = new Map<string, ApiClient>();
let lineId: string;
let removedId: string;

beforeAll(async () => {
  server = await startTestServer();
  for (const who of ['reyes', 'tran', 'ortiz', 'chen', 'lindqvist']) people.set(who, await server.as(who));
  const { book } = await as('reyes').call(getSiteBook, { params: { siteCode: '608' }, body: undefined });
  const own = book.opening.lines.filter(({ account }) => account.endsWith('-410'));
  lineId = own[0]?.id ?? '';
  removedId = own[1]?.id ?? '';
  const content = { ...book.opening, lines: book.opening.lines.filter(({ id }) => id !== removedId) };
  await as('reyes').call(saveRevision, {
    params: { siteCode: '608' },
    body: { workbookId: randomUUID(), yearId: '2024-25', layoutVersion: 1, baseRevision: 0, content },
  });
}, 60_000);
afterAll(() => server.close());

const as = (who: string): ApiClient => {
  const client = people.get(who);
  if (!client) throw new Error(who);
  return client;
};
const params = { siteCode: '608' };
const comment = (place: CommentPlace, part: object = {}) => ({
  id: randomUUID(),
  place,
  revision: 1,
  text: 'What is this for?',
  ...part,
});
const onLine = (part: object = {}) => comment({ kind: 'line', rowId: lineId }, part);
const add = (who: string, body: ReturnType<typeof comment>) => as(who).call(addComment, { params, body });
const list = async (who = 'reyes') =>
  (await as(who).call(listComments, { params, body: undefined })).comments;
const auditsOf = (subject: string) =>
  server.parts.db.select().from(auditEvent).where(eq(auditEvent.subject, subject));

test('a reviewer asks, the principal answers, the thread is settled once, and every step is audited without its text', async () => {
  const body = onLine();
  const asked = await add('ortiz', body);
  expect(asked).toMatchObject({ author: 'Julia Ortiz', replyTo: null, resolvedAt: null, revision: 1 });
  expect(asked.account).toMatch(/-410$/);
  server.clock.now = new Date('2024-03-01T18:00:00.000Z');
  const reply = (who: string, to: string, text: string, id = randomUUID()) =>
    as(who).call(replyToComment, { params: { ...params, commentId: to }, body: { id, text } });
  const answered = await reply('reyes', asked.id, 'Two classrooms');
  expect(answered).toMatchObject({ replyTo: asked.id, place: asked.place, account: asked.account });
  server.clock.now = new Date('2024-03-01T18:01:00.000Z');
  // An answer to the answer stands in the same thread.
  expect(await reply('chen', answered.id, 'Fine')).toMatchObject({ replyTo: asked.id });
  const settle = (who: string, id: string) =>
    as(who).call(resolveComment, { params: { ...params, commentId: id }, body: {} });
  expect(await settle('reyes', answered.id)).toMatchObject({ id: asked.id, resolvedBy: 'Maria Reyes' });
  expect(await settle('ortiz', asked.id)).toMatchObject({ id: asked.id, resolvedBy: 'Maria Reyes' });
  expect((await list()).map(({ author, resolvedBy }) => [author, resolvedBy])).toEqual([
    ['Julia Ortiz', 'Maria Reyes'],
    ['Maria Reyes', null],
    ['Anna Chen', null],
  ]);
  expect((await auditsOf(asked.id)).map(({ action }) => action).sort()).toEqual([
    'comment.added',
    'comment.resolved',
  ]);
  expect(JSON.stringify(await auditsOf(asked.id))).not.toContain('What is this for');
});

test('the same comment sent again is one comment; another under its number is refused', async () => {
  const body = onLine({ text: 'Once' });
  const sent = await Promise.all(Array.from({ length: 8 }, () => add('ortiz', body)));
  expect(new Set(sent.map(({ at, id }) => `${at}${id}`)).size).toBe(1);
  expect((await list()).filter(({ text }) => text === 'Once')).toHaveLength(1);
  expect(await auditsOf(body.id)).toHaveLength(1);
  expect(await refusalOf(add('ortiz', { ...body, text: 'Twice' }))).toMatchObject({
    code: 'request.idTaken',
  });
  expect(await refusalOf(add('reyes', body))).toMatchObject({ code: 'request.idTaken' });
});

test('a line that was taken out, a post and the whole site can be talked about; nothing else can', async () => {
  const removed = await add('ortiz', comment({ kind: 'line', rowId: removedId }));
  expect(removed.account).toMatch(/-410$/);
  expect(await add('reyes', comment({ kind: 'site' }))).toMatchObject({ account: '', title: '' });
  const { book } = await as('reyes').call(getSiteBook, { params, body: undefined });
  const post = book.opening.positions[0];
  expect(await add('lindqvist', comment({ kind: 'position', rowId: post?.id ?? '' }))).toMatchObject({
    title: post?.title,
    account: post?.splits[0]?.account,
  });
  expect(await refusalOf(add('ortiz', comment({ kind: 'line', rowId: 'nowhere' })))).toMatchObject({
    code: 'comment.rowUnknown',
    status: 422,
  });
  expect(await refusalOf(add('ortiz', onLine({ revision: 9 })))).toMatchObject({ code: 'revision.unknown' });
  for (const text of ['  ', 'x'.repeat(4001)])
    await expect(add('ortiz', onLine({ text }))).rejects.toMatchObject({ failure: { kind: 'unsendable' } });
});

test('a stranger sees and says nothing, and a comment is found at its own site only', async () => {
  const body = onLine();
  await add('ortiz', body);
  expect(await refusalOf(list('tran'))).toMatchObject({ code: 'permission.missing' });
  expect(await refusalOf(add('tran', onLine()))).toMatchObject({ code: 'permission.missing' });
  const elsewhere = as('ortiz').call(resolveComment, {
    params: { siteCode: '571', commentId: body.id },
    body: {},
  });
  expect(await refusalOf(elsewhere)).toMatchObject({ code: 'comment.unknown', status: 404 });
});

test('a comment is mailed to whose site it is, an answer to whoever asked; several within an hour once, and nobody her own', async () => {
  const mailed = async () => {
    const rows = await server.parts.db
      .select({ to: person.name, link: mail.link })
      .from(mail)
      .innerJoin(person, eq(person.id, mail.personId))
      .where(eq(mail.kind, 'commentAdded'));
    return rows.map(({ to, link }) => `${to} ${link}`).sort();
  };
  await server.parts.db.delete(mail);
  const asked = onLine();
  await add('ortiz', asked);
  await add('ortiz', onLine());
  expect(await mailed()).toEqual(['Maria Reyes /sites']);
  server.clock.now = new Date(server.clock.now.getTime() + 3_600_000);
  const reply = { id: randomUUID(), text: 'For the new section.' };
  await as('reyes').call(replyToComment, { params: { ...params, commentId: asked.id }, body: reply });
  // The same answer again is no news.
  await as('reyes').call(replyToComment, { params: { ...params, commentId: asked.id }, body: reply });
  expect(await mailed()).toEqual(['Julia Ortiz /queue', 'Maria Reyes /sites']);
});
