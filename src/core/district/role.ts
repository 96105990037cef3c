import { z } from 'zod';

/**
 * What a person is in a district.
 * - `preparer` fills in a school's rows, which its principal submits.
 * - `principal` edits and submits a school's own rows.
 * - `departmentManager` is the principal of the departments in `siteCodes`, and edits the rows of central `offices` at
 *   every site.
 * - `reviewer` looks at what sites submit: an analyst of the budget office, or an area superintendent.
 * - `federalPrograms` does so for the funding sources of federal programs.
 * - `budgetManager` sets up and closes the year.
 * - `auditor` reads everything and changes nothing.
 * - `administrator` looks after people and their sign-ins, and after no budget.
 */
export const Role = z.enum([
  'preparer',
  'principal',
  'departmentManager',
  'reviewer',
  'federalPrograms',
  'budgetManager',
  'auditor',
  'administrator',
]);
export type Role = z.infer<typeof Role>;

/** Roles whose holders look after some sites alone: without sites they have nothing. */
const OF_SITES: readonly Role[] = ['departmentManager'];

/** One role of a person, with what it is limited to. */
export const Grant = z.object({
  role: Role,
  /** The sites it holds for; none means every site, but for a department manager, who then manages none. */
  siteCodes: z.array(z.string().min(1).max(20)).max(1000),
  /** The central offices whose rows a department manager edits. */
  offices: z.array(z.string().min(1).max(60)).max(50).default([]),
  /** The funding sources that a reviewer looks at; none means all. */
  fundingSources: z.array(z.string().min(1).max(60)).max(500).default([]),
});
export type Grant = z.infer<typeof Grant>;

/** A grant that somebody holds: her own, or one that another person handed her for some days. */
export const HeldGrant = Grant.extend({
  from: z.object({ personId: z.uuid(), name: z.string() }).optional(),
});
export type HeldGrant = z.infer<typeof HeldGrant>;

/** A grant as it is written down where it has few limits. */
export function grantOf(role: Role, limits: Partial<Omit<Grant, 'role'>> = {}): Grant {
  return { role, siteCodes: [], offices: [], fundingSources: [], ...limits };
}

/** Whether a grant is about every site. */
export function isEverywhere({ role, siteCodes }: Grant): boolean {
  return siteCodes.length === 0 && !OF_SITES.includes(role);
}

/** Whether a grant is about a site; with null, whether it is about any. */
export function isAtSite(grant: Grant, siteCode: string | null): boolean {
  if (isEverywhere(grant)) return true;
  return siteCode === null ? grant.siteCodes.length > 0 : grant.siteCodes.includes(siteCode);
}
