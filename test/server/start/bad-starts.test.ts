import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createClient, type CallInput } from '../../../src/api/client.js';
import type { AnyEndpoint, BodyOf } from '../../../src/contract/endpoint.js';
import { createMaster } from '../../../src/contract/master-budgets.js';
import { changePassword, redeemPasswordReset } from '../../../src/contract/passwords.js';
import { addPasswordReset, addPerson } from '../../../src/contract/people.js';
import { signIn } from '../../../src/contract/sign-in.js';
import { listSites } from '../../../src/contract/sites.js';
import { grantOf } from '../../../src/core/district/role.js';
import { readConfig } from '../../../server/config.js';
import { codeOf } from '../../support/refusal-code.js';
import { folderOfTemplate } from '../../support/templates.js';
import { spawnServer, type SpawnedServer } from '../../support/spawn-server.js';

let folder: string;
/** A data folder with the sample, as a stopped server leaves it: the run's, where it has one, since making one takes seconds. */
let sample: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-start-'));
  sample = path.join(folder, 'sample');
  const made = folderOfTemplate('season');
  if (made !== null) {
    await cp(made, sample, { recursive: true });
    return;
  }
  const server = spawnServer({ PORT: '0', SITEBOOK_DATA: sample });
  await server.ready;
  await stop(server);
}, 90_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('settings', () => {
  test('every wrong one is named with what it must be', () => {
    const read = readConfig({
      PORT: 'many',
      DATABASE_URL: 'mysql://x',
      SITEBOOK_DATA: '   ',
      SITEBOOK_HOST: '0.0.0.0',
      SITEBOOK_TLS_CERT: 'cert.pem',
      SITEBOOK_DEMO: '1',
      SITEBOOK_LOG: 'loud',
      SITEBOOK_KEEP_COMMENTS: 'a year',
      OFFICE_JS_URL: 'office.js',
      HOME: '/root',
    });
    const named = read.ok ? [] : read.problems.map(({ variable }) => variable);
    const alone = [
      'DATABASE_URL',
      'OFFICE_JS_URL',
      'PORT',
      'SITEBOOK_DATA',
      'SITEBOOK_KEEP_COMMENTS',
      'SITEBOOK_LOG',
    ];
    expect(named.sort()).toEqual([...alone, 'SITEBOOK_DEMO', 'SITEBOOK_TLS_CERT'].sort());
  });

  test.each([
    ['SITEBOOK_LOG', 'loud'],
    ['SITEBOOK_DEMO', 'yes'],
    ['PORT', '70000'],
  ])('%s=%s does not hide settings that do not go together', (variable, value) => {
    const read = readConfig({ SITEBOOK_TLS_CERT: 'cert.pem', [variable]: value });
    const named = read.ok ? [] : read.problems.map((problem) => problem.variable);
    expect(named.sort()).toEqual([variable, 'SITEBOOK_TLS_CERT'].sort());
  });

  test.each(['SITEBOOK_DATA', 'SITEBOOK_HOST', 'SITEBOOK_TLS_CERT', 'SITEBOOK_TLS_KEY'])(
    '%s is not blank',
    (variable) => {
      const read = readConfig({
        SITEBOOK_TLS_CERT: 'cert.pem',
        SITEBOOK_TLS_KEY: 'key.pem',
        [variable]: '  ',
      });
      expect(read.ok ? [] : read.problems.map((problem) => problem.variable)).toEqual([variable]);
    },
  );

  test('office.js is loaded over https only', () => {
    const read = (OFFICE_JS_URL: string) => readConfig({ OFFICE_JS_URL });
    expect(read('https://appsforoffice.azure.us/lib/1/hosted/office.js').ok).toBe(true);
    expect(read('http://appsforoffice.azure.us/lib/1/hosted/office.js')).toMatchObject({
      ok: false,
      problems: [{ variable: 'OFFICE_JS_URL' }],
    });
  });

  test('settings that do not go together are named too', () => {
    const read = readConfig({
      SITEBOOK_HOST: '0.0.0.0',
      SITEBOOK_DEMO: '1',
      SITEBOOK_TLS_KEY: 'key.pem',
    });
    const named = read.ok ? [] : read.problems.map(({ variable }) => variable);
    expect(named.sort()).toEqual(['SITEBOOK_DEMO', 'SITEBOOK_TLS_CERT']);
  });

  test.each([
    'postgres://sitebook@db.example:5432/sitebook',
    'postgresql://sitebook:secret@db.example/sitebook?sslmode=require',
    'postgres:///sitebook?host=/var/run/postgresql',
    'postgres://sitebook@/sitebook?host=/var/run/postgresql',
  ])('%s is a database address', (DATABASE_URL) => {
    expect(readConfig({ DATABASE_URL })).toMatchObject({ ok: true, config: { databaseUrl: DATABASE_URL } });
  });

  test.each([
    'postgres://db.example',
    'db.example/sitebook',
    'http://db.example/sitebook',
    'postgres://sitebook@db.example:port/sitebook',
    'postgres://sitebook@db.example:70000/sitebook',
    '',
  ])('"%s" is none, and the message does not repeat it', (DATABASE_URL) => {
    const read = readConfig({ DATABASE_URL });
    const [problem] = read.ok ? [] : read.problems;
    expect(problem?.variable).toBe('DATABASE_URL');
    if (DATABASE_URL !== '') expect(problem?.message).not.toContain(DATABASE_URL);
  });

  test('the first district and its administrator', () => {
    const read = readConfig({
      SITEBOOK_DISTRICT: 'Lake Side',
      SITEBOOK_DISTRICT_NAME: ' ',
      SITEBOOK_ADMIN: 'it',
    });
    expect(read.ok ? [] : read.problems.map(({ variable }) => variable)).toEqual([
      'SITEBOOK_DISTRICT',
      'SITEBOOK_DISTRICT_NAME',
      'SITEBOOK_ADMIN',
    ]);
  });

  test('a name that is no setting is a warning; those of the scripts are none', () => {
    const read = readConfig({ SITEBOOK_COLOUR: 'blue', SITEBOOK_ADDRESS: 'x', SITEBOOK_TEST_DATABASE: 'x' });
    expect(read.ok).toBe(true);
    expect(read.warnings.map(({ variable }) => variable)).toEqual(['SITEBOOK_COLOUR']);
  });

  test('the sample is on by itself only for this computer and the embedded database', () => {
    const isDemo = (env: Record<string, string>) => {
      const read = readConfig(env);
      return read.ok ? read.config.isDemo : read.problems;
    };
    expect(isDemo({})).toBe(true);
    expect(isDemo({ SITEBOOK_DEMO: '0' })).toBe(false);
    expect(isDemo({ SITEBOOK_HOST: '0.0.0.0' })).toBe(false);
    expect(isDemo({ DATABASE_URL: 'postgres://db.example/sitebook' })).toBe(false);
    expect(isDemo({ DATABASE_URL: 'postgres://db.example/sitebook', SITEBOOK_DEMO: '1' })).toBe(true);
  });

  test('none set is a demo on this computer', () => {
    expect(readConfig({})).toMatchObject({
      ok: true,
      config: { port: 3000, host: '127.0.0.1', isDemo: true, databaseUrl: null },
    });
  });
});

async function stop(server: SpawnedServer): Promise<void> {
  server.process.kill('SIGTERM');
  expect(await server.exited).toBe(0);
}

/** What is printed may come in several pieces. */
async function untilPrinted(server: SpawnedServer, text: string): Promise<void> {
  while (!server.output().includes(text)) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('a start that cannot work ends with a sentence and what to do', () => {
  test('wrong settings', async () => {
    const server = spawnServer({ PORT: '99999', SITEBOOK_DATA: path.join(folder, 'unused') });
    expect(await server.exited).toBe(1);
    expect(server.output()).toContain('PORT must be at most 65535');
  }, 30_000);

  test('a certificate that is none, before a database is made', async () => {
    const data = path.join(folder, 'certificate');
    const cert = path.join(folder, 'cert.pem');
    await writeFile(cert, 'no certificate');
    const settings = { PORT: '0', SITEBOOK_DATA: data, SITEBOOK_TLS_CERT: cert };
    for (const key of [path.join(folder, 'no-such.pem'), cert]) {
      const server = spawnServer({ ...settings, SITEBOOK_TLS_KEY: key });
      expect(await server.exited).toBe(1);
      expect(server.output()).toContain(`The certificate ${cert}`);
      expect(server.output()).toContain('SITEBOOK_TLS_CERT and SITEBOOK_TLS_KEY');
    }
    expect(await readdir(folder)).not.toContain('certificate');
  }, 60_000);

  test('a sample with public passwords on a server that is no sample', async () => {
    const server = spawnServer({ PORT: '0', SITEBOOK_DATA: sample, SITEBOOK_DEMO: '0' });
    expect(await server.exited).toBe(1);
    expect(server.output()).toContain('whose passwords everybody knows');
    expect(server.output()).toContain('SITEBOOK_DATA');
  }, 90_000);

  test('a new server makes an administrator, prints the password once, and says what is missing', async () => {
    const settings = {
      PORT: '0',
      SITEBOOK_DEMO: '0',
      SITEBOOK_DATA: path.join(folder, 'empty'),
      SITEBOOK_DISTRICT: 'lakeside',
      SITEBOOK_DISTRICT_NAME: 'Lakeside Schools',
      SITEBOOK_ADMIN: 'it@lakeside.example',
    };
    const server = spawnServer(settings);
    const baseUrl = await server.ready;
    await untilPrinted(server, 'SITEBOOK_DEMO=1');
    expect(server.output()).toContain('Lakeside Schools');
    expect(server.output()).toContain('No district here has a budget year yet');
    const [, password = ''] = /Password {3}(\S+)/.exec(server.output()) ?? [];
    expect(password.length).toBeGreaterThanOrEqual(20);
    const call = <E extends AnyEndpoint>(endpoint: E, body: BodyOf<E>, token: string | null = null) =>
      createClient({ baseUrl, token: () => token }).call(endpoint, { params: {}, body } as CallInput<E>);
    const body = { district: 'lakeside', email: 'it@lakeside.example', password };
    const first = await call(signIn, body);
    expect(first.person).toMatchObject({ districtName: 'Lakeside Schools', mustChangePassword: true });
    expect(await codeOf(call(listSites, undefined, first.token))).toBe('password.mustChange');
    const next = { current: password, password: 'eleven quiet boats at dusk' };
    const { token } = await call(changePassword, next, first.token);
    // Nothing to budget is said in words, and is no fault.
    expect(await codeOf(call(listSites, undefined, token))).toBe('year.none');
    expect(await codeOf(call(createMaster, {}, token))).toBe('permission.missing');
    const id = '6a2f41cd-1f0b-4c53-9a3a-2f8a5a0c9b01';
    const roles = [grantOf('administrator'), grantOf('budgetManager')];
    const person = { id, name: 'Bea Manager', email: 'bea@lakeside.example', roles };
    expect((await call(addPerson, person, token)).roles).toEqual(roles);
    const { path: link } = await createClient({ baseUrl, token: () => token }).call(addPasswordReset, {
      params: { personId: id },
      body: {},
    });
    const chosen = 'seven pears under the stairs';
    await call(redeemPasswordReset, { token: link.split('#')[1] ?? '', password: chosen });
    const manager = await call(signIn, { ...body, email: person.email, password: chosen });
    expect(await codeOf(call(listSites, undefined, manager.token))).toBe('year.none');
    expect(await codeOf(call(createMaster, {}, manager.token))).toBe('year.none');
    await stop(server);
    const again = spawnServer(settings);
    await again.ready;
    await untilPrinted(again, 'SITEBOOK_DEMO=1');
    await stop(again);
    expect(again.output()).not.toContain('Password');
  }, 240_000);

  test('an address of another computer', async () => {
    const server = spawnServer({
      PORT: '0',
      SITEBOOK_HOST: '203.0.113.1',
      SITEBOOK_DATA: path.join(folder, 'empty'),
    });
    expect(await server.exited).toBe(1);
    expect(server.output()).toContain('Sitebook cannot listen on 203.0.113.1');
  }, 60_000);

  test('a port in use', async () => {
    const taken = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as net.AddressInfo;
    const server = spawnServer({ PORT: String(port), SITEBOOK_DATA: sample });
    expect(await server.exited).toBe(1);
    taken.close();
    expect(server.output()).toContain(`Port ${String(port)} is in use`);
    expect(server.output()).toContain('PORT=');
  }, 60_000);

  test('a data folder with something else in it is left as it is', async () => {
    const data = path.join(folder, 'garbage');
    await mkdir(path.join(data, 'pglite'), { recursive: true });
    await writeFile(path.join(data, 'pglite/notes.txt'), 'keep me');
    const server = spawnServer({ PORT: '0', SITEBOOK_DATA: data });
    expect(await server.exited).toBe(1);
    expect(server.output()).toContain('cannot be opened');
    expect(server.output()).toContain('Nothing was changed');
    expect(await readFile(path.join(data, 'pglite/notes.txt'), 'utf8')).toBe('keep me');
  }, 30_000);

  test('a folder that another Sitebook uses', async () => {
    const first = spawnServer({ PORT: '0', SITEBOOK_DATA: sample });
    await first.ready;
    const second = spawnServer({ PORT: '0', SITEBOOK_DATA: sample });
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain('Another Sitebook is running');
    // A killed process leaves its lock behind; the next start takes over.
    first.process.kill('SIGKILL');
    await first.exited;
    const third = spawnServer({ PORT: '0', SITEBOOK_DATA: sample });
    await third.ready;
    await stop(third);
  }, 120_000);

  test('a database that was cut off', async () => {
    await writeFile(path.join(sample, 'pglite/global/pg_control'), 'x'.repeat(100));
    const server = spawnServer({ PORT: '0', SITEBOOK_DATA: sample });
    expect(await server.exited).toBe(1);
    expect(server.output()).toContain('pg_control');
  }, 90_000);

  test('a database server that does not answer', async () => {
    const server = spawnServer({ PORT: '0', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    expect(await server.exited).toBe(1);
    expect(server.output()).toContain('Check DATABASE_URL');
  }, 30_000);
});
