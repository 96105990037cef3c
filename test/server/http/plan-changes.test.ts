import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import { listAudit, listChanges } from '../../../src/contract/audit.js';
import {
  getCode,
  getRules,
  listCodes,
  listSegments,
  putCode,
  putRules,
} from '../../../src/contract/district-plan.js';
import { CLIENT_VERSION_HEADER, type BodyOf } from '../../../src/contract/endpoint.js';
import { getSiteBook, listSites } from '../../../src/contract/sites.js';
import { approveSubmissions, decideSubmission, reopenSubmission } from '../../../src/contract/submissions.js';
import { ROUTE_PRESETS } from '../../../src/core/approval/route-presets.js';
import type { Submission } from '../../../src/core/approval/submission.js';
import { grantOf } from '../../../src/core/district/role.js';
import type { RulePack } from '../../../src/core/rules/rule-pack.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import type { DistrictFolder } from '../../../server/imports/read-district-folder.js';
import { mail as outgoing } from '../../../server/stores/schema-mail.js';
import { budgetYear, submission } from '../../../server/stores/schema.js';
import { findDistrict } from '../../../server/stores/year-store.js';
import { sealDistrict } from '../../../server/use-cases/seal-audit.js';
import { addSomebody } from '../../support/add-somebody.js';
import { proposeSite, submitSite } from '../../support/propose-site.js';
import { refusalOf } from '../../support/refusal-of.js';
import { sampleDistrict, sampleFiles } from '../../support/sample-district.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';
import { addSecondDistrict } from '../../support/two-districts.js';

/** The grade school has Title I money, on functions that nobody else has; the junior high has none of either. */
const GRADE = '125';
const JUNIOR = '571';

let server: TestServer;
let districtId: string;
const clients = new Map<string, ApiClient>();
const sent = new Map<string, Submission>();

let sampleCodes: DistrictFolder['plan']['chart']['codes'];

beforeAll(async () => {
  sampleCodes = (await sampleDistrict()).plan.chart.codes;
  const files = new Map(await sampleFiles());
  files.set('approval.json', JSON.stringify(ROUTE_PRESETS.federalProgramsInParallel));
  server = await startTestServer({ files });
  await addSomebody(server, 'silva', [grantOf('reviewer', { siteCodes: [GRADE, JUNIOR] })]);
  await addSomebody(server, 'park', [grantOf('federalPrograms')]);
  await addSomebody(server, 'audrey', [grantOf('auditor')]);
  await addSomebody(server, 'part', [grantOf('budgetManager', { siteCodes: [JUNIOR] })]);
  for (const who of ['okafor', 'tran', 'silva', 'park', 'ortiz', 'chen', 'whitfield', 'audrey', 'part'])
    clients.set(who, await server.as(who));
  await proposeSite(server, 'okafor', GRADE);
  await proposeSite(server, 'tran', JUNIOR);
  sent.set(GRADE, await submitSite(server, 'okafor', GRADE));
  sent.set(JUNIOR, await submitSite(server, 'tran', JUNIOR));
  districtId = (await addSecondDistrict(server)).districtId;
  await reapprove();
}, 240_000);
afterAll(() => server.close());

const as = (who: string): ApiClient => {
  const client = clients.get(who);
  if (!client) throw new Error(who);
  return client;
};
/** Signs what waits for them, in their order. */
async function approve(siteCode: string, ...who: string[]): Promise<void> {
  for (const one of who) {
    server.clock.now = new Date(server.clock.now.getTime() + 1_000);
    await as(one).call(decideSubmission, {
      params: { submissionId: sent.get(siteCode)?.id ?? '' },
      body: { decision: 'approve', comment: '' },
    });
  }
}
const siteOf = async (siteCode: string) => {
  const { sites } = await as('chen').call(listSites, { params: {}, body: undefined });
  const found = sites.find(({ site }) => site.code === siteCode);
  if (!found) throw new Error(siteCode);
  return found;
};
/** The steps of a site's way that are not done. */
const openSteps = async (siteCode: string) =>
  (await siteOf(siteCode)).route?.steps.flatMap(({ id, status }) => (status === 'done' ? [] : [id]));
const rulesNow = () => as('chen').call(getRules, { params: {}, body: undefined });
const put = (
  pack: Record<string, unknown>,
  reason: string,
  { who = 'chen', ...input }: { who?: string; ifUnchanged?: boolean; ifMatch?: string; key?: string } = {},
) => as(who).call(putRules, { params: {}, body: { pack, reason }, ...input });
const withRule = (pack: RulePack, ...rules: object[]) => ({ ...pack, rules: [...pack.rules, ...rules] });
const codeAt = (segment: string, code: string) =>
  as('chen').call(getCode, { params: { segment, code }, body: undefined });
const setCode = (
  segment: string,
  code: string,
  body: Omit<BodyOf<typeof putCode>, 'reason'>,
  { who = 'chen', ...input }: { who?: string; ifUnchanged?: boolean; key?: string } = {},
) => {
  // The trail of one instant has no order.
  server.clock.now = new Date(server.clock.now.getTime() + 1_000);
  // A code is set as a whole: what it belongs under stays as it was.
  const parent = sampleCodes[segment]?.find((one) => one.code === code)?.parent;
  return as(who).call(putCode, {
    params: { segment, code },
    body: { ...(parent === undefined ? {} : { parent }), ...body, reason: 'Asked by audit.' },
    ...input,
  });
};
/** Sends what a client of the contract would not; gives the code of the refusal. */
async function sendRaw(path: string, body: object): Promise<string> {
  const credentials = { district: 'dayton', email: 'chen@dayton.example', password: DEMO_PASSWORD };
  const call = (method: 'POST' | 'PUT', to: string, sent: object, token?: string) =>
    fetch(server.baseUrl + to, {
      method,
      headers: {
        [CLIENT_VERSION_HEADER]: '1',
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(sent),
    });
  const { token } = (await (await call('POST', '/v1/sign-in', credentials)).json()) as { token: string };
  return ((await (await call('PUT', path, body, token)).json()) as { code: string }).code;
}
const news = async (who: string, since: number) => {
  await sealDistrict(server.parts, districtId);
  return as(who).call(listChanges, { params: {}, query: { since }, body: undefined });
};
const trail = async (action: string) => {
  const { entries } = await as('chen').call(listAudit, {
    params: {},
    query: { action, limit: 200 },
    body: undefined,
  });
  return entries;
};
/** Everything of the other district that a change here could touch. */
const elsewhere = async () => {
  const years = await server.parts.db.select().from(budgetYear);
  const sheets = await server.parts.db.select().from(submission);
  return [years, sheets].map((rows) =>
    JSON.stringify((rows as { districtId: string }[]).filter((row) => row.districtId !== districtId)),
  );
};

const RESTRICTION = {
  kind: 'objectRestriction',
  id: 'no-library-aides',
  severity: 'warning',
  citation: 'Board policy',
  askWhom: 'the business office',
  forbidden: ['100-1220'],
};
const NOT_FEDERAL = ['principal', 'area-superintendent', 'budget-office'];

describe('the rules of the year', () => {
  test('are shown as the district wrote them, with the packs to choose from', async () => {
    const shown = await rulesNow();
    expect(shown.pack).toMatchObject({ id: 'dayton-2024-25', uses: [{ id: 'federal', version: '2025.1' }] });
    expect(shown.pack.rules.map(({ id }) => id)).toContain('allocation-cap');
    expect(shown.pack.rules.length).toBeLessThan(shown.ruleCount);
    expect(shown.shipped.map(({ id }) => id)).toEqual(['california-sacs', 'federal', 'texas']);
    for (const who of ['audrey', 'ortiz', 'park'])
      expect(await as(who).call(getRules, { params: {}, body: undefined })).toEqual(shown);
  });

  test('are changed by the budget manager of the whole district alone', async () => {
    const { pack } = await rulesNow();
    for (const who of ['ortiz', 'audrey', 'whitfield', 'okafor', 'part'])
      expect(await refusalOf(put(pack, 'No.', { who }))).toMatchObject({ code: 'permission.missing' });
    expect(await refusalOf(as('okafor').call(getRules, { params: {}, body: undefined }))).toMatchObject({
      code: 'permission.missing',
    });
    expect(await refusalOf(setCode('object', '410', { title: 'No' }, { who: 'part' }))).toMatchObject({
      code: 'permission.missing',
    });
  });

  test('a bad pack is refused with everything that is wrong in it, and nothing is changed', async () => {
    const before = await rulesNow();
    const { pack } = before;
    const bad = await refusalOf(
      put(
        {
          ...pack,
          more: 1,
          rules: [
            { ...RESTRICTION, kind: 'magic' },
            { ...RESTRICTION, forbidden: [] },
          ],
        },
        'Bad.',
      ),
    );
    expect(bad).toMatchObject({ code: 'rules.invalid', status: 422, params: { count: 3 } });
    expect(bad.problems?.map(({ code, params }) => [code, params['rule'], params['field']])).toEqual(
      expect.arrayContaining([
        ['rule.invalid', 'no-library-aides', 'kind'],
        ['rule.invalid', 'no-library-aides', 'forbidden'],
        ['rule.invalid', '', ''],
      ]),
    );
    const unknown = await refusalOf(
      put(
        {
          ...pack,
          uses: [
            { id: 'utah', version: '1' },
            { id: 'federal', version: '1999' },
          ],
        },
        'Bad.',
      ),
    );
    expect(unknown.problems?.map(({ code, params }) => [code, params['pack']])).toEqual([
      ['rule.packUnknown', 'utah'],
      ['rule.packVersion', 'federal'],
    ]);
    const foreign = await refusalOf(
      put(
        withRule(
          pack,
          { ...RESTRICTION, appliesTo: { fundingSources: ['none'] } },
          { ...RESTRICTION, id: 'deep', forbidden: ['1-2-3-4-5-6'] },
        ),
        'Bad.',
      ),
    );
    expect(foreign.problems?.map(({ code }) => code)).toEqual([
      'rule.unknownFundingSource',
      'rule.patternParts',
    ]);
    expect(await sendRaw('/v1/rules', { pack, reason: '  ' })).toBe('request.invalid');
    expect(await sendRaw('/v1/rules', { pack: [], reason: 'A list.' })).toBe('request.invalid');
    expect(await sendRaw('/v1/rules', { pack, reason: 'More.', more: 1 })).toBe('request.invalid');
    expect(await rulesNow()).toEqual(before);
    expect(await trail('rules.replaced')).toEqual([]);
  });

  test('the same rules again are no change', async () => {
    const [before, versions] = [await rulesNow(), [await siteOf(GRADE), await siteOf(JUNIOR)]];
    expect(await put(before.pack, 'Once more.')).toEqual(before);
    expect([await siteOf(GRADE), await siteOf(JUNIOR)]).toEqual(versions);
    expect(await trail('rules.replaced')).toEqual([]);
  });

  test('a rule that finds something opens the steps of that money again, and nobody else’s', async () => {
    const [before, other] = [await rulesNow(), await elsewhere()];
    const versions = [(await siteOf(GRADE)).bookVersion, (await siteOf(JUNIOR)).bookVersion];
    const { next: since } = await news('tran', 0);
    const key = randomUUID();
    const pack = withRule(before.pack, RESTRICTION);
    const after = await put(pack, 'The board decided.', { key, ifUnchanged: true });
    expect(after.ruleCount).toBe(before.ruleCount + 1);
    expect(after.hash).not.toBe(before.hash);
    expect(after.pack).toEqual(pack);
    expect(await put(pack, 'The board decided.', { key })).toEqual(after);
    expect(await openSteps(GRADE)).toEqual(NOT_FEDERAL);
    expect(await openSteps(JUNIOR)).toEqual([]);
    expect((await siteOf(JUNIOR)).submission?.status).toBe('approved');
    expect((await siteOf(GRADE)).submission?.decisions.at(-1)).toMatchObject({
      decision: 'reopenSteps',
      comment: 'The board decided.',
      decidedBy: 'Anna Chen',
    });
    // Every pane has another book, with the rule in it.
    for (const [at, siteCode] of [GRADE, JUNIOR].entries())
      expect((await siteOf(siteCode)).bookVersion).not.toBe(versions[at]);
    const book = await as('okafor').call(getSiteBook, { params: { siteCode: GRADE }, body: undefined });
    expect(book.rulePackHash).toBe(after.hash);
    expect(book.book.plan.rules.rules.map(({ id }) => id)).toContain('no-library-aides');
    expect(await elsewhere()).toEqual(other);
    const { changes } = await news('tran', since);
    expect(changes.map(({ kind, siteCode }) => [kind, siteCode])).toEqual([['rules.replaced', null]]);
    const [entry, ...more] = await trail('rules.replaced');
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      person: 'Anna Chen',
      details: {
        reason: 'The board decided.',
        rulesBefore: before.hash,
        rulesAfter: after.hash,
        rulesAdded: 'no-library-aides',
      },
    });
    // What changed is looked at: it is approved with no others.
    const submissionId = sent.get(GRADE)?.id ?? '';
    const body = { submissionIds: [submissionId] };
    const { answers } = await as('okafor').call(approveSubmissions, { params: {}, body });
    expect(answers.map(({ refusal }) => refusal)).toEqual(['submission.notClean']);
    const mails = await server.parts.db.select().from(outgoing);
    // Each is told who did what: the budget manager changed the rules, the principal submitted.
    const sites = { site: (await siteOf(GRADE)).site.name };
    const again = mails.filter(({ kind }) => kind === 'submissionWaitsAgain');
    expect(again.length).toBeGreaterThan(0);
    for (const { params, link } of again) {
      expect(params).toEqual({ ...sites, person: 'Anna Chen', reason: 'The board decided.' });
      expect(link).toBe(`/queue/${submissionId}`);
    }
    const known = new Set(mails.map(({ id }) => id));
    await approve(GRADE, 'okafor', 'silva', 'ortiz');
    const later = (await server.parts.db.select().from(outgoing)).filter(({ id }) => !known.has(id));
    const waits = later.filter(({ kind }) => kind === 'submissionWaits');
    expect(waits.length).toBeGreaterThan(0);
    const { submittedBy } = sent.get(GRADE) ?? {};
    for (const { params } of waits) expect(params).toEqual({ ...sites, person: submittedBy });
    expect((await siteOf(GRADE)).submission?.status).toBe('approved');
  });

  test('other words of a rule, and a rule that finds nothing, leave approvals alone', async () => {
    const { pack } = await rulesNow();
    const rules = pack.rules.map((rule) =>
      rule.id === 'no-library-aides' ? { ...rule, askWhom: 'the library' } : rule,
    );
    const silent = { ...RESTRICTION, id: 'no-pools', forbidden: ['100-1111-608'] };
    await put({ ...pack, version: '3', rules: [...rules, silent] }, 'Words.');
    expect([await openSteps(GRADE), await openSteps(JUNIOR)]).toEqual([[], []]);
    const [entry] = await trail('rules.replaced');
    expect(entry?.details).toMatchObject({ rulesAdded: 'no-pools', rulesChanged: 'no-library-aides' });
    expect(String(entry?.details['after'])).toMatch(/^dayton-2024-25 3, federal/);
  });

  test('of two who replace what they both saw, one does and one is told', async () => {
    const { pack } = await rulesNow();
    await as('chen').call(getRules, { params: {}, body: undefined });
    const results = await Promise.allSettled(
      ['4', '5'].map((version) => put({ ...pack, version }, 'At once.', { ifUnchanged: true })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    for (const result of results)
      if (result.status === 'rejected')
        expect(await refusalOf(Promise.reject(result.reason as Error))).toMatchObject({
          code: 'request.stale',
        });
  });

  test('a pack is put down and taken up again', async () => {
    const before = await rulesNow();
    const less = await put({ ...before.pack, uses: [] }, 'Without.');
    expect(less.ruleCount).toBe(before.pack.rules.length);
    const back = await put(before.pack, 'With.');
    expect(back.hash).toBe(before.hash);
    await reapprove();
  });

  test('so it is in a year that was imported before a pack said how many rules it took over', async () => {
    const { db } = server.parts;
    const before = await rulesNow();
    const district = await findDistrict(db, 'dayton');
    const isOurs = eq(budgetYear.districtId, district?.id ?? '');
    const [year] = await db.select().from(budgetYear).where(isOurs);
    if (!year) throw new Error('No year');
    const { takenOver, ...rules } = year.plan.rules;
    expect(takenOver).toBeGreaterThan(0);
    await db
      .update(budgetYear)
      .set({ plan: { ...year.plan, rules }, bookStamp: randomUUID() })
      .where(isOurs);
    expect((await rulesNow()).pack).toEqual(before.pack);
    const less = await put({ ...before.pack, uses: [] }, 'Without.');
    expect(less.ruleCount).toBe(before.pack.rules.length);
    expect((await put(before.pack, 'With.')).hash).toBe(before.hash);
    await reapprove();
  });
});

/** Whatever was opened again is signed again, so that the next test begins with two approved sites. */
async function reapprove(): Promise<void> {
  for (const [siteCode, manager] of [
    [GRADE, 'okafor'],
    [JUNIOR, 'tran'],
  ] as const) {
    const who = {
      principal: manager,
      'area-superintendent': 'silva',
      'federal-programs': 'park',
      'budget-office': 'ortiz',
    };
    for (const step of (await openSteps(siteCode)) ?? [])
      await approve(siteCode, who[step as keyof typeof who]);
    expect((await siteOf(siteCode)).submission?.status).toBe('approved');
  }
}

describe('the codes of the chart', () => {
  const closed = { to: '2023-06-30' };

  test('are listed in pages', async () => {
    const { segments } = await as('audrey').call(listSegments, { params: {}, body: undefined });
    expect(segments.map(({ code }) => code)).toEqual(['fund', 'function', 'costCenter', 'area', 'object']);
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page: { codes: { code: string }[]; next: string | null } = await as('audrey').call(listCodes, {
        params: { segment: 'function' },
        query: { limit: 7, ...(after === undefined ? {} : { after }) },
        body: undefined,
      });
      seen.push(...page.codes.map(({ code }) => code));
      after = page.next;
    }
    expect(seen).toEqual([...seen].sort());
    expect(seen).toContain('1272');
    expect(new Set(seen).size).toBe(seen.length);
    const { plan } = (await as('chen').call(getSiteBook, { params: { siteCode: GRADE }, body: undefined }))
      .book;
    expect(seen.length).toBe(segments.find(({ code }) => code === 'function')?.codeCount);
    expect(seen.length).toBe(plan.chart.codes['function']?.length);
  });

  test('what is not there, or cannot be, is refused with every reason', async () => {
    expect(await refusalOf(codeAt('function', '9999'))).toMatchObject({
      code: 'chart.codeUnknown',
      status: 404,
    });
    expect(await refusalOf(codeAt('colour', '1'))).toMatchObject({
      code: 'chart.segmentUnknown',
      params: { known: 'fund, function, costCenter, area, object' },
    });
    expect(await refusalOf(codeAt('__proto__', '1'))).toMatchObject({ code: 'chart.segmentUnknown' });
    const wrong = await refusalOf(
      setCode('function', '12x', { title: 'Odd', parent: '77', from: '2024-02-01', to: '2024-01-01' }),
    );
    expect(wrong).toMatchObject({ code: 'chart.codeWrong', status: 422 });
    expect(wrong.problems?.map(({ code }) => code)).toEqual([
      'chart.codeShape',
      'chart.datesReversed',
      'chart.parentMissing',
    ]);
    for (const body of [
      { title: 'Odd', colour: 'red', reason: 'More.' },
      { title: 'Odd' },
      { reason: 'None.' },
    ])
      expect(await sendRaw('/v1/chart/segments/function/codes/1272', body)).toBe('request.invalid');
    expect(await trail('chart.codeSet')).toEqual([]);
  });

  test('other words, a new code and one that nobody uses leave approvals alone', async () => {
    const version = (await siteOf(JUNIOR)).bookVersion;
    const known = await codeAt('function', '1272');
    expect(await setCode('function', '1272', { title: known.title })).toEqual(known);
    expect((await siteOf(JUNIOR)).bookVersion).toBe(version);
    await setCode('function', '1272', { title: 'Title I, anew' });
    await setCode('function', '1499', { title: 'Summer camp' });
    await setCode('function', '1499', { title: 'Summer camp', ...closed });
    expect((await siteOf(JUNIOR)).bookVersion).not.toBe(version);
    expect([await openSteps(GRADE), await openSteps(JUNIOR)]).toEqual([[], []]);
    const told = (await trail('chart.codeSet')).map(({ subject, details }) => [subject, details['change']]);
    expect(told.reverse()).toEqual([
      ['function 1272', 'retitled'],
      ['function 1499', 'added'],
      ['function 1499', 'closed'],
    ]);
  });

  test('a closed code opens the steps of whoever pays it again, at the sites that use it', async () => {
    const other = await elsewhere();
    await setCode('function', '1220', { title: 'Restrictive programs', ...closed }, { key: randomUUID() });
    expect(await openSteps(GRADE)).toEqual(NOT_FEDERAL);
    expect(await openSteps(JUNIOR)).toEqual([]);
    const book = await as('okafor').call(getSiteBook, { params: { siteCode: GRADE }, body: undefined });
    expect(book.book.plan.chart.codes['function']?.find(({ code }) => code === '1220')?.to).toBe(
      '2023-06-30',
    );
    await setCode('function', '1272', { title: 'Title I', ...closed });
    expect(await openSteps(GRADE)).toEqual([
      'principal',
      'area-superintendent',
      'federal-programs',
      'budget-office',
    ]);
    expect(await elsewhere()).toEqual(other);
    // Opened again: looked at again, too, and what was signed in between waits again.
    await approve(GRADE, 'okafor', 'park');
    await setCode('function', '1220', { title: 'Restrictive programs' });
    expect(await openSteps(GRADE)).toEqual(NOT_FEDERAL);
    await setCode('function', '1272', { title: 'Title I' });
    await reapprove();
    expect(await openSteps(JUNIOR)).toEqual([]);
  });

  test('a code that is closed during the year opens the steps again: what it is used for may have to move', async () => {
    await setCode('function', '1220', { title: 'Restrictive programs', to: '2024-12-31' });
    expect(await openSteps(GRADE)).toEqual(NOT_FEDERAL);
    await setCode('function', '1220', { title: 'Restrictive programs' });
    await reapprove();
  });

  test('of two who set what they both saw, one does and one is told', async () => {
    await codeAt('object', '640');
    const results = await Promise.allSettled(
      ['Dues, one', 'Dues, two'].map((title) => setCode('object', '640', { title }, { ifUnchanged: true })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

test('what is submitted while the rules change was checked by the new ones, or is opened again by them', async () => {
  const { pack } = await rulesNow();
  const forbidden = { ...RESTRICTION, id: 'no-supplies', forbidden: ['100-*-*-*-410'] };
  for (let round = 0; round < 4; round += 1) {
    server.clock.now = new Date(server.clock.now.getTime() + 60_000);
    const { submission: open } = await siteOf(JUNIOR);
    await as('chen').call(reopenSubmission, {
      params: { submissionId: open?.id ?? '' },
      body: { comment: 'Once more.', dueDate: '2024-04-30' },
    });
    const isWithout = round % 2 === 1;
    const rules = isWithout ? pack.rules : [...pack.rules, forbidden];
    const [changed, submitted] = await Promise.all([
      put({ ...pack, rules }, 'At the same time.'),
      submitSite(server, 'tran', JUNIOR),
    ]);
    sent.set(JUNIOR, submitted);
    const now = (await siteOf(JUNIOR)).submission;
    const isOfNewRules = now?.proof?.rulePackHash === changed.hash;
    const isReopened = now?.decisions.some(({ decision }) => decision === 'reopenSteps') ?? false;
    expect([round, isOfNewRules || isReopened]).toEqual([round, true]);
    await reapprove();
  }
});
