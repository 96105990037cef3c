import { spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

declare global {
  // Jest keeps what the set-up leaves here for the tear-down.
  var testPostgres: { process: ChildProcess; folder: string } | undefined;
  var testTemplate: string | undefined;
}

/**
 * Prepares the databases of a run: a real PostgreSQL when SITEBOOK_TEST_DATABASE asks for it, otherwise embedded ones.
 * Tests copy them, since making one and filling it takes seconds.
 */
export default async function setUp(): Promise<void> {
  const isOnPostgres = process.env['SITEBOOK_TEST_DATABASE'] === 'postgres';
  // Several runs after each other may share them.
  if (!isOnPostgres && process.env['SITEBOOK_TEST_TEMPLATES'] !== undefined) return;
  makeTemplates(isOnPostgres ? await startPostgres() : makeFolder());
}

function makeFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sitebook-template-'));
  globalThis.testTemplate = folder;
  return folder;
}

function makeTemplates(place: string): void {
  const program = path.join(import.meta.dirname, 'make-templates.ts');
  const made = spawnSync(process.execPath, ['--import', 'tsx', program, place], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`No database for tests: ${made.stderr}`);
  process.env['SITEBOOK_TEST_TEMPLATES'] = place;
}

async function startPostgres(): Promise<string> {
  const bin = process.env['SITEBOOK_POSTGRES_BIN'] ?? '/usr/lib/postgresql/15/bin';
  const { startPostgresServer } = await import('../../scripts/lib/start-postgres.mjs');
  const { process: server, folder, url } = await startPostgresServer(bin, { isDurable: false });
  globalThis.testPostgres = { process: server, folder };
  process.env['SITEBOOK_TEST_POSTGRES_URL'] = url;
  return url;
}
