import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readSignInSettings } from '../../../server/identity/sign-in-settings.js';
import { StartFailure } from '../../../server/start-failure.js';

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-sign-in-'));
  await writeFile(path.join(folder, 'secret.txt'), 'from a file\n');
  await writeFile(path.join(folder, 'empty.txt'), '\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ENV = { CLIENT_SECRET: 'from the environment' };
const oidc = {
  kind: 'oidc',
  title: 'Dayton accounts',
  issuer: 'https://id.dayton.example',
  clientId: 'sitebook',
};
const entra = { kind: 'entra', tenantId: '8c1a9f0e-2b7d-4f43-9a53-0d3c5b7e6a11', audience: 'api://sitebook' };
const fileOf = (...providers: object[]) => ({
  address: 'https://sitebook.dayton.example/',
  districts: { dayton: providers },
});

async function read(content: unknown) {
  const file = path.join(folder, `settings${String((count += 1))}.json`);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readSignInSettings(file, ENV);
}
async function faultOf(content: unknown): Promise<string> {
  try {
    await read(content);
    return 'none';
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    expect(error.whatToDo).toContain('SITEBOOK_SIGN_IN');
    return error.message;
  }
}

describe('settings', () => {
  test('name the providers of each district, with secrets from outside and what was left out', async () => {
    const { address, districts } = await read(
      fileOf(
        { ...oidc, clientSecretFile: 'secret.txt' },
        { ...oidc, id: 'staff', clientSecretEnv: 'CLIENT_SECRET' },
        oidc,
        entra,
      ),
    );
    expect(address).toBe('https://sitebook.dayton.example');
    expect(districts.get('dayton')).toMatchObject([
      { id: '1', clientSecret: 'from a file', scope: 'openid email', emailIsVerified: false },
      { id: 'staff', clientSecret: 'from the environment' },
      { id: '3', clientSecret: null },
      { kind: 'entra', scope: 'access_as_user', authority: 'https://login.microsoftonline.com' },
    ]);
  });

  test('of Entra alone need no address', async () => {
    expect((await read({ districts: { dayton: [entra] } })).address).toBe('');
  });
});

describe('a fault is named with its place', () => {
  test.each<[string, unknown, string[]]>([
    ['no JSON', '{', ['JSON']],
    ['another kind', fileOf({ ...oidc, kind: 'saml' }), ['districts.dayton.0.kind']],
    [
      'several at once',
      fileOf({ ...oidc, issuer: 'id', clientId: '' }, { ...entra, tenantId: 'x' }),
      ['districts.dayton.0.issuer', 'districts.dayton.0.clientId', 'districts.dayton.1.tenantId'],
    ],
    ['plain http on a network', fileOf({ ...oidc, issuer: 'http://id.example' }), ['https://']],
    ['a name with a slip in it', fileOf({ ...oidc, clientID: 'x' }), ['clientID']],
    ['a secret in the file itself', fileOf({ ...oidc, clientSecret: 'x' }), ['clientSecret']],
    ['no address to come back to', { districts: { dayton: [oidc] } }, ['address']],
    ['a district that is no short name', { ...fileOf(), districts: { 'Day Ton': [entra] } }, ['Day Ton']],
    ['two of one id', fileOf({ ...oidc, id: 'a' }, { ...oidc, id: 'a' }), ['districts.dayton.1.id']],
    [
      'two secrets',
      fileOf({ ...oidc, clientSecretFile: 'secret.txt', clientSecretEnv: 'CLIENT_SECRET' }),
      ['clientSecretEnv'],
    ],
    [
      'secrets that are not there',
      fileOf(
        { ...oidc, clientSecretFile: 'no-such.txt' },
        { ...oidc, clientSecretFile: 'empty.txt' },
        { ...oidc, clientSecretEnv: 'NOT_SET' },
      ),
      ['districts.dayton.0.clientSecretFile', 'districts.dayton.1.clientSecretFile', 'NOT_SET'],
    ],
  ])('%s', async (_what, content, places) => {
    const fault = await faultOf(content);
    for (const place of places) expect(fault).toContain(place);
  });

  test('a file that is not there', () => {
    expect(() => readSignInSettings(path.join(folder, 'no-such.json'), ENV)).toThrow('no-such.json');
  });
});
