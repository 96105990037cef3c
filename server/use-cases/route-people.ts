import type { RoutePerson } from '../../src/core/approval/approver.js';
import type { Database, Transaction } from '../stores/open-database.js';
import { listPeople } from '../stores/person-store.js';
import { mayDo } from './actor.js';

type Someone = Awaited<ReturnType<typeof listPeople>>[number];

/**
 * The people of a district as approval routes know them: whoever may decide anything at all. Somebody whom a route names
 * and whose roles decide nothing would never get at a submission, and so counts as not there.
 */
export async function routePeople(db: Database | Transaction, districtId: string): Promise<RoutePerson[]> {
  return asRoutePeople(await listPeople(db, districtId));
}

export function asRoutePeople(people: readonly Someone[]): RoutePerson[] {
  return people
    .map(({ id, name, email, roles }) => ({ id, name, email, grants: roles }))
    .filter(({ id, name, grants }) =>
      mayDo({ districtId: '', personId: id, name, roles: grants }, 'submission:decide', null),
    );
}
