import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  CLIENT_VERSION,
  CLIENT_VERSION_HEADER,
  type AnyEndpoint,
  type Permission,
} from '../../../src/contract/endpoint.js';
import { grantOf, Role, type Grant } from '../../../src/core/district/role.js';
import { ROUTES } from '../../../server/routes/routes.js';
import { addDelegation } from '../../../server/stores/delegation-store.js';
import { inTransaction } from '../../../server/stores/open-database.js';
import { findPerson, updatePerson } from '../../../server/stores/person-store.js';
import { addSomebody } from '../../support/add-somebody.js';
import { ENDPOINT_SAMPLES, type Ids, type Sample } from '../../support/endpoint-samples.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';
import { addSecondDistrict, OWN_SITE } from '../../support/two-districts.js';

/** How far a role's permission goes: nowhere, to the sites of the grant, or to the whole district. */
type Reach = '-' | 'own' | 'all';

/** Written down here once more, so that what the server decides is held against it. */
const REACH: Record<Exclude<Permission, 'public' | 'signedIn'>, Record<Role, Reach>> = table(`
                     preparer  principal  departmentManager  reviewer  federalPrograms  budgetManager  auditor  administrator
  site:read          own       own        own                own       own              all            all      -
  site:write         own       own        own                -         -                -              -        -
  siteFile:write     own       own        own                -         -                all            -        -
  workbooks:read     -         -          -                  -         -                all            -        -
  site:submit        -         own        own                -         -                -              -        -
  submission:read    -         own        own                own       own              all            all      -
  submission:decide  -         own        own                own       own              all            -        -
  submission:reopen  -         -          -                  -         -                all            -        -
  comment:write      own       own        own                own       own              all            -        -
  allocation:write   -         -          -                  -         -                all            -        -
  request:write      own       own        own                -         -                -              -        -
  request:read       -         -          -                  own       own              all            all      -
  request:answer     -         -          -                  own       own              all            -        -
  master:read        -         -          -                  -         -                all            all      -
  master:manage      -         -          -                  -         -                all            -        -
  plan:read          -         -          -                  own       own              all            all      -
  plan:manage        -         -          -                  -         -                all            -        -
  people:manage      -         -          -                  -         -                -              -        all
  audit:read         -         -          -                  -         -                all            all      all
  mail:read          -         -          -                  -         -                -              -        all
`);

function table(text: string): typeof REACH {
  const [head = [], ...rows] = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([first]) => first !== '');
  return Object.fromEntries(
    rows.map(([permission, ...reaches]) => [
      permission,
      Object.fromEntries(head.map((role, at) => [role, reaches[at]])),
    ]),
  ) as typeof REACH;
}

const DISTRICT_WIDE: readonly Role[] = ['budgetManager', 'auditor', 'administrator'];
const grantAtOwn = (role: Role): Grant =>
  grantOf(role, DISTRICT_WIDE.includes(role) ? {} : { siteCodes: [OWN_SITE] });

type Asker = {
  name: string;
  /** Null for who is not signed in, or no longer may be. */
  role: Role | null;
  id: string | null;
};
type Target = 'own' | 'other' | 'foreign' | 'invented' | 'mixed';

let server: TestServer;
let districtId: string;
const targets = new Map<Target, Ids>();
const askers: Asker[] = [];
const invented: Ids = {
  site: '998',
  submission: randomUUID(),
  comment: randomUUID(),
  request: randomUUID(),
  person: randomUUID(),
  delegation: randomUUID(),
};

beforeAll(async () => {
  server = await startTestServer({ withSeason: true });
  const { own, other, foreign, ...rest } = await addSecondDistrict(server);
  districtId = rest.districtId;
  targets.set('own', own).set('other', other).set('foreign', foreign).set('invented', invented);
  targets.set('mixed', { ...foreign, site: own.site });
  askers.push({ name: 'nobody', role: null, id: null });
  for (const role of Role.options)
    askers.push({ name: role, role, id: await addSomebody(server, `a-${role}`, [grantAtOwn(role)]) });
  const off = await addSomebody(server, 'a-disabled', [grantOf('administrator'), grantOf('budgetManager')]);
  askers.push({ name: 'disabled', role: null, id: off });
  const { db, now } = server.parts;
  const principal = askers.find(({ role }) => role === 'principal')?.id ?? '';
  const substitute = await addSomebody(server, 'a-substitute', []);
  askers.push({ name: 'substitute of the principal', role: 'principal', id: substitute });
  await inTransaction(db, async (tx) => {
    await updatePerson(tx, { districtId, id: off }, { disabledAt: now() }, { endsSessions: false });
    await addDelegation(tx, {
      districtId,
      id: randomUUID(),
      fromId: principal,
      toId: substitute,
      roles: ['principal'],
      startsOn: '2024-03-01',
      endsOn: '2024-03-01',
      createdAt: now(),
      createdById: principal,
    });
  });
}, 240_000);
afterAll(() => server.close());

type Answer = { status: number; code: string | null; text: string };

async function ask(endpoint: AnyEndpoint, asker: Asker, ids: Ids): Promise<Answer> {
  const sample: Sample = ENDPOINT_SAMPLES[endpoint.name] ?? {};
  const path = Object.entries(sample.params?.(ids) ?? {}).reduce(
    (filled, [name, value]) => filled.replace(`:${name}`, value),
    endpoint.path,
  );
  const person = asker.id === null ? null : await findPerson(server.parts.db, districtId, asker.id);
  const issued =
    person &&
    (await server.parts.tokens.issue({ districtId, personId: person.id, epoch: person.sessionEpoch }));
  const sent = sample.body?.(ids);
  const reply = await fetch(server.baseUrl + path, {
    method: endpoint.method,
    headers: {
      [CLIENT_VERSION_HEADER]: CLIENT_VERSION,
      ...(issued ? { authorization: `Bearer ${issued.token}` } : {}),
      ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
  });
  const text = await reply.text();
  const code = reply.ok ? null : (JSON.parse(text) as { code: string }).code;
  return { status: reply.status, code, text };
}

/** What the table above says: let in, kept out, or told that there is no such thing. */
function expected({ permission, path }: AnyEndpoint, { role, name }: Asker, target: Target): string {
  if (permission === 'public') return 'in';
  if (name === 'disabled') return 'person.disabled';
  if (role === null) return 'signIn.needed';
  // What is a person's own is an administrator's too, in her district.
  const hasAny = target === 'own' || (target === 'other' && role === 'administrator');
  if (permission === 'signedIn') return path.includes(':') && !hasAny ? 'unknown' : 'in';
  const reach = REACH[permission][role];
  if (reach === '-') return 'permission.missing';
  const isOfSite = path.includes(':siteCode');
  if (!path.includes(':')) return 'in';
  if (target === 'mixed' || (!isOfSite && target !== 'own' && target !== 'other')) return 'unknown';
  if (target === 'own' || reach === 'all')
    return target === 'foreign' || target === 'invented' ? 'unknown' : 'in';
  // A site is refused before it is looked for; anything else is looked for first.
  return isOfSite ? 'permission.missing' : 'unknown';
}

const ofDistrictAlone = new Set(['version', 'number', 'district', 'mailId', 'segment', 'code']);

/** The targets that an endpoint's path can tell apart. */
function targetsOf({ path }: AnyEndpoint): Target[] {
  const names = [...path.matchAll(/:(\w+)/g)]
    .map(([, name = '']) => name)
    .filter((name) => !ofDistrictAlone.has(name));
  if (names.length === 0) return ['own'];
  return names.length > 1
    ? ['own', 'other', 'foreign', 'invented', 'mixed']
    : ['own', 'other', 'foreign', 'invented'];
}

function verdict(endpoint: AnyEndpoint, answer: Answer): string {
  const { code, status } = answer;
  if (code === null) return 'in';
  if (status === 404)
    return ENDPOINT_SAMPLES[endpoint.name]?.mayAnswer?.includes(code as never) ? 'in or unknown' : 'unknown';
  return ENDPOINT_SAMPLES[endpoint.name]?.mayAnswer?.includes(code as never) ? 'in' : code;
}

const fits = (is: string, wanted: string) =>
  is === wanted || (is === 'in or unknown' && (wanted === 'in' || wanted === 'unknown'));

test('every endpoint has a sample, and no sample is of an endpoint that is gone', () => {
  expect(Object.keys(ENDPOINT_SAMPLES).sort()).toEqual(ROUTES.map(({ endpoint }) => endpoint.name).sort());
});

test('the table has every permission and every role', () => {
  const wanted = new Set(ROUTES.map(({ endpoint }) => endpoint.permission));
  for (const permission of wanted) {
    if (permission === 'public' || permission === 'signedIn') continue;
    for (const role of Role.options) expect(['-', 'own', 'all']).toContain(REACH[permission][role]);
  }
});

describe('everybody asks', () => {
  // Those who may change something ask last, so that they find what the others were refused.
  test.each(ROUTES.map(({ endpoint }) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
    '%s',
    async (_address, endpoint) => {
      const wrong: string[] = [];
      for (const asker of askers) {
        const codes = new Map<Target, string>();
        for (const target of targetsOf(endpoint)) {
          const ids = targets.get(target);
          if (!ids) throw new Error(target);
          const answer = await ask(endpoint, asker, ids);
          codes.set(target, `${String(answer.status)} ${answer.code ?? ''}`);
          const wanted = expected(endpoint, asker, target);
          const is = verdict(endpoint, answer);
          if (!fits(is, wanted)) wrong.push(`${asker.name}, ${target}: ${is} instead of ${wanted}`);
          if (/lakeside/i.test(answer.text))
            wrong.push(`${asker.name}, ${target}: told of the other district`);
        }
        if (codes.get('foreign') !== codes.get('invented'))
          wrong.push(`${asker.name}: another district’s differs from one that nobody has`);
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});
