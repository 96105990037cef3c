import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import { grantOf, type Grant } from '../../../src/core/district/role.js';
import type { SubmissionStatus } from '../../../src/core/approval/submission.js';
import { getMe } from '../../../src/contract/sign-in.js';
import { listSubmissions, type QueueItem } from '../../../src/contract/submissions.js';
import { revision, submission } from '../../../server/stores/schema.js';
import { addPerson, findPersonByEmail } from '../../../server/stores/person-store.js';
import { findDistrict, openYear } from '../../../server/stores/year-store.js';
import { inTransaction } from '../../../server/stores/open-database.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import { hashPassword } from '../../../server/identity/passwords.js';
import { madeSite, manySites } from '../../support/many-sites.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

const SITES = 23;

let server: TestServer;
let districtId: string;
let reviewer: ApiClient;

beforeAll(async () => {
  server = await startTestServer({ files: await manySites(SITES, 3) });
  districtId = (await findDistrict(server.parts.db, 'dayton'))?.id ?? '';
  reviewer = await server.as('ortiz');
  // Of every site one sent back in February and one that waits since March; two at a time at the same moment.
  for (let n = 0; n < SITES; n += 1) {
    await addSubmission(n, 1, 'returned', new Date(Date.UTC(2024, 1, 1 + Math.floor(n / 2))));
    await addSubmission(n, 2, 'submitted', new Date(Date.UTC(2024, 2, 1 + Math.floor(n / 2))));
  }
});
afterAll(() => server.close());

async function addSubmission(n: number, number: number, status: SubmissionStatus, submittedAt: Date) {
  const { db } = server.parts;
  const { yearId } = await openYear(db, districtId);
  const at = { districtId, yearId, siteCode: madeSite(n) };
  await db.insert(revision).values({
    ...at,
    number,
    workbookId: randomUUID(),
    baseRevision: number - 1,
    contentHash: `${String(n)}/${String(number)}`,
    content: 'not read',
    totalCents: 100 + number,
    totalFte: 0,
    fatalCount: 0,
    warningCount: 0,
    rulePackHash: '',
    engineVersion: '',
    savedById: randomUUID(),
    savedBy: 'Somebody',
    savedAt: submittedAt,
  });
  const id = randomUUID();
  await db.insert(submission).values({
    ...at,
    id,
    revision: number,
    status,
    submittedById: randomUUID(),
    submittedBy: 'Somebody',
    submittedAt,
    decisions: [],
    changedLines: n,
  });
  return id;
}

const page = (api: ApiClient, query: { limit: number; after?: string; view?: 'all' | 'yours' }) =>
  api.call(listSubmissions, { params: {}, query, body: undefined });

async function allPages(api: ApiClient, limit: number, between?: (turn: number) => Promise<unknown>) {
  const items: QueueItem[] = [];
  let after: string | null = null;
  for (let turn = 0; turn < 100; turn += 1) {
    const reply: Awaited<ReturnType<typeof page>> = await page(api, {
      limit,
      ...(after === null ? {} : { after }),
    });
    expect(reply.items.length).toBeLessThanOrEqual(limit);
    items.push(...reply.items);
    if (reply.next === null) return items;
    after = reply.next;
    await between?.(turn);
  }
  throw new Error('The pages do not end');
}

const named = (items: readonly QueueItem[]) =>
  items.map((item) => `${item.site.code} ${item.submission.status}`);

test.each([1, 2, 7, 22, 23, 24, 46, 200])(
  'pages of %i are the whole queue, each once and in order',
  async (limit) => {
    const whole = await page(reviewer, { limit: 200 });
    expect(whole).toMatchObject({ next: null, waiting: SITES });
    const statuses = whole.items.map(({ submission: { status } }) => status);
    expect(statuses).toEqual([
      ...Array<string>(SITES).fill('submitted'),
      ...Array<string>(SITES).fill('returned'),
    ]);
    const at = whole.items.map(({ submission: { submittedAt } }) => submittedAt);
    expect(at.slice(0, SITES)).toEqual(at.slice(0, SITES).sort());
    expect(at.slice(SITES)).toEqual(at.slice(SITES).sort().reverse());
    expect(named(await allPages(reviewer, limit))).toEqual(named(whole.items));
  },
);

test('the figures of a row are those of its own site and revision', async () => {
  const { items } = await page(reviewer, { limit: 200 });
  const found = items.find(
    ({ site, submission: { status } }) => site.code === madeSite(5) && status === 'submitted',
  );
  expect(found).toMatchObject({ changedLines: 5, revision: { number: 2, totalCents: 102 } });
  expect(found?.allocatedCents).toBeGreaterThan(found?.currentCents ?? 0);
});

test('what is decided or comes in while somebody turns the pages leaves nothing out and shows nothing twice', async () => {
  const before = await page(reviewer, { limit: 200 });
  const waiting = before.items.slice(0, SITES);
  let late = '';
  const seen = await allPages(reviewer, 5, async (turn) => {
    if (turn > 0) return;
    // One that was seen is decided; one comes in behind all that wait.
    const { db } = server.parts;
    await db
      .update(submission)
      .set({ status: 'approved' })
      .where(eq(submission.id, waiting[0]?.submission.id ?? ''));
    await db
      .update(submission)
      .set({ status: 'approved' })
      .where(eq(submission.id, waiting[1]?.submission.id ?? ''));
    late = await addSubmission(0, 3, 'submitted', new Date(Date.UTC(2024, 4, 1)));
  });
  const ids = seen.map((item) => item.submission.id);
  const stillWaiting = waiting.slice(2).map((item) => item.submission.id);
  expect(ids.filter((id) => stillWaiting.includes(id))).toEqual(stillWaiting);
  expect(ids.filter((id) => id === late)).toHaveLength(1);
  const others = before.items.slice(SITES).map((item) => item.submission.id);
  expect(ids.filter((id) => others.includes(id))).toEqual(others);
});

test('a reviewer of two sites has a queue of two sites, and counts no more', async () => {
  const one = await withRoles([grantOf('reviewer', { siteCodes: [madeSite(3), madeSite(9)] })]);
  const { items, waiting } = await page(one, { limit: 1 });
  expect([items.length, waiting]).toEqual([1, 2]);
  expect(new Set((await allPages(one, 1)).map(({ site }) => site.code))).toEqual(
    new Set([madeSite(3), madeSite(9)]),
  );
});

test('of those that wait, a view has the ones with a step for the reader', async () => {
  const sites = [madeSite(4), madeSite(11), madeSite(17)];
  const one = await withRoles([grantOf('reviewer', { siteCodes: sites })]);
  const before = await page(one, { limit: 200 });
  const mine = before.items.filter(({ submission: { status } }) => status === 'submitted');
  const yours = await page(one, { limit: 200, view: 'yours' });
  expect(yours.waiting).toBe(3);
  expect(named(yours.items)).toEqual(named(mine));
  // In pages as well.
  const first = await page(one, { limit: 2, view: 'yours' });
  const second = await page(one, { limit: 2, view: 'yours', after: first.next ?? '' });
  expect(named([...first.items, ...second.items])).toEqual(named(mine));
  expect([first.waiting, second.waiting, second.next]).toEqual([3, 3, null]);

  // An auditor of the same sites sees them, and none waits for him.
  const auditor = await withRoles([grantOf('auditor', { siteCodes: sites })]);
  expect((await page(auditor, { limit: 200 })).waiting).toBe(3);
  expect(await page(auditor, { limit: 200, view: 'yours' })).toEqual({ items: [], next: null, waiting: 0 });
  // Nor does one's own work.
  const { db } = server.parts;
  const [own] = mine;
  const { id } = await one.call(getMe, { params: {}, body: undefined });
  await db
    .update(submission)
    .set({ submittedById: id })
    .where(eq(submission.id, own?.submission.id ?? ''));
  expect((await page(one, { limit: 200, view: 'yours' })).waiting).toBe(2);
});

test('a principal sees the budgets of her own site, of which none waits for her until a step names her', async () => {
  const site = madeSite(5);
  const principal = await withRoles([grantOf('principal', { siteCodes: [site] })]);
  const all = await page(principal, { limit: 200 });
  expect(all.items.map((item) => [item.site.code, item.submission.status])).toEqual([
    [site, 'submitted'],
    [site, 'returned'],
  ]);
  expect(all.waiting).toBe(1);
  expect((await page(principal, { limit: 200, view: 'yours' })).items).toEqual([]);
});

test.each([
  '',
  'w',
  'x_2024-03-01T00:00:00.000Z_0',
  'w_never_6e0f3c52-9a41-4d0e-8f1b-5a7c2d9be314',
  "w_'; drop_",
])('a cursor that is none is refused: %s', async (after) => {
  await expect(page(reviewer, { limit: 5, after })).rejects.toMatchObject({
    failure: { problem: { code: 'request.invalid' } },
  });
});

async function withRoles(roles: Grant[]): Promise<ApiClient> {
  const { db } = server.parts;
  const email = `r${randomUUID().slice(0, 8)}@dayton.example`;
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await inTransaction(db, (tx) =>
    addPerson(tx, { districtId, id: randomUUID(), email, name: 'Of some sites', passwordHash, roles }),
  );
  expect(await findPersonByEmail(db, districtId, email)).not.toBeNull();
  return server.as(email.split('@')[0] ?? '');
}
