// Finds, and on Debian installs, the programs that tests need beside npm's packages.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The browser for tests: CHROMIUM_PATH, one that is installed, or Debian's chromium; or why there is none. */
export function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named)
    return existsSync(named)
      ? { path: named }
      : { fault: `CHROMIUM_PATH names ${named}, which does not exist.` };
  const find = () => BROWSERS.map(locate).find((found) => found !== null);
  const found = find() ?? (aptInstall('chromium') ? find() : undefined);
  return found
    ? { path: found }
    : { fault: 'No Chromium, Chrome or Edge was found. Install one, or set CHROMIUM_PATH to its program.' };
}

/** The folder of PostgreSQL's server programs; Debian keeps them outside PATH. */
export function findPostgres() {
  const find = () => {
    const inPath = locate('initdb');
    if (inPath) return path.dirname(inPath);
    const debian = '/usr/lib/postgresql';
    const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
    return versions
      .map((version) => path.join(debian, version, 'bin'))
      .find((bin) => existsSync(path.join(bin, 'initdb')));
  };
  const found = find() ?? (aptInstall('postgresql') ? find() : undefined);
  return found
    ? { path: found }
    : {
        fault:
          "PostgreSQL's server programs (initdb, postgres) were not found. Install PostgreSQL 15 or newer.",
      };
}

function locate(program) {
  if (path.isAbsolute(program)) return existsSync(program) ? program : null;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, program)).find((file) => existsSync(file)) ?? null;
}

function aptInstall(name) {
  const isRootOnDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (!isRootOnDebian) return false;
  console.error(`Installing ${name} with apt …`);
  const apt = (...args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  apt('update');
  return apt('install', '-y', '--no-install-recommends', name);
}
