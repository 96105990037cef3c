import type { Grant } from '../../core/district/role.js';
import { PEOPLE } from '../../ui/messages/people.js';

/** A grant as the list shows it: the role, with what it is limited to. */
export function grantText({ role, siteCodes, offices, fundingSources }: Grant): string {
  const name = PEOPLE.roleNames[role];
  const limits = [...siteCodes, ...offices, ...fundingSources];
  return limits.length === 0 ? name : PEOPLE.atSites(name, limits.join(', '));
}
