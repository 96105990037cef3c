import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ApiClient } from '../../../src/api/client.js';
import { createMaster, exportMaster, getMaster } from '../../../src/contract/master-budgets.js';
import { takeSiteFile, type SiteFileReply } from '../../../src/contract/site-files.js';
import { getRevision, getSiteBook, saveRevision } from '../../../src/contract/sites.js';
import { decideSubmission } from '../../../src/contract/submissions.js';
import { SITE_OWNER } from '../../../src/core/budget/site.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { approvedLines } from '../../../src/core/merge/approved-lines.js';
import { differs, rowsOf } from '../../../src/core/merge/tie-out.js';
import { formatCentsPlain } from '../../../src/core/money.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { lineOwner } from '../../../src/core/validation/owned-rows.js';
import { computeFigures } from '../../../src/core/validation/sheet-state.js';
import { HEADER_ROW } from '../../../src/core/workbook/layout.js';
import { editRows, typeCells } from '../../support/alter-workbook.js';
import { proposeSite, submitSite } from '../../support/propose-site.js';
import { codeOf } from '../../support/refusal-code.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

// Every site saved its proposal. Then one goes on in the pane, and the others send workbooks that were made when the season
// opened and that LibreOffice and openpyxl saved since, some with faults. All are mended, submitted, approved and merged.

const RESAVED = path.resolve(import.meta.dirname, '../../resaved');
const PRINCIPALS = { '608': 'reyes', '571': 'tran', '125': 'okafor', '001': 'lindqvist', '000': 'lindqvist' };
const SITES = Object.keys(PRINCIPALS) as (keyof typeof PRINCIPALS)[];

type Read = Extract<SiteFileReply, { isRead: true }>;
/** A line whose amount the site's own people type and that its proposal left as it was. */
type Row = { id: string; account: string; dollars: number; row: number };

let server: TestServer;
let chen: ApiClient;
const rows = new Map<string, Row[]>();

const bookOf = (siteCode: string) => chen.call(getSiteBook, { params: { siteCode }, body: undefined });
const resaved = async (program: string, site: string) =>
  new Uint8Array(await readFile(path.join(RESAVED, program, `${site}.xlsx`)));

beforeAll(async () => {
  server = await startTestServer();
  chen = await server.as('chen');
  for (const site of SITES) {
    await proposeSite(server, PRINCIPALS[site], site);
    rows.set(site, await untouchedRows(site));
  }
}, 120_000);
afterAll(() => server.close());

async function untouchedRows(siteCode: string): Promise<Row[]> {
  const { book, head } = await bookOf(siteCode);
  const index = indexBook(book);
  const saved = new Map(head?.content.lines.map((line) => [line.id, line.enteredCents]));
  return book.opening.lines.flatMap(({ id, account, enteredCents }, at) => {
    const isOpen = lineOwner(index, { account }) === SITE_OWNER && !index.account(account).isFed;
    const isUntouched = saved.get(id) === enteredCents && enteredCents > 10_00;
    return isOpen && isUntouched
      ? [{ id, account, dollars: enteredCents / 100, row: at + HEADER_ROW + 2 }]
      : [];
  });
}

function rowOf(site: string, at: number): Row {
  const row = rows.get(site)?.[at];
  if (!row) throw new Error(`${site} has no such row`);
  return row;
}

async function send(mode: 'check' | 'save', site: string, bytes: Uint8Array): Promise<Read> {
  const content = Buffer.from(bytes).toString('base64');
  const body = { name: `${site}.xlsx`, content, mode, takesSuggestions: false };
  const reply = await chen.call(takeSiteFile, { params: {}, body });
  if (!reply.isRead) throw new Error(JSON.stringify(reply.findings));
  return reply;
}

/** Everything that was found in a file beside what rules say of any budget, with its cell. */
const found = ({ findings, changes, conflicts }: Read) => [
  ...findings
    .filter(({ problem }) => problem.ruleId === undefined)
    .map(({ problem, cell }) => `${problem.code} ${cell ?? ''}`.trim()),
  ...conflicts.map(({ cell }) => `conflict ${cell ?? ''}`),
  ...changes.map(({ row, cell }) => `${row.change} ${cell ?? ''}`),
];
/** What the rules find without a rule of their own is the same before and after. */
const foundNew = (reply: Read, before: Read) => {
  const known = found(before);
  return found(reply).filter((one) => !known.includes(one));
};

const withAmount = (row: Row, less: number) => ({ [`I${String(row.row)}`]: row.dollars - less });

test('one site saves several times in the pane, and the save that started too early is refused', async () => {
  const reyes = await server.as('reyes');
  const [first, second] = [rowOf('608', 0), rowOf('608', 1)];
  const params = { siteCode: '608' };
  const { head } = await bookOf('608');
  const save = (baseRevision: number, content: SiteContent) =>
    reyes.call(saveRevision, {
      params,
      body: { workbookId: randomUUID(), yearId: '2024-25', layoutVersion: 2, baseRevision, content },
    });
  const less = (content: SiteContent, id: string): SiteContent => ({
    ...content,
    lines: content.lines.map((line) =>
      line.id === id ? { ...line, enteredCents: line.enteredCents - 1_00 } : line,
    ),
  });
  if (!head) throw new Error('nothing saved');
  const once = less(head.content, first.id);
  expect((await save(2, once)).revision.number).toBe(3);
  expect(await codeOf(save(2, less(head.content, second.id)))).toBe('revision.outdated');
  expect((await save(3, less(once, second.id))).revision.number).toBe(4);
  // An assistant's copy, made when the season opened and saved by openpyxl, comes in beside it.
  const third = rowOf('608', 2);
  const file = await resaved('openpyxl-3.0', '608');
  const before = await send('check', '608', file);
  expect(before.changes).toEqual([]);
  const reply = await send('save', '608', typeCells(file, 'Budget', withAmount(third, 1)));
  expect(foundNew(reply, before)).toEqual([`changed Budget!I${String(third.row)}`]);
  expect(reply.receipt?.revision.number).toBe(5);
});

test('every planted fault in the files of the others is found with its cell, and nothing else is', async () => {
  const [up, down] = [rowOf('571', 0), rowOf('571', 1)];
  const gone = rowOf('001', 1);
  const budget = (bytes: Uint8Array, cells: Parameters<typeof typeCells>[2]) =>
    typeCells(bytes, 'Budget', cells);
  const faults: Record<string, { plant: (bytes: Uint8Array) => Uint8Array; says: string[] }> = {
    // A dollar that moved from one line to another: no total changes.
    '571': {
      plant: (bytes) => budget(bytes, { ...withAmount(up, -1), ...withAmount(down, 1) }),
      says: [`changed Budget!I${String(up.row)}`, `changed Budget!I${String(down.row)}`],
    },
    // An area code that lost its leading zeros, and a post that is paid twice over.
    '125': {
      plant: (bytes) => typeCells(budget(bytes, { D6: 0 }), 'Positions', { H5: '100-1111-125-050-111 200%' }),
      says: ['cell.lockedChanged Budget!D6', 'cell.lockedChanged Positions!H5'],
    },
    '001': {
      plant: (bytes) => editRows(bytes, 'Budget', (all) => all.filter((_, at) => at !== gone.row - 1)),
      says: [`removed Budget!A${String(gone.row)}`, `row.removed Budget!A${String(gone.row)}`],
    },
    '000': { plant: (bytes) => bytes, says: [] },
  };
  for (const [site, { plant, says }] of Object.entries(faults)) {
    const bytes = await resaved('libreoffice-7.4', site);
    const before = await send('check', site, bytes);
    expect([site, before.changes, before.conflicts]).toEqual([site, [], []]);
    const reply = await send('check', site, plant(bytes));
    expect([site, foundNew(reply, before).sort()]).toEqual([site, [...says].sort()]);
  }
}, 60_000);

test('mended, all are submitted, approved and merged: to the cent and to the row what was submitted', async () => {
  for (const site of SITES.filter((code) => code !== '608')) {
    const bytes = await resaved('libreoffice-7.4', site);
    const [row] = rows.get(site) ?? [];
    const reply = await send('save', site, row ? typeCells(bytes, 'Budget', withAmount(row, 2)) : bytes);
    expect(reply.changes.map(({ cell }) => cell)).toEqual(row ? [`Budget!I${String(row.row)}`] : []);
    // District-wide lines were all proposed anew: their file adds nothing, and is the revision that there is.
    expect(reply.receipt).toMatchObject({
      isRepeat: row === undefined,
      revision: { number: reply.latestRevision + (row ? 1 : 0) },
    });
  }
  const ortiz = await server.as('ortiz');
  const submitted: string[] = [];
  let totalCents = 0;
  for (const site of SITES) {
    const { id, revision } = await submitSite(server, PRINCIPALS[site], site);
    const params = { submissionId: id };
    await ortiz.call(decideSubmission, { params, body: { decision: 'approve', comment: '' } });
    const { book } = await bookOf(site);
    const saved = await chen.call(getRevision, {
      params: { siteCode: site, number: revision },
      body: undefined,
    });
    const index = indexBook(book);
    const figures = computeFigures(index, saved.content);
    totalCents += saved.summary.totalCents;
    submitted.push(
      ...approvedLines(saved.content, book.opening, figures).map(({ account, title, proposedCents }) =>
        [account, title, formatCentsPlain(proposedCents)].join('|'),
      ),
    );
    const [row] = rows.get(site) ?? [];
    const line = saved.content.lines.find(({ id: lineId }) => lineId === row?.id);
    if (row) expect(line?.enteredCents).toBe(row.dollars * 100 - (site === '608' ? 1_00 : 2_00));
  }
  const master = await chen.call(createMaster, { params: {}, body: {} });
  expect(master).toMatchObject({ siteCount: 5, totalCents, mergedEqualsSubmitted: true });
  const params = { version: master.version };
  const { tieOut } = await chen.call(getMaster, { params, body: undefined });
  expect(tieOut.missingSites).toEqual([]);
  expect(rowsOf(tieOut, 'site', 'revisions').filter(differs)).toEqual([]);
  const csv = await chen.call(exportMaster, { params, body: undefined });
  const merged = parse<Record<string, string>>(csv, { columns: true }).map((row) =>
    [row['account'], row['title'], row['proposed_amount']].join('|'),
  );
  expect(merged.sort()).toEqual(submitted.sort());
}, 120_000);
