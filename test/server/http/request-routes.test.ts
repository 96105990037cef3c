import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import type { BodyOf } from '../../../src/contract/endpoint.js';
import {
  addRequest,
  answerRequest,
  getRequest,
  listSiteRequests,
  type Wish,
} from '../../../src/contract/requests.js';
import { changePerson } from '../../../src/contract/people.js';
import { getSiteBook } from '../../../src/contract/sites.js';
import { grantOf } from '../../../src/core/district/role.js';
import { readDistrictFolder } from '../../../server/imports/read-district-folder.js';
import { auditEvent } from '../../../server/stores/schema-audit.js';
import { mail } from '../../../server/stores/schema-mail.js';
import { addSomebody } from '../../support/add-somebody.js';
import { codeOf } from '../../support/refusal-code.js';
import { refusalOf } from '../../support/refusal-of.js';
import { countingIds, sampleFiles } from '../../support/sample-district.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

const SITE = '608';
const ACCOUNT = '100-1131-608-050-542';
/** Codes: the budget office, and from $1,000 a second signer after it. Exceptions take the default way. */
const ROUTES = {
  code: {
    stages: [
      {
        steps: [
          { id: 'office', title: 'Budget office', approvers: [{ role: 'reviewer', grant: 'districtWide' }] },
          {
            id: 'federal',
            title: 'Federal programs',
            conditions: { programs: ['titleIA'] },
            approvers: [{ role: 'federalPrograms' }],
          },
        ],
      },
      {
        steps: [
          {
            id: 'manager',
            title: 'Budget manager',
            conditions: { amount: { atLeastCents: 100_000, of: 'site' } },
            approvers: [{ role: 'budgetManager' }, { role: 'reviewer', grant: 'districtWide' }],
          },
        ],
      },
      {
        steps: [
          {
            id: 'all',
            title: 'Both',
            signers: 'all',
            conditions: { amount: { atLeastCents: 900_000, of: 'site' } },
            approvers: [{ email: 'first@dayton.example' }, { email: 'second@dayton.example' }],
          },
        ],
      },
    ],
  },
};

let server: TestServer;
const clients = new Map<string, ApiClient>();
const ids = new Map<string, string>();
beforeAll(async () => {
  const files = new Map(await sampleFiles());
  files.set('request-routes.json', JSON.stringify(ROUTES));
  server = await startTestServer({ files });
  ids.set(
    'park',
    await addSomebody(server, 'park', [grantOf('federalPrograms', { fundingSources: ['201'] })]),
  );
  ids.set('silva', await addSomebody(server, 'silva', [grantOf('reviewer', { siteCodes: [SITE] })]));
  ids.set('boss', await addSomebody(server, 'boss', [grantOf('budgetManager')]));
  const both = [grantOf('preparer', { siteCodes: [SITE] }), grantOf('reviewer')];
  ids.set('both', await addSomebody(server, 'both', both));
  for (const who of ['first', 'second'])
    ids.set(who, await addSomebody(server, who, [grantOf('reviewer', { siteCodes: [SITE] })]));
  for (const who of ['reyes', 'ortiz', 'boss', 'park', 'silva', 'both', 'first', 'second'])
    clients.set(who, await server.as(who));
}, 120_000);
afterAll(() => server.close());

const as = (who: string): ApiClient => {
  const client = clients.get(who);
  if (!client) throw new Error(who);
  return client;
};
const ask = async (part: Partial<Extract<Wish, { kind: 'code' }>> = {}, who = 'reyes') => {
  server.clock.now = new Date(server.clock.now.getTime() + 1_000);
  const wish = {
    kind: 'code' as const,
    purpose: 'A kiln',
    fundingSource: '100',
    amountCents: 50_000,
    ...part,
  };
  return as(who).call(addRequest, { params: { siteCode: SITE }, body: { id: randomUUID(), wish } });
};
const answer = (requestId: string, who: string, body: Partial<BodyOf<typeof answerRequest>> = {}) =>
  as(who).call(answerRequest, {
    params: { siteCode: SITE, requestId },
    body: { decision: 'granted', reason: '', ...body },
  });
const named = { account: ACCOUNT };
const stepsOf = ({
  way,
}: {
  way?: { steps: { id: string; status: string; signedBy: string[] }[] } | undefined;
}) => way?.steps.map(({ id, status, signedBy }) => [id, status, signedBy.join(', ')]);
const requested = async () =>
  (await as('ortiz').call(getSiteBook, { params: { siteCode: SITE }, body: undefined })).book.plan.chart
    .requested;
const told = async (kind: string) =>
  (await server.parts.db.select().from(mail).where(eq(mail.kind, kind))).map(({ personId }) => personId);

describe('a small code', () => {
  test('takes the steps whose conditions hold, and one signature of whom they name', async () => {
    const asked = await ask();
    expect(stepsOf(asked)).toEqual([['office', 'waiting', '']]);
    for (const who of ['silva', 'park', 'boss'])
      expect([who, await codeOf(answer(asked.id, who, named))]).toEqual([who, 'request.notYours']);
    expect(await codeOf(answer(asked.id, 'reyes', named))).toBe('permission.missing');
    const granted = await answer(asked.id, 'ortiz', named);
    expect(granted.answer).toMatchObject({
      decision: 'granted',
      account: ACCOUNT,
      answeredBy: 'Julia Ortiz',
    });
    expect(stepsOf(granted)).toEqual([['office', 'done', 'Julia Ortiz']]);
    expect((await requested())?.map(({ account }) => account)).toEqual([ACCOUNT]);
    expect(await answer(asked.id, 'ortiz', named)).toEqual(granted);
    expect(await codeOf(answer(asked.id, 'both', named))).toBe('request.alreadyAnswered');
  });

  test('of Title I waits for federal programs at the same time', async () => {
    const asked = await ask({ fundingSource: '201' });
    const first = await answer(asked.id, 'park', { account: '201-1272-608-000-410', reason: 'Allowable.' });
    expect(first.answer).toBeNull();
    expect(stepsOf(first)).toEqual([
      ['office', 'waiting', ''],
      ['federal', 'done', 'park'],
    ]);
    const second = await answer(asked.id, 'ortiz');
    expect(second.answer).toMatchObject({ account: '201-1272-608-000-410', reason: 'park: Allowable.' });
  });

  test('nobody answers her own', async () => {
    const asked = await ask({}, 'both');
    expect(await refusalOf(answer(asked.id, 'both', named))).toMatchObject({
      code: 'request.ownWork',
      status: 403,
    });
    expect((await answer(asked.id, 'ortiz', { decision: 'declined', reason: 'No.' })).answer).toMatchObject({
      decision: 'declined',
    });
  });
});

describe('a large code', () => {
  test('is granted when a second person has signed, and is in no book before', async () => {
    const account = '100-1131-608-050-541';
    const asked = await ask({ amountCents: 100_000 });
    expect(stepsOf(asked)).toEqual([
      ['office', 'waiting', ''],
      ['manager', 'ahead', ''],
    ]);
    expect(await codeOf(answer(asked.id, 'boss', { account }))).toBe('request.notYours');
    expect(await codeOf(answer(asked.id, 'ortiz'))).toBe('request.accountMissing');
    expect(await codeOf(answer(asked.id, 'ortiz', { account: '100-9999-608-050-542' }))).toBe(
      'request.accountWrong',
    );
    const before = await told('requestAnswered');
    const signed = await answer(asked.id, 'ortiz', { account, reason: 'A good one.' });
    expect(signed).toMatchObject({ answer: null, way: { account } });
    expect(stepsOf(signed)).toEqual([
      ['office', 'done', 'Julia Ortiz'],
      ['manager', 'waiting', ''],
    ]);
    expect(await told('requestWaits')).toEqual(expect.arrayContaining([ids.get('both')]));
    expect(await told('requestAnswered')).toEqual(before);
    expect((await requested())?.map((one) => one.account)).not.toContain(account);
    // Once more is the same; she has no second signature, though she is one of the approvers.
    expect(await answer(asked.id, 'ortiz', { account, reason: 'A good one.' })).toEqual(signed);
    expect(await codeOf(answer(asked.id, 'ortiz', { account, reason: 'Again.' }))).toBe(
      'request.alreadySigned',
    );
    const params = { siteCode: SITE, requestId: asked.id };
    expect(await as('reyes').call(getRequest, { params, body: undefined })).toEqual(signed);
    const done = await answer(asked.id, 'boss');
    expect(done.answer).toMatchObject({ decision: 'granted', account, reason: 'Julia Ortiz: A good one.' });
    expect((await requested())?.map((one) => one.account)).toContain(account);
    const rows = await server.parts.db.select().from(auditEvent).where(eq(auditEvent.subject, asked.id));
    expect(rows.map(({ action }) => action).sort()).toEqual([
      'request.added',
      'request.answered',
      'request.signed',
    ]);
    for (const { action, details } of rows)
      if (action !== 'request.added') expect(details).toMatchObject({ account });
    const { requests } = await as('reyes').call(listSiteRequests, {
      params: { siteCode: SITE },
      body: undefined,
    });
    expect(requests.find(({ id }) => id === asked.id)).toEqual(done);
  });

  test('is granted for the account and from the money that the first signer saw, or not at all', async () => {
    const asked = await ask({ amountCents: 100_000 });
    const account = '100-1131-608-050-460';
    expect(await refusalOf(answer(asked.id, 'ortiz', { account: '201-1272-608-000-410' }))).toMatchObject({
      code: 'request.accountWrong',
      title: expect.stringMatching(/not paid from 100/),
    });
    await answer(asked.id, 'ortiz', { account, reason: 'A good one.' });
    for (const other of ['100-1131-608-050-410', '201-1272-608-000-410'])
      expect(await refusalOf(answer(asked.id, 'boss', { account: other }))).toMatchObject({
        code: 'request.accountNamed',
        status: 409,
        params: { account },
      });
    const own = await answer(asked.id, 'boss', { account, reason: 'For the art room.' });
    expect(own.answer).toMatchObject({ account, answeredBy: 'boss', reason: 'For the art room.' });
  });

  test('one decline ends it, at whatever step', async () => {
    const asked = await ask({ amountCents: 200_000 });
    await answer(asked.id, 'ortiz', { account: '100-1131-608-050-640' });
    const declined = await answer(asked.id, 'boss', { decision: 'declined', reason: 'Too much.' });
    expect(declined.answer).toMatchObject({ decision: 'declined', reason: 'Too much.' });
    expect(declined.answer?.account).toBeUndefined();
    expect((await requested())?.map((one) => one.account)).not.toContain('100-1131-608-050-640');
    expect(await codeOf(answer(asked.id, 'both'))).toBe('request.alreadyAnswered');
  });

  test('two sign different steps at once, and both count; of two at one step the second is told', async () => {
    const asked = await ask({ fundingSource: '201', amountCents: 100 });
    const account = '201-1272-608-000-411';
    const [office, federal] = await Promise.allSettled([
      answer(asked.id, 'ortiz', { account }),
      answer(asked.id, 'park', { account }),
    ]);
    expect([office.status, federal.status]).toEqual(['fulfilled', 'fulfilled']);
    const params = { siteCode: SITE, requestId: asked.id };
    const now = await as('reyes').call(getRequest, { params, body: undefined });
    expect(now.answer).toMatchObject({ decision: 'granted', account });
    const other = await ask();
    const both = await Promise.allSettled(
      ['ortiz', 'both'].map((who) => answer(other.id, who, { account: '100-1131-608-050-410' })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a code that all of some people sign', () => {
  test('is granted when those who are left have signed, as the last of them answered it', async () => {
    const account = '100-1131-608-050-330';
    const asked = await ask({ amountCents: 900_000 });
    await answer(asked.id, 'ortiz', { account });
    await answer(asked.id, 'boss', { reason: 'For the art room.' });
    const params = { siteCode: SITE, requestId: asked.id };
    const look = () => as('reyes').call(getRequest, { params, body: undefined });
    const all = await look();
    expect(stepsOf(all)?.at(-1)).toEqual(['all', 'waiting', '']);
    expect((await answer(asked.id, 'first', { reason: 'Fine.' })).answer).toBeNull();
    expect(await codeOf(answer(asked.id, 'first', { reason: 'Again.' }))).toBe('request.alreadySigned');
    const administrator = await server.as('whitfield');
    for (const [who, answered] of [
      ['silva', false],
      ['second', true],
    ] as const) {
      await administrator.call(changePerson, {
        params: { personId: ids.get(who) ?? '' },
        body: { isDisabled: true },
      });
      expect([who, (await look()).answer !== null]).toEqual([who, answered]);
    }
    const granted = await look();
    expect(granted.answer).toMatchObject({
      decision: 'granted',
      account,
      answeredBy: 'first',
      reason: 'Fine.',
    });
    expect(stepsOf(granted)?.at(-1)).toEqual(['all', 'done', 'first']);
    expect((await requested())?.map((one) => one.account)).toContain(account);
    expect(await told('requestAnswered')).toContain(asked.requestedById);
    const rows = await server.parts.db.select().from(auditEvent).where(eq(auditEvent.subject, asked.id));
    expect(rows.filter(({ action }) => action === 'request.answered')).toHaveLength(1);
  });
});

describe('the ways of requests in a district’s folder', () => {
  const read = async (text: string) => {
    const files = new Map([...(await sampleFiles()), ['request-routes.json', text]]);
    const folder = readDistrictFolder(files, countingIds());
    return folder.ok
      ? folder.value.plan.requests
      : folder.problems.map(({ code, place, params }) => [
          code,
          place.kind === 'file' && place.file,
          params['key'] ?? '',
        ]);
  };

  test('are part of the plan', async () => {
    expect(await read(JSON.stringify(ROUTES))).toEqual(ROUTES);
  });

  test('are refused with each place where they are wrong', async () => {
    const finance = { id: 'finance', title: 'Finance', approvers: [{ role: 'reviewer' }] };
    const of = (...steps: object[]) => read(JSON.stringify({ exception: { stages: [{ steps }] } }));
    expect(await read('{')).toEqual([['import.notJson', 'request-routes.json', '']]);
    expect(await read('{"codes": {}}')).toEqual([['import.badSetting', 'request-routes.json', '']]);
    expect(await of(finance, { ...finance, id: 'b', conditions: { sources: ['999'] } })).toEqual([
      ['import.badSetting', 'request-routes.json', 'exception.stages.0.steps.1.conditions.sources'],
    ]);
    expect(await of({ ...finance, approvers: [{ role: 'principal' }] })).toContainEqual([
      'import.badSetting',
      'request-routes.json',
      'exception.stages.0.steps.0.approvers.0',
    ]);
  });
});
