import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const SOURCES = [
  'src',
  'server',
  'assets/icons',
  'assets/pages',
  'manifest.xml',
  'webpack.config.js',
  'tsconfig.base.json',
  'package-lock.json',
];

const SERVER_SOURCES = [
  'src/core',
  'src/words',
  'src/contract',
  'server',
  'tsconfig.base.json',
  'package-lock.json',
];

/** One text for the state of all sources: names, sizes and times of change. Cheap, so that a second start is quick. */
export function sourceStamp(root, sources = SOURCES) {
  const hash = createHash('sha256');
  const visit = (relative) => {
    const full = path.join(root, relative);
    if (!existsSync(full)) return;
    const stat = statSync(full);
    if (stat.isDirectory()) {
      for (const name of readdirSync(full).sort()) visit(path.join(relative, name));
    } else hash.update(`${relative}|${String(stat.size)}|${String(stat.mtimeMs)}\n`);
  };
  sources.forEach(visit);
  hash.update(process.env.OFFICE_JS_URL ?? '');
  return hash.digest('hex');
}

/**
 * Builds server and pages when a source changed since the last build, and resolves with whether it did; rejects when a
 * step fails.
 */
export async function buildIfStale(root) {
  const stampFile = path.join(root, 'dist/build-stamp');
  const stamp = sourceStamp(root);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  await compileServerIfStale(root);
  await run(root, 'Bundling the pages', [
    'node_modules/webpack-cli/bin/cli.js',
    '--config',
    'webpack.config.js',
  ]);
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}

/** Compiles the server, and the command with it, when one of its sources changed since the last time. */
export async function compileServerIfStale(root) {
  const stampFile = path.join(root, 'dist/server-stamp');
  const stamp = sourceStamp(root, SERVER_SOURCES);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  await run(root, 'Compiling', ['node_modules/typescript/bin/tsc', '-b', 'server']);
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** Progress goes to standard error: what a command prints on standard output is its result. */
function run(root, title, args) {
  console.error(`${title} …`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 'inherit'] });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${title} failed; see the messages above.`)),
    );
  });
}
