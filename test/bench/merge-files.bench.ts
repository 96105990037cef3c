// How long it takes to read, check and merge workbooks of 500 lines × 16 columns, beside openpyxl and ExcelJS that read and add
// up the same amounts. Each contestant is a program of its own, one after the other, so that nobody warms another's caches
// but the disk's, which a first reading by nobody does for all. `ratioOpenpyxl` and `ratioExceljs` are their wall time over ours, of
// openpyxl the faster of its two ways. `growth2000` is the time of 2,000 workbooks over ten times that of 200: 1 is linear.
// `parallelGain` says what two cores are worth here: how much more two programs of openpyxl get done side by side than one
// after the other. It is 2 on two cores of their own and little above 1 on two threads of one core.
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { HEADER_ROW } from '../../src/core/workbook/layout.js';
import { manySites } from '../support/many-sites.js';
import { generateWorkbooks } from './support/generate-workbooks.js';

const LINES = 500;
const RUNS = Number(process.env['SITEBOOK_BENCH_RUNS'] ?? 3);
const PEERS = path.resolve(import.meta.dirname, 'peers');
/** Of a budget sheet of the sample's structure. */
const SEGMENTS = 5;
const AMOUNT_COLUMN = 8;

type Result = { wallMs: number; cpuMs: number; peakMb: number; accounts: number; totalCents: number };

const work = mkdtempSync(path.join(os.tmpdir(), 'sitebook-merge-'));
try {
  const small = await makeFolder(200);
  for (const name of readdirSync(small.workbooks)) readFileSync(path.join(small.workbooks, name));
  const exceljs = installExceljs();
  const shape = [String(SEGMENTS), String(AMOUNT_COLUMN), String(HEADER_ROW + 1)];
  const contestants: Record<string, () => Result | null> = {
    sitebook: () =>
      run(process.execPath, [path.join(PEERS, 'sitebook.mjs'), small.district, small.workbooks]),
    exceljs: () =>
      exceljs === null
        ? null
        : run(process.execPath, [path.join(PEERS, 'exceljs.mjs'), exceljs, small.workbooks, ...shape]),
    openpyxl: () => openpyxl([small.workbooks, ...shape, 'whole']),
    openpyxlReadOnly: () => openpyxl([small.workbooks, ...shape, 'read_only']),
  };
  const results: Record<string, Result[]> = {};
  for (let round = 0; round < RUNS; round += 1)
    for (const [name, contest] of Object.entries(contestants)) {
      const result = contest();
      if (result === null) continue;
      (results[name] ??= []).push(result);
      console.log(JSON.stringify({ contestant: name, workbooks: 200, ...rounded(result) }));
    }
  const ours = middle(results['sitebook'] ?? []);
  assertSameTotals(Object.values(results).flat());
  const parallelGain = await gainOfTwo([small.workbooks, ...shape, 'read_only']);
  const large = await makeFolder(2_000);
  const many = run(process.execPath, [path.join(PEERS, 'sitebook.mjs'), large.district, large.workbooks]);
  console.log(JSON.stringify({ contestant: 'sitebook', workbooks: 2_000, ...rounded(many) }));
  const wallOf = (name: string) => {
    const runs = results[name];
    return runs ? middle(runs).wallMs : Number.NaN;
  };
  const ratio = (wall: number) => (Number.isNaN(wall) ? null : Number((wall / ours.wallMs).toFixed(2)));
  console.log(
    JSON.stringify({
      bench: 'merge-files',
      ratioOpenpyxl: ratio(Math.min(wallOf('openpyxl'), wallOf('openpyxlReadOnly'))),
      ratioExceljs: ratio(wallOf('exceljs')),
      peakMb: Math.round(ours.peakMb),
      wallMs: Math.round(ours.wallMs),
      cpuMs: Math.round(ours.cpuMs),
      parallelGain,
      growth2000: Number((many.wallMs / (10 * ours.wallMs)).toFixed(2)),
      peakMb2000: Math.round(many.peakMb),
    }),
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function makeFolder(count: number): Promise<{ district: string; workbooks: string }> {
  const [district, workbooks] = [
    path.join(work, `district-${String(count)}`),
    path.join(work, `workbooks-${String(count)}`),
  ];
  const files = await manySites(count, LINES);
  mkdirSync(district);
  for (const [name, text] of files) writeFileSync(path.join(district, name), text);
  await generateWorkbooks(files, workbooks);
  return { district, workbooks };
}

function run(program: string, args: readonly string[]): Result {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(stderr.slice(0, 2_000));
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Result;
}

/** Debian's own Python has the package. */
function findPython(): string | undefined {
  return ['/usr/bin/python3', 'python3'].find(
    (one) => spawnSync(one, ['-c', 'import openpyxl'], { stdio: 'ignore' }).status === 0,
  );
}

/** Null where there is none. */
function openpyxl(args: readonly string[]): Result | null {
  const python = findPython();
  if (python === undefined) {
    console.error('openpyxl is not there (Debian: python3-openpyxl): without it there is no ratioOpenpyxl.');
    return null;
  }
  return run(python, [path.join(PEERS, 'openpyxl_sum.py'), ...args]);
}

/** The wall time of one after the other over that of both at once; null without openpyxl. */
async function gainOfTwo(args: readonly string[]): Promise<number | null> {
  const alone = openpyxl(args);
  const python = findPython();
  if (alone === null || python === undefined) return null;
  const startedAt = performance.now();
  const one = () =>
    new Promise((resolve) => {
      spawn(python, [path.join(PEERS, 'openpyxl_sum.py'), ...args], { stdio: 'ignore' }).once(
        'close',
        resolve,
      );
    });
  await Promise.all([one(), one()]);
  return Number(((2 * alone.wallMs) / (performance.now() - startedAt)).toFixed(2));
}

/** Into a folder of this run: nothing that Sitebook is made with should depend on it. */
function installExceljs(): string | null {
  const folder = path.join(work, 'exceljs');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  spawnSync('npm', ['install', '--no-audit', '--no-fund', '--silent', 'exceljs@4.4.0'], { cwd: folder });
  if (existsSync(path.join(folder, 'node_modules/exceljs'))) return folder;
  console.error('ExcelJS could not be installed: without it there is no ratioExceljs.');
  return null;
}

/** The run of the median wall time. */
function middle(runs: readonly Result[]): Result {
  const sorted = [...runs].sort((a, b) => a.wallMs - b.wallMs);
  const found = sorted[Math.floor(sorted.length / 2)];
  if (!found) throw new Error('no run');
  return found;
}

function assertSameTotals(results: readonly Result[]): void {
  const seen = new Set(
    results.map(({ accounts, totalCents }) => `${String(accounts)} ${String(totalCents)}`),
  );
  if (seen.size !== 1) throw new Error(`The contestants disagree: ${[...seen].join('; ')}`);
}

function rounded({ wallMs, cpuMs, peakMb, ...rest }: Result) {
  return { wallMs: Math.round(wallMs), cpuMs: Math.round(cpuMs), peakMb: Math.round(peakMb), ...rest };
}
