// Starts a PostgreSQL for tests and benches. Plain JavaScript, so that jest's set-up, which is CommonJS, can load it.
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** initdb refuses root, so a run as root starts PostgreSQL as this user. */
const NOBODY = 65_534;

/**
 * Makes a PostgreSQL of its own in a temporary folder and starts it; `bin` is the folder of its programs. Tests do
 * without waiting for the disk; what is measured waits, as a real one does.
 */
export async function startPostgresServer(bin, { isDurable }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sitebook-pg-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const data = path.join(folder, 'data');
  const made = spawnSync(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...user, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = String(await freePort());
  const settings = [`fsync=${isDurable ? 'on' : 'off'}`, 'max_connections=200'].flatMap((text) => [
    '-c',
    text,
  ]);
  const server = spawn(
    path.join(bin, 'postgres'),
    ['-D', data, '-p', port, '-h', '127.0.0.1', '-k', folder, ...settings],
    { ...user, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise((resolve, reject) => {
    let log = '';
    server.stderr.on('data', (chunk) => {
      log += chunk.toString();
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${log}`)));
  });
  return { process: server, folder, url: `postgres://postgres@127.0.0.1:${port}/postgres` };
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
