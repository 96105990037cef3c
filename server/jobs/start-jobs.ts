import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import { errorMessage } from '../error-code.js';
import { faultLogger } from '../fault-entry.js';
import { sendMail, type MailSettings } from '../mail/transport.js';
import type { Database } from '../stores/open-database.js';
import { MADE_AT_ONCE, tryAgain } from '../stores/try-again.js';
import { doDailyWork, type Keep } from '../use-cases/daily-work.js';
import { forgetOldRequests } from '../use-cases/forget-old-requests.js';
import type { Nudges, Parts } from '../use-cases/parts.js';
import { sendMails } from '../use-cases/send-mails.js';
import { startSealer } from './sealer.js';

export type Jobs = {
  nudges: Nudges;
  /** Begins nothing new; resolves when what runs has ended. */
  stop: () => Promise<void>;
};

export type JobOptions = {
  /** Without them mails wait. */
  mail: MailSettings | null;
  logger: Logger;
  keep: Keep;
  /** How often a process asks for work. */
  pollSeconds?: number;
};

/** Mails go within that time; what is done once a day may wait longer. */
const POLL_SECONDS = 5;
const DAILY_POLL_SECONDS = 60;
const STOP_WITHIN_MS = 30_000;

/**
 * Starts all that runs beside requests. The queue stands in the database, in a schema of its own, so that of several
 * processes one does a job; each job may also be done twice without harm. Sealing is not in the queue: it takes turns
 * by the lock on a chain's end, and moments count.
 */
export async function startJobs(parts: Parts, options: JobOptions): Promise<Jobs> {
  const { mail, keep, pollSeconds = POLL_SECONDS } = options;
  const logger = faultLogger(options.logger);
  const sealer = startSealer(parts, logger);
  const boss = await startQueue(parts.db, logger);
  let isStopping = false;
  const nudgeMail = () => {
    if (mail === null || isStopping) return;
    boss.send('mail', {}).catch((err: unknown) => logger.error({ err }, 'mail could not be hurried'));
  };
  const served: Parts = {
    ...parts,
    nudges: { seal: sealer.nudge, mail: nudgeMail, sendsMail: mail !== null },
  };
  const work: Record<string, { cron: string; poll: number; run: () => Promise<unknown> }> = {
    mail: {
      cron: '* * * * *',
      poll: pollSeconds,
      run: () => (mail === null ? Promise.resolve() : sendMails(served, mail, sendMail, () => isStopping)),
    },
    daily: {
      cron: '*/5 * * * *',
      poll: Math.max(pollSeconds, DAILY_POLL_SECONDS),
      run: async () => {
        await doDailyWork(served, keep);
        await forgetOldRequests(served);
      },
    },
  };
  for (const [name, { cron, poll, run }] of Object.entries(work)) {
    if (name === 'mail' && mail === null) {
      await boss.unschedule(name);
      continue;
    }
    // At most one waits while one runs: a nudge more is one too many.
    await tryAgain(MADE_AT_ONCE, () => boss.createQueue(name, { name, policy: 'short', retryLimit: 0 }));
    await tryAgain(MADE_AT_ONCE, () => boss.schedule(name, cron));
    await boss.work(name, { pollingIntervalSeconds: poll }, async () => {
      try {
        await run();
      } catch (err) {
        logger.error({ err, job: name }, 'a job failed, and is tried again later');
        // The queue stores what it is told of a job that failed.
        throw new Error(errorMessage(err));
      }
    });
  }
  return {
    nudges: { seal: sealer.nudge, mail: nudgeMail, sendsMail: mail !== null },
    async stop() {
      isStopping = true;
      await boss.stop({ graceful: true, wait: true, timeout: STOP_WITHIN_MS });
      await sealer.stop();
    },
  };
}

/** Opens the queue and makes its tables where there are none; processes that do so at once get in each other's way. */
function startQueue(db: Database, logger: Logger): Promise<PgBoss> {
  return tryAgain(MADE_AT_ONCE, async () => {
    // One that did not start starts no more.
    const boss = new PgBoss({ db: { executeSql: executor(db) }, schema: 'pgboss' });
    boss.on('error', (err) => logger.error({ err }, 'the queue of jobs had a fault'));
    await boss.start();
    return boss;
  });
}

/** The queue's statements over the pool that everything uses; some hold several statements and no values. */
function executor(db: Database): PgBoss.Db['executeSql'] {
  const { $client } = db as unknown as {
    $client: { query: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }> };
  };
  return (text, values) => $client.query(text, values);
}
