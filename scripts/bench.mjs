// npm run bench -- <name>: runs test/bench/<name>.bench.ts, which prints one JSON object per line.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { buildIfStale } from './lib/build.mjs';
import { findBrowser } from './lib/programs.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
ensureInstalled(root);
const names = readdirSync(path.join(root, 'test/bench'))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''));
const [name] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`There is no bench "${name ?? ''}". There is: ${names.join(', ')}.`);
  process.exit(1);
}
buildIfStale(root);
const browser = findBrowser();
const done = spawnSync(
  process.execPath,
  ['--import', 'tsx', path.join(root, `test/bench/${name}.bench.ts`)],
  {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, ...(browser.path ? { CHROMIUM_PATH: browser.path } : {}) },
  },
);
process.stdout.write(done.stdout);
const last = JSON.parse(done.stdout.trim().split('\n').at(-1) || '{}');
process.exit(done.status === 0 && last.bench === name ? 0 : 1);
