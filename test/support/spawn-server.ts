import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

export type SpawnedServer = {
  process: ChildProcess;
  /** Everything printed so far. */
  output: () => string;
  /** Resolves with the address once the server says it is ready; rejects when it ends before. */
  ready: Promise<string>;
  exited: Promise<number | null>;
};

/** How to run a program of the server: as it was built for this run of all tests, else from its sources. */
export function programOf(source: string): string[] {
  if (process.env['SITEBOOK_TEST_BUILT'] === '1')
    return [path.join(ROOT, 'dist', source.replace(/\.ts$/, '.js'))];
  return ['--import', 'tsx', path.join(ROOT, source)];
}

/** Starts the program as `npm start` does after building, with only these settings; as another user where one is given. */
export function spawnServer(settings: Record<string, string>, user: { uid?: number } = {}): SpawnedServer {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, programOf('server/main.ts'), {
    cwd: ROOT,
    env: { PATH, HOME, ...settings },
    ...user,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      printed += chunk.toString();
      const match = /Sitebook is ready on (\S+)/.exec(printed);
      if (match?.[1] !== undefined) resolve(match[1]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void exited.then(() => reject(new Error(`The server ended:\n${printed}`)));
  });
  // Tests of a start that fails never look at it.
  ready.catch(() => undefined);
  return { process: child, output: () => printed, ready, exited };
}
