import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ApiError, type ApiClient } from '../../../src/api/client.js';
import { createMaster, getMaster } from '../../../src/contract/master-budgets.js';
import { getSiteBook, saveRevision, type Receipt, type SiteBookReply } from '../../../src/contract/sites.js';
import { decideSubmission, getSubmission, submitRevision } from '../../../src/contract/submissions.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { isUnexplained, problemKey } from '../../../src/core/problem.js';
import { contributionsOf, prepareStaffing } from '../../../src/core/staffing/contributions.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { openSheet } from '../../../src/core/validation/sheet-state.js';
import { readDistrictFolder, type DistrictFolder } from '../../../server/imports/read-district-folder.js';
import { stableIds } from '../../../server/imports/stable-ids.js';
import { readProposal } from '../../../server/imports/read-proposal.js';
import { sharedPosts } from '../../../server/stores/schema.js';
import { attested } from '../../support/attested.js';
import { countingIds, sampleFiles } from '../../support/sample-district.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

const HOME = '571';
const OTHER = '608';
const HOME_ACCOUNT = '100-1121-571-100-111';
const OTHER_ACCOUNT = '100-1131-608-050-111';
const SHARED = 'P-571-0005';

let server: TestServer;
let files: Map<string, string>;
const people = new Map<string, ApiClient>();

/** The sample with one teacher of the junior high, 60 % paid there and 40 % at the high school. */
async function sharingDistrict(): Promise<Map<string, string>> {
  const changed = new Map(await sampleFiles());
  const change = (file: string, turn: (text: string) => string) => {
    const before = changed.get(file) ?? '';
    const after = turn(before);
    if (after === before) throw new Error(`${file} has not what the test changes`);
    changed.set(file, after);
  };
  for (const file of ['positions.csv', 'proposed-positions.csv'])
    change(file, (text) =>
      text.replace(
        new RegExp(`^(${SHARED},.*,)${HOME_ACCOUNT}$`, 'm'),
        `$1${HOME_ACCOUNT}=60%;${OTHER_ACCOUNT}=40%`,
      ),
    );
  change('allocations.csv', (text) =>
    text.replace(/^(2024-02-01,608,100,initial,[\d.]+),([\d.]+)/m, (_row, start: string, fte: string) =>
      [start, (Number(fte) + 0.4).toFixed(2)].join(','),
    ),
  );
  change('rules.json', (text) => {
    const pack = JSON.parse(text) as { rules: { kind: string }[] };
    const rest = pack.rules.filter(({ kind }) => kind !== 'wholeShares');
    const shares = { kind: 'wholeShares', id: 'shares', severity: 'fatal', citation: '', askWhom: '' };
    return JSON.stringify({ ...pack, rules: [...rest, shares] });
  });
  return changed;
}

beforeAll(async () => {
  files = await sharingDistrict();
  server = await startTestServer({ files });
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
const save = (who: string, siteCode: string, baseRevision: number, content: SiteContent): Promise<Receipt> =>
  as(who).call(saveRevision, {
    params: { siteCode },
    body: { workbookId: randomUUID(), yearId: '2024-25', layoutVersion: 1, baseRevision, content },
  });
const stateOf = ({ book, head }: SiteBookReply) => openSheet(indexBook(book), head?.content ?? book.opening);
const totalOf = ({ figures }: ReturnType<typeof stateOf>) => {
  const lines = [...figures.lines.values()];
  return {
    cents: lines.reduce((sum, { proposedCents }) => sum + proposedCents, 0),
    fte: lines.reduce((sum, { proposedFte }) => sum + proposedFte, 0),
  };
};
const withoutShared = ({ positions, ...rest }: SiteContent): SiteContent => ({
  ...rest,
  positions: positions.filter(({ number }) => number !== SHARED),
});

/** The proposal of a site with the ids that the server gave its rows. */
function proposalFor({ book }: SiteBookReply): SiteContent {
  const read = readDistrictFolder(files, countingIds());
  if (!read.ok) throw new Error(JSON.stringify(read.problems.slice(0, 3)));
  const opened = read.value.openings.get(book.site.code);
  const district: DistrictFolder = {
    ...read.value,
    openings: new Map([...read.value.openings, [book.site.code, book.opening]]),
  };
  expect(opened?.lines).toHaveLength(book.opening.lines.length);
  return readProposal(files, district, book.site.code, stableIds());
}

/** Principal and business office put a site's proposal in; the revision that then is the latest. */
async function propose(who: string, siteCode: string): Promise<Receipt> {
  const content = proposalFor(await bookOf(siteCode, who));
  const base = (await bookOf(siteCode, who)).head?.summary.number ?? 0;
  const first = await save(who, siteCode, base, content);
  return save('lindqvist', siteCode, first.revision.number, content);
}

const approve = async (who: string, siteCode: string, revision: number) => {
  const body = { revision, ...attested((await bookOf(siteCode, who)).book) };
  const { id } = await as(who).call(submitRevision, { params: { siteCode }, body });
  await as('ortiz').call(decideSubmission, {
    params: { submissionId: id },
    body: { decision: 'approve', comment: '' },
  });
  return id;
};

describe('a post that two sites pay', () => {
  test('stands in the book of the site that pays a share, and opens there at last year’s amounts', async () => {
    const [home, other] = [await bookOf(HOME, 'tran'), await bookOf(OTHER, 'reyes')];
    expect(home.book.visitingPosts).toBeUndefined();
    expect(other.book.visitingPosts?.map(({ number }) => number)).toEqual([SHARED]);
    expect(other.book.openingVisitors).toEqual([
      { post: other.book.visitingPosts?.[0], siteName: 'Dayton Junior High School' },
    ]);
    for (const reply of [home, other]) {
      const { figures } = stateOf(reply);
      const opened = reply.book.opening.lines.filter(
        ({ id, currentCents }) => figures.lines.get(id)?.proposedCents !== currentCents,
      );
      expect(opened.map(({ account }) => account)).toEqual([]);
      expect(figures.unplaced).toEqual([]);
    }
  });

  test('counts at each site with its share, once: 40 % of its salary and FTE at the high school', async () => {
    const { book } = await bookOf(OTHER, 'reyes');
    const withPost = stateOf({ ...(await bookOf(OTHER, 'reyes')), head: null });
    const without = openSheet(indexBook({ ...book, visitingPosts: [] }), book.opening);
    const [post] = book.visitingPosts ?? [];
    if (!post) throw new Error('no visiting post');
    const line = book.opening.lines.find(({ account }) => account === OTHER_ACCOUNT);
    const figures = (state: typeof withPost) => state.figures.lines.get(line?.id ?? '');
    const staffing = prepareStaffing(book.plan.chart.structure, book.plan.jobClasses, book.plan.benefitRates);
    const share = contributionsOf(staffing, post).salaries.find(({ account }) => account === OTHER_ACCOUNT);
    expect(share).toMatchObject({ fte: 4_000, cents: Math.round(post.annualSalaryCents * 0.4) });
    expect((figures(withPost)?.proposedCents ?? 0) - (figures(without)?.proposedCents ?? 0)).toBe(
      share?.cents,
    );
    expect(figures(withPost)?.proposedFte).toBe(4_000);
  });

  test('both sites’ receipts, submissions and the merged master tie to the cent', async () => {
    const ids: string[] = [];
    const receipts: Receipt[] = [];
    for (const [who, siteCode] of [
      ['tran', HOME],
      ['reyes', OTHER],
    ] as const) {
      const receipt = await propose(who, siteCode);
      receipts.push(receipt);
      expect(receipt.problems.filter(({ severity }) => severity === 'fatal')).toEqual([]);
      const total = totalOf(stateOf(await bookOf(siteCode, who)));
      expect(receipt.revision).toMatchObject({ totalCents: total.cents, totalFte: total.fte });
    }
    for (const [at, [who, siteCode]] of (
      [
        ['tran', HOME],
        ['reyes', OTHER],
      ] as const
    ).entries())
      ids.push(await approve(who, siteCode, receipts[at]?.revision.number ?? 0));
    const { version } = await as('chen').call(createMaster, { params: {}, body: {} });
    const { master, tieOut } = await as('chen').call(getMaster, { params: { version }, body: undefined });
    expect(tieOut.mergedEqualsSubmitted).toBe(true);
    for (const { differenceCents, differenceFte } of tieOut.bySite)
      expect([differenceCents, differenceFte]).toEqual([0, 0]);
    const sum = (pick: (receipt: Receipt) => number) => receipts.reduce((all, one) => all + pick(one), 0);
    expect(master.totalCents).toBe(sum(({ revision }) => revision.totalCents));
    expect(master.totalFte).toBe(sum(({ revision }) => revision.totalFte));
    const at = (account: string) =>
      master.accounts
        .find((candidate) => candidate.account === account)
        ?.lines.map(({ siteCode }) => siteCode);
    expect([at(HOME_ACCOUNT), at(OTHER_ACCOUNT)]).toEqual([[HOME], [OTHER]]);
    // The proposal is the source's, so both sites together have what the source has for them.
    const source = (files.get('proposed-lines.csv') ?? '')
      .split('\n')
      .map((row) => /^\d+-\d+-(571|608)-\d+-\d+,.*?,(-?[\d.]+),[\d.]+$/.exec(row)?.[2] ?? '0')
      .reduce((all, dollars) => all + Math.round(Number(dollars) * 100), 0);
    expect(master.totalCents).toBe(source);
    const { balances, revision } = await as('ortiz').call(getSubmission, {
      params: { submissionId: ids[1] ?? '' },
      body: undefined,
    });
    expect(balances.reduce((all, { proposedCents }) => all + proposedCents, 0)).toBe(revision.totalCents);
  });

  test('that its own site removes is flagged at both; the other saves again, and what is approved stays as it was', async () => {
    const home = await bookOf(HOME, 'tran');
    const before = await bookOf(OTHER, 'reyes');
    expect(stateOf(before).problems.map(({ code }) => code)).not.toContain('post.shareLost');
    const content = home.head?.content ?? home.book.opening;
    const receipt = await save('tran', HOME, home.head?.summary.number ?? 0, withoutShared(content));
    expect(receipt.problems).toContainEqual(
      expect.objectContaining({
        code: 'post.shareDropped',
        severity: 'warning',
        params: expect.objectContaining({ otherSite: OTHER, sharePpm: 400_000 }),
      }),
    );
    expect(receipt.problems.map(({ code }) => code)).not.toContain('post.shareLost');
    const after = await bookOf(OTHER, 'reyes');
    expect(after.book.visitingPosts).toBeUndefined();
    const lost = stateOf(after).problems.filter(({ code }) => code === 'post.shareLost');
    expect(lost).toEqual([
      expect.objectContaining({
        severity: 'warning',
        place: { kind: 'site', siteCode: OTHER },
        params: expect.objectContaining({ site: 'Dayton Junior High School', sharePpm: 400_000 }),
      }),
    ]);
    const number = after.head?.summary.number ?? 0;
    const moved = await as('reyes')
      .call(submitRevision, {
        params: { siteCode: OTHER },
        body: { revision: number, ...attested(after.book) },
      })
      .catch((error: unknown) => error);
    expect(moved instanceof ApiError && moved.failure).toMatchObject({
      kind: 'refused',
      problem: { code: 'submission.figuresMoved', status: 409 },
    });
    // What was approved is merged as it was approved: with the post, at both sites.
    const { version } = await as('chen').call(createMaster, { params: {}, body: {} });
    const { tieOut } = await as('chen').call(getMaster, { params: { version }, body: undefined });
    expect(tieOut.mergedEqualsSubmitted).toBe(true);
    // The same rows are worth less now, so saving them is a new revision, with the warning explained.
    const rows = after.head?.content ?? after.book.opening;
    const explanations = lost.map((problem) => ({ problemKey: problemKey(problem), text: 'Agreed.' }));
    const again = await save('reyes', OTHER, number, rows);
    expect(again).toMatchObject({ isRepeat: false, revision: { number: number + 1 } });
    const total = totalOf(stateOf(await bookOf(OTHER, 'reyes')));
    expect(again.revision).toMatchObject({ totalCents: total.cents, totalFte: total.fte });
    expect(total.fte).toBe((before.head?.summary.totalFte ?? 0) - 4_000);
    expect(await save('reyes', OTHER, number + 1, rows)).toMatchObject({ isRepeat: true });
    const explained = await save('reyes', OTHER, number + 1, { ...rows, explanations });
    expect(explained.problems.find(({ code }) => code === 'post.shareLost')?.explanation).toBe('Agreed.');
    expect(explained.revision.warningCount).toBe(again.revision.warningCount - 1);
    expect(explained.revision.warningCount).toBe(explained.problems.filter(isUnexplained).length);
  });

  test('only sites that share posts are kept with them', async () => {
    const rows = await server.parts.db.select({ siteCode: sharedPosts.siteCode }).from(sharedPosts);
    expect(rows).toEqual([{ siteCode: HOME }]);
  });
});
