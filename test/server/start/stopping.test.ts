import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { spawnServer } from '../../support/spawn-server.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-stop-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A connection on which a test says what it sends and when. */
async function open(
  address: string,
): Promise<{ send: (text: string) => void; got: (text: string) => Promise<string> }> {
  const { hostname, port } = new URL(address);
  const socket = net.connect(Number(port), hostname);
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  return {
    send: (text) => void socket.write(text),
    got: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (received.includes(text)) resolve(received);
        };
        socket.on('data', look);
        socket.once('close', () => reject(new Error(`Closed after: ${received}`)));
        look();
      }),
  };
}

/** Resolves once nobody listens there any more. */
async function refused(address: string): Promise<void> {
  const { hostname, port } = new URL(address);
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = net.connect(Number(port), hostname, () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (!isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('asked to stop, the program finishes what runs, takes nothing new, and ends well', async () => {
  const server = spawnServer({ PORT: '0', SITEBOOK_DATA: path.join(folder, 'data') });
  const address = (await server.ready).replace('localhost', '127.0.0.1');
  const body = JSON.stringify({ district: 'dayton', email: 'reyes@dayton.example', password: 'sitebook' });
  const running = await open(address);
  const length = String(Buffer.byteLength(body));
  running.send(
    'POST /v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n' +
      `X-Sitebook-Client: 1\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`,
  );
  // The request is being served: its body is still to come.
  await running.got('100 Continue');
  server.process.kill('SIGTERM');
  await refused(address);
  running.send(body);
  expect(await running.got('\r\n\r\n{')).toContain('HTTP/1.1 200');
  expect(await server.exited).toBe(0);
}, 240_000);
