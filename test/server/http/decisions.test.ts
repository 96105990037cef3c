import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import type { BodyOf } from '../../../src/contract/endpoint.js';
import { createMaster } from '../../../src/contract/master-budgets.js';
import {
  approveSubmissions,
  decideSubmission,
  getSubmission,
  listSubmissions,
  reopenSubmission,
} from '../../../src/contract/submissions.js';
import type { Submission } from '../../../src/core/approval/submission.js';
import { isUnexplained, problemKey } from '../../../src/core/problem.js';
import type { ApprovalRoute } from '../../../src/core/approval/route.js';
import { ROUTE_PRESETS } from '../../../src/core/approval/route-presets.js';
import { readDistrictFolder } from '../../../server/imports/read-district-folder.js';
import { proposeSite, submitSite } from '../../support/propose-site.js';
import { refusalOf } from '../../support/refusal-of.js';
import { countingIds, sampleFiles } from '../../support/sample-district.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
const clients = new Map<string, ApiClient>();
beforeAll(async () => {
  server = await startTestServer();
  for (const who of ['okafor', 'tran', 'ortiz', 'chen']) clients.set(who, await server.as(who));
  await proposeSite(server, 'okafor', '125');
  await proposeSite(server, 'tran', '571');
}, 120_000);
afterAll(() => server.close());

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
const bulk = async (who: string, ...submissionIds: string[]) => {
  const { answers } = await as(who).call(approveSubmissions, { params: {}, body: { submissionIds } });
  return answers.map(({ submission, refusal }) => refusal ?? submission?.status);
};

describe('where the district declares no route', () => {
  test('the submitter withdraws while it is open, and sends it again', async () => {
    const sent = await submitSite(server, 'tran', '571');
    expect(await refusalOf(decide('ortiz', sent, { decision: 'withdraw' }))).toMatchObject({
      code: 'submission.notSubmitter',
      status: 403,
    });
    expect((await decide('tran', sent, { decision: 'withdraw', comment: 'A typo.' })).status).toBe(
      'withdrawn',
    );
    expect(await refusalOf(decide('ortiz', sent))).toMatchObject({
      code: 'submission.alreadyDecided',
      params: { decidedBy: 'David Tran', decision: 'withdraw' },
    });
    expect((await submitSite(server, 'tran', '571')).status).toBe('submitted');
  });

  test('rejecting says why and is final', async () => {
    const [open] = (await as('ortiz').call(listSubmissions, { params: {}, body: undefined })).items;
    if (!open) throw new Error('Nothing is open');
    const { submission } = open;
    expect(await refusalOf(decide('ortiz', submission, { decision: 'reject', comment: ' ' }))).toMatchObject({
      code: 'submission.commentMissing',
    });
    const comment = 'This is last year’s sheet.';
    expect((await decide('ortiz', submission, { decision: 'reject', comment })).status).toBe('rejected');
    expect(await refusalOf(decide('ortiz', submission))).toMatchObject({ code: 'submission.alreadyDecided' });
  });

  test('many are approved at once, each with an answer of its own; what nobody explained is not', async () => {
    const first = await submitSite(server, 'tran', '571');
    const second = await submitSite(server, 'okafor', '125');
    const unknown = randomUUID();
    expect(await bulk('ortiz', first.id, unknown, second.id, first.id)).toEqual([
      'submission.notClean',
      'submission.unknown',
      'submission.notClean',
    ]);
    const explained = await explain('tran', first);
    const [approved, unclean] = await bulk('ortiz', explained.id, second.id);
    expect([approved, unclean]).toEqual(['approved', 'submission.notClean']);
    expect(await bulk('chen', explained.id)).toEqual(['submission.alreadyDecided']);
    expect(await bulk('tran', second.id)).toEqual(['submission.unknown']);
    expect((await decide('ortiz', second)).status).toBe('approved');
  });

  /** Takes a submission back and sends it again with every warning explained. */
  const explain = async (who: string, sent: Submission): Promise<Submission> => {
    const params = { submissionId: sent.id };
    const { problems } = await as('ortiz').call(getSubmission, { params, body: undefined });
    await decide(who, sent, { decision: 'withdraw' });
    const explanations = problems
      .filter(isUnexplained)
      .map((problem) => ({ problemKey: problemKey(problem), text: 'As the board has it.' }));
    return submitSite(server, who, sent.siteCode, (content) => ({
      ...content,
      lines: content.lines.map((line) => ({ ...line, justification: 'As the board has it.' })),
      explanations,
    }));
  };

  test('of many reviewers at once exactly one approves', async () => {
    const sent = await submitSite(server, 'tran', '571');
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, (_, at) => decide(at % 2 === 0 ? 'ortiz' : 'chen', sent)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const codes = await Promise.all(
      results.flatMap((result) =>
        result.status === 'rejected' ? [refusalOf(Promise.reject(result.reason as Error))] : [],
      ),
    );
    expect(new Set(codes.map(({ code }) => code))).toEqual(new Set(['submission.alreadyDecided']));
  });

  test('a reopened site is in no master budget until it is approved again', async () => {
    const sites = async () => (await as('chen').call(createMaster, { params: {}, body: {} })).siteCount;
    const before = await sites();
    const { items } = await as('ortiz').call(listSubmissions, { params: {}, body: undefined });
    const approved = items.find(
      ({ submission }) => submission.status === 'approved' && submission.siteCode === '571',
    );
    const submissionId = approved?.submission.id ?? '';
    await as('chen').call(reopenSubmission, { params: { submissionId }, body: { comment: 'Once more.' } });
    expect(await sites()).toBe(before - 1);
  });
});

describe('the route in a district’s folder', () => {
  const read = async (approval: string) => {
    const folder = readDistrictFolder(
      new Map([...(await sampleFiles()), ['approval.json', approval]]),
      countingIds(),
    );
    return folder.ok
      ? folder.value.plan.approval
      : folder.problems.map(({ code, place, params }) => [
          code,
          place.kind === 'file' && place.file,
          params['key'] ?? '',
        ]);
  };

  test('is part of the plan', async () => {
    const route: ApprovalRoute = ROUTE_PRESETS.withSchoolSiteCouncil;
    expect(await read(JSON.stringify(route))).toEqual(route);
  });

  test('is refused with each place where it is wrong', async () => {
    const finance = { id: 'finance', title: 'Finance', approvers: [{ role: 'reviewer' }] };
    const of = (...steps: object[]) => read(JSON.stringify({ stages: [{ steps }] }));
    expect(await read('{')).toEqual([['import.notJson', 'approval.json', '']]);
    expect(await of({ ...finance, approvers: [{ role: 'king' }] })).toEqual([
      ['import.badSetting', 'approval.json', 'stages.0.steps.0.approvers.0'],
    ]);
    expect(
      await of(finance, { ...finance, id: 'b', conditions: { sources: ['201', '999'] }, evidence: ['vote'] }),
    ).toEqual([
      ['import.badSetting', 'approval.json', 'stages.0.steps.1.conditions.sources'],
      ['import.badSetting', 'approval.json', 'stages.0.steps.1.evidence'],
    ]);
  });
});
