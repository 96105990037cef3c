import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createClient, type ApiClient } from '../../../src/api/client.js';
import { signIn } from '../../../src/contract/sign-in.js';
import { getRevision, getSiteBook, saveRevision } from '../../../src/contract/sites.js';
import { spawnServer } from '../../support/spawn-server.js';

const ROUNDS = 3;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-kill-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function reyes(baseUrl: string): Promise<ApiClient> {
  let token: string | null = null;
  const client = createClient({ baseUrl, token: () => token });
  const body = { district: 'dayton', email: 'reyes@dayton.example', password: 'sitebook' };
  token = (await client.call(signIn, { params: {}, body })).token;
  return client;
}

test('every save that was acknowledged is there after the server was killed', async () => {
  const params = { siteCode: '608' };
  const acknowledged = new Map<number, string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const server = spawnServer({ PORT: '0', SITEBOOK_DATA: folder });
    const client = await reyes(await server.ready);
    for (const [number, hash] of acknowledged) {
      const { summary } = await client.call(getRevision, { params: { ...params, number }, body: undefined });
      expect(summary.contentHash).toBe(hash);
    }
    const { book, head } = await client.call(getSiteBook, { params, body: undefined });
    expect(head?.summary.number ?? 0).toBeGreaterThanOrEqual(acknowledged.size);
    let base = head?.summary.number ?? 0;
    // Killed in the middle of a stream of saves, each waiting for the one before.
    const saves = (async () => {
      for (let amount = 1; ; amount += 1) {
        const lines = book.opening.lines.map((line) =>
          line.account === '100-1131-608-050-410'
            ? { ...line, enteredCents: round * 100_000 + amount }
            : line,
        );
        const body = {
          workbookId: randomUUID(),
          yearId: '2024-25',
          layoutVersion: 1,
          baseRevision: base,
          content: { ...book.opening, lines },
        };
        const { revision } = await client.call(saveRevision, { params, body });
        acknowledged.set(revision.number, revision.contentHash);
        base = revision.number;
        if (amount === 4) server.process.kill('SIGKILL');
      }
    })();
    await expect(saves).rejects.toThrow();
    await server.exited;
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(4 * ROUNDS);
}, 120_000);
