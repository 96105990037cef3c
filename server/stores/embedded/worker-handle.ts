import { Worker } from 'node:worker_threads';

type WorkerMessage =
  | { event: 'ready' | 'closed' }
  | { event: 'failed' | 'fault'; message: string }
  | { event: 'syncs'; count: number };

export type WorkerHandle = {
  worker: Worker;
  syncCount: () => Promise<number>;
  /** Closes the database and ends the thread; also when it has ended by itself. */
  close: () => Promise<void>;
  /** Resolves, with the reason, when the thread ends or its database breaks without being asked to close. */
  lost: Promise<string>;
};

/** Starts the thread with the database of a folder. Rejects, with PostgreSQL's own reason, when it cannot be opened. */
export async function startWorker(folder: string): Promise<WorkerHandle> {
  const worker = new Worker(new URL('./pglite-worker.mjs', import.meta.url), { workerData: { folder } });
  let isClosing = false;
  const ended = new Promise<string>((resolve) => {
    worker.once('error', (error) => resolve(error.message));
    worker.once('exit', () => resolve('its thread ended'));
  });
  const broken = new Promise<string>((resolve) => {
    worker.on('message', (message: WorkerMessage) => {
      if (message.event === 'fault') resolve(message.message);
    });
  });
  const first = await Promise.race([nextMessage(worker), ended]);
  if (typeof first === 'string' || first.event !== 'ready') {
    await worker.terminate();
    throw new Error(typeof first === 'string' ? first : 'message' in first ? first.message : first.event);
  }
  const ask = async (request: 'syncs' | 'close', event: WorkerMessage['event']) => {
    const reply = new Promise<WorkerMessage>((resolve) => {
      const listen = (message: WorkerMessage) => {
        if (message.event !== event) return;
        worker.off('message', listen);
        resolve(message);
      };
      worker.on('message', listen);
    });
    worker.postMessage({ request });
    return Promise.race([reply, ended]);
  };
  return {
    worker,
    async syncCount() {
      const reply = await ask('syncs', 'syncs');
      return typeof reply !== 'string' && reply.event === 'syncs' ? reply.count : 0;
    },
    async close() {
      isClosing = true;
      await Promise.race([ask('close', 'closed'), broken]);
      await worker.terminate();
    },
    lost: new Promise((resolve) => {
      void Promise.race([ended, broken]).then((reason) => {
        if (!isClosing) resolve(reason);
      });
    }),
  };
}

function nextMessage(worker: Worker): Promise<WorkerMessage> {
  return new Promise((resolve) => worker.once('message', resolve));
}
