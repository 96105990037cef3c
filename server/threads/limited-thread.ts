import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '../project-root.js';

/** What one answer may cost: a thread that needs more is ended. */
export type ThreadLimits = { seconds: number; memoryMb: number };

/** What a thread said, or which of its limits it went over. */
export type Said<Reply> = { reply: Reply } | { over: 'time' | 'memory' };

/**
 * A thread that answers one message at a time, and is ended where an answer costs too much. A text that it says is JSON;
 * what is no text, such as bytes, comes as it is.
 */
export class LimitedThread {
  isEnded = false;
  private readonly worker: Worker;

  /** `script` is a compiled module under `server/`, without `.js`. */
  constructor(
    script: string,
    private readonly limits: ThreadLimits,
    workerData: unknown = null,
  ) {
    this.worker = new Worker(workerFile(script), {
      workerData,
      // Half of what V8 takes for young objects by itself: two threads that read files stay below 400 MB with it.
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 24 },
      // Not those of a test run, which a thread does not know.
      execArgv: [],
    });
    // One that was given up may still break before it has ended: that is nobody's fault any more.
    this.worker.on('error', () => {
      this.isEnded = true;
    });
  }

  async ask<Reply>(message: unknown): Promise<Said<Reply>> {
    const { worker } = this;
    const said = await new Promise<Said<Reply>>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.isEnded = true;
        done({ over: 'time' });
      }, this.limits.seconds * 1000);
      const onMessage = (said: unknown) =>
        done({ reply: (typeof said === 'string' ? JSON.parse(said) : said) as Reply });
      const onError = (error: Error & { code?: string }) => {
        this.isEnded = true;
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') done({ over: 'memory' });
        else {
          stopListening();
          reject(error);
        }
      };
      const stopListening = () => {
        clearTimeout(timer);
        worker.off('message', onMessage);
        worker.off('error', onError);
      };
      const done = (outcome: Said<Reply>) => {
        stopListening();
        resolve(outcome);
      };
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.postMessage(message);
    });
    if (this.isEnded) await this.end();
    return said;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}

/** The compiled worker, also where this module itself is run from its source. */
function workerFile(script: string): string {
  const own = path.join(import.meta.dirname, '..', `${script}.js`);
  return existsSync(own) ? own : path.join(projectRoot(), `dist/server/${script}.js`);
}
