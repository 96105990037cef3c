import type { Logger } from 'pino';
import type { Nudges, Parts } from '../use-cases/parts.js';
import { startSealer } from './sealer.js';

export type Jobs = {
  nudges: Nudges;
  /** Begins nothing new; resolves when what runs has ended. */
  stop: () => Promise<void>;
};

/** Starts all that runs beside requests. */
export function startJobs(parts: Parts, logger: Logger): Jobs {
  const sealer = startSealer(parts, logger);
  return {
    nudges: { seal: sealer.nudge, mail: () => undefined },
    stop: sealer.stop,
  };
}
