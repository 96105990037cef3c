// How long the workbooks of 200 sites of 500 lines take, and what they cost in memory: as `sitebook workbooks` writes them, in
// a program of its own, import files read before the clock starts.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { manySites } from '../support/many-sites.js';

const RUNS = Number(process.env['SITEBOOK_BENCH_RUNS'] ?? 3);
const [SITES, LINES] = [200, 500];
const PROGRAM = path.resolve(import.meta.dirname, 'peers/generate.mjs');

type Result = { wallMs: number; cpuMs: number; peakMb: number; bytes: number };

const work = mkdtempSync(path.join(os.tmpdir(), 'sitebook-generate-'));
try {
  const district = path.join(work, 'district');
  mkdirSync(district);
  for (const [name, text] of await manySites(SITES, LINES)) writeFileSync(path.join(district, name), text);
  const runs: Result[] = [];
  for (let round = 0; round < RUNS; round += 1) {
    const out = path.join(work, `out-${String(round)}`);
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, district, out], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr.slice(0, 2_000));
    const result = JSON.parse(stdout) as Result;
    runs.push(result);
    console.log(JSON.stringify({ run: round + 1, workbooks: SITES, lines: LINES, ...rounded(result) }));
  }
  const middle = [...runs].sort((a, b) => a.wallMs - b.wallMs)[Math.floor(runs.length / 2)];
  if (middle) console.log(JSON.stringify({ bench: 'generate', workbooks: SITES, ...rounded(middle) }));
} finally {
  rmSync(work, { recursive: true, force: true });
}

function rounded({ wallMs, cpuMs, peakMb, bytes }: Result) {
  return { wallMs: Math.round(wallMs), cpuMs: Math.round(cpuMs), peakMb: Math.round(peakMb), bytes };
}
