import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { readXlsx } from 'hucre/xlsx';
import { addAmendment, listAmendments } from '../../../src/contract/amendments.js';
import { createMaster, exportMaster, getMaster } from '../../../src/contract/master-budgets.js';
import {
  getMasterWorkbook,
  moveMaster,
  proveMaster,
  traceMaster,
} from '../../../src/contract/master-work.js';
import { decideSubmission } from '../../../src/contract/submissions.js';
import { previewExport } from '../../../src/contract/master-exports.js';
import type { ApiClient } from '../../../src/api/client.js';
import { mergeRevisions, type ApprovedLine } from '../../../src/core/merge/master-budget.js';
import { masterThreads, runMasterTask } from '../../../server/masters/run-master-task.js';
import { addStage } from '../../../server/stores/master-work-store.js';
import { inTransaction } from '../../../server/stores/open-database.js';
import { NOBODY } from '../../../server/use-cases/audit.js';
import { proposeSite, submitSite } from '../../support/propose-site.js';
import { refusalOf } from '../../support/refusal-of.js';
import { putMaster, yearOfFirst } from '../../support/put-master.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

// So many that a thread of its own takes them.
const COUNT = 12_000;
const lines: ApprovedLine[] = Array.from({ length: COUNT }, (_, at) => ({
  lineId: `line-${String(at)}`,
  account: '100-1111-608-050-111',
  title: `Line ${String(at)}`,
  currentCents: 100,
  currentFte: 0,
  proposedCents: at,
  proposedFte: 0,
  justification: 'As the council asked for in March',
}));
const total = (COUNT * (COUNT - 1)) / 2;

let server: TestServer;
let chen: ApiClient;
beforeAll(async () => {
  server = await startTestServer();
  chen = await server.as('chen');
  const master = mergeRevisions([
    {
      siteCode: '608',
      siteName: 'Dayton High School',
      revision: 1,
      contentHash: 'a'.repeat(64),
      approvedBy: 'Sam Wells',
      approvedAt: '2024-03-20T08:00:00.000Z',
      totalCents: total,
      totalFte: 0,
      lines,
    },
  ]);
  await putMaster(server.parts.db, 1, master);
}, 60_000);
afterAll(() => server.close());

const call = { params: { version: 1 }, body: undefined };
const MEETING = { date: '2024-03-01', resolution: '24-17' };

/** Asked again and again, since nobody says when a thread has begun. */
async function aThreadWorks(): Promise<void> {
  while (masterThreads() === 0) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** Carries a call out, and asks the server for something else while a thread works for it. */
async function answeredMeanwhile<T>(call: Promise<T>): Promise<PromiseSettledResult<T>> {
  const order: string[] = [];
  const settled = Promise.allSettled([call]).then((all) => {
    order.push('call');
    return all[0];
  });
  await aThreadWorks();
  expect((await fetch(`${server.baseUrl}/health`)).status).toBe(200);
  order.push('health');
  const result = await settled;
  expect(order).toEqual(['health', 'call']);
  return result;
}
/** What was done, or why not. */
const valueOf = <T>(result: PromiseSettledResult<T>): T => {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
};

describe('a version of many lines', () => {
  test('others are answered while its workbook is made', async () => {
    const order: string[] = [];
    const workbook = chen.call(getMasterWorkbook, call).then((bytes) => {
      order.push('workbook');
      return bytes;
    });
    await aThreadWorks();
    for (let at = 0; at < 3; at += 1) {
      expect((await fetch(`${server.baseUrl}/health`)).status).toBe(200);
      order.push('health');
    }
    const sheet = (await readXlsx(await workbook)).sheets.at(-1);
    expect(order).toEqual(['health', 'health', 'health', 'workbook']);
    expect(sheet?.rows).toHaveLength(4 + COUNT);
    expect(sheet?.rows.at(-1)?.[0]).toBe('100-1111-608-050-111');
  });

  test('the database is free while a dry run is worked out', async () => {
    const order: string[] = [];
    const body = { layoutId: 'generic-csv', since: null };
    const run = chen.call(previewExport, { params: { version: 1 }, body }).then(() => order.push('dry run'));
    await aThreadWorks();
    await server.parts.db.execute(sql`SELECT 1`);
    order.push('database');
    await run;
    expect(order).toEqual(['database', 'dry run']);
  });

  test('a thread gives what is made of fewer here: lines of an account, a page at a time, and one alone', async () => {
    const account = '100-1111-608-050-111';
    const page = await chen.call(traceMaster, { ...call, query: { account, after: COUNT - 2 } });
    expect(page).toMatchObject({ lineCount: COUNT, totalCents: total, next: null });
    expect(page.lines.map(({ lineId, siteName }) => [lineId, siteName])).toHaveLength(2);
    const one = await chen.call(traceMaster, { ...call, query: { account, site: '608', lineId: 'line-7' } });
    expect(one).toMatchObject({ lineCount: 1, totalCents: 7, lines: [{ approvedBy: 'Sam Wells' }] });
  });

  test('the dry run, the CSV and the version itself are whole', async () => {
    const { file } = await chen.call(previewExport, {
      params: { version: 1 },
      body: { layoutId: 'generic-csv', since: null },
    });
    expect(file).toMatchObject({ rowCount: COUNT, proposedCents: total });
    const csv = await chen.call(exportMaster, call);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(COUNT + 1);
    const { summary, master, tieOut } = await chen.call(getMaster, call);
    expect([summary.version, master.totalCents, tieOut.missingSites]).toEqual([1, total, []]);
    expect(master.accounts[0]?.lines).toHaveLength(COUNT);
  });

  test('texts are read when a thread is free for them', async () => {
    let loaded = 0;
    let open: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const texts = {
      mayWait: true,
      size: () => Promise.resolve(2_000_000),
      async load() {
        loaded += 1;
        await gate;
        return { document: '{"accounts":[],"sources":[]}', since: null };
      },
    };
    const { plan } = await yearOfFirst(server.parts.db);
    const ask = { plan, wanted: { account: 'none' }, after: 0, limit: 1 };
    const all = Array.from({ length: 4 }, () => runMasterTask('lines', texts, ask));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(loaded).toBe(2);
    open?.();
    expect((await Promise.all(all)).map((one) => one?.lineCount)).toEqual([0, 0, 0, 0]);
    expect(loaded).toBe(4);
  });

  test('who comes when too many are being made is told to come again', async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, () => chen.call(traceMaster, { ...call, query: { code: 'all', limit: 1 } })),
    );
    expect(all.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(6);
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(
      refused.map((reason) => (reason as { failure: { problem: { code: string } } }).failure.problem.code),
    ).toEqual(refused.map(() => 'server.busy'));
  });
});

describe('others are answered while such a version', () => {
  const ACCOUNT = '100-1111-608-050-111';

  test('is proved anew, also by whom adopts it', async () => {
    const proof = valueOf(await answeredMeanwhile(chen.call(proveMaster, call)));
    expect(proof).toMatchObject({ mergedEqualsSubmitted: false, totalsAdd: true });
    expect(proof.sites).toMatchObject([{ siteCode: '608', faults: ['revisionMissing'] }]);
    const move = { params: { version: 1 }, body: { ...MEETING, stage: 'adopted' as const } };
    const refused = await answeredMeanwhile(refusalOf(chen.call(moveMaster, move)));
    expect(valueOf(refused)).toMatchObject({
      code: 'master.notReady',
      problems: [{ code: 'adoption.notEqual' }],
    });
  });

  test('is the one before the next', async () => {
    await proposeSite(server, 'tran', '571');
    const { id } = await submitSite(server, 'tran', '571');
    await (
      await server.as('ortiz')
    ).call(decideSubmission, {
      params: { submissionId: id },
      body: { decision: 'approve', comment: '' },
    });
    const made = valueOf(await answeredMeanwhile(chen.call(createMaster, { params: {}, body: {} })));
    // The site of the many lines was never approved.
    expect(made).toMatchObject({ version: 2, siteCount: 1, mergedEqualsSubmitted: true });
    expect(await chen.call(createMaster, { params: {}, body: {} })).toEqual(made);
  });

  test('is amended', async () => {
    const year = await yearOfFirst(server.parts.db);
    const adoption = { ...MEETING, stage: 'adopted' as const, by: 'A test', at: '2024-03-21T08:00:00.000Z' };
    await inTransaction(server.parts.db, (tx) =>
      addStage(tx, year, { ...adoption, byId: NOBODY, version: 1 }),
    );
    const entry = (account: string, amountCents: number) => ({
      side: 'expenditure' as const,
      account,
      siteCode: '608',
      amountCents,
      fte: 0,
    });
    const draft = (cents: number) => ({
      id: '11111111-1111-4111-8111-111111111111',
      number: 'BA-01',
      effectiveDate: '2024-09-10',
      resolution: '24-40',
      reason: 'Other teachers',
      entries: [entry(ACCOUNT, -cents), entry('100-1131-608-050-111', cents)],
    });
    const over = chen.call(addAmendment, { params: {}, body: draft(total + 1) });
    expect(valueOf(await answeredMeanwhile(refusalOf(over)))).toMatchObject({
      problems: [{ code: 'amendment.overAvailable', params: { availableCents: total } }],
    });
    const added = chen.call(addAmendment, { params: {}, body: draft(total) });
    expect(valueOf(await answeredMeanwhile(added))).toMatchObject({ number: 'BA-01' });
    const listed = chen.call(listAmendments, {
      params: {},
      query: { asOf: '2024-09-10' },
      body: undefined,
    });
    const { revised } = valueOf(await answeredMeanwhile(listed));
    expect(revised).toMatchObject({ adoptedCents: total, revisedCents: total });
    expect(revised?.accounts.map(({ account, revisedCents }) => [account, revisedCents])).toEqual([
      [ACCOUNT, 0],
      ['100-1131-608-050-111', total],
    ]);
  });

  test('is worked on within a transaction, which waits for nobody', async () => {
    let open: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { plan } = await yearOfFirst(server.parts.db);
    const ask = { plan, accounts: [] };
    const document = JSON.stringify({ sources: [], accounts: [], totalCents: 0, totalFte: 0 });
    const texts = (mayWait: boolean, until: Promise<void>) => ({
      mayWait,
      size: () => Promise.resolve(2_000_000),
      load: async () => {
        await until;
        return { document, since: null };
      },
    });
    // As many as work at once and as may wait: what holds them up is the transaction itself.
    const others = Array.from({ length: 6 }, () => runMasterTask('accounts', texts(true, gate), ask));
    const within = await runMasterTask('accounts', texts(false, Promise.resolve()), ask);
    expect(within).toMatchObject({ accounts: [], totalCents: 0 });
    open?.();
    expect((await Promise.all(others)).every((one) => one?.totalCents === 0)).toBe(true);
    expect(masterThreads()).toBe(0);
  });
});
