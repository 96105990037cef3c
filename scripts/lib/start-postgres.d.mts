import type { ChildProcess } from 'node:child_process';

export type RunningPostgres = { process: ChildProcess; folder: string; url: string };

export function startPostgresServer(bin: string, options: { isDurable: boolean }): Promise<RunningPostgres>;
