import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import { addAllocationEntry } from '../../../src/contract/allocations.js';
import { getCode, getRules, putRules } from '../../../src/contract/district-plan.js';
import { createMaster, getMaster } from '../../../src/contract/master-budgets.js';
import { listSites } from '../../../src/contract/sites.js';
import { signIn } from '../../../src/contract/sign-in.js';
import {
  approveSubmissions,
  decideSubmission,
  getSubmission,
  reopenSubmission,
} from '../../../src/contract/submissions.js';
import type { Submission } from '../../../src/core/approval/submission.js';
import type { RulePack } from '../../../src/core/rules/rule-pack.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import { inTransaction } from '../../../server/stores/open-database.js';
import { lockPlan } from '../../../server/stores/plan-store.js';
import { mail as outgoing } from '../../../server/stores/schema-mail.js';
import type { Actor } from '../../../server/use-cases/actor.js';
import * as decisions from '../../../server/use-cases/decide-submission.js';
import type { Parts } from '../../../server/use-cases/parts.js';
import { authenticate } from '../../../server/use-cases/sign-in.js';
import { replaceRules } from '../../../server/use-cases/year-rules.js';
import { proposeSite, submitSite } from '../../support/propose-site.js';
import { refusalOf } from '../../support/refusal-of.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

/** The grade school budgets on a function that the junior high has not. Finance alone approves, nobody else signs. */
const GRADE = '125';
const JUNIOR = '571';
const MANAGERS = { [GRADE]: 'okafor', [JUNIOR]: 'tran' };

let server: TestServer;
let pack: RulePack;
const clients = new Map<string, ApiClient>();

beforeAll(async () => {
  server = await startTestServer();
  for (const who of ['okafor', 'tran', 'ortiz', 'chen']) clients.set(who, await server.as(who));
  await proposeSite(server, 'okafor', GRADE);
  await proposeSite(server, 'tran', JUNIOR);
  const shown = await as('chen').call(getRules, { params: {}, body: undefined });
  // Rules by which nothing is to be explained in the sample.
  pack = { ...shown.pack, uses: [], rules: shown.pack.rules.filter(({ severity }) => severity === 'fatal') };
}, 240_000);
afterAll(() => server.close());
beforeEach(() => changeRules([], 'As it was.'));

function as(who: string): ApiClient {
  const client = clients.get(who);
  if (!client) throw new Error(who);
  return client;
}
/** A second later: what comes next is newer. */
function later(): void {
  server.clock.now = new Date(server.clock.now.getTime() + 1_000);
}
/** Somebody whose use cases a test runs itself, to hold them open. */
async function actorOf(who: string): Promise<Actor> {
  const body = { district: 'dayton', email: `${who}@dayton.example`, password: DEMO_PASSWORD };
  const { token } = await as(who).call(signIn, { params: {}, body });
  return authenticate(server.parts, token);
}

const FORBIDDEN = {
  kind: 'objectRestriction',
  id: 'no-library-aides',
  severity: 'warning',
  citation: 'Board policy',
  askWhom: 'the business office',
  forbidden: ['100-1220'],
};
const changed = (rules: readonly object[]) => ({ ...pack, rules: [...pack.rules, ...rules] });
async function changeRules(rules: readonly object[], reason = 'The board decided.'): Promise<void> {
  await as('chen').call(putRules, { params: {}, body: { pack: changed(rules), reason } });
}
const award = (siteCode: string) =>
  as('chen').call(addAllocationEntry, {
    params: { siteCode },
    body: {
      id: randomUUID(),
      fundingSource: '100',
      kind: 'correction',
      amountCents: 100,
      fte: 0,
      reason: 'The award.',
    },
  });
const newestOf = async (siteCode: string) => {
  const { sites } = await as('chen').call(listSites, { params: {}, body: undefined });
  return sites.find(({ site }) => site.code === siteCode)?.submission ?? null;
};
const now = (submissionId: string) =>
  as('ortiz').call(getSubmission, { params: { submissionId }, body: undefined });
const decide = (
  { id }: Submission,
  decision: 'approve' | 'return',
  input: { ifUnchanged?: boolean; comment?: string } = {},
) => {
  const { comment = 'Looked at.', ...more } = input;
  return as('ortiz').call(decideSubmission, {
    params: { submissionId: id },
    body: { decision, comment },
    ...more,
  });
};
const inBulk = async ({ id }: Submission) => {
  const body = { submissionIds: [id] };
  const { answers } = await as('ortiz').call(approveSubmissions, { params: {}, body });
  return answers.map(({ refusal }) => refusal);
};
/** Submits, after what there is of the site was taken out of the way. */
async function submitted(siteCode: string): Promise<Submission> {
  const newest = await newestOf(siteCode);
  if (newest?.status === 'submitted') await decide(newest, 'return');
  if (newest?.status === 'approved')
    await as('chen').call(reopenSubmission, {
      params: { submissionId: newest.id },
      body: { comment: 'Once more.', dueDate: '2024-04-30' },
    });
  return again(siteCode);
}
function again(siteCode: string): Promise<Submission> {
  later();
  return submitSite(server, MANAGERS[siteCode as keyof typeof MANAGERS], siteCode);
}
/** What the others see while a transaction has done something and is not at its end, and what they do meanwhile. */
async function beside<T>(
  work: (parts: Parts) => Promise<unknown>,
  meanwhile: () => Promise<T>,
): Promise<PromiseSettledResult<T>> {
  let other: Promise<PromiseSettledResult<T>[]> | undefined;
  await inTransaction(server.parts.db, async (tx) => {
    await work({ ...server.parts, db: tx });
    other = Promise.allSettled([meanwhile()]);
    // Long enough that it would be done, if nothing held it.
    await Promise.race([other, new Promise((resolve) => setTimeout(resolve, 1_500))]);
  });
  const [result] = (await other) ?? [];
  if (!result) throw new Error('Nothing happened');
  return result;
}
/** Sites that the master budget does not have, in spite of once being approved. */
async function leftOut(): Promise<string[]> {
  const { version } = await as('chen').call(createMaster, { params: {}, body: {} });
  const { tieOut } = await as('chen').call(getMaster, { params: { version }, body: undefined });
  return tieOut.missingSites.flatMap(({ code, approvalEnded }) => (approvalEnded ? [code] : []));
}

describe('several at once', () => {
  test('are approved where nothing is found', async () => {
    const sheet = await submitted(GRADE);
    expect(sheet.facts?.hasWarning).toBe(false);
    expect(await inBulk(sheet)).toEqual([null]);
  });

  test.each(['warning', 'fatal'])('not one in which a newer rule finds something %s', async (severity) => {
    const [sheet, other] = [await submitted(GRADE), await submitted(JUNIOR)];
    await changeRules([{ ...FORBIDDEN, severity }]);
    // Nobody had signed: nothing had to be opened again.
    expect((await now(sheet.id)).submission.decisions).toEqual([]);
    expect(await inBulk(sheet)).toEqual(['submission.notClean']);
    expect((await now(sheet.id)).submission.status).toBe('submitted');
    expect(await inBulk(other)).toEqual([null]);
  });

  test('not one whose allocation was cut', async () => {
    const sheet = await submitted(JUNIOR);
    const body = { fundingSource: '100', kind: 'correction' as const, fte: 0, reason: 'Fewer children.' };
    const add = (amountCents: number) =>
      as('chen').call(addAllocationEntry, {
        params: { siteCode: JUNIOR },
        body: { id: randomUUID(), amountCents, ...body },
      });
    await add(-100_000_000);
    expect(await inBulk(sheet)).toEqual(['submission.notClean']);
    await add(100_000_000);
    expect(await inBulk(sheet)).toEqual([null]);
  });
});

describe('at the same moment', () => {
  const body = { pack: {}, reason: 'The board decided.' };

  test('who approves what she saw is told that the rules changed', async () => {
    const sheet = await submitted(GRADE);
    await now(sheet.id);
    const chen = await actorOf('chen');
    const result = await beside(
      (parts) => replaceRules(parts, chen, { ...body, pack: changed([FORBIDDEN]) }),
      () => decide(sheet, 'approve', { ifUnchanged: true }),
    );
    expect(result.status).toBe('rejected');
    if (result.status === 'rejected')
      expect(await refusalOf(Promise.reject(result.reason as Error))).toMatchObject({
        code: 'request.stale',
      });
    expect((await now(sheet.id)).submission.status).toBe('submitted');
  });

  test('several are approved by the newer rules', async () => {
    const sheet = await submitted(GRADE);
    const chen = await actorOf('chen');
    const result = await beside(
      (parts) => replaceRules(parts, chen, { ...body, pack: changed([FORBIDDEN]) }),
      () => inBulk(sheet),
    );
    expect(result).toMatchObject({ value: ['submission.notClean'] });
  });

  test.each(['one', 'several'])('rules that change beside an approval of %s open it again', async (kind) => {
    const sheet = await submitted(GRADE);
    const ortiz = await actorOf('ortiz');
    await beside(
      (parts) =>
        kind === 'one'
          ? decisions.decideSubmission(parts, ortiz, sheet.id, { decision: 'approve', comment: '' })
          : decisions.approveSubmissions(parts, ortiz, { submissionIds: [sheet.id] }),
      () => changeRules([FORBIDDEN]),
    );
    const { submission } = await now(sheet.id);
    expect(submission.decisions.map(({ decision }) => decision)).toEqual(['approve', 'reopenSteps']);
    expect(submission.status).toBe('submitted');
  });

  test('so does an entry of the ledger', async () => {
    const sheet = await submitted(GRADE);
    const ortiz = await actorOf('ortiz');
    await beside(
      (parts) => decisions.decideSubmission(parts, ortiz, sheet.id, { decision: 'approve', comment: '' }),
      () => award(GRADE),
    );
    expect((await now(sheet.id)).submission.status).toBe('submitted');
  });
});

describe('an older approved sheet that the master budget counts while a newer one is on its way', () => {
  const CHANGES: [string, () => Promise<unknown>][] = [
    ['rules', () => changeRules([FORBIDDEN])],
    ['the ledger', () => award(GRADE)],
  ];

  test.each(CHANGES)('counts no more when %s change what it was approved for', async (_, change) => {
    const [older, other] = [await submitted(GRADE), await submitted(JUNIOR)];
    for (const sheet of [older, other]) await decide(sheet, 'approve');
    const newer = await again(GRADE);
    expect(await leftOut()).toEqual([]);
    await change();
    expect(await leftOut()).toEqual([GRADE]);
    const ended = (await now(older.id)).submission;
    expect(ended).toMatchObject({ status: 'reopened', approvedAt: expect.any(String) });
    expect(ended.decisions.at(-1)).toMatchObject({ decision: 'reopenSteps', decidedBy: 'Anna Chen' });
    // What was signed stays to be read.
    expect(ended.steps?.flatMap(({ signatures }) => signatures)).toHaveLength(1);
    await decide(newer, 'approve');
    expect(await leftOut()).toEqual([]);
  });

  test.each(CHANGES)(
    'nor where the newer one came back before %s changed; its site hears of it',
    async (_, change) => {
      const older = await submitted(GRADE);
      await decide(older, 'approve');
      await decide(await again(GRADE), 'return', { comment: 'Not yet.' });
      const mails = async () =>
        (await server.parts.db.select().from(outgoing)).filter(({ kind }) => kind === 'siteReopened').length;
      const before = await mails();
      await change();
      expect(await leftOut()).toContain(GRADE);
      expect((await now(older.id)).submission.status).toBe('reopened');
      expect(await mails()).toBe(before + 1);
    },
  );

  test('goes on counting when what changed is nothing to it', async () => {
    const older = await submitted(JUNIOR);
    await decide(older, 'approve');
    await again(JUNIOR);
    await changeRules([FORBIDDEN]);
    expect(await leftOut()).not.toContain(JUNIOR);
    expect((await now(older.id)).submission.status).toBe('approved');
  });
});

test('who only looks at rules and codes does not wait for a change of them', async () => {
  // The embedded database has one connection: there everybody waits.
  if (process.env['SITEBOOK_TEST_DATABASE'] !== 'postgres') return;
  const { districtId } = await actorOf('chen');
  let seen: unknown[] = [];
  await inTransaction(server.parts.db, async (tx) => {
    await lockPlan(tx, districtId);
    const looks = Promise.all([
      as('chen').call(getRules, { params: {}, body: undefined }),
      as('chen').call(getCode, { params: { segment: 'function', code: '1220' }, body: undefined }),
    ]);
    seen = await Promise.race([
      looks,
      new Promise<unknown[]>((resolve) => setTimeout(resolve, 3_000, ['waited'])),
    ]);
  });
  expect(seen).toMatchObject([{ pack: { id: pack.id } }, { code: '1220' }]);
});
