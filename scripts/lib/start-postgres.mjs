// Starts a PostgreSQL for tests and benches. Plain JavaScript, so that jest's set-up, which is CommonJS, can load it.
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** initdb refuses root, so a run as root starts PostgreSQL as this user. */
const NOBODY = 65_534;

/**
 * Makes a PostgreSQL of its own in a temporary folder; `bin` is the folder of its programs. `prepare` may put files into
 * the folder, beside `data` with the settings.
 */
export async function makePostgres(bin, prepare) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sitebook-pg-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const made = spawnSync(
    path.join(bin, 'initdb'),
    [
      '-D',
      path.join(folder, 'data'),
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ],
    { ...user, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  prepare?.(folder);
  if (isRoot) for (const name of readdirSync(folder)) chownSync(path.join(folder, name), NOBODY, NOBODY);
  return { bin, folder, user, port: await freePort() };
}

/**
 * Starts one that was made, with settings such as `fsync=off`; resolves with its process when it takes connections.
 */
export async function runPostgres({ bin, folder, user, port }, settings) {
  const named = ['max_connections=200', ...settings].flatMap((text) => ['-c', text]);
  const server = spawn(
    path.join(bin, 'postgres'),
    ['-D', path.join(folder, 'data'), '-p', String(port), '-h', '127.0.0.1', '-k', folder, ...named],
    { ...user, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise((resolve, reject) => {
    let log = '';
    server.stderr.on('data', (chunk) => {
      log += String(chunk);
      if (log.includes('ready to accept connections')) resolve(undefined);
    });
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${log}`)));
  });
  return server;
}

export const urlOf = ({ port }) => `postgres://postgres@127.0.0.1:${String(port)}/postgres`;

/**
 * Makes one and starts it. Tests do without waiting for the disk; what is measured waits, as a real one does.
 */
export async function startPostgresServer(bin, { isDurable }) {
  const cluster = await makePostgres(bin);
  const server = await runPostgres(cluster, [`fsync=${isDurable ? 'on' : 'off'}`]);
  return { process: server, folder: cluster.folder, url: urlOf(cluster) };
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
