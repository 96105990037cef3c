import { rmSync } from 'node:fs';

/** Stops the PostgreSQL that the set-up started, and removes the database that tests copied. */
export default async function tearDown(): Promise<void> {
  if (globalThis.testTemplate !== undefined)
    rmSync(globalThis.testTemplate, { recursive: true, force: true });
  const running = globalThis.testPostgres;
  if (!running) return;
  const ended = new Promise((resolve) => running.process.once('exit', resolve));
  running.process.kill('SIGINT');
  await ended;
  rmSync(running.folder, { recursive: true, force: true });
}
