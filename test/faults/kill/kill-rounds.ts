import { setTimeout as pause } from 'node:timers/promises';
import { listSites } from '../../../src/contract/sites.js';
import type { NewDatabase } from '../../support/database-kinds.js';
import { spawnServer, type SpawnedServer } from '../../support/spawn-server.js';
import type { TestPostgres } from '../../support/postgres.js';
import { chanceOf, type Chance } from '../fuzz-values.js';
import { faultsShown, sendAgain } from './after-start.js';
import { Desks } from './desks.js';
import { Ledger } from './ledger.js';
import { carriedOut, faultsOfStored, readStored } from './stored-state.js';
import { work } from './workload.js';

const START_WITHIN_MS = 180_000;
const WORK_WITHIN_MS = 60_000;

export type KillOptions = {
  database: NewDatabase;
  /** Kills in the middle of work; beside them some come while the program starts. */
  kills: number;
  seed: number;
  /** The database server, where it is what is killed; otherwise the program is. */
  postgres?: TestPostgres;
  /** Told of what goes on. */
  log?: (line: string) => void;
};

export type KillReport = {
  seed: number;
  kills: number;
  killsAtStart: number;
  /** Starts of two processes at once. */
  doubleStarts: number;
  saves: number;
  submissions: number;
  decisions: number;
  /** Writes that were sent and not answered; of them, where that was looked at, those that had been carried out. */
  unanswered: number;
  unansweredLooked: number;
  unansweredThere: number;
  violations: string[];
};

/**
 * Kills the program, or its database server, again and again while people save, submit and decide; starts it again on
 * the same data, and checks what was promised: what was acknowledged is there, nothing is there by half, what was not
 * answered is carried out once when it is sent again, and the audit trail is whole.
 */
export async function killRounds(options: KillOptions): Promise<KillReport> {
  const rounds = new Rounds(options);
  try {
    await rounds.run();
  } finally {
    await rounds.end();
  }
  return rounds.report;
}

class Rounds {
  readonly report: KillReport;
  private readonly chance: Chance;
  private readonly ledger = new Ledger();
  private readonly desks = new Desks();
  private readonly settings: Record<string, string>;
  private readonly isEmbedded: boolean;
  private servers: SpawnedServer[] = [];
  private addresses: string[] = [];
  private before: ReadonlyMap<string, number> | null = null;
  private fullStartMs = 3_000;

  constructor(private readonly options: KillOptions) {
    const { database, seed } = options;
    this.chance = chanceOf(seed);
    this.isEmbedded = database.config.databaseUrl === null;
    this.settings = { PORT: '0', SITEBOOK_DEMO: '1', SITEBOOK_LOG: 'error', ...database.settings };
    this.report = {
      seed,
      kills: 0,
      killsAtStart: 0,
      doubleStarts: 0,
      saves: 0,
      submissions: 0,
      decisions: 0,
      unanswered: 0,
      unansweredLooked: 0,
      unansweredThere: 0,
      violations: [],
    };
  }

  async run(): Promise<void> {
    const { kills, postgres, log } = this.options;
    while (this.report.kills < kills && this.isWell()) {
      if (!postgres && this.chance.oneIn(4)) await this.killAtStart();
      // The database server outlives the program: it can be looked into whenever the program is down.
      if (this.before && (!this.isEmbedded || this.chance.oneIn(3))) await this.look();
      if (this.servers.length === 0) await this.start();
      await this.check();
      if (!this.isWell()) return;
      this.ledger.round += 1;
      await this.workAndKill();
      const { saves, decisions, unanswered } = this.count();
      log?.(
        `kill ${String(this.report.kills)}: ${String(saves)} saves, ${String(decisions)} decisions, ${String(unanswered)} unanswered so far`,
      );
    }
    if (!this.isWell()) return;
    await this.look();
    if (this.servers.length === 0) await this.start();
    await this.check();
    await this.end();
    await this.look();
    this.count();
  }

  async end(): Promise<void> {
    for (const server of this.servers) server.process.kill('SIGTERM');
    for (const server of this.servers) await server.exited;
    this.servers = [];
  }

  private isWell(): boolean {
    return this.report.violations.length === 0;
  }

  private violate(...faults: string[]): void {
    this.report.violations.push(
      ...faults.map((fault) => `after kill ${String(this.report.kills)}: ${fault}`),
    );
  }

  private async killAtStart(): Promise<void> {
    const server = spawnServer(this.settings);
    await pause(this.chance.below(this.fullStartMs * 1.1));
    server.process.kill('SIGKILL');
    await server.exited;
    this.report.killsAtStart += 1;
  }

  /** Starts the program, now and then twice at once: of an embedded database one process has it, a server has both. */
  private async start(): Promise<void> {
    const isDouble = !this.options.postgres && this.chance.oneIn(4);
    const begun = Date.now();
    const all = Array.from({ length: isDouble ? 2 : 1 }, () => spawnServer(this.settings));
    const ends = await Promise.all(all.map((server) => endOfStart(server)));
    const ready = ends.flatMap(({ address }) => (address === null ? [] : [address]));
    this.servers = all.filter((_, at) => ends[at]?.address !== null);
    this.addresses = ready;
    if (isDouble) this.report.doubleStarts += 1;
    else this.fullStartMs = Date.now() - begun;
    const refused = all.filter((_, at) => ends[at]?.address === null);
    const expected = isDouble && !this.isEmbedded ? 2 : 1;
    if (ready.length !== expected)
      throw new Error(
        `${String(ready.length)} of ${String(all.length)} processes started: ${refused.map(({ output }) => output()).join('\n')}`,
      );
    for (const server of refused)
      if (!server.output().includes('Another Sitebook is running'))
        this.violate(`a second process ends with: ${server.output().slice(0, 300)}`);
  }

  private async check(): Promise<void> {
    const [address = ''] = this.addresses;
    if (this.before === null) {
      const chen = await this.desks.at(address, 'chen');
      const { sites } = await chen.call(listSites, { params: {}, body: undefined });
      this.before = new Map(sites.map(({ site, revision }) => [site.code, revision?.number ?? 0]));
      return;
    }
    this.violate(...(await sendAgain(address, this.desks, this.ledger)));
    this.violate(...(await faultsShown(address, this.desks, this.ledger, this.before)));
  }

  /** Looks at what is stored, past the program. */
  private async look(): Promise<void> {
    const state = await readStored(this.options.database.config);
    const open = this.ledger.of('open');
    this.report.unansweredLooked += open.length;
    this.report.unansweredThere += carriedOut(state, open);
    this.violate(...faultsOfStored(state, this.ledger));
  }

  private async workAndKill(): Promise<void> {
    const { postgres } = this.options;
    let isOver = false;
    const working = work({
      addresses: this.addresses,
      desks: this.desks,
      ledger: this.ledger,
      seed: this.chance.below(2 ** 31),
      isOver: () => isOver,
    });
    const goal = this.ledger.of('done').length + 2 + this.chance.below(20);
    const until = Date.now() + WORK_WITHIN_MS;
    while (this.ledger.of('done').length < goal && Date.now() < until) await pause(2);
    if (this.ledger.of('done').length < goal) this.violate('the program does not get on with its work');
    await pause(this.chance.below(40));
    if (postgres) {
      await postgres.kill();
      await postgres.start(['fsync=on']);
      isOver = true;
      await working;
    } else {
      isOver = true;
      for (const { process } of this.servers) process.kill('SIGKILL');
      for (const { exited } of this.servers) await exited;
      this.servers = [];
      await working;
    }
    this.report.kills += 1;
    this.report.unanswered += this.ledger.of('open').length;
  }

  private count(): KillReport {
    const { report, ledger } = this;
    report.saves = ledger.of('done', 'save').length;
    report.submissions = ledger.of('done', 'submit').length;
    report.decisions = ledger.of('done', 'decide').length;
    return report;
  }
}

/** Ready with an address, or ended; a program that does neither hangs. */
async function endOfStart(server: SpawnedServer): Promise<{ address: string | null }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      server.process.kill('SIGKILL');
      reject(new Error(`A start hangs:\n${server.output()}`));
    }, START_WITHIN_MS);
  });
  try {
    const ready = server.ready.then(
      (address) => ({ address }),
      () => ({ address: null }),
    );
    return await Promise.race([ready, late]);
  } finally {
    clearTimeout(timer);
  }
}
