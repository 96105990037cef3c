import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { createClient, type ApiClient } from '../../../src/api/client.js';
import {
  addPasswordReset,
  addPerson,
  changePerson,
  listPeople,
  type ManagedPerson,
} from '../../../src/contract/people.js';
import { redeemPasswordReset } from '../../../src/contract/passwords.js';
import { getMe, refreshSession, signIn } from '../../../src/contract/sign-in.js';
import { getSiteBook } from '../../../src/contract/sites.js';
import { grantOf } from '../../../src/core/district/role.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import { person as personTable } from '../../../server/stores/schema.js';
import { auditEvent } from '../../../server/stores/schema-audit.js';
import { addSomebody } from '../../support/add-somebody.js';
import { codeOf } from '../../support/refusal-code.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
let administrator: ApiClient;
let administratorId: string;

beforeAll(async () => {
  server = await startTestServer();
  administrator = await server.as('whitfield');
  administratorId = (await administrator.call(getMe, { params: {}, body: undefined })).id;
}, 60_000);
afterAll(() => server.close());

const nobody = () => createClient({ baseUrl: server.baseUrl, token: () => null });
const enter = (email: string, password = DEMO_PASSWORD) =>
  nobody().call(signIn, { params: {}, body: { district: 'dayton', email, password } });
const add = (part: Partial<Pick<ManagedPerson, 'id' | 'name' | 'email' | 'roles'>> = {}) => {
  const id = part.id ?? randomUUID();
  const body = { id, name: 'Nia Adams', email: `${id.slice(0, 8)}@dayton.example`, roles: [], ...part };
  return administrator.call(addPerson, { params: {}, body });
};
type Change = { name?: string; email?: string; roles?: ManagedPerson['roles']; isDisabled?: boolean };
const change = (personId: string, body: Change, by = administrator) =>
  by.call(changePerson, { params: { personId }, body });
const auditsOf = async (subject: string) =>
  (await server.parts.db.select().from(auditEvent).where(eq(auditEvent.subject, subject))).map(
    ({ action, details }) => ({ action, details }),
  );

describe('the list', () => {
  test('has everybody once, by name, however it is paged, and no secrets', async () => {
    const seen: ManagedPerson[] = [];
    let after: string | undefined;
    do {
      const page = await administrator.call(listPeople, {
        params: {},
        query: { limit: 2, ...(after === undefined ? {} : { after }) },
        body: undefined,
      });
      expect(page.people.length).toBeLessThanOrEqual(2);
      seen.push(...page.people);
      after = page.next ?? undefined;
    } while (after !== undefined);
    const whole = await administrator.call(listPeople, {
      params: {},
      query: { limit: 200 },
      body: undefined,
    });
    expect(seen).toEqual(whole.people);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.map(({ name }) => name)).toContain('Maria Reyes');
    expect(JSON.stringify(whole)).not.toContain('argon2');
  });

  test('after somebody who is not there is refused', async () => {
    const asked = administrator.call(listPeople, {
      params: {},
      query: { limit: 2, after: randomUUID() },
      body: undefined,
    });
    expect(await codeOf(asked)).toBe('person.unknown');
  });
});

describe('somebody new', () => {
  test('chooses a password by a link and works with the roles that were given', async () => {
    const email = 'Nia.Adams@dayton.example';
    const added = await add({ email, roles: [grantOf('principal', { siteCodes: ['608'] })] });
    expect(added).toMatchObject({ email: email.toLowerCase(), hasPassword: false, disabledAt: null });
    expect(await codeOf(enter(email, ''))).not.toBeNull();
    expect(await codeOf(enter(email))).toBe('signIn.wrong');
    const { path } = await administrator.call(addPasswordReset, {
      params: { personId: added.id },
      body: {},
    });
    const password = 'four lamps over a slow tide';
    await nobody().call(redeemPasswordReset, {
      params: {},
      body: { token: path.split('#')[1] ?? '', password },
    });
    const { token } = await enter(email, password);
    const hers = createClient({ baseUrl: server.baseUrl, token: () => token });
    const book = (siteCode: string) => hers.call(getSiteBook, { params: { siteCode }, body: undefined });
    expect((await book('608')).owners).toEqual(['site']);
    expect(await codeOf(book('571'))).toBe('permission.missing');
  });

  test('is added once, however often it is sent', async () => {
    const first = await add();
    expect(await add({ id: first.id, email: first.email })).toEqual(first);
    expect(await codeOf(add({ id: first.id, email: 'other@dayton.example' }))).toBe('request.idTaken');
    expect((await auditsOf(first.id)).map(({ action }) => action)).toEqual(['person.added']);
  });

  test('with an e-mail that somebody has, in whatever letters, is refused', async () => {
    expect(await codeOf(add({ email: 'REYES@dayton.example' }))).toBe('person.emailTaken');
  });

  test.each([
    ['a site', grantOf('principal', { siteCodes: ['999'] }), 'site.unknown'],
    ['a funding source', grantOf('reviewer', { fundingSources: ['999'] }), 'allocation.unknownSource'],
  ])('with %s that is not there is refused', async (_what, grant, code) => {
    expect(await codeOf(add({ roles: [grant] }))).toBe(code);
  });

  test.each([{ email: 'no address' }, { name: '   ' }, { name: 'x'.repeat(121) }])(
    'with bad entries (%j) is refused by the contract',
    async (part) => {
      expect(await codeOf(add(part))).toBe('unsendable');
    },
  );
});

describe('a change', () => {
  test('of roles counts with the next request and is told with what was before', async () => {
    const id = await addSomebody(server, 'mover', [grantOf('principal', { siteCodes: ['608'] })]);
    const hers = await server.as('mover');
    await change(id, { roles: [grantOf('principal', { siteCodes: ['571'] }), grantOf('auditor')] });
    expect((await hers.call(getMe, { params: {}, body: undefined })).roles.map(({ role }) => role)).toEqual([
      'principal',
      'auditor',
    ]);
    expect(await auditsOf(id)).toEqual([
      {
        action: 'person.rolesChanged',
        details: { before: 'principal (608)', after: 'principal (571), auditor' },
      },
    ]);
  });

  test('of name and e-mail is told without either', async () => {
    const id = await addSomebody(server, 'renamed', []);
    await change(id, { name: 'Rena Med', email: 'Med@dayton.example' });
    expect((await enter('med@dayton.example')).person.name).toBe('Rena Med');
    const told = await auditsOf(id);
    expect(told).toEqual([{ action: 'person.changed', details: { fields: 'name, email' } }]);
    expect(await codeOf(change(id, { email: 'reyes@dayton.example' }))).toBe('person.emailTaken');
  });

  test('that turns somebody off ends her sign-ins at once; turned on she signs in anew', async () => {
    const id = await addSomebody(server, 'leaver', [grantOf('reviewer')]);
    const before = await enter('leaver@dayton.example');
    const hers = createClient({ baseUrl: server.baseUrl, token: () => before.token });
    const me = () => hers.call(getMe, { params: {}, body: undefined });
    const renew = () =>
      nobody().call(refreshSession, { params: {}, body: { refreshToken: before.refreshToken } });
    expect((await change(id, { isDisabled: true })).disabledAt).not.toBeNull();
    expect(await codeOf(me())).toBe('token.invalid');
    expect(await codeOf(renew())).toBe('token.invalid');
    expect(await codeOf(enter('leaver@dayton.example'))).toBe('person.disabled');
    expect(await codeOf(enter('leaver@dayton.example', 'wrong'))).toBe('signIn.wrong');
    const reset = administrator.call(addPasswordReset, { params: { personId: id }, body: {} });
    expect(await codeOf(reset)).toBe('person.isDisabled');
    expect((await change(id, { isDisabled: false })).disabledAt).toBeNull();
    expect(await codeOf(me())).toBe('token.invalid');
    expect((await enter('leaver@dayton.example')).person.name).toBe('leaver');
    expect((await auditsOf(id)).map(({ action }) => action)).toEqual(['person.disabled', 'person.enabled']);
  });

  test('of somebody who is not there is refused', async () => {
    expect(await codeOf(change(randomUUID(), { name: 'X' }))).toBe('person.unknown');
  });

  test('by somebody who is no administrator is refused', async () => {
    const manager = await server.as('chen');
    expect(await codeOf(change(administratorId, { name: 'X' }, manager))).toBe('permission.missing');
  });
});

describe('the last administrator', () => {
  test('stays one and stays on, whoever asks', async () => {
    expect(await codeOf(change(administratorId, { roles: [grantOf('auditor')] }))).toBe(
      'person.lastAdministrator',
    );
    expect(await codeOf(change(administratorId, { isDisabled: true }))).toBe('person.lastAdministrator');
    const both = [grantOf('administrator'), grantOf('auditor')];
    expect((await change(administratorId, { roles: both })).roles).toEqual(both);
  });

  test('is nobody of two who give it up at the same moment', async () => {
    const otherId = await addSomebody(server, 'admin2', [grantOf('administrator')]);
    const other = await server.as('admin2');
    const codes = await Promise.all([
      codeOf(change(administratorId, { roles: [] }, other)),
      codeOf(change(otherId, { roles: [] })),
    ]);
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    const rows = await server.parts.db.select().from(personTable);
    expect(rows.filter(({ roles }) => JSON.stringify(roles).includes('administrator'))).toHaveLength(1);
  });
});
