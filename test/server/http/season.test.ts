import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { and, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { ApiError, type ApiClient } from '../../../src/api/client.js';
import { createMaster, exportMaster, getMaster, listMasters } from '../../../src/contract/master-budgets.js';
import type { ProblemReply } from '../../../src/contract/problem-reply.js';
import {
  getSiteBook,
  listSites,
  saveRevision,
  type Receipt,
  type SiteBookReply,
} from '../../../src/contract/sites.js';
import {
  decideSubmission,
  getSubmission,
  listSubmissions,
  submitRevision,
} from '../../../src/contract/submissions.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { revision as revisionTable } from '../../../server/stores/schema.js';
import { rowsOf } from '../../../src/core/merge/tie-out.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { lineOwner } from '../../../src/core/validation/owned-rows.js';
import { attested } from '../../support/attested.js';
import { proposalOf } from '../../support/proposal.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
const people = new Map<string, ApiClient>();
const workbookId = randomUUID();

beforeAll(async () => {
  server = await startTestServer();
  for (const who of ['reyes', 'tran', 'lindqvist', 'ortiz', 'chen']) people.set(who, await server.as(who));
}, 60_000);
afterAll(() => server.close());

const as = (who: string): ApiClient => {
  const client = people.get(who);
  if (!client) throw new Error(who);
  return client;
};
const bookOf = (siteCode: string, who: string): Promise<SiteBookReply> =>
  as(who).call(getSiteBook, { params: { siteCode }, body: undefined });
const save = (
  who: string,
  siteCode: string,
  baseRevision: number,
  content: SiteContent,
  workbook = workbookId,
): Promise<Receipt> =>
  as(who).call(saveRevision, {
    params: { siteCode },
    body: { workbookId: workbook, yearId: '2024-25', layoutVersion: 1, baseRevision, content },
  });
const refusal = async (call: Promise<unknown>): Promise<ProblemReply> => {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiError && error.failure.kind === 'refused') return error.failure.problem;
    throw error;
  }
  throw new Error('The call was not refused');
};
/** The opening content with one amount of the site's own first line changed. */
const edited = ({ book }: SiteBookReply, cents: number): SiteContent => ({
  ...book.opening,
  lines: book.opening.lines.map((line) =>
    line.account === '100-1131-608-050-410' ? { ...line, enteredCents: cents } : line,
  ),
});

describe('saving', () => {
  test('the same save is one revision, and going back to old content makes a new one', async () => {
    const book = await bookOf('608', 'reyes');
    const first = await save('reyes', '608', 0, edited(book, 100_00));
    expect(first).toMatchObject({ revision: { number: 1 }, isRepeat: false, kept: [] });
    expect(await save('reyes', '608', 0, edited(book, 100_00))).toMatchObject({
      revision: first.revision,
      isRepeat: true,
    });
    expect(await save('reyes', '608', 1, edited(book, 100_00))).toMatchObject({
      revision: first.revision,
      isRepeat: true,
    });
    expect(await save('reyes', '608', 1, edited(book, 200_00))).toMatchObject({ revision: { number: 2 } });
    const back = await save('reyes', '608', 2, edited(book, 100_00));
    expect(back).toMatchObject({
      revision: { number: 3, contentHash: first.revision.contentHash },
      isRepeat: false,
    });
  });

  test('an outdated sheet is refused, says who was first, and changes nothing', async () => {
    const book = await bookOf('608', 'reyes');
    const refused = await refusal(save('reyes', '608', 1, edited(book, 555_00), randomUUID()));
    expect(refused).toMatchObject({
      code: 'revision.outdated',
      status: 409,
      params: { revision: 3, savedBy: 'Maria Reyes' },
    });
    expect(refused.whatToDo).toContain('nothing is lost');
    expect((await bookOf('608', 'reyes')).head?.summary.number).toBe(3);
  });

  test('two saves on the same revision at once: one is stored, the other is told', async () => {
    const book = await bookOf('608', 'reyes');
    const results = await Promise.allSettled([
      save('reyes', '608', 3, edited(book, 301_00), randomUUID()),
      save('reyes', '608', 3, edited(book, 302_00), randomUUID()),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await bookOf('608', 'reyes')).head?.summary.number).toBe(4);
  });

  test('the same save many times at once is one revision, and every one is told so', async () => {
    const book = await bookOf('000', 'lindqvist');
    // As often as the pool has connections: on a server they really run beside each other.
    for (let base = 0; base < 3; base += 1) {
      const content = {
        ...book.book.opening,
        lines: book.book.opening.lines.map((line, at) =>
          at === 0 ? { ...line, enteredCents: base + 1 } : line,
        ),
      };
      const workbook = randomUUID();
      const receipts = await Promise.all(
        Array.from({ length: 8 }, () => save('lindqvist', '000', base, content, workbook)),
      );
      expect(receipts.map(({ revision }) => revision.number)).toEqual(receipts.map(() => base + 1));
      expect(receipts.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
    }
  });

  test('rows of others and account strings are kept, whatever a bypassed pane sends', async () => {
    const book = await bookOf('608', 'reyes');
    const content = book.head?.content ?? book.book.opening;
    const forged: SiteContent = {
      positions: content.positions.map((post) => ({ ...post, annualSalaryCents: 1 })),
      lines: content.lines.map((line) => ({
        ...line,
        account: '100-1131-608-050-410',
        enteredCents: line.enteredCents + 1,
      })),
    };
    const receipt = await save('reyes', '608', 4, forged);
    const stored = (await bookOf('608', 'reyes')).head?.content;
    expect(stored?.lines.map(({ account }) => account)).toEqual(content.lines.map(({ account }) => account));
    expect(stored?.positions).toEqual(content.positions);
    const changed =
      stored?.lines.filter((line, at) => line.enteredCents !== content.lines[at]?.enteredCents) ?? [];
    expect(changed.length).toBeGreaterThan(100);
    const codes = new Set(receipt.kept.map(({ code }) => code));
    expect(codes).toEqual(new Set(['account.changed', 'row.notYours', 'post.salaryNotYours']));
    await save('reyes', '608', 5, content);
  });

  test('another year, another layout, an unknown site, a stranger: each says what it is', async () => {
    const { book } = await bookOf('608', 'reyes');
    const body = { workbookId, yearId: '2023-24', layoutVersion: 1, baseRevision: 6, content: book.opening };
    const call = (siteCode: string, change: object) =>
      refusal(as('reyes').call(saveRevision, { params: { siteCode }, body: { ...body, ...change } }));
    expect(await call('608', {})).toMatchObject({ code: 'workbook.otherYear', status: 409 });
    expect(await call('608', { yearId: '2024-25', layoutVersion: 9 })).toMatchObject({
      code: 'workbook.otherLayout',
    });
    expect(await call('608', { yearId: '2024-25', baseRevision: 99 })).toMatchObject({
      code: 'revision.unknown',
    });
    expect(await call('571', { yearId: '2024-25' })).toMatchObject({
      code: 'permission.missing',
      status: 403,
    });
    const nowhere = as('lindqvist').call(getSiteBook, { params: { siteCode: '999' }, body: undefined });
    expect(await refusal(nowhere)).toMatchObject({ code: 'site.unknown', status: 404 });
  });
});

describe('from submission to master budget', () => {
  test('fatal problems block submitting on the server as well', async () => {
    const refused = await refusal(
      as('reyes').call(submitRevision, {
        params: { siteCode: '608' },
        body: { revision: 6, ...attested((await bookOf('608', 'reyes')).book) },
      }),
    );
    expect(refused).toMatchObject({ code: 'submission.blocked', status: 422 });
    expect(refused.problems?.every(({ severity }) => severity === 'fatal')).toBe(true);
    expect(refused.problems?.length).toBeGreaterThan(3);
  });

  test('submitted, sent back, mended, approved, merged and exported', async () => {
    const { book } = await bookOf('571', 'tran');
    const { sites } = await as('ortiz').call(listSites, { params: {}, body: undefined });
    const content = await proposalOf(
      as('tran'),
      '571',
      sites.map(({ site }) => site),
    );
    await save('tran', '571', 0, content);
    await save('lindqvist', '571', 1, content);
    const submit = (revision: number) =>
      as('tran').call(submitRevision, {
        params: { siteCode: '571' },
        body: { revision, ...attested(book) },
      });
    expect(await refusal(submit(1))).toMatchObject({ code: 'submission.notLatest' });
    const submission = await submit(2);
    expect(await submit(2)).toEqual(submission);

    const queue = await as('ortiz').call(listSubmissions, { params: {}, body: undefined });
    expect(queue.items.map(({ site, submission: { status } }) => [site.code, status])).toEqual([
      ['571', 'submitted'],
    ]);
    const params = { submissionId: submission.id };
    const detail = await as('ortiz').call(getSubmission, { params, body: undefined });
    expect(detail.lines.length + detail.unchangedLines).toBe(560);
    expect(
      detail.lines.every(
        (line) => line.currentCents !== line.proposedCents || line.currentFte !== line.proposedFte,
      ),
    ).toBe(true);
    expect(detail.balances.every(({ remainingCents }) => remainingCents === 0)).toBe(true);

    const decide = (who: string, decision: 'approve' | 'return', comment: string, id = submission.id) =>
      as(who).call(decideSubmission, { params: { submissionId: id }, body: { decision, comment } });
    expect(await refusal(decide('ortiz', 'return', ' '))).toMatchObject({
      code: 'submission.commentMissing',
    });
    expect(await refusal(decide('tran', 'approve', ''))).toMatchObject({ code: 'submission.ownWork' });
    expect(await decide('ortiz', 'return', 'Please explain.')).toMatchObject({ status: 'returned' });
    expect(await refusal(decide('chen', 'approve', ''))).toMatchObject({
      code: 'submission.alreadyDecided',
      params: { decidedBy: 'Julia Ortiz', decision: 'return' },
    });
    expect(await refusal(as('chen').call(createMaster, { params: {}, body: {} }))).toMatchObject({
      code: 'master.nothingApproved',
    });

    // The same submit many times at once is one submission.
    const submitted = await Promise.all(Array.from({ length: 8 }, () => submit(2)));
    expect(new Set(submitted.map(({ id }) => id)).size).toBe(1);
    const again = await submit(2);
    expect(again.id).toBe(submitted[0]?.id);
    const both = await Promise.allSettled([
      decide('ortiz', 'approve', '', again.id),
      decide('chen', 'approve', '', again.id),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);

    const summary = await as('chen').call(createMaster, { params: {}, body: {} });
    expect(summary).toMatchObject({
      version: 1,
      siteCount: 1,
      totalCents: 328_023_406,
      mergedEqualsSubmitted: true,
    });
    expect(await as('chen').call(createMaster, { params: {}, body: {} })).toEqual(summary);
    expect((await as('chen').call(listMasters, { params: {}, body: undefined })).versions).toEqual([summary]);
    const { master, tieOut } = await as('chen').call(getMaster, { params: { version: 1 }, body: undefined });
    expect(master.accounts.flatMap(({ lines }) => lines)).toHaveLength(560);
    expect(
      rowsOf(tieOut, 'siteSource', 'allocations').filter(
        ({ code, differenceCents }) => code.startsWith('571 ') && differenceCents !== 0,
      ),
    ).toEqual([]);
    expect(tieOut.missingSites.map(({ code }) => code)).toEqual(['608', '125', '001', '000']);
    const csv = await as('chen').call(exportMaster, { params: { version: 1 }, body: undefined });
    expect(csv.split('\r\n')).toHaveLength(562);
    expect(csv).toContain('100-1121-571-100-111,100,1121,571,100,111,571,2,');
    expect(await refusal(as('ortiz').call(listMasters, { params: {}, body: undefined }))).toMatchObject({
      code: 'permission.missing',
    });
  });

  test('a line that was taken out is told in the receipt, shown to the reviewer and counted in the totals', async () => {
    const { book, head } = await bookOf('571', 'tran');
    const content = head?.content ?? book.opening;
    const index = indexBook(book);
    const removed = content.lines.find(
      (line) => lineOwner(index, line) === 'site' && line.currentCents > 0 && line.enteredCents > 0,
    );
    if (!removed) throw new Error('The sample has no such line');
    const lines = content.lines.filter(({ id }) => id !== removed.id);
    const receipt = await save('tran', '571', head?.summary.number ?? 0, { ...content, lines });
    expect(receipt.kept).toEqual([
      {
        code: 'row.removed',
        severity: 'warning',
        place: { kind: 'line', lineId: removed.id, field: 'row' },
        params: {
          account: removed.account,
          title: removed.title,
          amountCents: removed.enteredCents,
          currentCents: removed.currentCents,
        },
      },
    ]);
    const submission = await as('tran').call(submitRevision, {
      params: { siteCode: '571' },
      body: { revision: receipt.revision.number, ...attested(book) },
    });
    const params = { submissionId: submission.id };
    const detail = await as('ortiz').call(getSubmission, { params, body: undefined });
    expect(detail.lines.filter(({ isRemoved }) => isRemoved)).toMatchObject([
      { lineId: removed.id, currentCents: removed.currentCents, proposedCents: 0, proposedFte: 0 },
    ]);
    expect(detail.changedLines).toBe(detail.lines.length);
    // What it had this year is in every total that is compared with: of the site and of its funding source.
    const currentCents = book.opening.lines.reduce((sum, line) => sum + line.currentCents, 0);
    expect(detail.currentCents).toBe(currentCents);
    expect(detail.balances.reduce((sum, balance) => sum + balance.currentCents, 0)).toBe(currentCents);
    expect(detail.lines.length + detail.unchangedLines).toBe(560);
    const changeCents = detail.lines.reduce((sum, line) => sum + line.proposedCents - line.currentCents, 0);
    expect(changeCents).toBe(detail.revision.totalCents - detail.currentCents);
  });

  test('the queue is read from stored figures: it checks nothing again and reads no content', async () => {
    const queue = () => as('ortiz').call(listSubmissions, { params: {}, body: undefined });
    const before = await queue();
    expect(before.items.length).toBeGreaterThan(1);
    const stored = await server.parts.db.select().from(revisionTable);
    await server.parts.db.update(revisionTable).set({ content: 'unread' });
    expect(await queue()).toEqual(before);
    for (const { siteCode, number, content } of stored) {
      await server.parts.db
        .update(revisionTable)
        .set({ content })
        .where(and(eq(revisionTable.siteCode, siteCode), eq(revisionTable.number, number)));
    }
    for (const { submission, changedLines } of before.items) {
      const params = { submissionId: submission.id };
      const detail = await as('ortiz').call(getSubmission, { params, body: undefined });
      expect([submission.revision, detail.lines.length]).toEqual([submission.revision, changedLines]);
    }
  });

  test('each person sees the sites they may see', async () => {
    const codes = async (who: string) =>
      (await as(who).call(listSites, { params: {}, body: undefined })).sites.map(({ site }) => site.code);
    expect(await codes('reyes')).toEqual(['608']);
    expect(await codes('ortiz')).toEqual(['608', '571', '125', '001', '000']);
  });
});
