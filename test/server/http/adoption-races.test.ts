import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import { addAllocationEntry } from '../../../src/contract/allocations.js';
import { addAmendment, listAmendments } from '../../../src/contract/amendments.js';
import { createMaster, getMaster, listMasters } from '../../../src/contract/master-budgets.js';
import { explainDifferences, moveMaster } from '../../../src/contract/master-work.js';
import { addRequest, answerRequest } from '../../../src/contract/requests.js';
import { signIn } from '../../../src/contract/sign-in.js';
import { getSiteBook, saveRevision } from '../../../src/contract/sites.js';
import { decideSubmission, getSubmission, submitRevision } from '../../../src/contract/submissions.js';
import type { Submission } from '../../../src/core/approval/submission.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { needsExplanation } from '../../../src/core/merge/difference-explanation.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import { readDistrictFolder } from '../../../server/imports/read-district-folder.js';
import { stableIds } from '../../../server/imports/stable-ids.js';
import { inTransaction } from '../../../server/stores/open-database.js';
import { mail as outgoing } from '../../../server/stores/schema-mail.js';
import { amendment as amendmentTable, masterStage } from '../../../server/stores/schema-masters.js';
import type { Actor } from '../../../server/use-cases/actor.js';
import { NOBODY } from '../../../server/use-cases/audit.js';
import { importAgain } from '../../../server/use-cases/import-again.js';
import * as decisions from '../../../server/use-cases/decide-submission.js';
import * as masters from '../../../server/use-cases/master-budgets.js';
import * as states from '../../../server/use-cases/master-state.js';
import type { Parts } from '../../../server/use-cases/parts.js';
import * as saves from '../../../server/use-cases/save-revision.js';
import { authenticate } from '../../../server/use-cases/sign-in.js';
import { attested } from '../../support/attested.js';
import { proposeSite, submitSite } from '../../support/propose-site.js';
import { codeOf } from '../../support/refusal-code.js';
import { sampleFiles } from '../../support/sample-district.js';
import { yearOfFirst } from '../../support/put-master.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

// What happens beside an adoption is wholly before it, or after it and then refused. On PostgreSQL they truly meet; on the
// embedded database, which has one connection, each comes in its turn.

const PRINCIPALS = { '608': 'reyes', '571': 'tran', '125': 'okafor', '001': 'lindqvist', '000': 'lindqvist' };
const SITE = '608';
const SUPPLIES = '100-1131-608-050-410';
const ADOPTION = { stage: 'adopted', date: '2024-06-20', resolution: '24-17' } as const;

let server: TestServer;
let sample: ReadonlyMap<string, string>;
const clients = new Map<string, ApiClient>();

const as = (who: string): ApiClient => {
  const client = clients.get(who);
  if (!client) throw new Error(who);
  return client;
};
const later = () => {
  server.clock.now = new Date(server.clock.now.getTime() + 1_000);
};
const signInAll = async () => {
  for (const who of ['reyes', 'ortiz', 'chen']) clients.set(who, await server.as(who));
};
const merge = () => as('chen').call(createMaster, { params: {}, body: {} });
const decide = ({ id }: Submission, decision: 'approve' | 'return') =>
  as('ortiz').call(decideSubmission, {
    params: { submissionId: id },
    body: { decision, comment: 'Looked at.' },
  });
const adopt = (version = 1) => as('chen').call(moveMaster, { params: { version }, body: { ...ADOPTION } });
const now = async ({ id }: Submission) =>
  (await as('ortiz').call(getSubmission, { params: { submissionId: id }, body: undefined })).submission;
const bookOf = (siteCode = SITE) => as('chen').call(getSiteBook, { params: { siteCode }, body: undefined });
/** The version that is adopted, and how often the year was. */
const adopted = async () => {
  const stages = await server.parts.db.select().from(masterStage);
  return stages.filter(({ stage }) => stage === 'adopted').map(({ version }) => version);
};

/** Another wording of one reason, so that there is something to save. */
let wording = 0;
function reworded(content: SiteContent): SiteContent {
  wording += 1;
  const justification = `Wording ${String(wording)}`;
  const at = content.lines.findIndex(({ account }) => account === SUPPLIES);
  if (at < 0) throw new Error('The sample has no such line');
  return {
    ...content,
    lines: content.lines.map((line, index) => (index === at ? { ...line, justification } : line)),
  };
}
/** What the site sent last, sent anew where that does not wait for anybody. */
async function waiting(): Promise<Submission> {
  const { submission } = await bookOf();
  return submission?.status === 'submitted' ? submission : submitSite(server, 'reyes', SITE, reworded);
}

beforeAll(async () => {
  server = await startTestServer();
  sample = await sampleFiles();
  await signInAll();
  for (const [siteCode, who] of Object.entries(PRINCIPALS)) {
    await proposeSite(server, who, siteCode);
    await decide(await submitSite(server, who, siteCode), 'approve');
  }
  await merge();
  later();
  await decide(await submitSite(server, 'reyes', SITE, reworded), 'approve');
  expect(await merge()).toMatchObject({ version: 2 });
  const { tieOut } = await as('chen').call(getMaster, { params: { version: 2 }, body: undefined });
  await as('chen').call(explainDifferences, {
    params: { version: 2 },
    body: {
      text: 'As in the proposal',
      differences: tieOut.parts.flatMap((part) =>
        part.rows
          .filter((row) => needsExplanation(part, row))
          .map(({ code, differenceCents, differenceFte }) => ({
            key: `${part.dimension}/${part.against}/${code}`,
            differenceCents,
            differenceFte,
          })),
      ),
    },
  });
  server.clock.now = new Date('2024-06-21T18:00:00.000Z');
  await signInAll();
}, 240_000);
afterAll(() => server.close());
// As if nothing had been adopted.
beforeEach(async () => {
  await server.parts.db.delete(amendmentTable);
  await server.parts.db.delete(masterStage);
  later();
});

/** Somebody whose use cases a test runs itself, to hold them open. */
async function actorOf(who: string): Promise<Actor> {
  const body = { district: 'dayton', email: `${who}@dayton.example`, password: DEMO_PASSWORD };
  const { token } = await as(who).call(signIn, { params: {}, body });
  return authenticate(server.parts, token);
}
/** What others do while a transaction has done something and is not at its end; the code of a refusal, or `done`. */
async function beside(
  work: (parts: Parts) => Promise<unknown>,
  meanwhile: () => Promise<unknown>,
): Promise<string> {
  let other: Promise<string> | undefined;
  await inTransaction(server.parts.db, async (tx) => {
    await work({ ...server.parts, db: tx });
    other = outcomeOf(meanwhile());
    // Long enough that it would be done, if nothing held it.
    await Promise.race([other, new Promise((resolve) => setTimeout(resolve, 1_500))]);
  });
  return other ?? 'nothing';
}
const outcomeOf = async (call: Promise<unknown>): Promise<string> => (await codeOf(call)) ?? 'done';
/** Adopts, and lets others act before it is stored. */
async function besideAdoption(meanwhile: () => Promise<unknown>, version = 1): Promise<string> {
  const chen = await actorOf('chen');
  return beside((parts) => states.moveMaster(parts, chen, version, { ...ADOPTION }), meanwhile);
}

const FORBIDDEN = {
  kind: 'objectRestriction',
  id: 'no-instruction',
  severity: 'warning',
  citation: 'Board policy',
  askWhom: 'the business office',
  forbidden: ['100-1131'],
};
/** `sitebook import` of the district's files with more rules. */
async function importRules(parts: Parts, rules: readonly object[]) {
  const files = new Map(sample);
  const pack = JSON.parse(files.get('rules.json') ?? '') as { rules: object[] };
  files.set('rules.json', JSON.stringify({ ...pack, rules: [...pack.rules, ...rules] }));
  const read = readDistrictFolder(files, stableIds());
  if (!read.ok) throw new Error(JSON.stringify(read.problems[0]));
  later();
  const { districtId } = await yearOfFirst(parts.db);
  return importAgain(
    parts,
    { districtId, personId: NOBODY, name: 'sitebook import', roles: [] },
    read.value,
    { reason: 'New rules.', isDryRun: false, isSpendingAlone: false, takesOpenings: false },
  );
}

describe('two who adopt at once', () => {
  test.each([1, 2, 3])('are one who adopts and one who is told (%i)', async () => {
    const both = [1, 2].map((version) => outcomeOf(adopt(version)));
    const outcomes = await Promise.all(both);
    expect([...outcomes].sort()).toEqual(['done', 'master.yearAdopted']);
    expect(await adopted()).toEqual([outcomes.indexOf('done') + 1]);
  });

  test('the one who comes while another is adopting is told which version it is', async () => {
    expect(await besideAdoption(() => adopt(2))).toBe('master.yearAdopted');
    expect(await adopted()).toEqual([1]);
  });
});

describe('an approval beside an adoption', () => {
  test('that comes after it is refused; what waited is closed, and its submitter is told', async () => {
    const sheet = await waiting();
    const closings = async () =>
      (await server.parts.db.select().from(outgoing)).filter(({ kind }) => kind === 'submissionClosed');
    const before = (await closings()).length;
    expect(await besideAdoption(() => decide(sheet, 'approve'))).toBe('year.adopted');
    const closed = await now(sheet);
    expect(closed.status).toBe('closed');
    expect(closed.decisions.at(-1)).toMatchObject({
      decision: 'close',
      decidedBy: 'Anna Chen',
      adoptedRevision: 2,
    });
    const told = (await closings()).slice(before);
    expect(told.map(({ params, personId }) => [params, personId])).toEqual([
      [{ site: 'Dayton High School', person: 'Anna Chen', revision: '2' }, sheet.submittedById],
    ]);
    expect(await adopted()).toEqual([1]);
  });

  test('that comes before it stands', async () => {
    const sheet = await waiting();
    const ortiz = await actorOf('ortiz');
    const outcome = await beside(
      (parts) => decisions.decideSubmission(parts, ortiz, sheet.id, { decision: 'approve', comment: '' }),
      () => adopt(),
    );
    expect(outcome).toBe('done');
    expect((await now(sheet)).status).toBe('approved');
    expect(await adopted()).toEqual([1]);
  });

  test('is not taken back by a code that is granted meanwhile', async () => {
    const sheet = await waiting();
    await decide(sheet, 'approve');
    const params = { siteCode: SITE, requestId: randomUUID() };
    const wish = { kind: 'code' as const, purpose: 'Paper', fundingSource: '100', amountCents: 100 };
    await as('reyes').call(addRequest, { params, body: { id: params.requestId, wish } });
    const grant = () =>
      as('ortiz').call(answerRequest, {
        params,
        body: { decision: 'granted', reason: 'As before.', account: SUPPLIES },
      });
    expect(await besideAdoption(grant)).toBe('done');
    expect(await now(sheet)).toMatchObject({ status: 'approved' });
  });
});

describe('a sheet beside an adoption', () => {
  /** What the principal saves next. */
  const nextSave = async () => {
    const { head } = await bookOf();
    if (!head) throw new Error('Nothing saved');
    return {
      workbookId: randomUUID(),
      yearId: '2024-25',
      layoutVersion: 1,
      baseRevision: head.summary.number,
      content: reworded(head.content),
    };
  };
  const params = { siteCode: SITE };

  test('that comes after it is neither saved nor submitted', async () => {
    await decide(await waiting(), 'return');
    const body = await nextSave();
    expect(await besideAdoption(() => as('reyes').call(saveRevision, { params, body }))).toBe('year.adopted');
    await server.parts.db.delete(masterStage);
    const { book, head } = await bookOf();
    expect(head?.summary.number).toBe(body.baseRevision);
    const sent = { revision: body.baseRevision, ...attested(book) };
    const submit = () => as('reyes').call(submitRevision, { params, body: sent });
    expect(await besideAdoption(submit)).toBe('year.adopted');
  });

  test('that comes before it is stored', async () => {
    const [reyes, body] = [await actorOf('reyes'), await nextSave()];
    const outcome = await beside(
      (parts) => saves.saveRevision(parts, reyes, SITE, body),
      () => adopt(),
    );
    expect(outcome).toBe('done');
    expect((await bookOf()).head?.summary.number).toBe(body.baseRevision + 1);
    expect(await adopted()).toEqual([1]);
  });
});

describe('a merge beside an adoption', () => {
  const versions = async () => {
    const listed = await as('chen').call(listMasters, { params: {}, body: undefined });
    return listed.versions.map(({ version }) => version);
  };

  test('that comes after it is refused, and one that comes before it is kept', async () => {
    await decide(await waiting(), 'approve');
    const before = await versions();
    expect(await besideAdoption(merge)).toBe('year.adopted');
    expect(await versions()).toEqual(before);
    await server.parts.db.delete(masterStage);
    const chen = await actorOf('chen');
    const outcome = await beside(
      (parts) => masters.createMaster(parts, chen),
      () => adopt(),
    );
    expect([outcome, await adopted()]).toEqual(['done', [1]]);
    expect(await versions()).toEqual([before.length + 1, ...before]);
  });
});

describe('an amendment beside an adoption', () => {
  const draft = (number: string) => ({
    id: randomUUID(),
    number,
    effectiveDate: '2024-09-10',
    resolution: '24-40',
    reason: 'Software instead of supplies',
    entries: [SUPPLIES, '100-1131-608-050-470'].map((account, at) => ({
      side: 'expenditure' as const,
      account,
      siteCode: SITE,
      amountCents: at === 0 ? -100 : 100,
      fte: 0,
    })),
  });
  const add = (number: string) => as('chen').call(addAmendment, { params: {}, body: draft(number) });

  test('waits for it, and there is none without it', async () => {
    expect(await outcomeOf(add('BA-01'))).toBe('amendment.noAdopted');
    expect(await besideAdoption(() => add('BA-01'))).toBe('done');
    const { amendments, adopted: of } = await as('chen').call(listAmendments, {
      params: {},
      query: {},
      body: undefined,
    });
    expect([amendments.length, of?.version]).toEqual([1, 1]);
  });

  test('two of one number at once are one', async () => {
    await adopt();
    const outcomes = await Promise.all([outcomeOf(add('BA-01')), outcomeOf(add('BA-01'))]);
    expect(outcomes.sort()).toEqual(['amendment.wrong', 'done']);
  });
});

describe('an import beside an adoption', () => {
  afterAll(async () => {
    await server.parts.db.delete(masterStage);
    await importRules(server.parts, []);
  });

  test('that comes after it is refused, and no approval waits again', async () => {
    const sheet = await waiting();
    await decide(sheet, 'approve');
    let problems: readonly string[] = [];
    const outcome = await besideAdoption(async () => {
      const done = await importRules(server.parts, [FORBIDDEN]);
      problems = done.ok ? ['taken'] : done.problems.map(({ code }) => code);
    });
    expect([outcome, problems]).toEqual(['done', ['import.yearAdopted']]);
    expect(await now(sheet)).toMatchObject({ status: 'approved' });
  });

  test('that comes before it lets approvals wait again, which are then closed', async () => {
    const sheet = await waiting();
    await decide(sheet, 'approve');
    let reopened: readonly string[] = [];
    const outcome = await beside(
      async (parts) => {
        const done = await importRules(parts, [FORBIDDEN]);
        reopened = done.ok ? done.reopened : [];
      },
      () => adopt(2),
    );
    expect([outcome, reopened]).toEqual(['done', expect.arrayContaining([SITE])]);
    expect(await adopted()).toEqual([2]);
    expect((await now(sheet)).decisions.slice(-2).map(({ decision }) => decision)).toEqual([
      'reopenSteps',
      'close',
    ]);
  });
});

describe('everything at once', () => {
  test.each([1, 2, 3])('ends in one adoption, and nothing by half (%i)', async () => {
    const sheet = await waiting();
    const { head } = await bookOf('571');
    const saved = { workbookId: randomUUID(), yearId: '2024-25', layoutVersion: 1 };
    const content = { ...head!.content, lines: head!.content.lines.map((line) => ({ ...line })) };
    content.lines[0]!.justification = `At once ${randomUUID()}`;
    const params = { siteCode: '571' };
    const tran = await server.as('tran');
    const calls = {
      first: () => adopt(1),
      second: () => adopt(2),
      approve: () => decide(sheet, 'approve'),
      merge,
      save: () =>
        tran.call(saveRevision, {
          params,
          body: { ...saved, baseRevision: head!.summary.number, content },
        }),
      award: () =>
        as('chen').call(addAllocationEntry, {
          params,
          body: {
            id: randomUUID(),
            fundingSource: '100',
            kind: 'correction',
            amountCents: 1,
            fte: 0,
            reason: 'A cent',
          },
        }),
      import: async () => importRules(server.parts, []),
    };
    const names = Object.keys(calls) as (keyof typeof calls)[];
    const outcomes = new Map(
      await Promise.all(names.map(async (name) => [name, await outcomeOf(calls[name]())] as const)),
    );
    const adoptions = [outcomes.get('first'), outcomes.get('second')].sort();
    expect(adoptions).toEqual(['done', 'master.yearAdopted']);
    expect(await adopted()).toHaveLength(1);
    for (const name of ['approve', 'merge', 'save', 'award'] as const)
      expect([name, ['done', 'year.adopted']]).toEqual([name, expect.arrayContaining([outcomes.get(name)])]);
    expect((await now(sheet)).status).toBe(outcomes.get('approve') === 'done' ? 'approved' : 'closed');
    const number = (await bookOf('571')).head?.summary.number ?? 0;
    expect(number - (head?.summary.number ?? 0)).toBe(outcomes.get('save') === 'done' ? 1 : 0);
  });
});
