import { describe, expect, test } from '@jest/globals';
import * as allocations from '../../../src/contract/allocations.js';
import * as comments from '../../../src/contract/comments.js';
import * as masters from '../../../src/contract/master-budgets.js';
import * as revisions from '../../../src/contract/revisions.js';
import * as requests from '../../../src/contract/requests.js';
import * as clientErrors from '../../../src/contract/client-errors.js';
import * as signInCodes from '../../../src/contract/sign-in-codes.js';
import * as signIns from '../../../src/contract/sign-in.js';
import * as sites from '../../../src/contract/sites.js';
import * as submissions from '../../../src/contract/submissions.js';
import type { Permission } from '../../../src/contract/endpoint.js';
import { DEMO_PEOPLE } from '../../../server/demo/people.js';
import { ROUTES } from '../../../server/routes/routes.js';
import { mayDo, ownersAt, type Actor } from '../../../server/use-cases/actor.js';

const actor = (email: string): Actor => {
  const person = DEMO_PEOPLE.find((candidate) => candidate.email.startsWith(email));
  return { districtId: 'd', personId: email, name: email, roles: person?.roles ?? [] };
};

test('every endpoint of the contract has a route, and no route is twice', () => {
  const declared = [
    clientErrors,
    signIns,
    signInCodes,
    sites,
    submissions,
    masters,
    allocations,
    comments,
    requests,
    revisions,
  ]
    .flatMap((file) => Object.values(file) as object[])
    .filter((value): value is { name: string; path: string } => 'path' in value && 'permission' in value);
  expect(ROUTES.map(({ endpoint }) => endpoint.name).sort()).toEqual(declared.map(({ name }) => name).sort());
  const addresses = ROUTES.map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`);
  expect(new Set(addresses).size).toBe(addresses.length);
});

describe('who may do what', () => {
  const allowed: Record<string, [string | null, Permission[]][]> = {
    reyes: [
      ['608', ['site:read', 'site:write', 'site:submit', 'comment:write', 'request:write']],
      ['571', []],
      [null, ['site:read', 'site:write', 'site:submit', 'comment:write', 'request:write']],
    ],
    lindqvist: [
      ['608', ['site:read', 'site:write', 'comment:write', 'request:write']],
      ['000', ['site:read', 'site:write', 'site:submit', 'comment:write', 'request:write']],
    ],
    ortiz: [['608', ['site:read', 'submission:review', 'comment:write', 'request:answer']]],
    chen: [
      [
        '608',
        [
          'site:read',
          'submission:review',
          'comment:write',
          'allocation:write',
          'request:answer',
          'master:manage',
        ],
      ],
    ],
    nobody: [['608', []]],
  };
  const all: Permission[] = [
    'site:read',
    'site:write',
    'site:submit',
    'submission:review',
    'comment:write',
    'allocation:write',
    'request:write',
    'request:answer',
    'master:manage',
  ];

  test.each(Object.entries(allowed))('%s', (who, cases) => {
    for (const [siteCode, permissions] of cases) {
      expect([siteCode, all.filter((permission) => mayDo(actor(who), permission, siteCode))]).toEqual([
        siteCode,
        permissions,
      ]);
    }
  });

  test('offices at a site', () => {
    expect([...ownersAt(actor('reyes'), '608')]).toEqual(['site']);
    expect([...ownersAt(actor('reyes'), '571')]).toEqual([]);
    expect(ownersAt(actor('lindqvist'), '608').has('site')).toBe(false);
    expect(ownersAt(actor('lindqvist'), '608').has('facilities')).toBe(true);
    expect(ownersAt(actor('lindqvist'), '001').has('site')).toBe(true);
  });
});
