// npm test: everything, in order, with one summary. What cannot run says why, and fails the run on CI.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { buildIfStale } from './lib/build.mjs';
import { isOnCi } from './lib/on-ci.mjs';
import { findBrowser, findPostgres } from './lib/programs.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const isCi = isOnCi(process.env);
ensureInstalled(root);

const output = path.join(root, 'test-output');
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });

const results = [];

async function step(title, action) {
  console.log(`\n── ${title}`);
  const from = Date.now();
  let result;
  try {
    result = await action();
  } catch (error) {
    result = { failed: 1, passed: 0, note: error.message };
  }
  results.push({ title, seconds: (Date.now() - from) / 1000, ...result });
  if (result.note) console.log(result.note);
}

/** Resolves with whether the program ended well. */
function run(args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      ...options,
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0));
  });
}

async function program(...args) {
  return (await run(args)) ? { passed: 0, failed: 0 } : { passed: 0, failed: 1 };
}

async function jest(name, projects, env = {}) {
  const report = path.join(output, `${name}.json`);
  const args = [
    'node_modules/jest/bin/jest.js',
    '--selectProjects',
    ...projects,
    '--json',
    `--outputFile=${report}`,
    '--ci',
  ];
  const isWell = await run(args, {
    // The JSON also goes to standard output; jest's own report goes to standard error.
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
      // Built a moment ago: starting from the sources would compile them each time.
      SITEBOOK_TEST_BUILT: '1',
      ...env,
    },
  });
  const {
    numPassedTests: passed,
    numFailedTests,
    numPendingTests,
    numFailedTestSuites,
  } = JSON.parse(readFileSync(report, 'utf8'));
  // A skipped test and a suite that did not even load are failures as well.
  const failed = numFailedTests + numPendingTests + (numFailedTests === 0 ? numFailedTestSuites : 0);
  if (passed === 0) return { passed, failed: failed + 1, note: 'No test ran.' };
  return { passed, failed: isWell ? failed : Math.max(1, failed) };
}

function unable(fault) {
  return isCi
    ? { passed: 0, failed: 1, note: `Cannot run: ${fault}` }
    : { passed: 0, failed: 0, skipped: true, note: `NOT RUN: ${fault}` };
}

const browser = findBrowser();
const postgres = findPostgres();

await step('Format', () => program('node_modules/oxfmt/bin/oxfmt', '--check'));
await step('Types', () => program('node_modules/typescript/bin/tsc', '-b'));
await step('Lint', () => program('node_modules/oxlint/bin/oxlint', '--quiet'));
// Takes over what Types compiled.
await step('Build', async () => {
  await buildIfStale(root);
  return { passed: 0, failed: 0 };
});
// Databases that the runs on PGlite copy; the one on PostgreSQL makes its own there.
const templates = mkdtempSync(path.join(os.tmpdir(), 'sitebook-templates-'));
await step('Databases to copy', () =>
  program('--import', 'tsx', 'test/support/make-templates.ts', templates),
);
const onPglite = { SITEBOOK_TEST_DATABASE: 'pglite', SITEBOOK_TEST_TEMPLATES: templates };
// Each run of jest keeps both cores busy by itself.
await step('Unit tests', () => jest('unit', ['core', 'workbench', 'tools', 'pane', 'server-once'], onPglite));
await step('Server tests on PGlite', () =>
  jest('server-pglite', ['server'], {
    ...onPglite,
    SITEBOOK_TEST_OTHER_DATABASE: postgres.path ? '1' : '0',
  }),
);
await step('Server tests on PostgreSQL', () =>
  postgres.path
    ? jest('server-postgres', ['server'], {
        SITEBOOK_TEST_DATABASE: 'postgres',
        SITEBOOK_POSTGRES_BIN: postgres.path,
      })
    : unable(postgres.fault),
);
await step('Browser tests', () =>
  browser.path ? jest('e2e', ['e2e'], { ...onPglite, CHROMIUM_PATH: browser.path }) : unable(browser.fault),
);

rmSync(templates, { recursive: true, force: true });
console.log('\nStep                          Seconds   Passed   Failed');
for (const { title, seconds, passed, failed, skipped } of results) {
  const counts = skipped ? 'NOT RUN' : `${String(passed).padStart(6)}   ${String(failed).padStart(6)}`;
  console.log(`${title.padEnd(28)} ${seconds.toFixed(1).padStart(8)}   ${counts}`);
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`${String(sum('passed'))} passed, ${String(sum('failed'))} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);
