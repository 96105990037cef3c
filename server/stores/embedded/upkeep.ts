import type pg from 'pg';

const CHECKPOINT_EVERY_MS = 5 * 60_000;
const VACUUM_EVERY_MS = 60 * 60_000;

export type Upkeep = {
  /** Writes what the log has into the tables' files, so that the log stays short. Nothing to do when nothing changed. */
  checkpoint: () => Promise<void>;
  /** Frees the room of old rows and renews what the planner knows. */
  vacuum: () => Promise<void>;
  stop: () => void;
};

/**
 * PGlite checkpoints and vacuums only when told, so this does both by the clock. One that fails is due again at the
 * next turn.
 */
export function startUpkeep(pool: pg.Pool, syncCount: () => Promise<number>): Upkeep {
  let syncsAtCheckpoint = -1;
  const checkpoint = async () => {
    if ((await syncCount()) === syncsAtCheckpoint) return;
    await pool.query('CHECKPOINT');
    syncsAtCheckpoint = await syncCount();
  };
  const vacuum = async () => {
    await pool.query('VACUUM ANALYZE');
  };
  const every = (ms: number, work: () => Promise<void>) => {
    const timer = setInterval(() => {
      work().catch(() => undefined);
    }, ms);
    timer.unref();
    return timer;
  };
  const timers = [every(CHECKPOINT_EVERY_MS, checkpoint), every(VACUUM_EVERY_MS, vacuum)];
  return {
    checkpoint,
    vacuum,
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
