import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** initdb refuses root, so a run as root starts PostgreSQL as this user. */
const NOBODY = 65_534;

export type TestPostgres = {
  url: string;
  /** Its folder; `data` in it holds pg_hba.conf. */
  folder: string;
  /** Ends it as an operator would who is in a hurry: connections are cut. Its data stay. */
  halt: () => Promise<void>;
  /** Ends it at once, with nothing written that was not: as a power cut does, to what it has not synced. */
  kill: () => Promise<void>;
  /** Starts it again on the same port, with these settings. */
  start: (settings?: readonly string[]) => Promise<void>;
  /** Ends it and removes its folder. */
  remove: () => Promise<void>;
};

/**
 * Makes a PostgreSQL server of its own on this computer, beside the run's, and starts it. `prepare` may put files into its
 * folder. Jest's set-up cannot import this: it is loaded in another way than tests are.
 */
export async function startPostgres(
  options: { settings?: readonly string[]; prepare?: (folder: string) => void } = {},
): Promise<TestPostgres> {
  const bin = process.env['SITEBOOK_POSTGRES_BIN'] ?? '/usr/lib/postgresql/15/bin';
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sitebook-pg-'));
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  const data = path.join(folder, 'data');
  const made = spawnSync(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...user, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  options.prepare?.(folder);
  if (isRoot) for (const name of readdirSync(folder)) chownSync(path.join(folder, name), NOBODY, NOBODY);
  const port = await freePort();
  let server: ChildProcess | null = null;
  const halt = async () => {
    const running = server;
    if (running?.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGINT');
    await ended;
  };
  const kill = async () => {
    const running = server;
    if (running?.exitCode !== null || running.pid === undefined) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    const pids = [running.pid, ...childrenOf(running.pid)];
    for (const pid of pids) end(pid);
    await ended;
    // Whoever still holds its memory keeps it from starting.
    while (pids.some(isThere)) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const start = async (settings: readonly string[] = []) => {
    const common = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder];
    const named = ['fsync=off', 'max_connections=200', ...settings].flatMap((setting) => ['-c', setting]);
    server = spawn(path.join(bin, 'postgres'), [...common, ...named], {
      ...user,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await ready(server);
  };
  await start(options.settings);
  return {
    url: `postgres://postgres@127.0.0.1:${String(port)}/postgres`,
    folder,
    halt,
    kill,
    start,
    async remove() {
      await halt();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Its processes; that its parent has ended is no reason for one of them to end at once. */
function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([child = 0, parent]) => (parent === pid && child > 0 ? [child] : []));
}

function end(pid: number): void {
  if (isThere(pid)) process.kill(pid, 'SIGKILL');
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${log}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
