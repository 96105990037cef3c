import { expect, test } from '@jest/globals';
import { grantOf } from '../../../src/core/district/role.js';
import { rolesOf } from '../../../server/stores/person-store.js';

test.each([
  [
    'an office of the first versions is a department manager without sites',
    [{ role: 'office', siteCodes: ['608'], offices: ['finance'] }],
    [grantOf('departmentManager', { offices: ['finance'] })],
  ],
  [
    'what was not written is empty',
    [{ role: 'reviewer', siteCodes: ['608'] }],
    [grantOf('reviewer', { siteCodes: ['608'] })],
  ],
  [
    'today’s are as they are',
    [grantOf('principal', { siteCodes: ['1'] })],
    [grantOf('principal', { siteCodes: ['1'] })],
  ],
  ['what nobody knows is no grant', [{ role: 'emperor', siteCodes: [] }, null, 'x', {}], []],
  ['nothing is nobody', null, []],
  ['an object is nobody', { role: 'reviewer', siteCodes: [] }, []],
])('%s', (_what, stored, expected) => {
  expect(rolesOf(stored)).toEqual(expected);
});
