// Plain Node: this runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const OLDEST_NODE = [20, 19];

/** Why this Node cannot run Sitebook, or null. */
export function nodeFault(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantMajor, wantMinor] = OLDEST_NODE;
  if (major > wantMajor || (major === wantMajor && minor >= wantMinor)) return null;
  return `Sitebook needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${version}. Install a newer Node.js and try again.`;
}

/**
 * What is missing of the packages that the lock file names, or null. npm writes what it installed to
 * node_modules/.package-lock.json in the same form.
 */
export function installFault(lock, installed) {
  if (installed === null) return 'no packages are installed';
  for (const [where, wanted] of Object.entries(lock.packages ?? {})) {
    if (where === '') continue;
    const found = installed.packages?.[where];
    // Packages for other platforms are in the lock file only.
    if (!found && wanted.optional) continue;
    if (found?.version !== wanted.version)
      return `${where.replace(/^.*node_modules\//, '')} ${wanted.version} is missing`;
  }
  return null;
}

/** Installs what package-lock.json names when something of it is missing. Exits with a message when it cannot. */
export function ensureInstalled(root) {
  const fault = nodeFault(process.versions.node);
  if (fault) return stop(fault);
  const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);
  const lock = readJson(path.join(root, 'package-lock.json'));
  const missing = installFault(lock, readJson(path.join(root, 'node_modules/.package-lock.json')));
  if (missing === null) return undefined;
  // Progress goes to standard error: what a command prints on standard output is its result.
  console.error(`Installing packages (${missing}) …`);
  const run = spawnSync('npm', ['ci', '--include=dev'], {
    cwd: root,
    stdio: ['inherit', 2, 'inherit'],
    shell: process.platform === 'win32',
  });
  if (run.status !== 0)
    stop('The packages could not be installed. Check the network and the messages above, then try again.');
  return undefined;
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
