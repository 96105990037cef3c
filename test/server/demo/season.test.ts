import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getSubmission, listSubmissions } from '../../../src/contract/submissions.js';
import { listSites } from '../../../src/contract/sites.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ withSeason: true });
}, 60_000);
afterAll(() => server.close());

test('the season opens with one site saved, one submitted, one sent back and the rest untouched', async () => {
  const reviewer = await server.as('ortiz');
  const { sites } = await reviewer.call(listSites, { params: {}, body: undefined });
  const states = sites.map(({ site, revision, submission }) => [
    site.code,
    revision?.number ?? null,
    submission?.status ?? null,
  ]);
  expect(states).toEqual([
    ['608', null, null],
    ['571', 2, 'submitted'],
    ['125', 2, 'returned'],
    ['001', 1, null],
    ['000', null, null],
  ]);
  // What was submitted holds the proposed figures, which fit: nothing kept it from being sent.
  const submitted = sites.find(({ site }) => site.code === '571');
  expect(submitted?.revision).toMatchObject({ totalCents: 328_023_406, fatalCount: 0 });
  const saved = sites.find(({ site }) => site.code === '001');
  expect(saved?.revision?.totalCents).toBe(saved?.currentCents);
});

test('the reviewer finds the submitted one first and the reason why the other went back', async () => {
  const reviewer = await server.as('ortiz');
  const { items } = await reviewer.call(listSubmissions, { params: {}, body: undefined });
  expect(items.map(({ site, submission }) => [site.code, submission.status])).toEqual([
    ['571', 'submitted'],
    ['125', 'returned'],
  ]);
  const [decision] = items[1]?.submission.decisions ?? [];
  expect(decision).toMatchObject({ decision: 'return', decidedBy: 'Julia Ortiz' });
  expect(decision?.comment).toContain('justification');
  const params = { submissionId: items[0]?.submission.id ?? '' };
  const detail = await reviewer.call(getSubmission, { params, body: undefined });
  expect(detail.changedLines).toBe(detail.lines.length);
  expect(detail.changedLines).toBe(items[0]?.changedLines);
  expect(detail.changedLines).toBeGreaterThan(0);
});
