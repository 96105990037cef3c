// Warm start: from `npm start` on a built tree with an existing database to the first answered request.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const RUNS = 7;
const ROOT = path.resolve(import.meta.dirname, '../..');

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Milliseconds from starting the command to the first 200. */
async function start(dataFolder: string): Promise<number> {
  const port = await freePort();
  const from = performance.now();
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts/start.mjs')], {
    cwd: ROOT,
    stdio: 'ignore',
    env: { ...process.env, PORT: String(port), SITEBOOK_DATA: dataFolder },
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let ms = 0;
  while (ms === 0) {
    try {
      const reply = await fetch(`http://127.0.0.1:${String(port)}/health`);
      if (reply.ok) ms = performance.now() - from;
    } catch {
      if (performance.now() - from > 60_000) throw new Error('The server did not start');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  child.kill('SIGTERM');
  await exited;
  return ms;
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const folder = mkdtempSync(path.join(os.tmpdir(), 'sitebook-bench-'));
const firstMs = await start(folder);
console.log(JSON.stringify({ run: 'first', ms: Math.round(firstMs) }));
const runs: number[] = [];
for (let run = 1; run <= RUNS; run += 1) {
  const ms = await start(folder);
  runs.push(ms);
  console.log(JSON.stringify({ run, ms: Math.round(ms) }));
}
rmSync(folder, { recursive: true, force: true });
console.log(
  JSON.stringify({ bench: 'start', warmMs: Math.round(median(runs)), firstMs: Math.round(firstMs) }),
);
