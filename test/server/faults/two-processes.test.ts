import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { createClient, type ApiClient } from '../../../src/api/client.js';
import { verifyAudit } from '../../../src/contract/audit.js';
import { addComment } from '../../../src/contract/comments.js';
import { listMails } from '../../../src/contract/mails.js';
import { listRevisions } from '../../../src/contract/revisions.js';
import { refreshSession, signIn } from '../../../src/contract/sign-in.js';
import { getSiteBook, listSites, saveRevision } from '../../../src/contract/sites.js';
import { SIGN_IN_LIMIT } from '../../../server/http/rate-limits.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import { KINDS, newDatabase } from '../../support/database-kinds.js';
import { refusalOf } from '../../support/refusal-of.js';
import { spawnServer, type SpawnedServer } from '../../support/spawn-server.js';

let folder: string;
const running: SpawnedServer[] = [];

async function two(settings: Record<string, string>): Promise<SpawnedServer[]> {
  const both = [0, 1].map(() => spawnServer({ PORT: '0', ...settings }));
  running.push(...both);
  await Promise.all(both.map(({ ready }) => ready.catch(() => undefined)));
  return both;
}
async function stop(servers: readonly SpawnedServer[]): Promise<(number | null)[]> {
  for (const server of servers) server.process.kill('SIGTERM');
  return Promise.all(servers.map(({ exited }) => exited));
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-two-'));
});
afterAll(async () => {
  await stop(running);
  await rm(folder, { recursive: true, force: true });
});

if (KINDS.at(-1) === 'PGlite') {
  test('of two that are started at once on one folder, one serves and the other says why it does not', async () => {
    const { settings } = await newDatabase('PGlite', folder);
    const both = await two({ ...settings, SITEBOOK_DEMO: '0' });
    const refused = both.filter(({ process }) => process.exitCode !== null);
    expect(refused.map(({ process }) => process.exitCode)).toEqual([1]);
    expect(refused[0]?.output()).toContain('Another Sitebook is running');
    const [served] = both.filter((one) => !refused.includes(one));
    expect((await fetch(`${(await served?.ready) ?? ''}/ready`)).status).toBe(200);
    expect(await stop(both)).toContain(0);
  }, 180_000);
} else {
  const inbox: string[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) =>
      void simpleParser(stream).then(({ messageId }) => {
        inbox.push(messageId ?? '');
        done();
      }),
  });
  let both: SpawnedServer[];
  let addresses: string[];
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
    const { port } = smtp.server.address() as AddressInfo;
    const { settings } = await newDatabase('PostgreSQL', folder);
    both = await two({
      ...settings,
      SITEBOOK_DEMO: '1',
      SITEBOOK_SMTP: `smtp://127.0.0.1:${String(port)}?starttls=off`,
      SITEBOOK_MAIL_FROM: 'sitebook@dayton.example',
      SITEBOOK_URL: 'https://budget.dayton.example',
    });
    addresses = await Promise.all(both.map(({ ready }) => ready));
  }, 180_000);
  afterAll(() => new Promise<void>((done) => smtp.close(done)));

  const nobody = (at: number) => createClient({ baseUrl: addresses[at] ?? '', token: () => null });
  const asked = (who: string) => ({
    params: {},
    body: { district: 'dayton', email: `${who}@dayton.example`, password: DEMO_PASSWORD },
  });
  /** Signed in once, at the first of them; each takes the token. */
  async function as(who: string, at: number): Promise<ApiClient> {
    const token = tokens.get(who) ?? (await nobody(0).call(signIn, asked(who))).token;
    tokens.set(who, token);
    return createClient({ baseUrl: addresses[at] ?? '', token: () => token });
  }

  test('two that are started at once on an empty database serve one district', async () => {
    for (const at of [0, 1]) {
      const { sites } = await (await as('chen', at)).call(listSites, { params: {}, body: undefined });
      expect(sites.map(({ site, revision }) => [site.code, revision?.number ?? 0])).toEqual(
        expect.arrayContaining([
          ['571', 2],
          ['608', 0],
        ]),
      );
    }
  });

  test('the sign-in of one holds at the other, and is renewed there', async () => {
    const { refreshToken } = await nobody(0).call(signIn, asked('tran'));
    const { token } = await nobody(1).call(refreshSession, { params: {}, body: { refreshToken } });
    const back = createClient({ baseUrl: addresses[0] ?? '', token: () => token });
    expect((await back.call(listSites, { params: {}, body: undefined })).sites).not.toEqual([]);
  });

  test('of two who save at the same moment one is first, and the other is told who', async () => {
    const params = { siteCode: '608' };
    for (let round = 1; round <= 8; round += 1) {
      const { book, head } = await (await as('reyes', 0)).call(getSiteBook, { params, body: undefined });
      const baseRevision = head?.summary.number ?? 0;
      const save = async (at: number) => {
        const lines = book.opening.lines.map((line) =>
          line.account === '100-1131-608-050-410' ? { ...line, enteredCents: round * 10 + at } : line,
        );
        const content = { ...book.opening, lines };
        const body = { workbookId: randomUUID(), yearId: '2024-25', layoutVersion: 1, baseRevision, content };
        return (await as('reyes', at)).call(saveRevision, { params, body });
      };
      const calls = [save(0), save(1)];
      const ends = (await Promise.allSettled(calls)).map(({ status }) => status);
      const lost = ends.indexOf('rejected');
      expect([...ends].sort()).toEqual(['fulfilled', 'rejected']);
      const { code, params: said } = await refusalOf(calls[lost]!);
      expect([code, said?.['revision'], said?.['savedBy']]).toEqual([
        'revision.outdated',
        baseRevision + 1,
        'Maria Reyes',
      ]);
      const won = await calls[1 - lost]!;
      expect(won.revision.number).toBe(baseRevision + 1);
    }
    const { revisions } = await (await as('reyes', 1)).call(listRevisions, { params, body: undefined });
    expect(revisions.map(({ number }) => number)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  }, 60_000);

  test('one write that both get at once is carried out once', async () => {
    const params = { siteCode: '608' };
    const body = { id: randomUUID(), place: { kind: 'site' as const }, revision: 0, text: 'Once' };
    const key = randomUUID();
    const replies = await Promise.all(
      [0, 1, 0, 1].map(async (at) => (await as('chen', at)).call(addComment, { params, body, key })),
    );
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
  });

  test('each mail is sent by one of them, and the trail is sealed as one chain', async () => {
    const whitfield = await as('whitfield', 1);
    const mails = async () =>
      (await whitfield.call(listMails, { params: {}, query: {}, body: undefined })).mails;
    while ((await mails()).some(({ status }) => status === 'waiting' || status === 'sending'))
      await new Promise((resolve) => setTimeout(resolve, 200));
    const sent = (await mails()).map(({ id }) => `<${id}@budget.dayton.example>`);
    expect(sent.length).toBeGreaterThan(2);
    expect([...inbox].sort()).toEqual(sent.sort());
    const chen = await as('chen', 0);
    expect(await chen.call(verifyAudit, { params: {}, body: {} })).toMatchObject({ isIntact: true });
  }, 120_000);

  test('who guesses passwords is counted by both together', async () => {
    for (let attempt = 0; attempt < SIGN_IN_LIMIT.most; attempt += 1) {
      const { code } = await refusalOf(nobody(attempt % 2).call(signIn, asked(`guess${String(attempt)}`)));
      expect(code).toBe('signIn.wrong');
    }
    for (const at of [0, 1])
      expect((await refusalOf(nobody(at).call(signIn, asked('ortiz')))).code).toBe('request.tooMany');
    expect(await stop(both)).toEqual([0, 0]);
  }, 120_000);

  test('two that are started at once for a district of its own make one administrator', async () => {
    const { settings } = await newDatabase('PostgreSQL', folder);
    const started = await two({
      ...settings,
      SITEBOOK_DISTRICT: 'lakeside',
      SITEBOOK_ADMIN: 'it@lakeside.example',
    });
    const baseUrls = await Promise.all(started.map(({ ready }) => ready));
    // The password is printed a moment after.
    const passwords = () => started.flatMap(({ output }) => /Password {3}(\S+)/.exec(output())?.[1] ?? []);
    while (passwords().length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    const [password = ''] = passwords();
    const body = { district: 'lakeside', email: 'it@lakeside.example', password };
    for (const baseUrl of baseUrls) {
      const reply = await createClient({ baseUrl, token: () => null }).call(signIn, { params: {}, body });
      expect(reply.person.mustChangePassword).toBe(true);
    }
    expect(await stop(started)).toEqual([0, 0]);
    expect(passwords()).toHaveLength(1);
  }, 180_000);
}
