// A million lines as CSV, against PostgreSQL's own COPY of the same rows in the same run, and Dayton's whole budget.
//
// What is compared: the generic layout from a master budget in memory (its accounts sorted, as a merge leaves them),
// with everything that an export does: every account read and looked up in the chart, totals, every cell checked as in a
// dry run, formulas neutralised, quoted, encoded; the bytes are counted and let go. COPY writes a table that has the very
// columns of the file, amounts as numeric, unsorted, over a socket that is read as it comes, without any client library:
// the quickest there is. Not in ours: reading the stored document into memory (`loadMs`, for rows that are selected one
// by one, and for a stored document of Dayton in `daytonMs`). Not in COPY: checks of any kind.
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import pg from 'pg';
import { stringify } from 'csv-stringify/sync';
import { planExport, writtenRows, type ExportPlan } from '../../src/core/exports/plan-export.js';
import { mergeRevisions, type ApprovedLine, type MasterBudget } from '../../src/core/merge/master-budget.js';
import { GENERIC_LAYOUT, shippedLayouts } from '../../server/exports/export-layouts.js';
import { writeExport } from '../../server/exports/write-export.js';
import { readDistrictFolder, type DistrictFolder } from '../../server/imports/read-district-folder.js';
import { openDatabase } from '../../server/stores/open-database.js';
import { storeExport } from '../../server/use-cases/export-master.js';
import { importYear } from '../../server/use-cases/import-year.js';
import { putMaster } from '../support/put-master.js';
import { sampleFiles } from '../support/sample-district.js';
import { findPostgres } from '../../scripts/lib/programs.mjs';
import { startPostgresServer } from '../../scripts/lib/start-postgres.mjs';

const LINES = Number(process.env['SITEBOOK_TEST_LINES'] ?? 1_000_000);
const ROUNDS = Number(process.env['SITEBOOK_TEST_ROUNDS'] ?? 5);
const round = (value: number, digits = 0) => Number(value.toFixed(digits));
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Rows over the sample district's real codes: 50 lines an account, text with commas and quotes among them. */
const fill = (codes: readonly string[][]) => `
  CREATE TABLE line AS
  SELECT concat_ws('-', f, fn, cc, a, o) AS account, f AS fund, fn AS function, cc AS cost_center, a AS area, o AS object,
         cc AS site, 1 AS revision, 'line-' || n AS line_id,
         CASE n % 7 WHEN 0 THEN 'Paper, "A4"' WHEN 1 THEN 'Supplies and materials' ELSE 'Line ' || n END AS title,
         (n % 100000)::numeric(14,2) + 0.25 AS current_amount, trim_scale((n % 3) / 4.0) AS current_fte,
         ((n::bigint * 7919) % 900000)::numeric(14,2) / 100 - 100 AS proposed_amount, trim_scale((n % 5) / 4.0) AS proposed_fte,
         CASE WHEN n % 3 = 0 THEN 'As the council asked for in March' ELSE '' END AS justification
  FROM (SELECT n, ${['f', 'fn', 'cc', 'a', 'o']
    .map((name, at) => {
      const list = codes[at] ?? [];
      const before = codes.slice(0, at).reduce((product, { length }) => product * length, 50);
      return `(ARRAY['${list.join("','")}'])[1 + (n / ${String(before)}) % ${String(list.length)}] AS ${name}`;
    })
    .join(', ')} FROM generate_series(0, ${String(LINES - 1)}) AS n) AS made;
  ALTER TABLE line ALTER proposed_amount TYPE numeric(14,2);
  ANALYZE line`;

/** All that COPY sends, counted, by the bare protocol (version 3, trust): messages are not even taken apart. */
function copyOut(url: string, statement: string): Promise<{ bytes: number; ms: number }> {
  const { hostname, port, username } = new URL(url);
  const message = (type: string, body: string) => {
    const bytes = Buffer.from(body);
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeInt32BE(bytes.length + 4, 1);
    return Buffer.concat([head, bytes]);
  };
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(port), hostname);
    const text = Buffer.from(`user\0${username}\0database\0postgres\0\0`);
    const start = Buffer.alloc(8);
    start.writeInt32BE(text.length + 8, 0);
    start.writeInt32BE(196_608, 4);
    socket.once('error', reject);
    socket.write(Buffer.concat([start, text]));
    // ReadyForQuery is the last that comes of each: Z, its length 5, and I.
    const isReady = (chunk: Buffer) => chunk.subarray(-6).equals(Buffer.from([0x5a, 0, 0, 0, 5, 0x49]));
    let [begun, bytes] = [0, 0];
    socket.on('data', (chunk) => {
      if (begun > 0) bytes += chunk.length;
      if (!isReady(chunk)) return;
      if (begun === 0) {
        begun = performance.now();
        socket.write(message('Q', `${statement}\0`));
      } else {
        resolve({ bytes, ms: performance.now() - begun });
        socket.end(message('X', ''));
      }
    });
  });
}

type Row = Record<string, string> & { revision: number };

/** The rows as a master budget, read as a program would. */
async function load(url: string): Promise<MasterBudget> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<Row>('SELECT * FROM line');
  await client.end();
  const sites = new Map<string, ApprovedLine[]>();
  const scaled = (text: string | undefined, scale: number) => Math.round(Number(text) * scale);
  for (const row of rows) {
    const { site = '', line_id: lineId = '', account = '', title = '', justification = '' } = row;
    const lines = sites.get(site) ?? [];
    sites.set(site, lines);
    lines.push({
      lineId,
      account,
      title,
      currentCents: scaled(row['current_amount'], 100),
      currentFte: scaled(row['current_fte'], 10_000),
      proposedCents: scaled(row['proposed_amount'], 100),
      proposedFte: scaled(row['proposed_fte'], 10_000),
      justification,
    });
  }
  return merged(sites);
}

const merged = (sites: ReadonlyMap<string, ApprovedLine[]>) =>
  mergeRevisions(
    [...sites].map(([siteCode, lines]) => ({
      siteCode,
      siteName: siteCode,
      revision: 1,
      contentHash: '',
      approvedBy: '',
      approvedAt: '2024-03-20T08:00:00.000Z',
      totalCents: 0,
      totalFte: 0,
      lines,
    })),
  );

const layout = shippedLayouts().get(GENERIC_LAYOUT);
if (!layout) throw new Error('no layout');

function planned(plan: DistrictFolder['plan'], master: MasterBudget): ExportPlan {
  const made = planExport({
    layout: layout!,
    newAccounts: layout!.newAccounts,
    plan,
    master,
    since: null,
    settings: {},
    madeOn: '2024-06-12',
  });
  if (!made.plan || made.problems.length > 0) throw new Error(JSON.stringify(made.problems));
  return made.plan;
}

const refuse = (row: unknown) => {
  throw new Error(`A row would be refused: ${JSON.stringify(row)}`);
};

function ours(plan: DistrictFolder['plan'], master: MasterBudget): { bytes: number; ms: number } {
  const begun = performance.now();
  let bytes = 0;
  for (const piece of writeExport(layout!, planned(plan, master).budget, refuse)) bytes += piece.length;
  return { bytes, ms: performance.now() - begun };
}

/** The same rows by csv-stringify, in pieces of a thousand. */
function byLibrary(plan: DistrictFolder['plan'], master: MasterBudget): number {
  const begun = performance.now();
  let rows: string[][] = [];
  for (const cells of writtenRows(planned(plan, master).budget, refuse)) {
    if (rows.push(cells) < 1_000) continue;
    Buffer.from(stringify(rows, { record_delimiter: 'windows' }));
    rows = [];
  }
  return performance.now() - begun;
}

/** Dayton's opening budget as a version, made into a file as a request makes it: read, checked, written, kept. */
async function dayton(url: string, { plan, openings, ...rest }: DistrictFolder): Promise<number> {
  const database = await openDatabase({ dataFolder: '', databaseUrl: url, backupsFolder: os.tmpdir() });
  const parts = { db: database.db, now: () => new Date(), newId: randomUUID, layouts: shippedLayouts() };
  const districtId = randomUUID();
  await importYear(parts, { plan, openings, ...rest }, districtId, randomUUID());
  const sites = new Map(
    [...openings].map(([code, { lines }]) => [
      code,
      lines.map((line) => ({
        lineId: line.id,
        account: line.account,
        title: line.title,
        currentCents: line.currentCents,
        currentFte: line.currentFte,
        proposedCents: line.enteredCents,
        proposedFte: line.currentFte,
        justification: line.justification,
      })),
    ]),
  );
  await putMaster(database.db, 1, merged(sites));
  const exporter = { districtId, personId: null, name: 'bench' };
  const times: number[] = [];
  for (let n = 0; n < ROUNDS; n += 1) {
    const begun = performance.now();
    const made = await storeExport(parts, exporter, 1, {
      layoutId: GENERIC_LAYOUT,
      since: null,
      number: null,
      again: true,
    });
    times.push(performance.now() - begun);
    if (!made.ok) throw new Error(JSON.stringify(made.rejected.slice(0, 3)));
  }
  await database.close();
  return median(times);
}

const programs = findPostgres();
if (programs.path === undefined) throw new Error(programs.fault);
const server = await startPostgresServer(programs.path, { isDurable: true });
try {
  const read = readDistrictFolder(await sampleFiles(), () => randomUUID());
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { plan } = read.value;
  const codes = plan.chart.structure.segments.map(({ code }) =>
    (plan.chart.codes[code] ?? []).filter(({ isHeading }) => isHeading !== true).map((entry) => entry.code),
  );
  const client = new pg.Client(server.url);
  await client.connect();
  await client.query(fill(codes));
  await client.end();
  const begun = performance.now();
  const master = await load(server.url);
  const loadMs = round(performance.now() - begun);
  const statement = 'COPY (SELECT * FROM line) TO STDOUT (FORMAT csv, HEADER)';
  const rounds: Record<'copy' | 'ours' | 'library', number[]> = { copy: [], ours: [], library: [] };
  for (let n = 0; n <= ROUNDS; n += 1) {
    const copy = await copyOut(server.url, statement);
    const own = ours(plan, master);
    const library = n === 1 ? byLibrary(plan, master) : null;
    if (library !== null) rounds.library.push(library);
    // The first warms up both.
    if (n === 0)
      console.log(
        JSON.stringify({
          lines: LINES,
          accounts: master.accounts.length,
          loadMs,
          bytes: own.bytes,
          copyBytes: copy.bytes,
        }),
      );
    else {
      rounds.copy.push(copy.ms);
      rounds.ours.push(own.ms);
      console.log(JSON.stringify({ round: n, copyMs: round(copy.ms), exportMs: round(own.ms) }));
    }
  }
  const [copyMs, exportMs] = [median(rounds.copy), median(rounds.ours)];
  const daytonMs = await dayton(server.url, read.value);
  console.log(
    JSON.stringify({
      bench: 'export',
      ratioCopy: round(copyMs / exportMs, 2),
      daytonMs: round(daytonMs),
      copyMs: round(copyMs),
      exportMs: round(exportMs),
      csvStringifyMs: round(median(rounds.library)),
    }),
  );
} finally {
  server.process.kill('SIGINT');
  await new Promise((resolve) => server.process.once('exit', resolve));
  rmSync(server.folder, { recursive: true, force: true });
}
