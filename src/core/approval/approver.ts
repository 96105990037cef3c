import { z } from 'zod';
import { isAtSite, Role, type Grant, type HeldGrant } from '../district/role.js';

/**
 * Who may sign a step: everybody who holds a role there, or one person by id or e-mail address. `grant` narrows a role
 * to grants that name the site (an area superintendent is a reviewer of named sites) or that hold for every site (the
 * budget office is a reviewer of all).
 */
export const Approver = z.union([
  z.strictObject({ role: Role, grant: z.enum(['namesSite', 'districtWide']).optional() }),
  z.strictObject({ personId: z.uuid() }),
  z.strictObject({ email: z.email() }),
]);
export type Approver = z.infer<typeof Approver>;

/** Somebody of the district with what they may do: all that a route has to know of a person. */
export type RoutePerson = { id: string; name: string; email?: string; grants: readonly HeldGrant[] };

/** Whose work a submission is: of whoever sent it, and of those in whose name she did. */
export type WhoseWork = { submittedById: string; inNameOf?: readonly { personId: string }[] | undefined };

/**
 * Whether work is a person's own: she sent it, it was sent in her name, or she stands in for one of those. Nobody decides
 * on her own work.
 */
export function isOwnWork(work: WhoseWork, { id, grants }: RoutePerson): boolean {
  return isOwner(work, id) || grants.some(({ from }) => from !== undefined && isOwner(work, from.personId));
}

/** Whether somebody sent it, or it was sent in her name. */
export function isOwner({ submittedById, inNameOf = [] }: WhoseWork, personId: string): boolean {
  return personId === submittedById || inNameOf.some((owner) => owner.personId === personId);
}

/** Roles of those whose budget it is: submitting is their signature. */
export const SITE_MANAGERS: readonly Role[] = ['principal', 'departmentManager'];

export function isManager(role: Role): boolean {
  return SITE_MANAGERS.includes(role);
}

/**
 * In whose name somebody submits a site's budget: of all who handed her the site's management, where she has none of it
 * herself; nobody's where she submits in her own.
 */
export function inWhoseName({ grants }: RoutePerson, siteCode: string): { personId: string; name: string }[] {
  const held = grants.filter((grant) => isManager(grant.role) && isAtSite(grant, siteCode));
  const givers = new Map(held.flatMap(({ from }) => (from ? [[from.personId, from]] : [])));
  return held.some(({ from }) => from === undefined) ? [] : [...givers.values()];
}

/** What a signature is about: a site and the funding sources of it; none is the whole sheet. */
export type SignedMatter = { siteCode: string; sources: readonly string[] };

/**
 * Whether somebody is one of the approvers. A grant that is limited to funding sources signs only what concerns none
 * but those.
 */
export function isApprover(
  approvers: readonly Approver[],
  person: RoutePerson,
  matter: SignedMatter,
): boolean {
  return approvers.some((approver) => {
    if ('personId' in approver) return approver.personId === person.id;
    if ('email' in approver) return approver.email.toLowerCase() === person.email?.toLowerCase();
    return person.grants.some(
      (grant) => grant.role === approver.role && fitsScope(approver.grant, grant) && covers(grant, matter),
    );
  });
}

/** Holds one of the roles, wherever: who may stand in for somebody of that role. */
export function holdsRole(roles: ReadonlySet<Role>, { grants }: RoutePerson): boolean {
  return grants.some(({ role }) => roles.has(role));
}

/** Holds a role at a site, whatever the funding sources. */
export function hasRoleAt(role: Role, { grants }: RoutePerson, siteCode: string): boolean {
  return grants.some((grant) => grant.role === role && isAtSite(grant, siteCode));
}

function fitsScope(scope: 'namesSite' | 'districtWide' | undefined, { siteCodes }: Grant): boolean {
  if (scope === undefined) return true;
  return scope === 'districtWide' ? siteCodes.length === 0 : siteCodes.length > 0;
}

function covers(grant: Grant, { siteCode, sources }: SignedMatter): boolean {
  const { fundingSources: limits } = grant;
  if (!isAtSite(grant, siteCode)) return false;
  if (limits.length === 0) return true;
  return sources.length > 0 && sources.every((source) => limits.includes(source));
}
