import { spawnSync, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { makePostgres, runPostgres, urlOf } from '../../scripts/lib/start-postgres.mjs';

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

/** Makes a PostgreSQL server of its own on this computer, beside the run's, and starts it. */
export async function startPostgres(
  options: { settings?: readonly string[]; prepare?: (folder: string) => void } = {},
): Promise<TestPostgres> {
  const bin = process.env['SITEBOOK_POSTGRES_BIN'] ?? '/usr/lib/postgresql/15/bin';
  const cluster = await makePostgres(bin, options.prepare);
  const { folder } = cluster;
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
    server = await runPostgres(cluster, ['fsync=off', ...settings]);
  };
  await start(options.settings);
  return {
    url: urlOf(cluster),
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
