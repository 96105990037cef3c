import { REVIEWERS } from '../../src/core/approval/request-route.js';
import type { Permission } from '../../src/contract/endpoint.js';
import {
  isAtSite,
  isEverywhere,
  type Grant,
  type HeldGrant,
  type Role,
} from '../../src/core/district/role.js';
import type { Database } from '../stores/open-database.js';
import type { Scope } from '../stores/scope.js';
import { openYear, yearOf, type Year, type YearHead } from '../stores/year-store.js';
import { SITE_OWNER } from '../../src/core/budget/site.js';

/** Who asks: taken from the bearer token and the database, never from the request. */
export type Actor = {
  districtId: string;
  personId: string;
  name: string;
  /** Her own grants, and those that others handed her, each with whose it is. */
  roles: HeldGrant[];
  /** The year that her district builds, as the request found it; null where it has none, absent where nobody looked. */
  openYear?: YearHead | null;
  /** Until she has changed her password she may do nothing else. */
  mustChangePassword?: boolean;
};

/** The year that an actor's district builds: for reading, where it costs no round trip. Throws `NoOpenYear`. */
export function yearOfActor(db: Database, { districtId, openYear: head }: Actor): Promise<Year> {
  return head === undefined ? openYear(db, districtId) : yearOf(db, districtId, head);
}

/** The office codes whose rows the actor edits at a site; the site's own manager also those of no office. */
export function ownersAt(actor: Actor, siteCode: string): Set<string> {
  const owners = new Set<string>();
  for (const grant of actor.roles) {
    if (EDITORS.includes(grant.role) && isAtSite(grant, siteCode)) owners.add(SITE_OWNER);
    if (grant.role === 'departmentManager') for (const office of grant.offices) owners.add(office);
  }
  return owners;
}

/** The same for a workbook that comes as a file: the budget manager sends in what a site without the add-in filled in. */
export function fileOwnersAt(actor: Actor, siteCode: string): Set<string> {
  const owners = ownersAt(actor, siteCode);
  if (actor.roles.some((grant) => grant.role === 'budgetManager' && isAtSite(grant, siteCode)))
    owners.add(SITE_OWNER);
  return owners;
}

const EDITORS: readonly Role[] = ['preparer', 'principal', 'departmentManager'];

/**
 * The roles that hold a permission, and of which sites: those of the grant, or every site, as a department manager who
 * has rows of an office everywhere.
 */
const HOLDERS: Record<
  Exclude<Permission, 'public' | 'signedIn'>,
  { roles: readonly Role[]; withOffices?: true }
> = {
  'site:read': { roles: [...EDITORS, ...REVIEWERS, 'auditor'], withOffices: true },
  'site:write': { roles: EDITORS, withOffices: true },
  'siteFile:write': { roles: [...EDITORS, 'budgetManager'], withOffices: true },
  'workbooks:read': { roles: ['budgetManager'] },
  'site:submit': { roles: ['principal', 'departmentManager'] },
  'submission:read': { roles: ['principal', 'departmentManager', ...REVIEWERS, 'auditor'] },
  'submission:decide': { roles: ['principal', 'departmentManager', ...REVIEWERS] },
  'submission:reopen': { roles: ['budgetManager'] },
  'comment:write': { roles: [...EDITORS, ...REVIEWERS], withOffices: true },
  'allocation:write': { roles: ['budgetManager'] },
  'request:write': { roles: EDITORS, withOffices: true },
  'request:read': { roles: [...REVIEWERS, 'auditor'] },
  'request:answer': { roles: REVIEWERS },
  'master:read': { roles: ['budgetManager', 'auditor'] },
  'master:manage': { roles: ['budgetManager'] },
  'plan:read': { roles: [...REVIEWERS, 'auditor'] },
  'plan:manage': { roles: ['budgetManager'] },
  'people:manage': { roles: ['administrator'] },
  'audit:read': { roles: ['auditor', 'budgetManager', 'administrator'] },
  'mail:read': { roles: ['administrator'] },
};

const hasOffices = ({ role, offices }: Grant) => role === 'departmentManager' && offices.length > 0;

/** Whether the actor holds a permission, at a site where the permission is about one. */
export function mayDo(actor: Actor, permission: Permission, siteCode: string | null): boolean {
  if (permission === 'public' || permission === 'signedIn') return true;
  const { roles, withOffices = false } = HOLDERS[permission];
  return actor.roles.some(
    (grant) =>
      roles.includes(grant.role) && (isAtSite(grant, siteCode) || (withOffices && hasOffices(grant))),
  );
}

/** What a permission lets the actor see of her district: the sites and funding sources of all grants that hold it. */
export function scopeOf(actor: Actor, permission: Exclude<Permission, 'public' | 'signedIn'>): Scope {
  const { roles, withOffices = false } = HOLDERS[permission];
  const grants = actor.roles.filter(({ role }) => roles.includes(role));
  const isOfAll = (grant: Grant) => isEverywhere(grant) || (withOffices && hasOffices(grant));
  return {
    districtId: actor.districtId,
    siteCodes: grants.some(isOfAll) ? 'all' : [...new Set(grants.flatMap((one) => one.siteCodes))],
  };
}
