import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import { addAllocationEntry } from '../../../src/contract/allocations.js';
import type { BodyOf } from '../../../src/contract/endpoint.js';
import { listSites } from '../../../src/contract/sites.js';
import { decideSubmission, getSubmission, reopenSubmission } from '../../../src/contract/submissions.js';
import { ROUTE_PRESETS } from '../../../src/core/approval/route-presets.js';
import type { Submission } from '../../../src/core/approval/submission.js';
import { grantOf, type Grant } from '../../../src/core/district/role.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import { hashPassword } from '../../../server/identity/passwords.js';
import { inTransaction } from '../../../server/stores/open-database.js';
import { addPerson } from '../../../server/stores/person-store.js';
import { district } from '../../../server/stores/schema.js';
import { auditEvent } from '../../../server/stores/schema-audit.js';
import { proposeSite, submitSite } from '../../support/propose-site.js';
import { refusalOf } from '../../support/refusal-of.js';
import { sampleFiles } from '../../support/sample-district.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

/** The grade school has Title I money. */
const SITE = '125';

let server: TestServer;
const clients = new Map<string, ApiClient>();
beforeAll(async () => {
  const files = new Map(await sampleFiles());
  const route = ROUTE_PRESETS.federalProgramsInParallel;
  files.set('approval.json', JSON.stringify(route));
  server = await startTestServer({ files });
  await addSomebody('silva', grantOf('reviewer', { siteCodes: [SITE, '571'] }));
  await addSomebody('park', grantOf('federalPrograms'));
  for (const who of ['okafor', 'tran', 'silva', 'park', 'ortiz', 'chen'])
    clients.set(who, await server.as(who));
  await proposeSite(server, 'okafor', SITE);
  await proposeSite(server, 'tran', '571');
}, 120_000);
afterAll(() => server.close());

async function addSomebody(who: string, ...roles: Grant[]): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const [found] = await server.parts.db.select().from(district);
  if (!found) throw new Error('No district');
  await inTransaction(server.parts.db, (tx) =>
    addPerson(tx, {
      districtId: found.id,
      id: randomUUID(),
      email: `${who}@dayton.example`,
      name: who,
      passwordHash,
      roles,
    }),
  );
}

const as = (who: string): ApiClient => {
  const client = clients.get(who);
  if (!client) throw new Error(who);
  return client;
};
type Decision = Partial<BodyOf<typeof decideSubmission>>;
const decide = (who: string, { id }: Pick<Submission, 'id'>, body: Decision = {}) =>
  as(who).call(decideSubmission, {
    params: { submissionId: id },
    body: { decision: 'approve', comment: '', ...body },
  });
/** The steps of the site's way: id, status and who has it. */
const wayOf = async (siteCode = SITE) => {
  const { sites } = await as('ortiz').call(listSites, { params: {}, body: undefined });
  const route = sites.find(({ site }) => site.code === siteCode)?.route;
  return route?.steps.map(({ id, status, holders }) => [id, status, holders.join(', ')]);
};
const addEntry = (fundingSource: string, reason: string, siteCode = SITE) =>
  as('chen').call(addAllocationEntry, {
    params: { siteCode },
    body: { id: randomUUID(), fundingSource, kind: 'correction', amountCents: 100, fte: 0, reason },
  });

describe('a site with federal programs in parallel', () => {
  let sent: Submission;

  test('before it is submitted the way has the steps that everybody takes', async () => {
    expect(await wayOf()).toEqual([
      ['principal', 'ahead', 'Grace Okafor'],
      ['area-superintendent', 'ahead', 'silva'],
      ['budget-office', 'ahead', 'Anna Chen, Julia Ortiz'],
    ]);
  });

  test('the principal’s submission is her signature, and two look at the same time', async () => {
    sent = await submitSite(server, 'okafor', SITE);
    expect(await wayOf()).toEqual([
      ['principal', 'done', 'Grace Okafor'],
      ['area-superintendent', 'waiting', 'silva'],
      ['federal-programs', 'waiting', 'park'],
      ['budget-office', 'ahead', 'Anna Chen, Julia Ortiz'],
    ]);
    const seen = await as('park').call(getSubmission, { params: { submissionId: sent.id }, body: undefined });
    expect(seen.yourSteps).toEqual(['federal-programs']);
    expect(await refusalOf(decide('okafor', sent))).toMatchObject({
      code: 'submission.ownWork',
      status: 403,
    });
    expect(await refusalOf(decide('ortiz', sent))).toMatchObject({ code: 'submission.stepAhead' });
    expect(await refusalOf(decide('ortiz', sent, { step: 'federal-programs' }))).toMatchObject({
      code: 'submission.notYours',
    });
    expect(await refusalOf(decide('ortiz', sent, { step: 'budget-office' }))).toMatchObject({
      code: 'submission.stepAhead',
    });
    expect(await refusalOf(decide('tran', sent))).toMatchObject({ code: 'submission.unknown' });
  });

  test('both sign at once, and both count', async () => {
    await Promise.all([decide('silva', sent), decide('park', sent)]);
    expect(await wayOf()).toEqual([
      ['principal', 'done', 'Grace Okafor'],
      ['area-superintendent', 'done', 'silva'],
      ['federal-programs', 'done', 'park'],
      ['budget-office', 'waiting', 'Anna Chen, Julia Ortiz'],
    ]);
  });

  test('of two reviewers of one step at once one decides, and the other is told who', async () => {
    const results = await Promise.allSettled([
      decide('ortiz', sent, { comment: 'Fine.' }),
      decide('chen', sent, { decision: 'return', comment: 'Not yet.' }),
    ]);
    const [done, refused] = [
      results.filter(({ status }) => status === 'fulfilled'),
      results.filter((result) => result.status === 'rejected'),
    ];
    expect([done.length, refused.length]).toEqual([1, 1]);
    const problem = await refusalOf(Promise.reject(refused[0]?.reason as Error));
    const isApproved = results[0].status === 'fulfilled';
    expect(problem).toMatchObject({
      code: 'submission.alreadyDecided',
      status: 409,
      params: isApproved
        ? { decidedBy: 'Julia Ortiz', decision: 'approve' }
        : { decidedBy: 'Anna Chen', decision: 'return' },
    });
    if (!isApproved) {
      // Somewhat later, as people are. Only the federal approval carries over: the others look again.
      server.clock.now = new Date(server.clock.now.getTime() + 60_000);
      sent = await submitSite(server, 'okafor', SITE);
      await decide('silva', sent);
      await decide('ortiz', sent);
    }
    expect((await wayOf())?.map(([, status]) => status)).toEqual(['done', 'done', 'done', 'done']);
  });

  test('a change of the general fund lets exactly the steps wait again that it concerns', async () => {
    await addEntry('100', 'Enrolment rose.');
    expect(await wayOf()).toEqual([
      ['principal', 'waiting', 'Grace Okafor'],
      ['area-superintendent', 'ahead', 'silva'],
      ['federal-programs', 'done', 'park'],
      ['budget-office', 'ahead', 'Anna Chen, Julia Ortiz'],
    ]);
    const { submission } = await as('ortiz').call(getSubmission, {
      params: { submissionId: sent.id },
      body: undefined,
    });
    expect(submission.decisions.at(-1)).toMatchObject({
      decision: 'reopenSteps',
      decidedBy: 'Anna Chen',
      comment: 'Enrolment rose.',
      steps: ['principal', 'area-superintendent', 'budget-office'],
    });
    // Another site’s approvals are not touched by it.
    expect((await wayOf('571'))?.[0]).toEqual(['principal', 'ahead', 'David Tran']);
  });

  test('the principal signs again, and the others after her', async () => {
    await decide('okafor', sent);
    await decide('silva', sent);
    expect((await decide('ortiz', sent)).status).toBe('approved');
    await addEntry('201', 'The grant was cut.');
    expect((await wayOf())?.map(([id, status]) => [id, status])).toEqual([
      ['principal', 'waiting'],
      ['area-superintendent', 'ahead'],
      ['federal-programs', 'ahead'],
      ['budget-office', 'ahead'],
    ]);
  });

  test('everything is in the audit trail', async () => {
    const events = await server.parts.db.select().from(auditEvent);
    const told = events.filter(({ subject }) => subject === sent.id).map(({ action }) => action);
    expect(told.filter((action) => action === 'submission.sent')).toHaveLength(1);
    expect(told.filter((action) => action === 'submission.stepsReopened')).toHaveLength(2);
    const decisions = events.filter(
      ({ subject, details }) => subject === sent.id && details['decision'] === 'approve',
    );
    expect(decisions.length).toBeGreaterThanOrEqual(5);
  });
});

describe('what a new submission takes over', () => {
  test('nothing of the federal step where its money changed; all of it where other money did', async () => {
    // The cut of Title I above: federal programs had no part of it yet.
    const open = await submissionOf();
    await decide('okafor', open, { decision: 'withdraw' });
    // Which is the newest is told by the time alone where the revision is the same.
    server.clock.now = new Date(server.clock.now.getTime() + 60_000);
    const again = await submitSite(server, 'okafor', SITE);
    expect((await wayOf())?.[2]).toEqual(['federal-programs', 'waiting', 'park']);
    await decide('park', again);
    await decide('silva', again, {
      decision: 'return',
      comment: 'Less supplies.',
      lines: [{ lineId: 'any', text: 'This one.' }],
    });
    const third = await submitSite(server, 'okafor', SITE, (content) => ({
      ...content,
      lines: content.lines.map((line) =>
        line.account.startsWith('100-') && line.account.endsWith('-410')
          ? { ...line, justification: `${line.justification} Seen again.` }
          : line,
      ),
    }));
    expect(third.steps?.find(({ rule }) => rule.id === 'federal-programs')?.signatures).toMatchObject([
      { person: 'park', origin: 'carried' },
    ]);
    expect((await wayOf())?.map(([id, status]) => [id, status])).toEqual([
      ['principal', 'done'],
      ['area-superintendent', 'waiting'],
      ['federal-programs', 'done'],
      ['budget-office', 'ahead'],
    ]);
  });

  const submissionOf = async (): Promise<Submission> => {
    const { sites } = await as('ortiz').call(listSites, { params: {}, body: undefined });
    const submission = sites.find(({ site }) => site.code === SITE)?.submission;
    if (!submission) throw new Error('Nothing submitted');
    return submission;
  };
});

describe('taking back, handing over and reopening', () => {
  let sent: Submission;

  test('a signer takes the signature back while nobody later has decided', async () => {
    sent = await submitSite(server, 'tran', '571');
    await decide('silva', sent);
    await decide('silva', sent, { decision: 'recall', comment: 'Too fast.' });
    expect((await wayOf('571'))?.[1]).toEqual(['area-superintendent', 'waiting', 'silva']);
    await decide('silva', sent);
    await decide('ortiz', sent);
    expect(await refusalOf(decide('silva', sent, { decision: 'recall' }))).toMatchObject({
      code: 'submission.laterDecided',
    });
    const recalled = await decide('ortiz', sent, { decision: 'recall' });
    expect(recalled.status).toBe('submitted');
  });

  test('a signature goes to somebody of the same role, who signs', async () => {
    const { id } = (await peopleByName()).get('Anna Chen') ?? { id: '' };
    expect(await refusalOf(decide('ortiz', sent, { decision: 'delegate', delegateTo: id }))).toMatchObject({
      code: 'submission.delegateUnfit',
    });
    const other = (await peopleByName()).get('silva') ?? { id: '' };
    await decide('ortiz', sent, { decision: 'delegate', delegateTo: other.id });
    expect((await wayOf('571'))?.at(-1)).toEqual(['budget-office', 'waiting', 'Anna Chen, silva']);
    expect((await decide('silva', sent)).status).toBe('approved');
  });

  test('the budget manager reopens after the due date; the site has until the new one', async () => {
    server.clock.now = new Date('2024-03-20T17:00:00.000Z');
    for (const who of ['tran', 'chen', 'silva', 'ortiz']) clients.set(who, await server.as(who));
    const reopen = (who: string) =>
      as(who).call(reopenSubmission, {
        params: { submissionId: sent.id },
        body: { comment: 'Two classes more.', dueDate: '2024-03-25' },
      });
    expect(await refusalOf(reopen('tran'))).toMatchObject({ code: 'permission.missing' });
    expect(await refusalOf(reopen('ortiz'))).toMatchObject({ code: 'permission.missing' });
    expect((await reopen('chen')).status).toBe('reopened');
    const { sites } = await as('chen').call(listSites, { params: {}, body: undefined });
    expect(sites.find(({ site }) => site.code === '571')?.route?.dueDate).toBe('2024-03-25');
    const again = await submitSite(server, 'tran', '571', (content) => ({
      ...content,
      lines: content.lines.map((line) => ({ ...line, justification: 'Two classes more.' })),
    }));
    expect(again.isLate).toBeUndefined();
    expect(await refusalOf(decide('silva', sent, { decision: 'recall' }))).toMatchObject({
      code: 'submission.superseded',
    });
  });

  const peopleByName = async () => {
    const { listPeople } = await import('../../../server/stores/person-store.js');
    const [found] = await server.parts.db.select().from(district);
    const all = await listPeople(server.parts.db, found?.id ?? '');
    return new Map(all.map((person) => [person.name, person]));
  };
});
