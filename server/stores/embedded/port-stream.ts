import { Duplex } from 'node:stream';
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';

/**
 * What `pg` uses as its socket to the embedded database: bytes go over a MessagePort to the worker. The socket
 * methods that `pg` calls are here; those about TCP do nothing.
 */
export class PortStream extends Duplex {
  private port: MessagePort | null = null;

  constructor(private readonly worker: Worker) {
    super();
  }

  connect(): this {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.on('message', (data: Uint8Array) => this.push(Buffer.from(data)));
    port1.on('close', () => {
      this.push(null);
      this.destroy();
    });
    this.worker.postMessage({ request: 'connect', client: port2 }, [port2]);
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.port?.postMessage(chunk);
    done();
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.port?.postMessage(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    done();
  }

  override _read(): void {
    // Data is pushed when it arrives.
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.port?.close();
    done(error);
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    this.port?.ref();
    return this;
  }

  unref(): this {
    this.port?.unref();
    return this;
  }
}
