import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { ApiClient } from '../../src/api/client.js';
import { createMaster, exportMaster, getMaster } from '../../src/contract/master-budgets.js';
import { getSiteBook, getWorkbook, listSites, saveRevision } from '../../src/contract/sites.js';
import { decideSubmission, submitRevision } from '../../src/contract/submissions.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { formatFtePlain } from '../../src/core/fte.js';
import { formatCentsPlain } from '../../src/core/money.js';
import { indexBook, type BookIndex } from '../../src/core/validation/book-index.js';
import { differs, rowsOf } from '../../src/core/merge/tie-out.js';
import type { Position } from '../../src/core/staffing/position.js';
import { postOwner } from '../../src/core/validation/owned-rows.js';
import { decodeWorkbook, type DecodedWorkbook } from '../../src/core/workbook/decode.js';
import { lockSheets } from '../../src/excel/locks.js';
import { readIdentity } from '../../src/excel/open-workbook.js';
import { readSheets } from '../../src/excel/snapshot.js';
import { loadXlsx } from '../../src/workbench/host/load-xlsx.js';
import { changeSheet } from '../support/change-sheet.js';
import { attested } from '../support/attested.js';
import { openExcel } from '../support/office-host.js';
import { figuresToType, proposalOf, type TypedCell } from '../support/proposal.js';
import { proposedLines } from '../support/sample-district.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

// The whole district's season with the proposed figures of 2024-25: every workbook comes from the server, is typed
// into as people would, through the real office.js, and goes back over HTTP.

const BUSINESS_OFFICE = 'lindqvist';
const PRINCIPALS: Record<string, string> = {
  '608': 'reyes',
  '571': 'tran',
  '125': 'okafor',
  '001': BUSINESS_OFFICE,
  '000': BUSINESS_OFFICE,
};

let server: TestServer;
const people = new Map<string, ApiClient>();
beforeAll(async () => {
  server = await startTestServer({ withSeason: false });
  for (const who of ['reyes', 'tran', 'okafor', BUSINESS_OFFICE, 'ortiz', 'chen'])
    people.set(who, await server.as(who));
}, 60_000);
afterAll(() => server.close());

const as = (who: string): ApiClient => {
  const client = people.get(who);
  if (!client) throw new Error(who);
  return client;
};

type Entry = { sheet: string; address: string; texts: string[] };

const alone = ({ sheet, address, text }: TypedCell): Entry => ({ sheet, address, texts: [text] });

/** What stands below each other in one column is pasted at once. */
function runsOf(typed: readonly TypedCell[]): Entry[] {
  const runs: Entry[] = [];
  const places = new Map(typed.map((cell) => [`${cell.sheet} ${cell.address}`, cell]));
  for (const cell of typed) {
    const [, column = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(cell.address) ?? [];
    const at = (below: number) => places.get(`${cell.sheet} ${column}${String(Number(row) + below)}`);
    if (at(-1)) continue;
    const run = alone(cell);
    for (let next = at(1); next; next = at(run.texts.length)) run.texts.push(next.text);
    runs.push(run);
  }
  return runs;
}

/**
 * One sitting: a person opens the site's workbook, enters what is hers of the wanted figures, and saves. Principals type
 * cell by cell, the business office pastes from its own list.
 */
async function sitting(who: string, siteCode: string, wanted: SiteContent): Promise<number> {
  const params = { siteCode };
  const { book, owners, head } = await as(who).call(getSiteBook, { params, body: undefined });
  const { host } = openExcel(
    await loadXlsx(await as(who).call(getWorkbook, { params, body: undefined }), `${siteCode}.xlsx`),
  );
  const identity = await readIdentity();
  if (!identity) throw new Error('The workbook does not say who it is');
  const index = indexBook(book);
  const known = head?.content ?? book.opening;
  const mine = new Set(owners);
  const look = async () => decodeWorkbook(index, known, await readSheets());
  await lockSheets(index, await look(), mine);
  await addPosts(index, await look(), wanted, mine);
  const typed = figuresToType(index, await look(), wanted, mine);
  for (const { sheet, address, texts } of who === BUSINESS_OFFICE ? runsOf(typed) : typed.map(alone)) {
    const [text = '', ...more] = texts;
    const done =
      more.length === 0
        ? host.actions.typeCell(sheet, address, text)
        : host.actions.pasteBlock(
            sheet,
            address,
            texts.map((one) => [one]),
          );
    expect([address, done]).toEqual([address, { ok: true }]);
  }
  const { content, problems } = await look();
  expect(problems).toEqual([]);
  const { workbookId, yearId, layoutVersion, baseRevision } = identity;
  // Typing keeps this process, and the server in it, busy for longer than an idle connection is kept: a stale one ends here.
  await as(who)
    .call(listSites, { params: {}, body: undefined })
    .catch(() => undefined);
  const receipt = await as(who).call(saveRevision, {
    params,
    body: { workbookId, yearId, layoutVersion, baseRevision, content },
  });
  expect(receipt.kept).toEqual([]);
  return receipt.revision.number;
}

async function addPosts(
  index: BookIndex,
  decoded: DecodedWorkbook,
  wanted: SiteContent,
  mine: Set<string>,
): Promise<void> {
  const there = new Set(decoded.content.positions.map(({ id }) => id));
  const { jobClasses } = index.book.plan;
  const added = wanted.positions
    .filter((post) => !there.has(post.id) && mine.has(postOwner(index, post)))
    .map((post): Position => {
      const average = jobClasses.find(({ code }) => code === post.jobClass)?.averageSalaryCents ?? 0;
      return { ...post, number: '', pricedAt: 'average', annualSalaryCents: average };
    });
  const positions = [...decoded.content.positions, ...added];
  await changeSheet(index, decoded, { ...decoded.content, positions }, mine);
}

test('all five sites, from workbook to master budget: $24,989,942.26, line by line the source', async () => {
  const listed = await as('ortiz').call(listSites, { params: {}, body: undefined });
  const sites = listed.sites.map(({ site }) => site);
  for (const site of sites) {
    const wanted = await proposalOf(as('ortiz'), site.code, sites);
    const principal = PRINCIPALS[site.code] ?? '';
    let revision = await sitting(principal, site.code, wanted);
    if (principal !== BUSINESS_OFFICE) revision = await sitting(BUSINESS_OFFICE, site.code, wanted);
    const { book } = await as(principal).call(getSiteBook, {
      params: { siteCode: site.code },
      body: undefined,
    });
    const submission = await as(principal).call(submitRevision, {
      params: { siteCode: site.code },
      body: { revision, ...attested(book) },
    });
    const params = { submissionId: submission.id };
    await as('ortiz').call(decideSubmission, { params, body: { decision: 'approve', comment: '' } });
  }

  const summary = await as('chen').call(createMaster, { params: {}, body: {} });
  expect(summary).toMatchObject({ siteCount: 5, totalCents: 2_498_994_226, mergedEqualsSubmitted: true });
  const { tieOut } = await as('chen').call(getMaster, {
    params: { version: summary.version },
    body: undefined,
  });
  expect(tieOut.missingSites).toEqual([]);
  for (const { rows } of tieOut.parts.filter(({ against }) => ['revisions', 'allocations'].includes(against)))
    expect(rows.filter(differs)).toEqual([]);
  const byRevenue = rowsOf(tieOut, 'fundingSource', 'revenue');
  expect(byRevenue.reduce((sum, { differenceCents }) => sum + differenceCents, 0)).toBe(186);

  const csv = await as('chen').call(exportMaster, { params: { version: summary.version }, body: undefined });
  const rows = parse<Record<string, string>>(csv, { columns: true });
  const exported = rows.map((row) =>
    [row['account'], row['title'], row['proposed_amount'], row['proposed_fte']].join('|'),
  );
  const source = (await proposedLines()).map(({ account, title, cents, fte }) =>
    [account, title, formatCentsPlain(cents), formatFtePlain(fte)].join('|'),
  );
  expect(exported.sort()).toEqual(source.sort());
}, 480_000);
