import type { BodyOf, QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import type {
  addDelegation as addEndpoint,
  Delegation,
  listDelegations as listEndpoint,
} from '../../src/contract/delegations.js';
import type { Role } from '../../src/core/district/role.js';
import * as store from '../stores/delegation-store.js';
import { inTransaction, type Transaction } from '../stores/open-database.js';
import { findPerson, findPersonByEmail, type StoredPerson } from '../stores/person-store.js';
import { mayDo, type Actor } from './actor.js';
import { audit } from './audit.js';
import { handedOf, KEPT, todayOf } from './handed-today.js';
import { cursorOf, cut, pageOf } from './pages.js';
import type { Parts } from './parts.js';
import { settleRequests } from './answer-request.js';
import { settleSubmissions } from './reopen-steps.js';
import { Refusal } from './refusal.js';

const DAY_MS = 24 * 3_600_000;
/** Longer than somebody is away. */
const MOST_DAYS = 366;

export async function listDelegations(
  { db }: Parts,
  actor: Actor,
  query: QueryOf<typeof listEndpoint>,
): Promise<ReplyOf<typeof listEndpoint>> {
  const which = mayDo(actor, 'people:manage', null) ? {} : { personId: actor.personId };
  const found = await store.listDelegations(db, actor.districtId, which, pageOf(query));
  const cursor = ({ createdAt, id }: Delegation) => cursorOf({ at: createdAt, id });
  const { rows: delegations, next } = cut(found, query, cursor);
  return { delegations, next };
}

/** Hands over roles; what cannot be handed over is refused with its reason. */
export async function addDelegation(
  parts: Parts,
  actor: Actor,
  body: BodyOf<typeof addEndpoint>,
): Promise<Delegation> {
  const { districtId, personId } = actor;
  const fromId = body.fromId ?? personId;
  if (fromId !== personId && !mayDo(actor, 'people:manage', null)) throw new Refusal('permission.missing');
  return inTransaction(parts.db, async (tx) => {
    const from = await findPerson(tx, districtId, fromId);
    const to = await findPersonByEmail(tx, districtId, body.toEmail);
    if (!from || !to || to.disabledAt) throw new Refusal('person.unknown');
    if (to.id === from.id) throw new Refusal('delegation.toHerself');
    assertHers(from, body.roles);
    await assertDays(tx, parts, districtId, body);
    const { id, roles, startsOn, endsOn } = body;
    const isNew = await store.addDelegation(tx, {
      districtId,
      id,
      fromId,
      toId: to.id,
      roles,
      startsOn,
      endsOn,
      createdAt: parts.now(),
      createdById: personId,
    });
    const [known] = await store.listDelegations(tx, districtId, { id });
    if (known?.from.id !== fromId || known.to.id !== to.id) throw new Refusal('request.idTaken');
    if (isNew)
      await audit(tx, parts, actor, {
        action: 'delegation.added',
        subject: id,
        details: { from: fromId, to: to.id, roles: roles.join(', '), startsOn, endsOn },
      });
    return known;
  });
}

/** Only grants of her own: what others handed her is not stored with her. */
function assertHers(from: StoredPerson, wanted: readonly Role[]): void {
  const kept = wanted.find((role) => KEPT.includes(role));
  if (kept !== undefined) throw new Refusal('delegation.administrator');
  const isHers = (role: Role) => from.roles.some((grant) => grant.role === role);
  if (!wanted.every(isHers) || handedOf(from.roles, wanted).length === 0)
    throw new Refusal('delegation.notHeld');
}

async function assertDays(
  tx: Transaction,
  parts: Parts,
  districtId: string,
  { startsOn, endsOn }: Pick<Delegation, 'startsOn' | 'endsOn'>,
): Promise<void> {
  const today = await todayOf(tx, districtId, parts.now());
  const days = (Date.parse(endsOn) - Date.parse(startsOn)) / DAY_MS;
  if (days < 0 || days > MOST_DAYS || endsOn < today) throw new Refusal('delegation.dates', { today });
}

/** Takes back what was handed over; who is not part of it does not learn that it is there. */
export async function endDelegation(parts: Parts, actor: Actor, id: string): Promise<Delegation> {
  const { districtId, personId } = actor;
  return inTransaction(parts.db, async (tx) => {
    const which = mayDo(actor, 'people:manage', null) ? { id } : { id, personId };
    const [found] = await store.listDelegations(tx, districtId, which);
    if (!found) throw new Refusal('delegation.unknown');
    const at = parts.now();
    if (!(await store.endDelegation(tx, districtId, id, at))) {
      const [ended] = await store.listDelegations(tx, districtId, { id });
      return ended ?? found;
    }
    await audit(tx, parts, actor, { action: 'delegation.ended', subject: id, details: {} });
    await settleRequests(tx, parts, actor);
    await settleSubmissions(tx, parts, actor);
    return { ...found, endedAt: at.toISOString() };
  });
}
