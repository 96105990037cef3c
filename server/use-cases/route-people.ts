import type { RoutePerson } from '../../src/core/approval/approver.js';
import type { Database, Transaction } from '../stores/open-database.js';
import { listPeople } from '../stores/person-store.js';
import { mayDo } from './actor.js';
import { handedToday } from './delegations.js';

/**
 * The people of a district as approval routes know them, each with what others handed her for today: whoever may decide
 * anything at all. Somebody whom a route names and whose roles decide nothing would never get at a submission, and so
 * counts as not there.
 */
export async function routePeople(
  db: Database | Transaction,
  { now }: { now: () => Date },
  districtId: string,
): Promise<RoutePerson[]> {
  const people = await listPeople(db, districtId);
  const handed = await handedToday(db, now(), districtId);
  return people
    .map(({ id, name, email, roles }) => ({ id, name, email, grants: [...roles, ...(handed.get(id) ?? [])] }))
    .filter(({ id, name, grants }) =>
      mayDo({ districtId: '', personId: id, name, roles: grants }, 'submission:decide', null),
    );
}
