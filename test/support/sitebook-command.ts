import { spawn } from 'node:child_process';
import path from 'node:path';
import { run } from '../../server/cli/run.js';
import { programOf } from './spawn-server.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

export type Done = { exit: number | null; out: string; err: string };

/** Carries out a command line of `sitebook` in this process: the same, without the seconds of a start. */
export async function sitebookHere(
  args: readonly string[],
  settings: Record<string, string> = {},
): Promise<Done> {
  const [out, err]: [string[], string[]] = [[], []];
  const exit = await run(args, {
    env: settings,
    print: (line) => out.push(line),
    complain: (line) => err.push(line),
    now: () => new Date(),
  });
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

/** Runs the `sitebook` command from the sources, with only these settings. */
export function sitebook(args: readonly string[], settings: Record<string, string> = {}): Promise<Done> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [...programOf('server/cli/main.ts'), ...args], {
    cwd: ROOT,
    env: { PATH, HOME, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.once('close', (exit) => resolve({ exit, out, err })));
}
