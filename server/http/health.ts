import express, { type Router } from 'express';

/** Whether the database answers; rejects when it does not. */
export type Probe = () => Promise<unknown>;

export type Readiness = {
  probe: Probe;
  /** From the moment the program is asked to stop: nothing new should be sent here. */
  isStopping: () => boolean;
};

const ANSWER_WITHIN_MS = 2_000;

/**
 * What a watcher asks: `/health`, whether the process lives (restart it when not), and `/ready`, whether requests can be
 * sent to it: the database answers, and it is not stopping. Tables are up to date before it listens at all.
 */
export function health({ probe, isStopping }: Readiness): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    // A connection that is kept open would hold up the stop.
    if (isStopping()) response.set('connection', 'close');
    next();
  });
  router.get('/health', (_request, response) => {
    response.set('cache-control', 'no-store').json({ status: 'ok' });
  });
  router.get('/ready', async (_request, response) => {
    const status = isStopping() ? 'stopping' : (await answers(probe)) ? 'ready' : 'databaseDown';
    response
      .status(status === 'ready' ? 200 : 503)
      .set('cache-control', 'no-store')
      .json({ status });
  });
  return router;
}

async function answers(probe: Probe): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ANSWER_WITHIN_MS);
  });
  const asked = probe().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
