import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import { addAllocationEntry } from '../../../src/contract/allocations.js';
import type { BodyOf } from '../../../src/contract/endpoint.js';
import { addRequest, answerRequest } from '../../../src/contract/requests.js';
import { getSiteBook, listSites } from '../../../src/contract/sites.js';
import { decideSubmission, reopenSubmission, submitRevision } from '../../../src/contract/submissions.js';
import { ROUTE_PRESETS } from '../../../src/core/approval/route-presets.js';
import type { ApprovalRoute } from '../../../src/core/approval/route.js';
import type { Submission } from '../../../src/core/approval/submission.js';
import { grantOf } from '../../../src/core/district/role.js';
import { addSomebody } from '../../support/add-somebody.js';
import { attested } from '../../support/attested.js';
import { proposeSite, submitSite } from '../../support/propose-site.js';
import { refusalOf } from '../../support/refusal-of.js';
import { sampleFiles } from '../../support/sample-district.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

/** The grade school has Title I money, the junior high has none. */
const GRADE = '125';
const JUNIOR = '571';
const COUNCIL = 'school-site-council';
const SENTENCE = 'I have read the council’s minutes.';

/** The preset, with a sentence that the superintendent confirms. */
const ROUTE: ApprovalRoute = {
  stages: ROUTE_PRESETS.withSchoolSiteCouncil.stages.map(({ steps }) => ({
    steps: steps.map((step) =>
      step.id === 'area-superintendent' ? { ...step, attestation: SENTENCE } : step,
    ),
  })),
};

let server: TestServer;
const clients = new Map<string, ApiClient>();
beforeAll(async () => {
  const files = new Map(await sampleFiles());
  files.set('approval.json', JSON.stringify(ROUTE));
  server = await startTestServer({ files });
  await addSomebody(server, 'silva', [grantOf('reviewer', { siteCodes: [GRADE, JUNIOR] })]);
  for (const who of ['okafor', 'tran', 'silva', 'ortiz', 'chen']) clients.set(who, await server.as(who));
  await proposeSite(server, 'okafor', GRADE);
  await proposeSite(server, 'tran', JUNIOR);
}, 120_000);
afterAll(() => server.close());

const as = (who: string): ApiClient => {
  const client = clients.get(who);
  if (!client) throw new Error(who);
  return client;
};
const decide = (
  who: string,
  { id }: Pick<Submission, 'id'>,
  body: Partial<BodyOf<typeof decideSubmission>> = {},
) => {
  server.clock.now = new Date(server.clock.now.getTime() + 1_000);
  return as(who).call(decideSubmission, {
    params: { submissionId: id },
    body: { decision: 'approve', comment: '', ...body },
  });
};
const confirmed = { attestation: { text: SENTENCE, confirmed: true as const } };
const wayOf = async (siteCode: string) => {
  const { sites } = await as('ortiz').call(listSites, { params: {}, body: undefined });
  return sites.find(({ site }) => site.code === siteCode)?.route?.steps.map(({ id, status }) => [id, status]);
};
const bookOf = async (who: string, siteCode: string) =>
  (await as(who).call(getSiteBook, { params: { siteCode }, body: undefined })).book;
const submit = async (part: Partial<BodyOf<typeof submitRevision>>) =>
  as('okafor').call(submitRevision, {
    params: { siteCode: GRADE },
    body: { revision: 2, ...attested(await bookOf('okafor', GRADE)), ...part },
  });
const vote = (votesFor: string) => ({
  id: COUNCIL,
  values: { date: '2024-02-29', votesFor, votesAgainst: '0', minutes: 'Item 7' },
});
const APPROVED = [
  ['principal', 'done'],
  [COUNCIL, 'done'],
  ['area-superintendent', 'done'],
  ['budget-office', 'done'],
];

describe('with School Site Council for Title I', () => {
  let sent: Submission;

  test('without the district’s statement or the council’s vote nothing is sent', async () => {
    expect(await refusalOf(submit({ attestation: undefined }))).toMatchObject({
      code: 'submission.attestationMissing',
    });
    for (const evidence of [undefined, [], [{ id: COUNCIL, values: { votesFor: '7' } }]])
      expect(await refusalOf(submit({ evidence }))).toMatchObject({
        code: 'submission.evidenceMissing',
        status: 422,
      });
    expect((await wayOf(GRADE))?.map(([, status]) => status)).toEqual(['ahead', 'ahead', 'ahead']);
  });

  test('the vote is a step of its own, done by what came with the submission', async () => {
    sent = await submit({ evidence: [vote('7')] });
    expect(sent.evidence).toMatchObject([{ id: COUNCIL, title: 'School Site Council' }]);
    expect(await wayOf(GRADE)).toEqual([
      ['principal', 'done'],
      [COUNCIL, 'done'],
      ['area-superintendent', 'waiting'],
      ['budget-office', 'ahead'],
    ]);
  });

  test('a site without Title I money has no such step', async () => {
    const { evidence, ...rest } = attested(await bookOf('tran', JUNIOR));
    expect(evidence?.map(({ id }) => id)).toEqual([COUNCIL]);
    const junior = await as('tran').call(submitRevision, {
      params: { siteCode: JUNIOR },
      body: { revision: 2, ...rest },
    });
    expect(junior.evidence).toEqual([]);
    expect(await wayOf(JUNIOR)).toEqual([
      ['principal', 'done'],
      ['area-superintendent', 'waiting'],
      ['budget-office', 'ahead'],
    ]);
  });

  test('the superintendent confirms the sentence in its words, and comes before the budget office', async () => {
    expect(await refusalOf(decide('ortiz', sent))).toMatchObject({ code: 'submission.stepAhead' });
    expect(await refusalOf(decide('ortiz', sent, { step: COUNCIL }))).toMatchObject({
      code: 'submission.stepDone',
    });
    expect(await refusalOf(decide('silva', sent))).toMatchObject({ code: 'submission.attestationMissing' });
    const other = { attestation: { text: 'Something else', confirmed: true as const } };
    expect(await refusalOf(decide('silva', sent, other))).toMatchObject({
      code: 'submission.attestationMissing',
    });
    const seen = await decide('silva', sent, confirmed);
    expect(seen.steps?.find(({ rule }) => rule.id === 'area-superintendent')?.signatures).toMatchObject([
      { person: 'silva', attestation: SENTENCE },
    ]);
    expect(seen.status).toBe('submitted');
    expect((await decide('ortiz', sent)).status).toBe('approved');
    expect(await wayOf(GRADE)).toEqual(APPROVED);
  });

  test('a change of Title I asks the council again, and its vote comes before the superintendent', async () => {
    await as('chen').call(addAllocationEntry, {
      params: { siteCode: GRADE },
      body: {
        id: randomUUID(),
        fundingSource: '201',
        kind: 'correction',
        amountCents: 100,
        fte: 0,
        reason: 'The award.',
      },
    });
    expect(await wayOf(GRADE)).toEqual([
      ['principal', 'waiting'],
      [COUNCIL, 'waiting'],
      ['area-superintendent', 'ahead'],
      ['budget-office', 'ahead'],
    ]);
    expect(await refusalOf(decide('silva', sent, confirmed))).toMatchObject({ code: 'submission.stepAhead' });
    await decide('okafor', sent, { step: 'principal' });
    for (const evidence of [undefined, [{ id: COUNCIL, values: { votesFor: '5' } }]])
      expect(await refusalOf(decide('okafor', sent, { step: COUNCIL, evidence }))).toMatchObject({
        code: 'submission.evidenceMissing',
      });
    expect(await refusalOf(decide('tran', sent, { step: COUNCIL, evidence: [vote('5')] }))).toMatchObject({
      code: 'submission.unknown',
    });
    const voted = await decide('okafor', sent, { step: COUNCIL, evidence: [vote('5')] });
    expect(voted.evidence?.[0]?.fields.find(({ key }) => key === 'votesFor')?.value).toBe('5');
    await decide('silva', sent, confirmed);
    expect((await decide('ortiz', sent)).status).toBe('approved');
  });
});

describe('a code that is granted', () => {
  let sent: Submission;
  const NEW = {
    general: '100-1210-125-000-355',
    title: '201-1272-125-000-355',
    unused: '100-1210-125-000-640',
  };

  /** Asks for a code in the name of the principal, and grants it. */
  const grant = async (account: string) => {
    const id = randomUUID();
    const params = { siteCode: GRADE };
    const wish = { kind: 'code' as const, purpose: 'Printing', fundingSource: '100', amountCents: 100 };
    server.clock.now = new Date(server.clock.now.getTime() + 1_000);
    await as('okafor').call(addRequest, { params, body: { id, wish } });
    await as('ortiz').call(answerRequest, {
      params: { ...params, requestId: id },
      body: { decision: 'granted', account, reason: '' },
    });
  };

  beforeAll(async () => {
    const { id } = (await submissionAt(GRADE)) ?? { id: '' };
    server.clock.now = new Date(server.clock.now.getTime() + 60_000);
    await as('chen').call(reopenSubmission, {
      params: { submissionId: id },
      body: { comment: 'New codes.', dueDate: '2024-03-25' },
    });
    sent = await submitSite(server, 'okafor', GRADE, (content) => ({
      ...content,
      lines: [...content.lines, ...[NEW.general, NEW.title].map((account) => rowOn(account))],
    }));
    await decide('silva', sent, confirmed);
    await decide('ortiz', sent);
    expect(await wayOf(GRADE)).toEqual(APPROVED);
  });

  const submissionAt = async (siteCode: string) => {
    const { sites } = await as('ortiz').call(listSites, { params: {}, body: undefined });
    return sites.find(({ site }) => site.code === siteCode)?.submission;
  };
  const rowOn = (account: string) => ({
    id: randomUUID(),
    account,
    title: 'Printing',
    currentCents: 0,
    currentFte: 0,
    enteredCents: 0,
    justification: 'Asked for',
    unread: [],
  });

  test('opens nothing where no row of the submitted sheet is on it', async () => {
    await grant(NEW.unused);
    expect(await wayOf(GRADE)).toEqual(APPROVED);
  });

  test('of the general fund opens the steps of the whole sheet again, and not the council’s', async () => {
    const junior = await submissionAt(JUNIOR);
    await grant(NEW.general);
    expect(await wayOf(GRADE)).toEqual([
      ['principal', 'waiting'],
      [COUNCIL, 'done'],
      ['area-superintendent', 'ahead'],
      ['budget-office', 'ahead'],
    ]);
    expect((await submissionAt(GRADE))?.decisions.at(-1)).toMatchObject({
      decision: 'reopenSteps',
      decidedBy: 'Julia Ortiz',
      comment: NEW.general,
    });
    expect(await submissionAt(JUNIOR)).toEqual(junior);
    await decide('okafor', sent);
    await decide('silva', sent, confirmed);
    expect((await decide('ortiz', sent)).status).toBe('approved');
  });

  test('of Title I asks the council, too', async () => {
    await grant(NEW.title);
    expect(await wayOf(GRADE)).toEqual([
      ['principal', 'waiting'],
      [COUNCIL, 'waiting'],
      ['area-superintendent', 'ahead'],
      ['budget-office', 'ahead'],
    ]);
    await decide('okafor', sent, { step: COUNCIL, evidence: [vote('6')] });
    await decide('okafor', sent);
    await decide('silva', sent, confirmed);
    expect((await decide('ortiz', sent)).status).toBe('approved');
  });
});
