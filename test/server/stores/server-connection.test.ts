import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCA, createCert } from 'mkcert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { readConfig } from '../../../server/config.js';
import { StartFailure } from '../../../server/start-failure.js';
import { connect } from '../../../server/stores/connect.js';
import { KINDS } from '../../support/database-kinds.js';
import { startPostgres, type TestPostgres } from '../../support/postgres.js';

async function failure(databaseUrl: string): Promise<StartFailure> {
  try {
    await (await connect({ dataFolder: '', databaseUrl })).close();
  } catch (error) {
    if (error instanceof StartFailure) return error;
    throw error;
  }
  throw new Error('It connected');
}

test.each(['prefer', 'allow', 'sometimes', ''])('sslmode=%s is refused', (mode) => {
  const read = readConfig({ DATABASE_URL: `postgres://u@db.example/sitebook?sslmode=${mode}` });
  const said = read.ok ? '' : read.problems.map(({ variable, message }) => `${variable} ${message}`).join();
  expect(said).toMatch(/^DATABASE_URL must have one of these as sslmode: .*verify-full/);
});

test('a certificate file that is not there', async () => {
  const { message } = await failure('postgres://u@127.0.0.1:1/x?sslmode=verify-full&sslrootcert=/none.pem');
  expect(message).toContain('sslrootcert of DATABASE_URL');
});

test('a server that is too old', async () => {
  const server = net.createServer(speakAsPostgres14).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  const { message, whatToDo } = await failure(`postgres://u@127.0.0.1:${String(port)}/x`);
  expect(message).toBe('The database server is PostgreSQL 14; Sitebook needs 15 or newer.');
  expect(whatToDo).toContain('Upgrade');
  await new Promise((resolve) => server.close(resolve));
});

/** Lets anybody in, and answers whatever is asked with one row: the version number of PostgreSQL 14.9. */
function speakAsPostgres14(socket: net.Socket): void {
  const message = (type: string, ...parts: Buffer[]) => {
    const body = Buffer.concat(parts);
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(type), length, body]);
  };
  const int16 = (value: number) => Buffer.from([value >> 8, value & 255]);
  const int32 = (value: number) => Buffer.concat([int16(value >> 16), int16(value & 65_535)]);
  const ready = message('Z', Buffer.from('I'));
  socket.on('error', () => undefined);
  socket.once('data', () => {
    socket.write(Buffer.concat([message('R', int32(0)), ready]));
    socket.on('data', (data) => {
      if (data[0] !== 'Q'.charCodeAt(0)) return;
      const column = [Buffer.from('server_version_num\0'), int32(0), int16(0), int32(25), int16(65_535)];
      socket.write(
        Buffer.concat([
          message('T', int16(1), ...column, int32(0), int16(0)),
          message('D', int16(1), int32(6), Buffer.from('140009')),
          message('C', Buffer.from('SHOW\0')),
          ready,
        ]),
      );
    });
  });
}

if (KINDS.includes('PostgreSQL')) {
  describe('a PostgreSQL server that encrypts', () => {
    let server: TestPostgres;
    let certificates: string;
    const at = (host: string, query: string, user = 'postgres') => {
      const url = new URL(server.url);
      return `postgres://${user}@${host}:${url.port}/postgres${query}`;
    };
    const file = (name: string) => path.join(certificates, name);
    beforeAll(async () => {
      certificates = mkdtempSync(path.join(os.tmpdir(), 'sitebook-tls-'));
      const authority = { organization: 'Test', countryCode: 'US', state: 'Oregon', locality: 'Dayton' };
      const [own, other] = [
        await createCA({ ...authority, validity: 10 }),
        await createCA({ ...authority, organization: 'Other', validity: 10 }),
      ];
      // For this name only: the address 127.0.0.1 is not what it is for.
      const certificate = await createCert({ ca: own, domains: ['localhost'], validity: 10 });
      writeFileSync(file('ca.pem'), own.cert);
      writeFileSync(file('other.pem'), other.cert);
      server = await startPostgres({
        settings: ['ssl=on', 'ssl_cert_file=../server.crt', 'ssl_key_file=../server.key'],
        prepare(folder) {
          writeFileSync(path.join(folder, 'server.crt'), certificate.cert);
          writeFileSync(path.join(folder, 'server.key'), certificate.key, { mode: 0o600 });
          writeFileSync(
            path.join(folder, 'data/pg_hba.conf'),
            'hostssl all secret 127.0.0.1/32 scram-sha-256\nhostssl all all 127.0.0.1/32 trust\n',
          );
        },
      });
    }, 60_000);
    afterAll(async () => {
      await server.remove();
      rmSync(certificates, { recursive: true });
    });

    test.each([
      ['localhost', 'verify-full'],
      ['localhost', 'require'],
      ['127.0.0.1', 'verify-ca'],
    ])('%s with %s and the right authority', async (host, mode) => {
      const connection = await connect({
        dataFolder: '',
        databaseUrl: at(host, `?sslmode=${mode}&sslrootcert=${file('ca.pem')}`),
      });
      const { rows } = await connection.pool.query(
        'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
      );
      expect(rows).toEqual([{ ssl: true }]);
      await connection.close();
    });

    test('no-verify encrypts with any', async () => {
      const connection = await connect({
        dataFolder: '',
        databaseUrl: at('127.0.0.1', '?sslmode=no-verify'),
      });
      const { rows } = await connection.pool.query(
        'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
      );
      expect(rows).toEqual([{ ssl: true }]);
      await connection.close();
    });

    test.each([
      ['another authority', 'localhost', () => `?sslmode=verify-full&sslrootcert=${file('other.pem')}`],
      ['another authority', 'localhost', () => `?sslmode=verify-ca&sslrootcert=${file('other.pem')}`],
      ['no authority of ours', 'localhost', () => '?sslmode=require'],
      ['another host', '127.0.0.1', () => `?sslmode=verify-full&sslrootcert=${file('ca.pem')}`],
    ])('%s is not trusted (%s)', async (_what, host, query) => {
      const { message, whatToDo } = await failure(at(host, query()));
      expect(message).toMatch(/^The certificate of the database server at .* is not trusted: /);
      expect(whatToDo).toContain('sslrootcert');
    });

    test.each(['', '?sslmode=disable'])('without encryption it lets nobody in (%p)', async (query) => {
      const { message, whatToDo } = await failure(at('127.0.0.1', query));
      expect(message).toContain('takes encrypted connections only');
      expect(whatToDo).toContain('sslmode=verify-full');
    });

    test('a wrong password, an unknown user and database; no password is repeated', async () => {
      const trusted = `?sslmode=verify-full&sslrootcert=${file('ca.pem')}`;
      const client = new pg.Client(at('127.0.0.1', '?sslmode=no-verify'));
      await client.connect();
      await client.query("CREATE ROLE secret LOGIN PASSWORD 'right'");
      await client.end();
      const password = await failure(at('localhost', trusted, 'secret:wr%40ng'));
      expect(password.message).toContain('refuses the password of the user secret');
      expect(`${password.message} ${password.whatToDo}`).not.toMatch(/wr@ng|wr%40ng/);
      expect((await failure(at('localhost', trusted, 'nobody'))).message).toContain(
        'does not let the user nobody in',
      );
      const database = at('localhost', trusted).replace('/postgres?', '/budgets?');
      expect((await failure(database)).message).toContain('has no database budgets');
    });
  });

  test('a server that does not encrypt, when asked to', async () => {
    const { message, whatToDo } = await failure(
      `${process.env['SITEBOOK_TEST_POSTGRES_URL'] ?? ''}?sslmode=verify-full`,
    );
    expect(message).toContain('does not encrypt');
    expect(whatToDo).toContain('sslmode=disable');
  });
}
