import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { and, eq } from 'drizzle-orm';
import { readXlsx } from 'hucre/xlsx';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import { addAmendment, listAmendments } from '../../../src/contract/amendments.js';
import type { BodyOf, QueryOf } from '../../../src/contract/endpoint.js';
import { createMaster, getMaster, listMasters } from '../../../src/contract/master-budgets.js';
import {
  explainDifferences,
  getControlTotals,
  getMasterState,
  getMasterWorkbook,
  moveMaster,
  proveMaster,
  putControlTotals,
  traceMaster,
} from '../../../src/contract/master-work.js';
import { getSiteBook, getWorkbook, listSites, saveRevision } from '../../../src/contract/sites.js';
import { addAllocationEntry } from '../../../src/contract/allocations.js';
import { getRules, putRules } from '../../../src/contract/district-plan.js';
import {
  approveSubmissions,
  decideSubmission,
  reopenSubmission,
  submitRevision,
} from '../../../src/contract/submissions.js';
import { SITE_OWNER } from '../../../src/core/budget/site.js';
import { LAYOUT_VERSION } from '../../../src/core/workbook/layout.js';
import { rowsOf } from '../../../src/core/merge/tie-out.js';
import { lineOwner } from '../../../src/core/validation/owned-rows.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { masterStage } from '../../../server/stores/schema-masters.js';
import { masterBudget, revision as revisionTable, site as siteTable } from '../../../server/stores/schema.js';
import { proposeSite, submitSite } from '../../support/propose-site.js';
import { refusalOf } from '../../support/refusal-of.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

const PRINCIPALS = { '608': 'reyes', '571': 'tran', '125': 'okafor', '001': 'lindqvist', '000': 'lindqvist' };

let server: TestServer;
let chen: ApiClient;
let ortiz: ApiClient;

const tick = () => {
  server.clock.now = new Date(server.clock.now.getTime() + 60_000);
};
const approve = async (submissionId: string) => {
  tick();
  await ortiz.call(decideSubmission, {
    params: { submissionId },
    body: { decision: 'approve', comment: '' },
  });
};
const merge = () => chen.call(createMaster, { params: {}, body: {} });
const version = async (number: number) =>
  chen.call(getMaster, { params: { version: number }, body: undefined });
const stateOf = (number: number) =>
  chen.call(getMasterState, { params: { version: number }, body: undefined });
const trace = (query: QueryOf<typeof traceMaster>, number = 1) =>
  chen.call(traceMaster, { params: { version: number }, query, body: undefined });
const move = (number: number, body: BodyOf<typeof moveMaster>) => {
  tick();
  return chen.call(moveMaster, { params: { version: number }, body });
};

beforeAll(async () => {
  server = await startTestServer();
  chen = await server.as('chen');
  ortiz = await server.as('ortiz');
  for (const [siteCode, who] of Object.entries(PRINCIPALS)) {
    await proposeSite(server, who, siteCode);
    if (siteCode !== '000') await approve((await submitSite(server, who, siteCode)).id);
  }
}, 180_000);
afterAll(() => server.close());

describe('merging', () => {
  test('two equal merges at once are one version', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, merge));
    expect(new Set(made.map(({ version: number }) => number))).toEqual(new Set([1]));
    expect(made.map((one) => one.contentHash)).toEqual(made.map(() => made[0]?.contentHash));
  });

  test('one more site makes the next version, as a whole merge would', async () => {
    await approve((await submitSite(server, 'lindqvist', '000')).id);
    const second = await merge();
    expect(second).toMatchObject({ version: 2, siteCount: 5, totalCents: 2_498_994_226 });
    const { db } = server.parts;
    // Without a stamp to go by everything is priced anew: it comes to the same, so it is the same version.
    await db.update(masterBudget).set({ bookStamp: null });
    expect(await merge()).toEqual(second);
  });

  test('ties out by every dimension, with the differences that the source has', async () => {
    const { tieOut } = await version(2);
    expect(tieOut.mergedEqualsSubmitted).toBe(true);
    expect(tieOut.missingSites).toEqual([]);
    expect(rowsOf(tieOut, 'total', 'revenue')[0]?.differenceCents).toBe(186);
    expect(rowsOf(tieOut, 'total', 'transfers')[0]?.differenceCents).toBe(-13_588_000);
    expect(tieOut.staff).toMatchObject({ sharedPosts: [], faults: [] });
  });
});

describe('a trace', () => {
  test('leads from an account to its lines, the site, the cell of its workbook, and who approved it', async () => {
    const account = '100-1121-571-100-111';
    const { lines, lineCount, totalCents, next } = await trace({ account });
    expect([lineCount, lines.length, next]).toEqual([1, 1, null]);
    const [line] = lines;
    expect(line).toMatchObject({
      siteCode: '571',
      siteName: 'Dayton Junior High School',
      revision: 2,
      approvedBy: 'Julia Ortiz',
      cell: { sheet: 'Budget' },
      proposedCents: totalCents,
    });
    // The cell is where the workbook that the server writes has that amount.
    const bytes = await (
      await server.as('tran')
    ).call(getWorkbook, { params: { siteCode: '571' }, body: undefined });
    const sheet = (await readXlsx(bytes)).sheets.find(({ name }) => name === line?.cell?.sheet);
    const [, letter = '', row = ''] = /^([A-Z])(\d+)$/.exec(line?.cell?.cell ?? '') ?? [];
    const cells = sheet?.rows[Number(row) - 1] ?? [];
    expect(cells[letter.charCodeAt(0) - 65]).toBe((line?.proposedCents ?? 0) / 100);
    expect(cells.slice(0, 5).join('-')).toBe(account);
  });

  test('pages through the lines of a row of the tie-out, and shows the other side', async () => {
    const row = rowsOf((await version(2)).tieOut, 'fundingSource', 'revenue').find(
      ({ code }) => code === '252',
    );
    const query = { dimension: 'fundingSource', against: 'revenue', code: '252' } as const;
    const all = await trace(query, 2);
    expect([all.totalCents, all.others.reduce((sum, one) => sum + one.amountCents, 0)]).toEqual([
      row?.masterCents,
      row?.otherCents,
    ]);
    const paged: string[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page: Awaited<ReturnType<typeof trace>> = await trace({ ...query, after, limit: 7 }, 2);
      paged.push(...page.lines.map(({ lineId }) => lineId));
      after = page.next;
    }
    expect(paged).toHaveLength(all.lineCount);
    expect(new Set(paged).size).toBe(all.lineCount);
    expect((await trace({ account: '999' })).lines).toEqual([]);
    expect((await trace({}, 2)).totalCents).toBe(2_498_994_226);
    expect((await refusalOf(trace({}, 99))).code).toBe('master.unknown');
  });
});

describe('the proof', () => {
  const prove = (number: number) => chen.call(proveMaster, { params: { version: number }, body: undefined });

  test('can be worked out anew from what is stored, and names the site that was tampered with', async () => {
    const sound = await prove(2);
    expect(sound).toMatchObject({ mergedEqualsSubmitted: true, isUnchanged: true, totalsAdd: true });
    expect(sound.sites.map(({ isSame, isByLine }) => [isSame, isByLine])).toEqual(
      Array.from({ length: 5 }, () => [true, true]),
    );
    const { db } = server.parts;
    const of571 = and(eq(revisionTable.siteCode, '571'), eq(revisionTable.number, 2));
    const [stored] = await db.select().from(revisionTable).where(of571);
    const content = JSON.parse(stored?.content ?? '') as { lines: { title: string }[] };
    content.lines[3]!.title += ' (changed)';
    await db
      .update(revisionTable)
      .set({ content: JSON.stringify(content) })
      .where(of571);
    const tampered = await prove(2);
    expect(tampered.mergedEqualsSubmitted).toBe(false);
    expect(
      tampered.sites.filter(({ isSame }) => !isSame).map(({ siteCode, faults }) => [siteCode, faults]),
    ).toEqual([['571', ['hash', 'line']]]);
    const refused = await refusalOf(move(2, { stage: 'adopted', date: '2024-06-20', resolution: '24-17' }));
    expect(refused.problems?.map(({ code }) => code)).toContain('adoption.notEqual');
    await db
      .update(revisionTable)
      .set({ content: stored?.content ?? '' })
      .where(of571);
    expect(await prove(2)).toMatchObject({ mergedEqualsSubmitted: true });
  });

  test('shows a document that was changed', async () => {
    const { db } = server.parts;
    const first = eq(masterBudget.version, 1);
    const [{ document } = { document: '' }] = await db.select().from(masterBudget).where(first);
    const changed = document.replace(/"proposedCents":(\d{3,})/, '"proposedCents":1');
    await db.update(masterBudget).set({ document: changed }).where(first);
    expect(await prove(1)).toMatchObject({
      isUnchanged: false,
      mergedEqualsSubmitted: false,
      totalsAdd: false,
    });
    await db.update(masterBudget).set({ document }).where(first);
  });
});

test('control totals are checked, and the next version is held to them', async () => {
  const put = (totals: BodyOf<typeof putControlTotals>['totals'], ifMatch?: string) =>
    chen.call(putControlTotals, {
      params: {},
      body: { asOf: '2024-03-01', totals },
      ...(ifMatch === undefined ? {} : { ifMatch }),
    });
  const fund = (code: string, amountCents = 100) => ({
    dimension: 'fund' as const,
    code,
    amountCents,
    note: 'Infinite Visions',
  });
  const refused = await refusalOf(put([fund('100'), fund('999'), fund('100')]));
  expect(refused).toMatchObject({ code: 'control.wrong', status: 422 });
  expect(refused.problems?.map(({ code, params }) => [code, params['row']])).toEqual([
    ['control.unknown', 2],
    ['control.twice', 3],
  ]);
  expect(await chen.call(getControlTotals, { params: {}, body: undefined })).toEqual({ control: null });
  const rows = rowsOf((await version(2)).tieOut, 'fund', 'revisions');
  const right = rows.map(({ code, masterCents }) => fund(code, masterCents));
  await put(right.map((total) => (total.code === '201' ? fund('201', total.amountCents + 5) : total)));
  tick();
  const third = await merge();
  expect(third.version).toBe(3);
  expect((await version(2)).tieOut.controlAsOf).toBeUndefined();
  const { tieOut } = await version(3);
  expect(tieOut.controlAsOf).toBe('2024-03-01');
  expect(
    rowsOf(tieOut, 'fund', 'control')
      .filter(({ differenceCents }) => differenceCents !== 0)
      .map(({ code, differenceCents }) => [code, differenceCents]),
  ).toEqual([['201', -5]]);
  expect((await refusalOf(put(right, '"older"'))).code).toBe('request.stale');
  await put(right);
});

describe('adoption', () => {
  const adoption = { stage: 'adopted', date: '2024-06-20', resolution: '24-17' } as const;
  beforeAll(async () => {
    server.clock.now = new Date('2024-06-21T18:00:00.000Z');
    [chen, ortiz] = [await server.as('chen'), await server.as('ortiz')];
  });
  const openRows = async (number: number) => {
    const { tieOut } = await version(number);
    return [
      ...(['total', 'fundingSource'] as const).flatMap((dimension) =>
        rowsOf(tieOut, dimension, 'revenue').map((row) => ({ key: `${dimension}/revenue/${row.code}`, row })),
      ),
      ...rowsOf(tieOut, 'total', 'transfers').map((row) => ({ key: `total/transfers/${row.code}`, row })),
    ].filter(({ row }) => row.differenceCents !== 0);
  };
  const explain = (number: number, text: string, changed = 0) =>
    openRows(number).then((open) => {
      tick();
      return chen.call(explainDifferences, {
        params: { version: number },
        body: {
          text,
          differences: open.map(({ key, row }) => ({
            key,
            differenceCents: row.differenceCents + changed,
            differenceFte: 0,
          })),
        },
      });
    });

  test('wants a resolution, every site, and every difference explained; stages only go forward', async () => {
    expect((await refusalOf(move(1, { ...adoption, resolution: ' ' }))).problems).toEqual([
      expect.objectContaining({ code: 'adoption.resolutionMissing' }),
      expect.objectContaining({ code: 'adoption.sitesMissing', params: { sites: '000', count: 1 } }),
      expect.objectContaining({ code: 'adoption.unexplained' }),
    ]);
    const fourth = await merge();
    expect(fourth.version).toBe(4);
    expect(await move(4, { stage: 'approved', date: '2024-05-14', resolution: '' })).toMatchObject({
      stages: [{ stage: 'approved', by: 'Anna Chen' }],
    });
    expect((await refusalOf(move(4, { stage: 'proposed', date: '2024-05-15', resolution: '' }))).code).toBe(
      'master.stageBack',
    );
    const refused = await refusalOf(move(4, adoption));
    expect(refused).toMatchObject({ code: 'master.notReady', status: 409 });
    expect(refused.problems?.map(({ code, params }) => [code, params['count']])).toEqual([
      ['adoption.unexplained', 12],
    ]);
  });

  test('an explanation is of the difference that its author saw', async () => {
    expect((await refusalOf(explain(4, 'Wrong figure', 1))).code).toBe('master.differenceUnknown');
    const { explanations } = await explain(4, 'Rounding of the revenue file, and transfers shown one-sided');
    expect(explanations).toHaveLength(12);
    expect(explanations[0]).toMatchObject({ author: 'Anna Chen' });
    // They hold for every version that has the same difference.
    expect((await stateOf(2)).explanations).toHaveLength(12);
  });

  test('one version is adopted; its workbook prints unchanged whatever comes later', async () => {
    const wrongDays = ['2024-05-13', '2024-06-22'].map((date) => refusalOf(move(4, { ...adoption, date })));
    for (const one of await Promise.all(wrongDays))
      expect(one.problems).toMatchObject([
        { code: 'adoption.dateOutside', params: { firstDay: '2024-05-14', lastDay: '2024-06-21' } },
      ]);
    const both = await Promise.allSettled([move(4, adoption), move(4, adoption)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await stateOf(4)).toMatchObject({ adopted: 4 });
    expect((await refusalOf(move(2, adoption))).code).toBe('master.yearAdopted');
    const { versions } = await chen.call(listMasters, { params: {}, body: undefined });
    expect(versions.map(({ version: number, stage }) => [number, stage])).toEqual([
      [4, 'adopted'],
      [3, undefined],
      [2, undefined],
      [1, undefined],
    ]);
    const workbook = () => chen.call(getMasterWorkbook, { params: { version: 4 }, body: undefined });
    const printed = await workbook();
    expect((await refusalOf(explain(4, 'Later'))).code).toBe('master.yearAdopted');
    await explain(2, 'About another version');
    expect(await workbook()).toEqual(printed);
    const [summary] = (await readXlsx(printed)).sheets;
    expect(JSON.stringify(summary?.rows)).toContain('Adopted 2024-06-20 (24-17)');
  });
});

describe('an adopted year', () => {
  test('takes no other sheet and no allocation, tells the pane so, and still answers what was sent before', async () => {
    const reyes = await server.as('reyes');
    const params = { siteCode: '608' };
    const { book, head, submission, adoptedOn } = await reyes.call(getSiteBook, { params, body: undefined });
    if (!head || !submission) throw new Error('nothing was saved');
    const sites = (await reyes.call(listSites, { params: {}, body: undefined })).sites;
    expect([adoptedOn, ...sites.map((one) => one.adoptedOn)]).toEqual(['2024-06-20', '2024-06-20']);
    const index = indexBook(book);
    const own = head.content.lines.find((line) => lineOwner(index, line) === SITE_OWNER);
    const save = (justification: string) =>
      reyes.call(saveRevision, {
        params,
        body: {
          workbookId: head.workbookId ?? randomUUID(),
          yearId: '2024-25',
          layoutVersion: LAYOUT_VERSION,
          baseRevision: head.summary.number,
          content: {
            ...head.content,
            lines: head.content.lines.map((line) => (line === own ? { ...line, justification } : line)),
          },
        },
      });
    expect(await save(own?.justification ?? '')).toMatchObject({
      isRepeat: true,
      revision: { number: head.summary.number },
    });
    expect(await refusalOf(save('Written after the board adopted'))).toMatchObject({
      code: 'year.adopted',
      status: 409,
      title: 'The budget of 2024-25 is adopted.',
    });
    const submit = reyes.call(submitRevision, {
      params,
      body: { revision: head.summary.number },
    });
    expect((await refusalOf(submit)).code).toBe('year.adopted');
    const entry = chen.call(addAllocationEntry, {
      params,
      body: {
        id: randomUUID(),
        fundingSource: '100',
        kind: 'correction',
        amountCents: 100,
        fte: 0,
        reason: 'Enrolment came in higher',
      },
    });
    expect((await refusalOf(entry)).code).toBe('year.adopted');
  });

  test('takes no decision and no merge, and keeps its approvals when rules change', async () => {
    const params = { siteCode: '608' };
    const bookOf = () => chen.call(getSiteBook, { params, body: undefined });
    const { submission } = await bookOf();
    const of = { params: { submissionId: submission?.id ?? '' } };
    const taken = [
      ortiz.call(decideSubmission, { ...of, body: { decision: 'recall', comment: 'Once more' } }),
      chen.call(reopenSubmission, { ...of, body: { comment: 'Once more' } }),
      merge(),
    ];
    for (const one of taken) expect((await refusalOf(one)).code).toBe('year.adopted');
    const { answers } = await ortiz.call(approveSubmissions, {
      params: {},
      body: { submissionIds: [submission?.id ?? ''] },
    });
    expect(answers).toMatchObject([{ submission: null, refusal: 'year.adopted' }]);
    const { pack } = await chen.call(getRules, { params: {}, body: undefined });
    const rule = {
      kind: 'objectRestriction',
      id: 'no-instruction',
      severity: 'fatal',
      citation: 'Board policy',
      askWhom: 'the business office',
      forbidden: ['100-1131'],
    };
    const reason = 'For the next year';
    await chen.call(putRules, {
      params: {},
      body: { pack: { ...pack, rules: [...pack.rules, rule] }, reason },
    });
    expect((await bookOf()).submission).toEqual(submission);
    await chen.call(putRules, { params: {}, body: { pack, reason } });
  });
});

describe('amendments', () => {
  const SUPPLIES = '100-1131-608-050-410';
  const draft = (cents: number, number = 'BA-01') => ({
    id: randomUUID(),
    number,
    effectiveDate: '2024-09-10',
    resolution: '24-40',
    reason: 'Software instead of supplies',
    entries: [
      { side: 'expenditure' as const, account: SUPPLIES, siteCode: '608', amountCents: -cents, fte: 0 },
      {
        side: 'expenditure' as const,
        account: '100-1131-608-050-470',
        siteCode: '608',
        amountCents: cents,
        fte: 0,
      },
    ],
  });
  const add = (body: BodyOf<typeof addAmendment>) => {
    tick();
    return chen.call(addAmendment, { params: {}, body });
  };
  const listed = (asOf?: string) =>
    chen.call(listAmendments, { params: {}, query: asOf ? { asOf } : {}, body: undefined });

  test('are balanced entries that take no more than is left, entered once', async () => {
    const { master } = await version(4);
    const adopted = master.accounts.find(({ account }) => account === SUPPLIES)?.proposedCents ?? 0;
    await server.parts.db
      .update(siteTable)
      .set({
        spending: {
          asOf: '2024-08-31',
          rows: [{ account: SUPPLIES, spentCents: 10_000, encumberedCents: 5_000 }],
        },
      })
      .where(eq(siteTable.code, '608'));
    const available = adopted - 15_000;
    const refused = await refusalOf(add(draft(available + 1)));
    expect(refused).toMatchObject({ code: 'amendment.wrong', status: 422 });
    expect(refused.problems).toEqual([
      expect.objectContaining({
        code: 'amendment.overAvailable',
        place: { kind: 'site', siteCode: '608' },
        params: { account: SUPPLIES, availableCents: available, takenCents: available + 1 },
      }),
    ]);
    const first = draft(available);
    expect(await add(first)).toMatchObject({ number: 'BA-01', by: 'Anna Chen' });
    expect(await add(first)).toMatchObject({ id: first.id });
    expect((await refusalOf(add({ ...first, reason: 'Another' }))).code).toBe('request.idTaken');
    expect((await refusalOf(add(draft(1)))).problems?.map(({ code }) => code)).toEqual([
      'amendment.numberTaken',
      'amendment.overAvailable',
    ]);
    expect(await listed('2024-09-09')).toMatchObject({ revised: { adoptedCents: 2_498_994_226 } });
    const { adopted: adoption, revised } = await listed('2024-09-10');
    expect(adoption).toEqual({ version: 4, date: '2024-06-20', resolution: '24-17' });
    expect(revised).toMatchObject({ revisedCents: 2_498_994_226, revenueCents: 0 });
    expect(revised?.accounts.map(({ account, amendedCents }) => [account, amendedCents])).toEqual([
      [SUPPLIES, -available],
      ['100-1131-608-050-470', available],
    ]);
    expect((await version(4)).master).toEqual(master);
  });

  test('two that take the same money at once: one is entered, the other is told', async () => {
    const back = draft(-1_000, 'BA-02');
    await add(back);
    const both = await Promise.allSettled([add(draft(1_000, 'BA-03')), add(draft(1_000, 'BA-04'))]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await listed()).amendments).toHaveLength(3);
  });
});

test('a line that the site took out still counts with its current budget', async () => {
  // As in a year that is not adopted.
  await server.parts.db.delete(masterStage);
  const reyes = await server.as('reyes');
  const { book, head } = await reyes.call(getSiteBook, { params: { siteCode: '608' }, body: undefined });
  const index = indexBook(book);
  const removed = head?.content.lines.find(
    (line) => lineOwner(index, line) === 'site' && line.currentCents > 0 && line.enteredCents > 0,
  );
  if (!removed) throw new Error('The sample has no such line');
  const { tieOut: before } = await version(4);
  const submission = await submitSite(server, 'reyes', '608', (content) => ({
    ...content,
    lines: content.lines.filter(({ id }) => id !== removed.id),
  }));
  await approve(submission.id);
  const made = await merge();
  const { master, tieOut } = await version(made.version);
  const currentOf = (proof: typeof tieOut) => rowsOf(proof, 'total', 'current')[0]?.otherCents;
  expect(currentOf(tieOut)).toBe(currentOf(before));
  expect(tieOut.mergedEqualsSubmitted).toBe(true);
  const lines = master.accounts.flatMap((account) => account.lines);
  expect(lines.filter(({ isRemoved }) => isRemoved)).toEqual([
    expect.objectContaining({
      lineId: removed.id,
      siteCode: '608',
      proposedCents: 0,
      currentCents: removed.currentCents,
    }),
  ]);
  const traced = await trace({ account: removed.account }, made.version);
  expect(traced.lines.find(({ lineId }) => lineId === removed.id)?.cell).toBeNull();
});
