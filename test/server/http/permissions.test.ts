import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as allocations from '../../../src/contract/allocations.js';
import * as mails from '../../../src/contract/mails.js';
import * as audit from '../../../src/contract/audit.js';
import * as comments from '../../../src/contract/comments.js';
import * as amendments from '../../../src/contract/amendments.js';
import * as masterWork from '../../../src/contract/master-work.js';
import * as masters from '../../../src/contract/master-budgets.js';
import * as masterExports from '../../../src/contract/master-exports.js';
import * as revisions from '../../../src/contract/revisions.js';
import * as requests from '../../../src/contract/requests.js';
import * as clientErrors from '../../../src/contract/client-errors.js';
import * as signInCodes from '../../../src/contract/sign-in-codes.js';
import * as districtPlan from '../../../src/contract/district-plan.js';
import * as delegations from '../../../src/contract/delegations.js';
import * as passwords from '../../../src/contract/passwords.js';
import * as people from '../../../src/contract/people.js';
import * as signInWays from '../../../src/contract/sign-in-ways.js';
import * as signIns from '../../../src/contract/sign-in.js';
import * as sites from '../../../src/contract/sites.js';
import * as siteFiles from '../../../src/contract/site-files.js';
import * as submissions from '../../../src/contract/submissions.js';
import type { Permission } from '../../../src/contract/endpoint.js';
import { grantOf, Role, type Grant } from '../../../src/core/district/role.js';
import { DEMO_PEOPLE } from '../../../server/demo/people.js';
import { ROUTES } from '../../../server/routes/routes.js';
import { mayDo, ownersAt, scopeOf, type Actor } from '../../../server/use-cases/actor.js';

const actor = (email: string): Actor => {
  const person = DEMO_PEOPLE.find((candidate) => candidate.email.startsWith(email));
  return { districtId: 'd', personId: email, name: email, roles: person?.roles ?? [] };
};

test('every endpoint of the contract has a route, and no route is twice', () => {
  const declared = [
    audit,
    mails,
    clientErrors,
    signIns,
    signInCodes,
    signInWays,
    passwords,
    people,
    delegations,
    districtPlan,
    sites,
    siteFiles,
    submissions,
    masters,
    masterWork,
    amendments,
    masterExports,
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

const PREPARER_OF = ['site:read', 'site:write', 'siteFile:write', 'comment:write', 'request:write'] as const;
const PRINCIPAL_OF = [
  'site:read',
  'site:write',
  'siteFile:write',
  'site:submit',
  'submission:read',
  'submission:decide',
  'comment:write',
  'request:write',
] as const;
const REVIEWER_OF = [
  'site:read',
  'submission:read',
  'submission:decide',
  'comment:write',
  'request:read',
  'request:answer',
  'plan:read',
] as const;

describe('who may do what', () => {
  const allowed: [who: string, roles: Grant[], site: string | null, Permission[]][] = [
    ['a preparer at her site', [grantOf('preparer', { siteCodes: ['608'] })], '608', [...PREPARER_OF]],
    ['a preparer elsewhere', [grantOf('preparer', { siteCodes: ['608'] })], '571', []],
    ['a principal at her site', [grantOf('principal', { siteCodes: ['608'] })], '608', [...PRINCIPAL_OF]],
    ['a principal elsewhere', [grantOf('principal', { siteCodes: ['608'] })], '571', []],
    ['a principal, somewhere', [grantOf('principal', { siteCodes: ['608'] })], null, [...PRINCIPAL_OF]],
    [
      'a department manager at a school',
      [grantOf('departmentManager', { siteCodes: ['001'], offices: ['facilities'] })],
      '608',
      [...PREPARER_OF],
    ],
    [
      'a department manager at his department',
      [grantOf('departmentManager', { siteCodes: ['001'], offices: ['facilities'] })],
      '001',
      [...PRINCIPAL_OF],
    ],
    ['a department manager of nothing', [grantOf('departmentManager')], '608', []],
    [
      'a principal with offices written beside the role',
      [grantOf('principal', { siteCodes: ['608'], offices: ['facilities'] })],
      '571',
      [],
    ],
    ['a reviewer', [grantOf('reviewer')], '608', [...REVIEWER_OF]],
    ['a reviewer of other sites', [grantOf('reviewer', { siteCodes: ['571'] })], '608', []],
    ['federal programs', [grantOf('federalPrograms')], '608', [...REVIEWER_OF]],
    [
      'a budget manager',
      [grantOf('budgetManager')],
      '608',
      [
        'site:read',
        'workbooks:read',
        'siteFile:write',
        'submission:read',
        'submission:decide',
        'submission:reopen',
        'comment:write',
        'allocation:write',
        'request:read',
        'request:answer',
        'master:read',
        'master:manage',
        'plan:read',
        'plan:manage',
        'audit:read',
      ],
    ],
    [
      'an auditor',
      [grantOf('auditor')],
      '608',
      ['site:read', 'submission:read', 'request:read', 'master:read', 'plan:read', 'audit:read'],
    ],
    ['an administrator', [grantOf('administrator')], '608', ['people:manage', 'audit:read', 'mail:read']],
    ['somebody without a role', [], '608', []],
    [
      'a co-principal who also reviews',
      [grantOf('principal', { siteCodes: ['608'] }), grantOf('reviewer', { siteCodes: ['571'] })],
      '571',
      [...REVIEWER_OF],
    ],
  ];
  const all: Permission[] = [
    'site:read',
    'workbooks:read',
    'site:write',
    'siteFile:write',
    'site:submit',
    'submission:read',
    'submission:decide',
    'submission:reopen',
    'comment:write',
    'allocation:write',
    'request:write',
    'request:read',
    'request:answer',
    'master:read',
    'master:manage',
    'plan:read',
    'plan:manage',
    'people:manage',
    'audit:read',
    'mail:read',
  ];

  test.each(allowed)('%s', (_who, roles, site, permissions) => {
    const somebody: Actor = { districtId: 'd', personId: 'p', name: 'Somebody', roles };
    expect(all.filter((permission) => mayDo(somebody, permission, site))).toEqual(
      all.filter((permission) => permissions.includes(permission)),
    );
    expect(all).toEqual(expect.arrayContaining(permissions));
  });

  test('offices at a site', () => {
    expect([...ownersAt(actor('reyes'), '608')]).toEqual(['site']);
    expect([...ownersAt(actor('reyes'), '571')]).toEqual([]);
    expect(ownersAt(actor('lindqvist'), '608').has('site')).toBe(false);
    expect(ownersAt(actor('lindqvist'), '608').has('facilities')).toBe(true);
    expect(ownersAt(actor('lindqvist'), '001').has('site')).toBe(true);
  });
});

test('what somebody sees is what she may do at each site', () => {
  const codes = ['001', '571', '608'];
  const someGrant = fc.record({
    role: fc.constantFrom(...Role.options),
    siteCodes: fc.subarray(codes),
    offices: fc.subarray(['finance', 'facilities']),
    fundingSources: fc.subarray(['100', '200']),
  });
  const permission = fc.constantFrom<'site:read' | 'submission:read' | 'request:read' | 'site:write'>(
    'site:read',
    'submission:read',
    'request:read',
    'site:write',
  );
  fc.assert(
    fc.property(fc.array(someGrant, { maxLength: 3 }), permission, (roles, wanted) => {
      const somebody: Actor = { districtId: 'd', personId: 'p', name: 'Somebody', roles };
      const { siteCodes } = scopeOf(somebody, wanted);
      for (const code of codes)
        expect(siteCodes === 'all' || siteCodes.includes(code)).toBe(mayDo(somebody, wanted, code));
    }),
  );
});
