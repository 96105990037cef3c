import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import { getSiteBook, listSites, saveRevision, type SiteBookReply } from '../../../src/contract/sites.js';
import { getSubmission, submitRevision } from '../../../src/contract/submissions.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { readProposal } from '../../../server/imports/read-proposal.js';
import { stableIds } from '../../../server/imports/stable-ids.js';
import { readDistrictFolder } from '../../../server/imports/read-district-folder.js';
import { findPersonByEmail } from '../../../server/stores/person-store.js';
import { findDistrict } from '../../../server/stores/year-store.js';
import { attested } from '../../support/attested.js';
import { sampleFiles } from '../../support/sample-district.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
const workbookId = randomUUID();
const OPENED = new Date('2024-03-01T17:00:00.000Z');

beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.close());

/** Signed in at the server's time of the moment. */
const reyes = () => server.as('reyes');
const bookOf = (api: ApiClient, siteCode = '608'): Promise<SiteBookReply> =>
  api.call(getSiteBook, { params: { siteCode }, body: undefined });
const stampAt = async (at: string): Promise<string> => {
  server.clock.now = new Date(at);
  return (await bookOf(await reyes())).serverStamp ?? '';
};
let amount = 0;
/** Saves something new on the latest revision, claiming that it waited. */
async function save(queued?: { claimedAt: string; stamp: string }) {
  const api = await reyes();
  const { book, head } = await bookOf(api);
  amount += 1;
  const content: SiteContent = {
    ...book.opening,
    lines: book.opening.lines.map((line) =>
      line.account === '100-1131-608-050-410' ? { ...line, enteredCents: amount } : line,
    ),
  };
  const body = {
    workbookId,
    yearId: '2024-25',
    layoutVersion: 1,
    baseRevision: head?.summary.number ?? 0,
    content,
    ...(queued ? { queued } : {}),
  };
  const { revision } = await api.call(saveRevision, { params: { siteCode: '608' }, body });
  return revision;
}

describe('the claimed time of a queued save', () => {
  test('is kept beside the time of receipt', async () => {
    const stamp = await stampAt('2024-03-05T17:00:00.000Z');
    server.clock.now = new Date('2024-03-05T22:00:00.000Z');
    const revision = await save({ claimedAt: '2024-03-05T18:30:00.000Z', stamp });
    expect(revision).toMatchObject({
      savedAt: '2024-03-05T22:00:00.000Z',
      claimedAt: '2024-03-05T18:30:00.000Z',
      claimFloor: '2024-03-05T17:00:00.000Z',
    });
    const { sites } = await (await reyes()).call(listSites, { params: {}, body: undefined });
    expect(sites.find(({ site }) => site.code === '608')?.revision).toEqual(revision);
    expect((await bookOf(await reyes())).head?.summary).toEqual(revision);
  });

  test('is never before the stamp nor after the receipt', async () => {
    const stamp = await stampAt('2024-03-06T10:00:00.000Z');
    server.clock.now = new Date('2024-03-06T12:00:00.000Z');
    expect(await save({ claimedAt: '2020-01-01T00:00:00.000Z', stamp })).toMatchObject({
      claimedAt: '2024-03-06T10:00:00.000Z',
    });
    expect(await save({ claimedAt: '2030-01-01T00:00:00.000Z', stamp })).toMatchObject({
      claimedAt: '2024-03-06T12:00:00.000Z',
    });
  });

  test('is not before what the sheet started from, however old the stamp', async () => {
    const old = await stampAt('2024-03-07T08:00:00.000Z');
    server.clock.now = new Date('2024-03-07T09:00:00.000Z');
    await save();
    server.clock.now = new Date('2024-03-07T12:00:00.000Z');
    expect(await save({ claimedAt: '2024-03-07T08:30:00.000Z', stamp: old })).toMatchObject({
      claimedAt: '2024-03-07T09:00:00.000Z',
      claimFloor: '2024-03-07T09:00:00.000Z',
    });
  });

  test('of two that waited, the second is not pushed to when the first arrived', async () => {
    const stamp = await stampAt('2024-03-08T08:00:00.000Z');
    server.clock.now = new Date('2024-03-08T12:00:00.000Z');
    await save({ claimedAt: '2024-03-08T09:00:00.000Z', stamp });
    expect(await save({ claimedAt: '2024-03-08T09:05:00.000Z', stamp })).toMatchObject({
      claimedAt: '2024-03-08T09:05:00.000Z',
    });
  });

  test('with a stamp that is forged, another’s or a bearer token is none, and the save is taken', async () => {
    const stamp = await stampAt('2024-03-09T08:00:00.000Z');
    const others = (await bookOf(await server.as('lindqvist'))).serverStamp ?? '';
    const { districtId, id: personId } = await personOf('reyes');
    const { token } = await server.parts.tokens.issue({ districtId, personId, epoch: 0 });
    for (const wrong of [`${stamp.slice(0, -4)}AAAA`, others, token, 'nonsense']) {
      const revision = await save({ claimedAt: '2024-03-09T08:00:00.000Z', stamp: wrong });
      expect(revision.claimedAt).toBeUndefined();
    }
    // Nor does a stamp sign anybody in.
    expect(await server.parts.tokens.verify(stamp)).toEqual({ ok: false, fault: 'token.invalid' });
  });
});

async function personOf(who: string) {
  const district = await findDistrict(server.parts.db, 'dayton');
  const person = await findPersonByEmail(server.parts.db, district?.id ?? '', `${who}@dayton.example`);
  if (!person) throw new Error(who);
  return person;
}

describe('a submission that waited past the due date', () => {
  /** A site whose proposal can be submitted, saved and submitted with a claim. */
  async function submitLate(claimedAt: string | null) {
    server.clock.now = OPENED;
    const files = await sampleFiles();
    const read = readDistrictFolder(files, stableIds());
    if (!read.ok) throw new Error('sample');
    const tran = await server.as('tran');
    const proposal = readProposal(files, read.value, '571', stableIds());
    const { head, book } = await bookOf(tran, '571');
    const put = (api: ApiClient, baseRevision: number) =>
      api.call(saveRevision, {
        params: { siteCode: '571' },
        body: { workbookId, yearId: '2024-25', layoutVersion: 1, baseRevision, content: proposal },
      });
    if (head === null) {
      await put(tran, 0);
      await put(await server.as('lindqvist'), 1);
    }
    const { timeZone, year } = book.plan;
    expect([timeZone, year.dueDate]).toEqual(['America/Los_Angeles', expect.stringMatching(/^2024-/)]);
    const due = Date.parse(`${year.dueDate}T19:00:00.000Z`);
    server.clock.now = new Date(due - 24 * 3_600_000);
    const stamp = (await bookOf(await server.as('tran'), '571')).serverStamp ?? '';
    server.clock.now = new Date(due + 48 * 3_600_000);
    const again = await server.as('tran');
    return again.call(submitRevision, {
      params: { siteCode: '571' },
      body: {
        revision: 2,
        ...attested(book),
        ...(claimedAt === null ? {} : { queued: { claimedAt, stamp } }),
      },
    });
  }

  test('is taken and left to the reviewer, who sees both times', async () => {
    const submission = await submitLate('2024-01-01T00:00:00.000Z');
    expect(submission).toMatchObject({ isLate: true, lateClaim: 'toDecide', status: 'submitted' });
    expect(submission.claimedAt).toBe(submission.claimFloor);
    const ortiz = await server.as('ortiz');
    const params = { submissionId: submission.id };
    const detail = await ortiz.call(getSubmission, { params, body: undefined });
    expect(detail.submission).toEqual(submission);
  });
});
