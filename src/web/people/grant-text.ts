import type { Grant } from '../../core/district/role.js';
import { PEOPLE } from '../../ui/messages/people.js';

/** The names that codes of sites, offices and funding sources have; a code without one stands for itself. */
export type TitleOf = (code: string) => string;
export const CODES_ALONE: TitleOf = (code) => code;

/** A grant as people read it: the role, with what it is limited to. */
export function grantText(
  { role, siteCodes, offices, fundingSources }: Grant,
  titleOf: TitleOf = CODES_ALONE,
): string {
  const name = PEOPLE.roleNames[role];
  const limits = [...siteCodes, ...offices, ...fundingSources].map(titleOf);
  return limits.length === 0 ? name : PEOPLE.atSites(name, limits.join(', '));
}
