import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { allRevisions, sendAgain } from '../../faults/kill/after-start.js';
import { Desks } from '../../faults/kill/desks.js';
import { Ledger } from '../../faults/kill/ledger.js';
import { work } from '../../faults/kill/workload.js';
import { folderOfTemplate } from '../../support/templates.js';
import { spawnServer, type SpawnedServer } from '../../support/spawn-server.js';

/** Root may write everywhere, so that a run as root starts the program as this user. */
const NOBODY = 65_534;
/** The write-ahead log has more than that from the beginning: the next commit cannot be written. */
const SMALL_BYTES = 1_000_000;

let folder: string;
let data: string;
let settings: Record<string, string>;
let desks: Desks;
let ledger: Ledger;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-disk-'));
});
beforeEach(() => {
  desks = new Desks();
  ledger = new Ledger();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function use(name: string): Promise<void> {
  data = path.join(folder, name, 'data');
  const made = folderOfTemplate('season');
  if (made !== null) await cp(made, data, { recursive: true });
  settings = { PORT: '0', SITEBOOK_DATA: data };
}

function run(program: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${error?.message ?? stderr}`);
}

/** People save until so many writes were acknowledged, or what is to happen has. */
async function saveUntil(address: string, isOver: () => boolean): Promise<void> {
  ledger.round += 1;
  await work({ addresses: [address], desks, ledger, seed: ledger.round, isOver });
}

/** Started again, everything that was acknowledged is there, and what was not is carried out once. */
async function expectAllThere(server: SpawnedServer): Promise<void> {
  const address = await server.ready;
  expect(await sendAgain(address, desks, ledger)).toEqual([]);
  const chen = await desks.at(address, 'chen');
  for (const [siteCode, saved] of ledger.saved()) {
    const shown = new Map((await allRevisions(chen, siteCode)).map((one) => [one.number, one.contentHash]));
    for (const [number, hash] of saved) expect(shown.get(number)).toBe(hash);
  }
  server.process.kill('SIGTERM');
  expect(await server.exited).toBe(0);
}

test('a log that cannot be written any more: the program says so and ends, and nothing acknowledged is lost', async () => {
  await use('log');
  const server = spawnServer(settings);
  const address = await server.ready;
  await saveUntil(address, () => ledger.of('done', 'save').length >= 4);
  // As a full disk does, or a quota: files may not grow beyond this.
  run('prlimit', '--pid', String(server.process.pid), `--fsize=${String(SMALL_BYTES)}:unlimited`);
  await saveUntil(address, () => server.process.exitCode !== null);
  expect(await server.exited).toBe(1);
  expect(server.output()).toContain('The database stopped working: could not write to log file');
  expect(server.output()).toContain('start Sitebook again: what was saved is there');
  await expectAllThere(spawnServer(settings));
}, 300_000);

test('files that may not be written any more: saves are refused as not now, and all is there afterwards', async () => {
  await use('files');
  const user = process.getuid?.() === 0 ? { uid: NOBODY } : {};
  if (user.uid !== undefined) run('chown', '-R', String(user.uid), folder);
  const first = spawnServer(settings, user);
  const address = await first.ready;
  for (const who of ['reyes', 'tran', 'okafor', 'lindqvist', 'ortiz', 'chen']) await desks.at(address, who);
  await saveUntil(address, () => ledger.of('done', 'save').length >= 4);
  first.process.kill('SIGTERM');
  expect(await first.exited).toBe(0);
  // What is open stays open, so that the program is stopped before; then nothing is left that it may write.
  const second = spawnServer(settings, user);
  const again = await second.ready;
  run('chmod', '-R', 'a-w', data);
  const ready = await fetch(`${again}/health`);
  expect(ready.status).toBe(200);
  const until = Date.now() + 3_000;
  await saveUntil(again, () => Date.now() > until || second.process.exitCode !== null);
  // Either way of refusing is clear; what is not is a fault.
  expect(ledger.of('refused').map(({ answer }) => answer)).not.toContain('server.fault');
  second.process.kill('SIGKILL');
  await second.exited;
  const refused = spawnServer(settings, user);
  expect(await refused.exited).toBe(1);
  expect(refused.output()).toContain('cannot be used: listen EACCES');
  expect(refused.output()).toContain('Set SITEBOOK_DATA to a folder');
  run('chmod', '-R', 'u+w', data);
  await expectAllThere(spawnServer(settings, user));
}, 300_000);
