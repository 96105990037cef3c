// @ts-check
// The embedded database: PGlite in a thread of its own, so that a long query never stops the event loop. JavaScript,
// because a worker thread is loaded by path both from the sources (tests) and from the compiled program.
//
// Every client connection is a MessagePort that carries PostgreSQL's wire protocol. PGlite has one session, so
// connections take turns: the next waits until the one before has closed.
import fs from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

const TERMINATE = 0x58;
const ERROR_RESPONSE = 0x45;
let syncs = 0;

/** NodeFS whose fsync reaches the disk: Emscripten's own does nothing. Leans on internals, so a test counts syncs. */
class DurableNodeFS extends NodeFS {
  /**
   * @override
   * @type {NodeFS['init']}
   */
  async init(pg, options) {
    const ready = await super.init(pg, options);
    ready.emscriptenOpts.preRun = [
      ...(ready.emscriptenOpts.preRun ?? []),
      (/** @type {any} */ module) => {
        const operations = module.NODEFS?.stream_ops ?? module.FS.filesystems.NODEFS.stream_ops;
        operations.fsync = (/** @type {{ nfd?: number }} */ stream) => {
          syncs += 1;
          if (stream.nfd !== undefined && stream.nfd !== null) fs.fdatasyncSync(stream.nfd);
          return 0;
        };
      },
    ];
    return ready;
  }
}

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);

/** PostgreSQL's last words while it opens: they say why it could not. */
/** @type {string[]} */
const lastWords = [];
let isOpen = false;

async function open() {
  const startParams = [
    // -F turns fsync off, whatever the durability options say.
    ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
    '-c',
    'wal_sync_method=fsync',
  ];
  return PGlite.create({
    fs: new DurableNodeFS(workerData.folder),
    startParams,
    onStderr(line) {
      if (!isOpen && /\b(FATAL|PANIC|ERROR):/.test(line)) lastWords.push(line);
      return false;
    },
  });
}

/**
 * Why PostgreSQL gave up, such as a log that could not be written; null when it did not. It would start anew then, and
 * PGlite cannot: nothing that is asked afterwards gets an answer.
 *
 * @param {Buffer} replies whole messages
 */
function panicIn(replies) {
  let length = 0;
  for (let at = 0; at + 5 <= replies.length; at += 1 + length) {
    length = replies.readInt32BE(at + 1);
    if (replies[at] !== ERROR_RESPONSE) continue;
    const fields = replies.toString('utf8', at + 5, at + 1 + length).split('\0');
    if (fields.includes('VPANIC')) return fields.find((field) => field.startsWith('M'))?.slice(1) ?? 'PANIC';
  }
  return null;
}

/** @param {PGlite} db @param {import('node:worker_threads').MessagePort} client @param {Promise<void>} turn */
function serve(db, client, turn) {
  let buffer = Buffer.alloc(0);
  let startupSeen = false;
  let work = turn;
  /** @type {() => void} */
  let finished = () => undefined;
  const done = new Promise((/** @type {(value?: any) => void} */ resolve) => (finished = resolve));

  const pump = async () => {
    for (;;) {
      // The first message has no type byte; every other has one before its length.
      const offset = startupSeen ? 1 : 0;
      if (buffer.length < offset + 4) return;
      const length = offset + buffer.readInt32BE(offset);
      if (buffer.length < length) return;
      const message = new Uint8Array(buffer.subarray(0, length));
      buffer = buffer.subarray(length);
      if (startupSeen && message[0] === TERMINATE) {
        client.close();
        return;
      }
      startupSeen = true;
      /** @type {Buffer[]} */
      const replies = [];
      await db.runExclusive(() =>
        db.execProtocolRawStream(message, { onRawData: (data) => replies.push(Buffer.from(data)) }),
      );
      if (replies.length === 0) continue;
      const reply = Buffer.concat(replies);
      const panic = panicIn(reply);
      if (panic !== null) port.postMessage({ event: 'fault', message: panic });
      client.postMessage(reply);
    }
  };

  client.on('message', (data) => {
    work = work
      .then(() => {
        buffer = Buffer.concat([buffer, data]);
        return pump();
      })
      .catch((error) => {
        port.postMessage({ event: 'fault', message: String(error) });
        client.close();
      });
  });
  client.on('close', () => {
    // The one session goes to the next connection: nothing of this one may stay.
    work = work
      .then(async () => {
        if (db.isInTransaction()) await db.exec('ROLLBACK');
        await db.exec('DISCARD ALL');
      })
      .catch(() => undefined)
      .then(finished);
  });
  return done;
}

try {
  const db = await open();
  let turn = Promise.resolve();
  port.on('message', ({ request, client }) => {
    if (request === 'connect') turn = serve(db, client, turn);
    else if (request === 'syncs') port.postMessage({ event: 'syncs', count: syncs });
    else if (request === 'close') {
      void turn
        .then(() => db.close())
        .then(() => {
          port.postMessage({ event: 'closed' });
          port.close();
        });
    }
  });
  isOpen = true;
  port.postMessage({ event: 'ready' });
} catch (error) {
  const words = lastWords.at(-1)?.replace(/^.*?\b(?:FATAL|PANIC|ERROR):\s*/, '');
  port.postMessage({ event: 'failed', message: words ?? String(error) });
  port.close();
}
