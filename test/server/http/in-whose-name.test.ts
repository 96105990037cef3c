import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import { addDelegation, endDelegation } from '../../../src/contract/delegations.js';
import { approveSubmissions, decideSubmission, getSubmission } from '../../../src/contract/submissions.js';
import { grantOf } from '../../../src/core/district/role.js';
import { mail } from '../../../server/stores/schema-mail.js';
import { addSomebody } from '../../support/add-somebody.js';
import { proposeSite, submitSite } from '../../support/propose-site.js';
import { codeOf } from '../../support/refusal-code.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

const SITE = '571';
/** Manages the site, reviews every site, and is away; who stands in for her; and who does her reviews. */
const [GIVER, STAND_IN, FOR_REVIEWS] = ['giver', 'standin', 'reviews'];

let server: TestServer;
const clients = new Map<string, ApiClient>();
const ids = new Map<string, string>();
beforeAll(async () => {
  server = await startTestServer();
  const roles = [grantOf('principal', { siteCodes: [SITE] }), grantOf('reviewer')];
  ids.set(GIVER, await addSomebody(server, GIVER, roles));
  for (const who of [STAND_IN, FOR_REVIEWS]) ids.set(who, await addSomebody(server, who, []));
  for (const who of [GIVER, STAND_IN, FOR_REVIEWS, 'ortiz', 'tran']) clients.set(who, await server.as(who));
  await proposeSite(server, 'tran', SITE);
}, 120_000);
afterAll(() => server.close());

const as = (who: string): ApiClient => {
  const client = clients.get(who);
  if (!client) throw new Error(who);
  return client;
};
const hand = async (role: 'principal' | 'reviewer', to: string) => {
  const body = {
    id: randomUUID(),
    toEmail: `${to}@dayton.example`,
    roles: [role],
    startsOn: '2024-03-01',
    endsOn: '2024-03-31',
  };
  return (await as(GIVER).call(addDelegation, { params: {}, body })).id;
};
const decide = (who: string, submissionId: string, decision: 'approve' | 'return' | 'withdraw' = 'approve') =>
  codeOf(
    as(who).call(decideSubmission, { params: { submissionId }, body: { decision, comment: 'Looked at.' } }),
  );

test('nobody approves what was submitted in her own name, during the handing over and after it', async () => {
  const handed = await hand('principal', STAND_IN);
  await hand('reviewer', FOR_REVIEWS);
  const { id, ...sent } = await submitSite(server, STAND_IN, SITE);
  expect(sent).toMatchObject({
    submittedBy: STAND_IN,
    inNameOf: [{ personId: ids.get(GIVER), name: GIVER }],
  });
  for (const who of [GIVER, STAND_IN, FOR_REVIEWS])
    for (const decision of ['approve', 'return'] as const)
      expect([who, await decide(who, id, decision)]).toEqual([who, 'submission.ownWork']);
  const bulk = await as(GIVER).call(approveSubmissions, { params: {}, body: { submissionIds: [id] } });
  expect(bulk.answers[0]?.submission).toBeNull();
  await as(GIVER).call(endDelegation, { params: { delegationId: handed }, body: {} });
  const seen = await as(GIVER).call(getSubmission, { params: { submissionId: id }, body: undefined });
  expect(seen.yourSteps).toEqual([]);
  expect(await decide(GIVER, id)).toBe('submission.ownWork');
  expect(await decide('ortiz', id)).toBeNull();
  // She learns how it ended, as does whoever sent it.
  const told = await server.parts.db.select().from(mail);
  const approved = told.filter(({ kind }) => kind === 'submissionApproved').map(({ personId }) => personId);
  expect(approved.sort()).toEqual([ids.get(GIVER), ids.get(STAND_IN)].sort());
});

test('whoever it was sent in the name of may take it back, whoever sent it may, and nobody else', async () => {
  const handed = await hand('principal', STAND_IN);
  for (const who of [GIVER, STAND_IN]) {
    server.clock.now = new Date(server.clock.now.getTime() + 60_000);
    const { id } = await submitSite(server, STAND_IN, SITE, (content) => ({
      ...content,
      lines: content.lines.map((line) => ({ ...line, justification: `For ${who}.` })),
    }));
    expect(await decide('ortiz', id, 'withdraw')).toBe('submission.notSubmitter');
    expect(await decide(who, id, 'withdraw')).toBeNull();
  }
  await as(GIVER).call(endDelegation, { params: { delegationId: handed }, body: {} });
});

test('what somebody submits with a role of her own is in her own name, whoever handed her theirs besides', async () => {
  const own = await addSomebody(server, 'coprincipal', [grantOf('principal', { siteCodes: [SITE] })]);
  ids.set('coprincipal', own);
  clients.set('coprincipal', await server.as('coprincipal'));
  await hand('principal', 'coprincipal');
  server.clock.now = new Date(server.clock.now.getTime() + 60_000);
  const { id, inNameOf } = await submitSite(server, 'coprincipal', SITE, (content) => ({
    ...content,
    lines: content.lines.map((line) => ({ ...line, justification: 'Anew.' })),
  }));
  expect(inNameOf).toBeUndefined();
  expect(await decide('coprincipal', id)).toBe('submission.ownWork');
  expect(await decide(GIVER, id)).toBeNull();
});
