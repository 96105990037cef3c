import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import { addAllocationEntry } from '../../../src/contract/allocations.js';
import { addAmendment } from '../../../src/contract/amendments.js';
import { getCode, putCode } from '../../../src/contract/district-plan.js';
import { createMaster, getMaster } from '../../../src/contract/master-budgets.js';
import { takeSiteFile } from '../../../src/contract/site-files.js';
import {
  getSiteBook,
  getWorkbook,
  listSites,
  saveRevision,
  type SiteBookReply,
} from '../../../src/contract/sites.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { grantOf } from '../../../src/core/district/role.js';
import { LAYOUT_VERSION } from '../../../src/core/workbook/layout.js';
import { decideSubmission } from '../../../src/contract/submissions.js';
import { readDistrictFolder, type DistrictFolder } from '../../../server/imports/read-district-folder.js';
import { stableIds } from '../../../server/imports/stable-ids.js';
import { lockSites } from '../../../server/stores/import-store.js';
import { addStage } from '../../../server/stores/master-work-store.js';
import { inTransaction, type Database } from '../../../server/stores/open-database.js';
import { auditEvent } from '../../../server/stores/schema-audit.js';
import { listSharedPosts } from '../../../server/stores/shared-post-store.js';
import { findDistrict, openYear } from '../../../server/stores/year-store.js';
import { NOBODY } from '../../../server/use-cases/audit.js';
import { importAgain, type ImportedAgain } from '../../../server/use-cases/import-again.js';
import type { ChangeParts } from '../../../server/use-cases/parts.js';
import { addSomebody } from '../../support/add-somebody.js';
import { refusalOf } from '../../support/refusal-of.js';
import { sampleFiles } from '../../support/sample-district.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

/** In its season 571 has submitted, 125 and 001 have saved, 608 and 000 have not. */
const SENT = '571';
const UNSAVED = '608';

let server: TestServer;
let chen: ApiClient;
let districtId: string;
let sample: ReadonlyMap<string, string>;

beforeAll(async () => {
  server = await startTestServer({ withSeason: true });
  chen = await server.as('chen');
  districtId = (await findDistrict(server.parts.db, 'dayton'))?.id ?? '';
  sample = await sampleFiles();
}, 120_000);
afterAll(() => server.close());

type Edits = Record<string, (text: string) => string>;
const row = (line: string) => (text: string) => `${text.trimEnd()}\n${line}\n`;
const swap = (from: string, to: string) => (text: string) => {
  if (!text.includes(from)) throw new Error(from);
  return text.replace(from, to);
};
const both =
  (...edits: ((text: string) => string)[]) =>
  (text: string) =>
    edits.reduce((result, edit) => edit(result), text);
/** What later files have as well. */
let since: Edits = {};

function folderOf(edits: Edits = {}): DistrictFolder {
  const files = new Map(sample);
  for (const some of [since, edits])
    for (const [name, edit] of Object.entries(some)) files.set(name, edit(files.get(name) ?? ''));
  const read = readDistrictFolder(files, stableIds());
  if (!read.ok) throw new Error(JSON.stringify(read.problems[0]));
  return read.value;
}

function take(
  edits: Edits = {},
  options: { isDryRun?: boolean; isSpendingAlone?: boolean; takesOpenings?: boolean } = {},
  parts: ChangeParts & { db: Database } = server.parts,
): Promise<ImportedAgain> {
  server.clock.now = new Date(server.clock.now.getTime() + 60_000);
  return importAgain(
    parts,
    { districtId, personId: NOBODY, name: 'sitebook import', roles: [] },
    folderOf(edits),
    { reason: 'New files.', isDryRun: false, isSpendingAlone: false, takesOpenings: true, ...options },
  );
}
async function taken(...args: Parameters<typeof take>) {
  const done = await take(...args);
  if (!done.ok) throw new Error(JSON.stringify(done.problems.slice(0, 3)));
  return done;
}
async function refused(...args: Parameters<typeof take>) {
  const before = await everything();
  const done = await take(...args);
  if (done.ok) throw new Error('It was taken');
  expect(await everything()).toEqual(before);
  return done.problems;
}
/** What tells that nothing was stored: the stamp of the books, and how long the trail is. */
async function everything() {
  const { bookStamp } = await openYear(server.parts.db, districtId);
  return { bookStamp, events: await server.parts.db.$count(auditEvent) };
}
const trail = async (action: string) =>
  (
    await server.parts.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.action, action as 'year.imported'))
  ).map(({ subject, details, siteCode }) => ({ subject, details, siteCode }));
const bookOf = (siteCode: string) => chen.call(getSiteBook, { params: { siteCode }, body: undefined });
const siteOf = async (siteCode: string) => {
  const { sites } = await chen.call(listSites, { params: {}, body: undefined });
  return sites.find(({ site }) => site.code === siteCode);
};
const workbookOf = (siteCode: string) => chen.call(getWorkbook, { params: { siteCode }, body: undefined });
const findingsIn = async (workbook: Uint8Array) => {
  const content = Buffer.from(workbook).toString('base64');
  const body = { name: 'site.xlsx', content, mode: 'check', takesSuggestions: false } as const;
  const { findings } = await chen.call(takeSiteFile, { params: {}, body });
  return findings.map(({ problem }) => problem.code);
};
const statusOf = async (siteCode: string) => (await siteOf(siteCode))?.submission?.status;
async function approve() {
  const sent = (await siteOf(SENT))?.submission;
  server.clock.now = new Date(server.clock.now.getTime() + 60_000);
  await (
    await server.as('ortiz')
  ).call(decideSubmission, {
    params: { submissionId: sent?.id ?? '' },
    body: { decision: 'approve', comment: '' },
  });
  expect(await statusOf(SENT)).toBe('approved');
}

test('the same files change nothing', async () => {
  const before = await everything();
  const done = await taken();
  expect(done).toMatchObject({
    changes: { rules: [], codes: [], parts: [], openings: [], allocations: [], spending: null },
    reopened: [],
  });
  expect(done.left.openings).toEqual([]);
  expect(await everything()).toEqual(before);
});

describe('allocations', () => {
  const GROWN = `2024-03-04,${SENT},100,enrolment,1500.00,0,Two more classes,Business office`;

  test('that were added are entered as in the office, and approvals wait again for them', async () => {
    await approve();
    const dry = await taken({ 'allocations.csv': row(GROWN) }, { isDryRun: true });
    expect(dry.changes.allocations).toMatchObject([{ siteCode: SENT, amountCents: 150_000 }]);
    expect(dry.reopened).toEqual([SENT]);
    expect(await statusOf(SENT)).toBe('approved');
    since = { 'allocations.csv': row(GROWN) };
    const done = await taken();
    expect(done.changes).toEqual(dry.changes);
    expect(await statusOf(SENT)).toBe('submitted');
    expect((await bookOf(SENT)).book.allocations.at(-1)).toMatchObject({ reason: 'Two more classes' });
    expect((await trail('allocation.added')).at(-1)).toMatchObject({ siteCode: SENT });
    expect((await taken()).changes.allocations).toEqual([]);
  });

  test('that changed or are gone are refused, all at once, with the entry that corrects them', async () => {
    const problems = await refused({
      'allocations.csv': both(
        swap('2024-02-01,571,202,initial,49219.74,0.5,', '2024-02-01,571,202,initial,50000.00,0.5,'),
        swap('2024-02-01,571,203,initial,3753,0,Proposed budget 2024-25,Business office\n', ''),
        swap(
          '2024-02-01,571,208,initial,18333.33,0,Proposed budget 2024-25,Business office',
          '2024-02-01,571,208,initial,18333.33,0,Proposed budget 2024-25,Board',
        ),
      ),
    });
    expect(problems.map(({ code, place, params }) => [code, place, params['differenceCents']])).toEqual([
      ['import.entryChanged', { kind: 'allocation', fundingSource: '208', siteCode: SENT }, 0],
      ['import.entryChanged', { kind: 'allocation', fundingSource: '202', siteCode: SENT }, 78_026],
      ['import.entryGone', { kind: 'allocation', fundingSource: '203', siteCode: SENT }, -375_300],
    ]);
  });

  test('that the office entered before the files had them count once', async () => {
    const date = '2024-03-01';
    server.clock.now = new Date(`${date}T20:00:00.000Z`);
    const entry = {
      fundingSource: '100',
      kind: 'transfer',
      amountCents: -2_500,
      fte: 0,
      reason: 'Moved',
    } as const;
    await chen.call(addAllocationEntry, {
      params: { siteCode: UNSAVED },
      body: { id: randomUUID(), ...entry },
    });
    const line = `${date},${UNSAVED},100,transfer,-25.00,0,Moved,Business office`;
    const done = await taken({ 'allocations.csv': row(line) });
    expect(done.changes.allocations).toEqual([]);
    expect(done.left.allocations).toMatchObject([{ siteCode: UNSAVED, amountCents: -2_500 }]);
  });
});

describe('rules, codes and rates', () => {
  test('a code that is gone while rows are on it is refused with every place; one that nothing is on goes', async () => {
    const gone = (code: string) => (text: string) => text.replace(new RegExp(`^area,${code},.*\\n`, 'm'), '');
    // What sites open with that have saved nothing follows the files; 571 keeps what it saved.
    const withoutMusic = (text: string) => text.replace(/^.*-100-\d{3}\b.*\n/gm, '');
    const problems = await refused({
      'codes.csv': gone('100'),
      'lines.csv': withoutMusic,
      'positions.csv': withoutMusic,
    });
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['import.codeInUse']));
    expect(new Set(problems.map(({ params }) => params['site']))).toEqual(new Set([SENT]));
    expect(problems).toContainEqual(
      expect.objectContaining({
        place: expect.objectContaining({ kind: 'line' }),
        params: expect.objectContaining({ account: '100-1121-571-100-111', code: '100', segment: 'Area' }),
      }),
    );
    const unused = 'area,999,Nothing yet,,';
    since['codes.csv'] = row(unused);
    expect((await taken()).changes.codes).toEqual([{ segment: 'area', code: '999', change: 'added' }]);
    delete since['codes.csv'];
    expect((await taken()).changes.codes).toEqual([{ segment: 'area', code: '999', change: 'removed' }]);
    expect((await trail('chart.codeSet')).map(({ details }) => details['change'])).toEqual([
      'added',
      'removed',
    ]);
  });

  test('another title reopens nothing, another rate whatever it prices', async () => {
    await approve();
    since['codes.csv'] = swap('fund,100,General fund', 'fund,100,General operating fund');
    const renamed = await taken();
    expect(renamed.changes.codes).toEqual([{ segment: 'fund', code: '100', change: 'retitled' }]);
    expect([renamed.reopened, await statusOf(SENT)]).toEqual([[], 'approved']);
    since['benefit-rates.csv'] = swap('percentOfSalary,7.65,', 'percentOfSalary,7.70,');
    const dearer = await taken();
    expect(dearer.changes.parts).toEqual(['benefitRates']);
    expect(dearer.reopened).toEqual([SENT]);
    // Beside the posts stays what comes to last year's amounts, at sites that saved nothing yet.
    expect(dearer.changes.openings.map(({ siteCode }) => siteCode)).toEqual([UNSAVED, '000']);
    expect(dearer.left.openings).toContainEqual(expect.objectContaining({ siteCode: SENT, why: 'saved' }));
    expect((await taken()).changes.parts).toEqual([]);
  });

  test('what the office changed since stays; where the files changed it as well somebody decides', async () => {
    const params = { segment: 'area', code: '050' };
    const titleNow = async () => (await chen.call(getCode, { params, body: undefined })).title;
    const before = await titleNow();
    const title = 'General classrooms';
    await chen.call(putCode, { params, body: { title, reason: 'Clearer.' } });
    const kept = await taken();
    expect([kept.changes.codes, kept.left.office]).toEqual([[], ['area 050']]);
    const [problem] = await refused({
      'codes.csv': swap(`area,050,${before}`, 'area,050,Something else'),
    });
    expect(problem?.code).toBe('import.codeChangedTwice');
    expect(await titleNow()).toBe(title);
  });
});

test('new sites come, others are renamed; who saved keeps the opening and is named, who did not follows', async () => {
  const NEW = '700';
  since = {
    ...since,
    'sites.csv': both(
      row(`${NEW},Online School,high`),
      swap('Dayton High School', 'Dayton Senior High School'),
    ),
    'codes.csv': both(since['codes.csv']!, row(`costCenter,${NEW},Online School,,`)),
    'lines.csv': both(
      row(`100-1131-${NEW}-050-112,HS INSTR,1000,0,0,0`),
      swap('100-1131-608-050-112,HS INSTR,26052.9,1.01', '100-1131-608-050-112,HS INSTR,27000,1.01'),
      swap(
        '100-1121-571-050-112,JH INSTR/GENERAL,17368.6,0.68',
        '100-1121-571-050-112,JH INSTR/GENERAL,18000,0.68',
      ),
    ),
  };
  const opened = await bookOf(UNSAVED);
  const handedOut = await workbookOf(UNSAVED);
  const before = opened.book.opening;
  const line = before.lines.find(({ account }) => account === '100-1131-608-050-112');
  const unasked = await taken({}, { isDryRun: true, takesOpenings: false });
  expect(unasked.changes).toMatchObject({ sitesAdded: [{ code: NEW }], openings: [] });
  expect(unasked.left.openings).toContainEqual(
    expect.objectContaining({ siteCode: UNSAVED, changed: 1, why: 'notAsked' }),
  );
  expect(await findingsIn(handedOut)).not.toContain('file.otherOpening');
  const { changes, left } = await taken();
  expect(changes.sitesAdded.map(({ code }) => code)).toEqual([NEW]);
  expect(changes.sitesChanged.map(({ name }) => name)).toEqual(['Dayton Senior High School']);
  expect(changes.openings).toEqual([
    { siteCode: UNSAVED, siteName: 'Dayton Senior High School', added: 0, removed: 0, changed: 1 },
  ]);
  expect(left.openings.map(({ siteCode }) => siteCode)).toContain(SENT);
  // The line is the one that workbooks know which were handed out before.
  const followed = (await bookOf(UNSAVED)).book.opening.lines.find(({ id }) => id === line?.id);
  expect([line?.currentCents, followed?.currentCents]).toEqual([2_605_290, 2_700_000]);
  const kept = (await bookOf(SENT)).book.opening.lines.find(
    ({ account }) => account === '100-1121-571-050-112',
  );
  expect(kept?.currentCents).toBe(1_736_860);
  // What was handed out or is open started from other rows: it would bring the old figures back.
  expect(await findingsIn(handedOut)).toEqual(['file.otherOpening']);
  expect(await findingsIn(await workbookOf(UNSAVED))).not.toContain('file.otherOpening');
  const reyes = await server.as('reyes');
  const saveFrom = ({ openingHash }: SiteBookReply, content: SiteContent) =>
    reyes.call(saveRevision, {
      params: { siteCode: UNSAVED },
      body: {
        workbookId: randomUUID(),
        yearId: '2024-25',
        layoutVersion: LAYOUT_VERSION,
        baseRevision: 0,
        ...(openingHash ? { openingHash } : {}),
        content,
      },
    });
  expect(await refusalOf(saveFrom(opened, before))).toMatchObject({ code: 'workbook.otherOpening' });
  expect((await siteOf(UNSAVED))?.revision).toBeNull();
  expect((await bookOf(NEW)).book.opening.lines).toHaveLength(1);
  expect((await taken()).changes).toMatchObject({ sitesAdded: [], sitesChanged: [], openings: [] });
  const [problem] = await refused({
    'sites.csv': swap(`${NEW},Online School,high\n`, ''),
    'lines.csv': swap(`100-1131-${NEW}-050-112,HS INSTR,1000,0,0,0\n`, ''),
  });
  expect(problem).toMatchObject({ code: 'import.siteGone', params: { site: NEW } });
});

test('an opening stays where nobody asked that it follow, and then keeps what it is made of', async () => {
  const before = await bookOf(UNSAVED);
  const edits = {
    'lines.csv': swap('100-1131-608-050-112,HS INSTR,27000', '100-1131-608-050-112,HS INSTR,28000'),
  };
  const done = await taken(edits, { takesOpenings: false });
  expect([done.changes.openings, done.left.openings.find(({ siteCode }) => siteCode === UNSAVED)]).toEqual([
    [],
    expect.objectContaining({ changed: 1, why: 'notAsked' }),
  ]);
  expect((await bookOf(UNSAVED)).book.opening).toEqual(before.book.opening);
});

describe('posts that sites share', () => {
  const SHARED = `100-1131-${UNSAVED}-100-111`;
  const PAID = `100-1121-${SENT}-050-111`;
  const post = (home: string, number: string) =>
    new RegExp(`^(${number},.*),100-\\d{4}-${home}-\\d{3}-\\d{3}$`, 'm');
  const paidBy = (number: string, home: string, splits: string) => (text: string) => {
    if (!post(home, number).test(text)) throw new Error(number);
    return text.replace(post(home, number), `$1,${splits}`);
  };
  const halves = (one: string, other: string) => `${one}=50%;${other}=50%`;
  const NUMBER_OF_UNSAVED = 'P-608-0003';

  test('let approvals of who pays for them wait again; one that is shared no more is kept nowhere', async () => {
    if ((await statusOf(SENT)) !== 'approved') await approve();
    const shared = { 'positions.csv': paidBy(NUMBER_OF_UNSAVED, UNSAVED, halves(SHARED, PAID)) };
    const done = await taken(shared);
    expect(done.changes.openings.map(({ siteCode }) => siteCode)).toEqual([UNSAVED]);
    expect(done.reopened).toEqual([SENT]);
    const { db } = server.parts;
    const rows = async () => (await listSharedPosts(db, await openYear(db, districtId))).length;
    expect(await rows()).toBe(1);
    await taken();
    expect(await rows()).toBe(0);
  });

  test('are taken off a site’s lines only where the other site has them', async () => {
    const done = await taken({ 'positions.csv': paidBy('P-571-0001', SENT, halves(PAID, SHARED)) });
    expect(done.changes.openings).toEqual([]);
    expect(done.left.openings.map(({ siteCode }) => siteCode)).toEqual(expect.arrayContaining([SENT]));
  });

  test('or that move away from a site which saved them are refused, since both would have them', async () => {
    const [problem, ...more] = await refused({ 'positions.csv': paidBy('P-571-0001', SENT, SHARED) });
    expect(problem).toMatchObject({
      code: 'import.postAtTwoSites',
      params: { number: 'P-571-0001', site: UNSAVED, otherSite: SENT },
    });
    expect(more).toEqual([]);
  });
});

test('the order of sites alone is a change that is named', async () => {
  const reversed = (text: string) => {
    const [head = '', ...rows] = text.trimEnd().split('\n');
    return [head, ...rows.reverse(), ''].join('\n');
  };
  const dry = await taken({ 'sites.csv': reversed }, { isDryRun: true });
  expect(dry.changes).toMatchObject({ sitesOrder: true, sitesChanged: [], openings: [] });
});

/** Only a server has more than one connection, so that somebody waits. */
const isServer = process.env['SITEBOOK_TEST_POSTGRES_URL'] !== undefined;

if (isServer)
  describe('while an import runs', () => {
    async function somebodyWaits(): Promise<void> {
      const { rows } = await server.parts.db.execute<{ waiting: number }>(
        sql`select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (rows[0]?.waiting) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
      await somebodyWaits();
    }
    /** Begins an import, asks for something that has to wait for it, and ends the import. */
    async function meanwhile<T>(edits: Edits, ask: () => Promise<T>): Promise<T> {
      const { db } = server.parts;
      const asked = await inTransaction(db, async (tx) => {
        await lockSites(tx, await openYear(tx, districtId));
        const answer = ask();
        answer.catch(() => undefined);
        await somebodyWaits();
        const done = await take(edits, {}, { ...server.parts, db: tx });
        if (!done.ok) throw new Error(JSON.stringify(done.problems[0]));
        return { answer };
      });
      return asked.answer;
    }

    test('a first save waits for it, and goes on from the opening that it left', async () => {
      const NEW = '700';
      await addSomebody(server, 'stone', [grantOf('departmentManager', { siteCodes: [NEW], offices: [] })]);
      const stone = await server.as('stone');
      const { book } = await stone.call(getSiteBook, { params: { siteCode: NEW }, body: undefined });
      const body = { workbookId: randomUUID(), yearId: '2024-25', layoutVersion: 1, baseRevision: 0 };
      const content = book.opening;
      // A row of facilities, so that a principal's save has it as the opening does.
      const more = row(`100-2542-${NEW}-000-410,BUILDINGS,500,0,0,0`);
      since['lines.csv'] = both(since['lines.csv']!, more);
      const { revision } = await meanwhile({}, () =>
        stone.call(saveRevision, { params: { siteCode: NEW }, body: { ...body, content } }),
      );
      expect([revision.number, revision.totalCents]).toEqual([1, 150_000]);
    });

    test('an allocation waits for it, and is held against the plan that it left', async () => {
      const fundingSource = '299';
      await taken({ 'funding-sources.csv': row(`${fundingSource},Another grant,299,,`) });
      const entry = { fundingSource, kind: 'transfer', amountCents: 2_500, fte: 0, reason: 'Moved' } as const;
      const asked = meanwhile({}, () =>
        chen.call(addAllocationEntry, {
          params: { siteCode: UNSAVED },
          body: { id: randomUUID(), ...entry },
        }),
      );
      expect((await refusalOf(asked)).code).toBe('allocation.unknownSource');
    });
  });

describe('spending', () => {
  const spent = (asOf: string, cents: number, account: string): Edits => ({
    'district.csv': row(`spending_as_of,${asOf}`),
    'spending.csv': () => `account,spent,encumbered\n${account},${(cents / 100).toFixed(2)},0\n`,
  });

  test('is renewed alone, before adoption and after it; then amendments are held to it and nothing else is taken', async () => {
    await approve();
    const { version } = await chen.call(createMaster, { params: {}, body: {} });
    const { master } = await chen.call(getMaster, { params: { version }, body: undefined });
    const [from, to] = master.accounts
      .filter(({ account, proposedCents }) => account.startsWith('100-') && proposedCents > 100_000)
      .map(({ account, proposedCents }) => ({ account, cents: proposedCents }));
    if (!from || !to) throw new Error('No accounts');
    const early = await taken(spent('2024-03-31', 500, from.account));
    expect(early.changes.spending).toEqual({
      asOf: '2024-03-31',
      asOfBefore: null,
      sites: [SENT],
      gone: [],
      countsFrom: '2024-07-01',
    });
    expect(early.reopened).toEqual([]);
    expect((await bookOf(SENT)).book.spending?.asOf).toBe('2024-03-31');
    const { db } = server.parts;
    const year = await openYear(db, districtId);
    const adopted = {
      stage: 'adopted',
      date: '2024-06-20',
      resolution: 'R-1',
      by: 'Board',
      byId: NOBODY,
    } as const;
    await inTransaction(db, (tx) =>
      addStage(tx, year, { ...adopted, version, at: '2024-06-20T12:00:00.000Z' }),
    );
    const now = spent('2024-12-31', from.cents - 5_000, from.account);
    const [problem, ...more] = await refused({ ...now, 'sites.csv': swap('Dayton Junior', 'The Junior') });
    expect([problem?.code, problem?.params['changes'], more]).toEqual([
      'import.yearAdopted',
      'sites.csv',
      [],
    ]);
    const alone = await taken(
      { ...now, 'sites.csv': swap('Dayton Junior', 'The Junior') },
      { isSpendingAlone: true },
    );
    expect(alone.changes).toMatchObject({ sitesChanged: [], spending: { asOfBefore: '2024-03-31' } });
    expect((await taken(now)).changes.spending).toBeNull();
    const older = await refused(spent('2024-11-30', 1, from.account), { isSpendingAlone: true });
    expect(older.map(({ code, params }) => [code, params['asOfBefore']])).toEqual([
      ['import.spendingOlder', '2024-12-31'],
    ]);
    const elsewhere = from.account.replace(`-${SENT}-`, `-${UNSAVED}-`);
    const gone = await refused(spent('2025-01-31', 1, elsewhere), { isSpendingAlone: true });
    expect(gone.map(({ code, params }) => [code, params['site']])).toEqual([['import.spendingGone', SENT]]);
    expect(await trail('spending.renewed')).toMatchObject([
      { details: { asOf: '2024-03-31', before: '' } },
      { details: { asOf: '2024-12-31', before: '2024-03-31' } },
    ]);
    const take = (cents: number) =>
      chen.call(addAmendment, {
        params: {},
        body: {
          id: randomUUID(),
          number: `BA-${String(cents)}`,
          effectiveDate: '2025-01-15',
          resolution: 'R-2',
          reason: 'Books',
          entries: [
            { side: 'expenditure', account: from.account, siteCode: SENT, amountCents: -cents, fte: 0 },
            { side: 'expenditure', account: to.account, siteCode: SENT, amountCents: cents, fte: 0 },
          ],
        },
      });
    const { problems } = await refusalOf(take(5_001));
    expect(problems?.map(({ code, params }) => [code, params['availableCents']])).toEqual([
      ['amendment.overAvailable', 5_000],
    ]);
    await take(5_000);
  });

  test('of a folder without any is no renewal', async () => {
    expect((await refused({}, { isSpendingAlone: true })).map(({ code }) => code)).toEqual([
      'import.fileMissing',
    ]);
  });
});
