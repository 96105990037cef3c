import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** Unix refuses longer socket paths (104 on macOS, 108 on Linux). */
const LONGEST_SOCKET_PATH = 100;

/**
 * Holds a data folder for this process alone: two processes on one embedded database lose data without a word. The
 * lock is a local socket that listens, so it dies with the process, also when it is killed; what a killed process
 * leaves behind answers no connection and is replaced. Resolves to null when another process holds the folder.
 */
export async function lockFolder(folder: string): Promise<{ release: () => Promise<void> } | null> {
  const address = lockAddress(folder);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const server = await tryListen(address);
    if (server) return { release: () => new Promise((resolve) => server.close(() => resolve())) };
    if (await answers(address)) return null;
    await rm(address, { force: true });
  }
  return null;
}

function lockAddress(folder: string): string {
  const full = path.resolve(folder);
  const name = createHash('sha256').update(full).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\sitebook-${name}`;
  const inFolder = path.join(full, 'lock.sock');
  return inFolder.length <= LONGEST_SOCKET_PATH ? inFolder : path.join(os.tmpdir(), `sitebook-${name}.sock`);
}

function tryListen(address: string): Promise<net.Server | null> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.end());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
