import type { Permission } from '../../src/contract/endpoint.js';
import type { Person } from '../../src/contract/sign-in.js';
import { SITE_OWNER } from '../../src/core/budget/site.js';

/** Who asks: taken from the bearer token and the database, never from the request. */
export type Actor = { districtId: string; personId: string; name: string; roles: Person['roles'] };

/** The office codes whose rows the actor edits at a site. A role without site codes holds for every site. */
export function ownersAt(actor: Actor, siteCode: string): Set<string> {
  const owners = new Set<string>();
  for (const { role, siteCodes, offices } of actor.roles) {
    if (siteCodes.length > 0 && !siteCodes.includes(siteCode)) continue;
    if (role === 'principal') owners.add(SITE_OWNER);
    if (role === 'office') for (const office of offices) owners.add(office);
  }
  return owners;
}

/** Whether the actor holds a permission, at a site where the permission is about one. */
export function mayDo(actor: Actor, permission: Permission, siteCode: string | null): boolean {
  const worksAt = (roles: readonly string[]) =>
    actor.roles.some(
      ({ role, siteCodes }) =>
        roles.includes(role) && (siteCode === null || siteCodes.length === 0 || siteCodes.includes(siteCode)),
    );
  switch (permission) {
    case 'public':
    case 'signedIn':
      return true;
    case 'site:read':
      return worksAt(['principal', 'office', 'reviewer', 'budgetManager']);
    case 'request:answer':
      return worksAt(['reviewer', 'budgetManager']);
    case 'request:write':
    case 'site:write':
      return worksAt(['principal', 'office']);
    case 'site:submit':
      return worksAt(['principal']);
    case 'submission:review':
      return worksAt(['reviewer']);
    case 'comment:write':
      return worksAt(['principal', 'office', 'reviewer']);
    case 'allocation:write':
    case 'master:manage':
      return worksAt(['budgetManager']);
  }
}
