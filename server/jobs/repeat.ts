/** Work that runs again and again in this process, one run at a time. */
export type Repeated = {
  /** There is something to do: runs soon, once for any number of nudges in between. */
  nudge: () => void;
  /** No further runs; resolves when the one that runs has ended. */
  stop: () => Promise<void>;
};

/** Runs work every so often, and soon after a nudge. A run that fails is told of and the next one comes all the same. */
export function repeat(
  work: () => Promise<unknown>,
  options: { everyMs: number; afterNudgeMs: number; onFault: (error: unknown) => void },
): Repeated {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let isNudged = false;
  let isStopped = false;
  const plan = (ms: number) => {
    if (isStopped) return;
    if (timer) clearTimeout(timer);
    timer = setTimeout(run, ms);
    timer.unref();
  };
  const run = () => {
    isNudged = false;
    running = work()
      .then(() => undefined, options.onFault)
      .finally(() => {
        running = null;
        plan(isNudged ? options.afterNudgeMs : options.everyMs);
      });
  };
  plan(options.everyMs);
  return {
    nudge() {
      if (isNudged || isStopped) return;
      isNudged = true;
      // A run that is on its way may have looked before this: another follows it.
      if (running === null) plan(options.afterNudgeMs);
    },
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
