import type http from 'node:http';
import type { Logger } from 'pino';
import { errorMessage } from './error-code.js';
import { faultText } from './fault-entry.js';
import type { OpenDatabase } from './stores/open-database.js';

/** Requests still running when the program is asked to stop get this long. */
const STOP_WITHIN_MS = 10_000;

export type Stopping = {
  isStopping: () => boolean;
  /** What runs beside requests, such as jobs: ended before the database closes. */
  onStop: (end: () => Promise<void>) => void;
  /** From now on the program stops when asked to, after the requests that run. */
  watch: (server: http.Server, database: OpenDatabase, logger: Logger) => void;
};

/** Ends the program after a fault that nothing caught, as Node does, without printing all that the fault holds. */
export function endOnFault(logger: Logger): void {
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'a fault that nothing caught');
    console.error(`Sitebook ends after a fault. ${faultText(error)}`);
    process.exit(1);
  });
}

/** How the program ends: when it is asked to; and at once when the database is gone, to be started again. */
export function stopping(): Stopping {
  let isStopping = false;
  const ends: (() => Promise<void>)[] = [];
  const close = async (server: http.Server, database: OpenDatabase, logger: Logger) => {
    setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS).unref();
    const served = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    for (const end of ends)
      await end().catch((error: unknown) => logger.error({ err: error }, 'a job did not end'));
    await served;
    await database.close();
  };
  return {
    isStopping: () => isStopping,
    onStop: (end) => void ends.push(end),
    watch(server, database, logger) {
      const stop = () => {
        if (isStopping) return;
        isStopping = true;
        close(server, database, logger).then(
          () => process.exit(0),
          (error: unknown) => {
            console.error(`The database did not close: ${errorMessage(error)}.`);
            process.exit(1);
          },
        );
      };
      process.on('SIGINT', stop);
      process.on('SIGTERM', stop);
      void database.lost.then((reason) => {
        logger.fatal({ reason }, 'the database is lost');
        console.error(
          `The database stopped working: ${reason}.\nSee that its disk has room and can be written to, and start Sitebook again: what was saved is there.`,
        );
        process.exit(1);
      });
    },
  };
}
