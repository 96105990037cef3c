import type { Grant, HeldGrant, Role } from '../../src/core/district/role.js';
import * as store from '../stores/delegation-store.js';
import type { Database, Transaction } from '../stores/open-database.js';
import type { DaysAround, StoredPerson } from '../stores/person-store.js';
import { findTimeZone } from '../stores/year-store.js';
import { localDate } from './local-date.js';
import type { Parts } from './parts.js';

const DAY_MS = 24 * 3_600_000;

/** The roles that go to nobody else. */
export const KEPT: readonly Role[] = ['administrator'];

/** What a person may do today: her own grants, and those of whom she stands in for, as they have them now. */
export async function rolesToday(
  { db, now }: Pick<Parts, 'db' | 'now'>,
  person: Pick<StoredPerson, 'districtId' | 'id' | 'roles'>,
): Promise<HeldGrant[]> {
  const handed = (await handedToday(db, now(), person.districtId, person.id)).get(person.id) ?? [];
  return [...person.roles, ...handed];
}

type HandedGrant = HeldGrant & { from: NonNullable<HeldGrant['from']> };

/** What people were handed for today, by who has it; of one person where one is named. */
export async function handedToday(
  db: Database | Transaction,
  at: Date,
  districtId: string,
  toId?: string,
): Promise<Map<string, HandedGrant[]>> {
  const handed = await store.listHanded(db, districtId, daysAround(at), toId);
  const held = new Map<string, HandedGrant[]>();
  if (handed.length === 0) return held;
  const today = await todayOf(db, districtId, at);
  for (const { from, toId: to, grants, roles, startsOn, endsOn } of handed) {
    if (startsOn > today || today > endsOn) continue;
    const given = handedOf(grants, roles).map((grant) => ({
      ...grant,
      from: { personId: from.id, name: from.name },
    }));
    held.set(to, [...(held.get(to) ?? []), ...given]);
  }
  return held;
}

/** Everywhere on earth it is one of these days. */
export function daysAround(at: Date): DaysAround {
  return {
    earliest: localDate(new Date(at.getTime() - DAY_MS), 'UTC'),
    latest: localDate(new Date(at.getTime() + DAY_MS), 'UTC'),
  };
}

/** The grants of somebody that go over with some roles; with none named, all that may. */
export function handedOf(grants: readonly Grant[], wanted: readonly Role[]): Grant[] {
  return grants.filter(({ role }) => !KEPT.includes(role) && (wanted.length === 0 || wanted.includes(role)));
}

/** The day it is where the district is. */
export async function todayOf(db: Database | Transaction, districtId: string, at: Date): Promise<string> {
  return localDate(at, (await findTimeZone(db, districtId)) ?? 'UTC');
}
