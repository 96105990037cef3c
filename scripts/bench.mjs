// npm run bench -- <name>: runs test/bench/<name>.bench.ts, which prints one JSON object per line; progress goes to stderr.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { buildIfStale } from './lib/build.mjs';
import { passOn } from './lib/pass-on.mjs';
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
await buildIfStale(root);
const browser = findBrowser();
const { status, lastLine } = await passOn(
  ['--import', 'tsx', path.join(root, `test/bench/${name}.bench.ts`)],
  {
    cwd: root,
    env: { ...process.env, ...(browser.path ? { CHROMIUM_PATH: browser.path } : {}) },
  },
);
const last = JSON.parse(lastLine || '{}');
process.exitCode = status === 0 && last.bench === name ? 0 : 1;
