import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, mkdtempSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** initdb refuses root, so a run as root starts PostgreSQL as this user. */
const NOBODY = 65_534;

declare global {
  // Jest keeps what the set-up leaves here for the tear-down.
  var testPostgres: { process: ChildProcess; folder: string } | undefined;
  var testTemplate: string | undefined;
}

/**
 * Prepares the databases of a run: a real PostgreSQL when SITEBOOK_TEST_DATABASE asks for it; otherwise an embedded
 * database that tests copy, since making one takes seconds.
 */
export default async function setUp(): Promise<void> {
  if (process.env['SITEBOOK_TEST_DATABASE'] === 'postgres') await startPostgres();
  else makeTemplate();
}

function makeTemplate(): void {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sitebook-template-'));
  globalThis.testTemplate = folder;
  const program = path.join(import.meta.dirname, 'make-template.ts');
  const made = spawnSync(process.execPath, ['--import', 'tsx', program, folder], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`No database for tests: ${made.stderr}`);
  process.env['SITEBOOK_TEST_TEMPLATE'] = folder;
}

async function startPostgres(): Promise<void> {
  const bin = process.env['SITEBOOK_POSTGRES_BIN'] ?? '/usr/lib/postgresql/15/bin';
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
  const port = await freePort();
  const server = spawn(
    path.join(bin, 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-h',
      '127.0.0.1',
      '-k',
      folder,
      '-c',
      'fsync=off',
      '-c',
      'max_connections=200',
    ],
    { ...user, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${log}`)));
  });
  globalThis.testPostgres = { process: server, folder };
  process.env['SITEBOOK_TEST_POSTGRES_URL'] = `postgres://postgres@127.0.0.1:${String(port)}/postgres`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
