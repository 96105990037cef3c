import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ApiClient } from '../../../src/api/client.js';
import { grantOf } from '../../../src/core/district/role.js';
import { changePerson, listPeople } from '../../../src/contract/people.js';
import { listSites } from '../../../src/contract/sites.js';
import { getSubmission, listSubmissions } from '../../../src/contract/submissions.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

// The submission of the junior high waits for a reviewer: Ortiz, or Chen, who is the budget manager as well.
let server: TestServer;
let admin: ApiClient;
beforeAll(async () => {
  server = await startTestServer({ withSeason: true });
  admin = await server.as('whitfield');
});
afterAll(() => server.close());

async function idOf(who: string): Promise<string> {
  const { people } = await admin.call(listPeople, { params: {}, query: { limit: 100 }, body: undefined });
  return people.find(({ email }) => email.startsWith(who))?.id ?? '';
}
const change = async (who: string, body: Parameters<typeof admin.call<typeof changePerson>>[1]['body']) =>
  admin.call(changePerson, { params: { personId: await idOf(who) }, body });
async function standing() {
  const tran = await server.as('tran');
  const { sites } = await tran.call(listSites, { params: {}, body: undefined });
  return sites.find(({ site }) => site.code === '571');
}

test('who is turned off is no longer waited for, and somebody else still is', async () => {
  expect((await standing())?.route?.steps[0]).toMatchObject({
    status: 'waiting',
    holders: ['Anna Chen', 'Julia Ortiz'],
  });
  await change('ortiz', { isDisabled: true });
  expect(await standing()).toMatchObject({
    submission: { status: 'submitted' },
    route: { steps: [{ status: 'waiting', holders: ['Anna Chen'] }] },
  });
});

test('who loses the role decides by the fall-back where there is one', async () => {
  await change('chen', { roles: [grantOf('budgetManager')] });
  expect((await standing())?.route?.steps[0]).toMatchObject({ status: 'waiting', holders: ['Anna Chen'] });
  const chen = await server.as('chen');
  const { items } = await chen.call(listSubmissions, { params: {}, query: { limit: 10 }, body: undefined });
  const id = items.find(({ submission }) => submission.status === 'submitted')?.submission.id ?? '';
  const detail = await chen.call(getSubmission, { params: { submissionId: id }, body: undefined });
  expect(detail).toMatchObject({ yourSteps: ['finance'], standIns: [{ step: 'finance' }] });
});

test('when nobody is left who could decide, the budget goes back to the site, in the same change', async () => {
  await change('chen', { roles: [] });
  const { submission } = (await standing()) ?? {};
  expect(submission?.status).toBe('returned');
  expect(submission?.decisions.at(-1)).toMatchObject({ decision: 'return', isStranded: true });
});
