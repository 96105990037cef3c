// npm run check: what to run before a commit. Quick; npm test is the whole.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './lib/ensure-installed.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
ensureInstalled(root);
const steps = [
  ['node_modules/typescript/bin/tsc', '-b'],
  ['node_modules/oxlint/bin/oxlint', '--quiet'],
  ['node_modules/oxfmt/bin/oxfmt', '--check'],
  ['node_modules/jest/bin/jest.js', '--selectProjects', 'core', 'workbench', 'pane'],
];
for (const args of steps) {
  const done = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
  });
  if (done.status !== 0) process.exit(1);
}
