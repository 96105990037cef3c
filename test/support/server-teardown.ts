import { rmSync } from 'node:fs';

/** Stops the PostgreSQL that the set-up started. */
export default async function tearDown(): Promise<void> {
  const running = globalThis.testPostgres;
  if (!running) return;
  const ended = new Promise((resolve) => running.process.once('exit', resolve));
  running.process.kill('SIGINT');
  await ended;
  rmSync(running.folder, { recursive: true, force: true });
}
