import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { createClient, type ApiClient } from '../../../src/api/client.js';
import { getMe } from '../../../src/contract/sign-in.js';
import {
  confirmSignInCode,
  createSignInCode,
  redeemSignInCode,
} from '../../../src/contract/sign-in-codes.js';
import { isWholeCode } from '../../../src/contract/user-code.js';
import { hashPassword } from '../../../server/identity/passwords.js';
import { inTransaction } from '../../../server/stores/open-database.js';
import { addPerson } from '../../../server/stores/person-store.js';
import { district, signInCode } from '../../../server/stores/schema.js';
import { findDistrict } from '../../../server/stores/year-store.js';
import { signIn } from '../../../src/contract/sign-in.js';
import { codeOf } from '../../support/refusal-code.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
let nobody: ApiClient;
let reyes: ApiClient;
let tran: ApiClient;

beforeAll(async () => {
  server = await startTestServer();
  nobody = createClient({ baseUrl: server.baseUrl, token: () => null });
}, 60_000);
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.now = new Date('2024-03-01T17:00:00.000Z');
  [reyes, tran] = [await server.as('reyes'), await server.as('tran')];
});

const create = (name = 'dayton') => nobody.call(createSignInCode, { params: {}, body: { district: name } });
const decide = (who: ApiClient, userCode: string, decision: 'confirm' | 'deny' = 'confirm') =>
  who.call(confirmSignInCode, { params: {}, body: { userCode, decision } });
const redeem = (deviceSecret: string) =>
  nobody.call(redeemSignInCode, { params: {}, body: { deviceSecret } });

describe('a sign-in by code', () => {
  test('waits, is confirmed in a browser, and gives tokens of who confirmed, once', async () => {
    const { deviceSecret, userCode, verifyPath, expiresAt, pollSeconds } = await create('Dayton');
    expect(userCode).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect([verifyPath, expiresAt, pollSeconds]).toEqual(['/link', '2024-03-01T17:10:00.000Z', 3]);
    expect(await redeem(deviceSecret)).toEqual({ status: 'pending' });
    // As somebody types it: without the dash, in small letters, with a space.
    await decide(reyes, ` ${userCode.replace('-', ' ').toLowerCase()}`);
    const answers = await Promise.all([redeem(deviceSecret), redeem(deviceSecret)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['expired', 'signedIn']);
    const given = answers.find((answer) => answer.status === 'signedIn');
    const token = given?.signedIn.token ?? '';
    const device = createClient({ baseUrl: server.baseUrl, token: () => token });
    expect((await device.call(getMe, { params: {}, body: undefined })).name).toBe('Maria Reyes');
    expect(await redeem(deviceSecret)).toEqual({ status: 'expired' });
  });

  test('can be denied, and decided once only', async () => {
    const { deviceSecret, userCode } = await create();
    await decide(reyes, userCode, 'deny');
    expect(await redeem(deviceSecret)).toEqual({ status: 'denied' });
    expect(await codeOf(decide(tran, userCode))).toBe('code.unknown');
    expect(await redeem(deviceSecret)).toEqual({ status: 'denied' });
  });

  test('ends after ten minutes, confirmed or not', async () => {
    const [late, confirmed] = [await create(), await create()];
    await decide(reyes, confirmed.userCode);
    server.clock.now = new Date('2024-03-01T17:10:00.000Z');
    expect(await codeOf(decide(reyes, late.userCode))).toBe('code.unknown');
    expect(await redeem(late.deviceSecret)).toEqual({ status: 'expired' });
    expect(await redeem(confirmed.deviceSecret)).toEqual({ status: 'expired' });
  });

  test('of another district cannot be confirmed', async () => {
    const { parts } = server;
    const districtId = parts.newId();
    const password = 'another district’s';
    await parts.db.insert(district).values({ id: districtId, shortName: 'elsewhere', name: 'Elsewhere' });
    const passwordHash = await hashPassword(password);
    await inTransaction(parts.db, (tx) =>
      addPerson(tx, {
        districtId,
        id: parts.newId(),
        email: 'a@elsewhere.example',
        name: 'A',
        passwordHash,
        roles: [],
      }),
    );
    const body = { district: 'elsewhere', email: 'a@elsewhere.example', password };
    const { token } = await nobody.call(signIn, { params: {}, body });
    const stranger = createClient({ baseUrl: server.baseUrl, token: () => token });
    const { deviceSecret, userCode } = await create();
    expect(await codeOf(decide(stranger, userCode))).toBe('code.unknown');
    expect(await redeem(deviceSecret)).toEqual({ status: 'pending' });
  });

  test('needs a district that there is, and somebody signed in to confirm', async () => {
    expect(await codeOf(create('nowhere'))).toBe('district.unknown');
    const { userCode } = await create();
    expect(await codeOf(decide(nobody, userCode))).toBe('signIn.needed');
  });

  test('is given to nobody but who has the secret, which is stored nowhere', async () => {
    const { deviceSecret, userCode } = await create();
    const [districtId = '', id = '', secret = ''] = deviceSecret.split('.');
    const rows = await server.parts.db.select().from(signInCode).where(eq(signInCode.id, id));
    const stored = JSON.stringify(rows);
    for (const part of [secret, userCode, userCode.replace('-', '')]) expect(stored).not.toContain(part);
    await decide(reyes, userCode);
    const forged = `${districtId}.${id}.${'A'.repeat(secret.length)}`;
    expect(await codeOf(redeem(forged))).toBe('code.unknown');
    expect(await codeOf(redeem('nonsense'))).toBe('code.unknown');
    expect((await redeem(deviceSecret)).status).toBe('signedIn');
  });

  test('forgets old codes when new ones are made', async () => {
    await create();
    server.clock.now = new Date('2024-03-02T17:00:00.000Z');
    const { id } = (await findDistrict(server.parts.db, 'dayton')) ?? { id: '' };
    await create();
    const rows = await server.parts.db.select().from(signInCode).where(eq(signInCode.districtId, id));
    expect(rows).toHaveLength(1);
  });
});

test('who tries codes out is stopped after ten, and others go on', async () => {
  const codes = [];
  for (let n = 0; n < 12; n += 1) codes.push(await codeOf(decide(tran, 'BBBB-BBBB')));
  expect(codes.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => 'code.unknown'));
  expect(codes.slice(10)).toEqual(['request.tooMany', 'request.tooMany']);
  const { userCode } = await create();
  expect(await codeOf(decide(tran, userCode))).toBe('request.tooMany');
  expect(await codeOf(decide(reyes, userCode))).toBeNull();
});

test.each([
  ['BCDF-GHJK', true],
  ['bcdfghjk', true],
  [' b c d f - g h j k ', true],
  ['BCDF-GHJ', false],
  ['ABCD-EFGH', false],
  ['', false],
])('"%s" is a whole code: %s', (typed, isWhole) => expect(isWholeCode(typed)).toBe(isWhole));
