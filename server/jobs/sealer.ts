import type { Logger } from 'pino';
import type { Parts } from '../use-cases/parts.js';
import { sealWaiting } from '../use-cases/seal-audit.js';
import { repeat, type Repeated } from './repeat.js';

/** Soon enough for whoever looks, late enough that the change has been committed. */
const AFTER_NUDGE_MS = 50;
/** What another process wrote, or was committed late. */
const FALL_BACK_MS = 1000;

/** Seals the audit trail beside the requests. */
export function startSealer(parts: Parts, logger: Logger): Repeated {
  const noteFault = (districtId: string, err: unknown) =>
    logger.error({ districtId, err }, 'events of the audit trail could not be sealed: check the trail');
  return repeat(() => sealWaiting(parts, noteFault), {
    afterNudgeMs: AFTER_NUDGE_MS,
    everyMs: FALL_BACK_MS,
    onFault: (err) => logger.error({ err }, 'the audit trail could not be sealed'),
  });
}
