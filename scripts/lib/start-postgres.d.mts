import type { ChildProcess } from 'node:child_process';

/** A PostgreSQL of its own: its programs, its folder with `data` in it, whom it runs as, and where it listens. */
export type Cluster = { bin: string; folder: string; user: { uid?: number; gid?: number }; port: number };

/** Makes one; `prepare` may put files into its folder. */
export function makePostgres(bin: string, prepare?: (folder: string) => void): Promise<Cluster>;

/** Starts one, with settings such as `fsync=off`; resolves when it takes connections. */
export function runPostgres(cluster: Cluster, settings: readonly string[]): Promise<ChildProcess>;

export function urlOf(cluster: Cluster): string;

/** Makes one and starts it. Tests do without waiting for the disk; what is measured waits, as a real one does. */
export function startPostgresServer(
  bin: string,
  options: { isDurable: boolean },
): Promise<{ process: ChildProcess; folder: string; url: string }>;
