import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { lockFolder } from '../../../server/stores/embedded/folder-lock.js';

let folder: string;
const running: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-lock-'));
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

type Holder = { process: ChildProcess; says: (word: string) => Promise<void>; take: () => Promise<boolean> };

/** Another process that takes the folder when told. */
async function holder(): Promise<Holder> {
  const program = path.resolve(import.meta.dirname, '../../support/hold-folder.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  running.push(child);
  let said = '';
  const listeners = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    for (const listener of listeners) listener();
  });
  const says = (pattern: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (new RegExp(pattern).test(said)) resolve();
      };
      listeners.add(look);
      look();
    });
  await says('waiting');
  return {
    process: child,
    says,
    async take() {
      child.stdin.write('go\n');
      await says('holds|refused');
      return said.includes('holds');
    },
  };
}

async function killed(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
}

const claims = async () => (await readdir(folder)).filter((name) => name.endsWith('.sock'));

test('of eight processes that start together one holds the folder, also over what killed ones left', async () => {
  for (let round = 0; round < 3; round += 1) {
    const contenders = await Promise.all(Array.from({ length: 8 }, () => holder()));
    const results = await Promise.all(contenders.map(({ take }) => take()));
    expect(results.filter((holds) => holds)).toHaveLength(1);
    await Promise.all(contenders.map(({ process }) => killed(process)));
    // The killed holder could not clear up.
    expect(await claims()).toHaveLength(1);
  }
  const lock = await lockFolder(folder);
  expect(lock).not.toBeNull();
  expect(await claims()).toHaveLength(1);
  await lock?.release();
  expect(await claims()).toEqual([]);
}, 120_000);

test('a stopped process still holds its folder', async () => {
  const other = await holder();
  expect(await other.take()).toBe(true);
  other.process.kill('SIGSTOP');
  expect(await lockFolder(folder)).toBeNull();
  await killed(other.process);
  const lock = await lockFolder(folder);
  expect(lock).not.toBeNull();
  await lock?.release();
}, 60_000);

test('the same process cannot hold a folder twice, and can after it let go', async () => {
  const first = await lockFolder(folder);
  expect(await lockFolder(folder)).toBeNull();
  await first?.release();
  const second = await lockFolder(folder);
  expect(second).not.toBeNull();
  await second?.release();
});

test('a folder whose path is longer than a socket may have', async () => {
  folder = path.join(folder, 'a-very-long-name-of-a-folder-'.repeat(6));
  await mkdir(folder, { recursive: true });
  const first = await lockFolder(folder);
  expect(first).not.toBeNull();
  expect(await claims()).toHaveLength(1);
  expect(await lockFolder(folder)).toBeNull();
  await first?.release();
  expect(await claims()).toEqual([]);
});

test('other files in the folder stay', async () => {
  await writeFile(path.join(folder, 'lock-notes.sock'), 'keep me');
  const lock = await lockFolder(folder);
  await lock?.release();
  expect(await claims()).toEqual(['lock-notes.sock']);
});
