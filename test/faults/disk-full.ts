import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { spawnServer, type SpawnedServer } from '../support/spawn-server.js';
import { allRevisions, sendAgain } from './kill/after-start.js';
import { Desks } from './kill/desks.js';
import { Ledger } from './kill/ledger.js';
import { work } from './kill/workload.js';

const DISK_MB = 120;
const CHUNK = Buffer.alloc(4096, 1);
const FULL_FOR_MS = 8_000;
const WORK_FOR_MS = 4_000;

export type DiskFullReport = {
  seed: number;
  rounds: number;
  saves: number;
  /** Writes on a full disk: refused as "not now" and carried out later. */
  notNow: number;
  /** Times that the program ended, with a sentence, since not even its log had room. */
  ended: number;
  violations: string[];
};

/**
 * Fills the disk of the embedded database under people who save, makes room again, and checks that nothing that was
 * acknowledged is lost, and that no write is refused for good. The disk is a small one in memory: root alone can mount it.
 */
export async function diskFull({ rounds, seed }: { rounds: number; seed: number }): Promise<DiskFullReport> {
  const disk = await mkdtemp(path.join(os.tmpdir(), 'sitebook-full-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${String(DISK_MB)}m`, 'tmpfs', disk], {
    encoding: 'utf8',
  });
  if (mounted.status !== 0) throw new Error(`No small disk could be mounted: ${mounted.stderr}`);
  try {
    return await new FullDisk(disk, seed).run(rounds);
  } finally {
    spawnSync('umount', ['-l', disk]);
    await rm(disk, { recursive: true, force: true });
  }
}

class FullDisk {
  private readonly ledger = new Ledger();
  private readonly desks = new Desks();
  private readonly report: DiskFullReport;
  private readonly filler: string;

  constructor(
    private readonly disk: string,
    private readonly seed: number,
  ) {
    this.report = { seed, rounds: 0, saves: 0, notNow: 0, ended: 0, violations: [] };
    this.filler = path.join(disk, 'filler');
  }

  async run(rounds: number): Promise<DiskFullReport> {
    const { report, ledger } = this;
    let server = await this.start();
    while (report.rounds < rounds && report.violations.length === 0) {
      ledger.round += 1;
      await this.work(server, WORK_FOR_MS);
      // With nothing left, or with as much as tables take before the log has none.
      this.fill(report.rounds % 2 === 0 ? 0 : 1_500_000);
      await this.work(server, FULL_FOR_MS);
      report.notNow += ledger.of('open').length;
      rmSync(this.filler);
      if (server.process.exitCode !== null) {
        report.ended += 1;
        if (!server.output().includes('The database stopped working'))
          report.violations.push(`the program ends without a word: ${server.output().slice(-300)}`);
        server = await this.start();
      }
      await this.check(await server.ready);
      report.rounds += 1;
    }
    server.process.kill('SIGTERM');
    await server.exited;
    report.saves = ledger.of('done', 'save').length;
    return report;
  }

  private async start(): Promise<SpawnedServer> {
    const data = path.join(this.disk, 'data');
    mkdirSync(data, { recursive: true });
    const server = spawnServer({ PORT: '0', SITEBOOK_DATA: data, SITEBOOK_LOG: 'silent' });
    await server.ready;
    return server;
  }

  private async work(server: SpawnedServer, forMs: number): Promise<void> {
    const until = Date.now() + forMs;
    await work({
      addresses: [await server.ready],
      desks: this.desks,
      ledger: this.ledger,
      seed: this.seed + this.ledger.writes.length,
      isOver: () => Date.now() > until || server.process.exitCode !== null,
    });
  }

  /** Takes all room but some bytes. */
  private fill(leave: number): void {
    const file = openSync(this.filler, 'w');
    let size = 0;
    try {
      for (;;) size += writeSync(file, CHUNK);
    } catch {
      // It is full.
    }
    closeSync(file);
    if (leave > 0) spawnSync('truncate', ['-s', String(Math.max(0, size - leave)), this.filler]);
  }

  private async check(address: string): Promise<void> {
    const { ledger, desks, report } = this;
    report.violations.push(...(await sendAgain(address, desks, ledger)));
    const chen = await desks.at(address, 'chen');
    for (const [siteCode, saved] of ledger.saved()) {
      const shown = new Map((await allRevisions(chen, siteCode)).map((one) => [one.number, one.contentHash]));
      for (const [number, hash] of saved)
        if (shown.get(number) !== hash)
          report.violations.push(`revision ${siteCode}/${String(number)} is not what it was`);
    }
  }
}
