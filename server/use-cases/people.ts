import type { BodyOf, QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import type {
  addPerson as addEndpoint,
  changePerson as changeEndpoint,
  getGrantChoices as choicesEndpoint,
  listPeople as listEndpoint,
  ManagedPerson,
} from '../../src/contract/people.js';
import { SITE_OWNER } from '../../src/core/budget/site.js';
import type { Grant } from '../../src/core/district/role.js';
import { inTransaction, type Transaction } from '../stores/open-database.js';
import * as store from '../stores/person-store.js';
import { removeResets } from '../stores/password-store.js';
import { removeSessionsOf } from '../stores/session-store.js';
import { listSites, NoOpenYear, openYear } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import type { Parts } from './parts.js';
import { newReset, resetAsked } from './passwords.js';
import { Refusal } from './refusal.js';
import { settleRequests } from './answer-request.js';
import { settleSubmissions } from './reopen-steps.js';
import type { ResetLink } from './reset-mail.js';

type StoredPerson = store.StoredPerson;

export async function listPeople(
  { db }: Parts,
  { districtId }: Actor,
  { after: afterId, limit }: QueryOf<typeof listEndpoint>,
): Promise<ReplyOf<typeof listEndpoint>> {
  const after = afterId === undefined ? null : await store.findPerson(db, districtId, afterId);
  if (afterId !== undefined && !after) throw new Refusal('person.unknown');
  const found = await store.pageOfPeople(db, districtId, { after, limit: limit + 1 });
  const people = found.slice(0, limit);
  return {
    people: people.map(managed),
    next: found.length > limit ? (people.at(-1)?.id ?? null) : null,
  };
}

/**
 * Somebody as she is. People are held fast while she is read: within a change that depends on what is read here, nobody
 * else changes her in between.
 */
export async function readPerson(
  parts: Parts,
  { districtId }: Actor,
  personId: string,
): Promise<ManagedPerson> {
  return inTransaction(parts.db, async (tx) => {
    await store.lockPeople(tx, districtId);
    return managed(await existing(tx, districtId, personId));
  });
}

export async function addPerson(
  parts: Parts,
  actor: Actor,
  { id, name, email, roles }: BodyOf<typeof addEndpoint>,
): Promise<ManagedPerson> {
  const { districtId } = actor;
  return inTransaction(parts.db, async (tx) => {
    await store.lockPeople(tx, districtId);
    const known = await store.findPerson(tx, districtId, id);
    if (known) {
      if (known.email !== email.toLowerCase()) throw new Refusal('request.idTaken');
      return managed(known);
    }
    await assertFree(tx, districtId, id, email);
    await assertKnown(tx, districtId, roles);
    await store.addPerson(tx, { districtId, id, name, email, roles, passwordHash: '' });
    await audit(tx, parts, actor, {
      action: 'person.added',
      subject: id,
      details: { roles: roleNames(roles) },
    });
    return managed(await existing(tx, districtId, id));
  });
}

/** Changes somebody. A change that would leave the district without an administrator is refused whole. */
export async function changePerson(
  parts: Parts,
  actor: Actor,
  personId: string,
  change: BodyOf<typeof changeEndpoint>,
): Promise<ManagedPerson> {
  const { districtId } = actor;
  return inTransaction(parts.db, async (tx) => {
    await store.lockPeople(tx, districtId);
    const before = await existing(tx, districtId, personId);
    const { name = before.name, email = before.email, roles = before.roles } = change;
    if (email.toLowerCase() !== before.email) await assertFree(tx, districtId, personId, email);
    if (change.roles) await assertKnown(tx, districtId, roles);
    const isDisabled = change.isDisabled ?? before.disabledAt !== null;
    const disabledAt = isDisabled ? (before.disabledAt ?? parts.now()) : null;
    await assertAdministrator(tx, { ...before, roles, disabledAt });
    const isTurnedOff = isDisabled && before.disabledAt === null;
    await store.updatePerson(tx, before, { name, email, roles, disabledAt }, { endsSessions: isTurnedOff });
    if (isTurnedOff) {
      await removeSessionsOf(tx, before);
      await removeResets(tx, before);
    }
    await auditChange(tx, parts, actor, before, { ...before, name, email, roles, disabledAt });
    await settleRequests(tx, parts, actor);
    await settleSubmissions(tx, parts, actor);
    return managed(await existing(tx, districtId, personId));
  });
}

/** What was changed, without saying to what: names and addresses are not the trail's. Roles are, before and after. */
async function auditChange(
  tx: Transaction,
  parts: Parts,
  actor: Actor,
  before: StoredPerson,
  after: StoredPerson,
): Promise<void> {
  const subject = before.id;
  const changed = [
    ...(before.name === after.name ? [] : ['name']),
    ...(before.email === after.email.toLowerCase() ? [] : ['email']),
  ];
  if (changed.length > 0)
    await audit(tx, parts, actor, {
      action: 'person.changed',
      subject,
      details: { fields: changed.join(', ') },
    });
  const [was, is] = [roleNames(before.roles), roleNames(after.roles)];
  if (was !== is)
    await audit(tx, parts, actor, {
      action: 'person.rolesChanged',
      subject,
      details: { before: was, after: is },
    });
  const wasOff = before.disabledAt !== null;
  if (wasOff !== (after.disabledAt !== null))
    await audit(tx, parts, actor, {
      action: wasOff ? 'person.enabled' : 'person.disabled',
      subject,
      details: {},
    });
}

/** A link for somebody to choose a password, for the administrator to hand over. */
export async function addPasswordReset(parts: Parts, actor: Actor, personId: string): Promise<ResetLink> {
  const { districtId } = actor;
  return inTransaction(parts.db, async (tx) => {
    const person = await existing(tx, districtId, personId);
    if (person.disabledAt) throw new Refusal('person.isDisabled');
    const link = await newReset(tx, parts, person);
    await audit(tx, parts, actor, resetAsked(personId));
    return link;
  });
}

async function existing(tx: Transaction, districtId: string, id: string): Promise<StoredPerson> {
  const found = await store.findPerson(tx, districtId, id);
  if (!found) throw new Refusal('person.unknown');
  return found;
}

async function assertFree(tx: Transaction, districtId: string, id: string, email: string): Promise<void> {
  const other = await store.findPersonByEmail(tx, districtId, email);
  if (other && other.id !== id) throw new Refusal('person.emailTaken');
}

/** What grants can be limited to: the sites, offices and funding sources of the open year. */
export async function readGrantChoices(
  { db }: Pick<Parts, 'db'>,
  { districtId }: Pick<Actor, 'districtId'>,
): Promise<ReplyOf<typeof choicesEndpoint>> {
  try {
    const year = await openYear(db, districtId);
    const { ownership, fundingSources } = year.plan;
    const owners = ownership.filter(({ owner }) => owner !== SITE_OWNER);
    return {
      sites: (await listSites(db, year)).map(({ code, name }) => ({ code, title: name })),
      offices: [...new Map(owners.map(({ owner, ownerTitle }) => [owner, ownerTitle]))].map(
        ([code, title]) => ({ code, title }),
      ),
      fundingSources: fundingSources.map(({ code, title }) => ({ code, title })),
    };
  } catch (error) {
    if (!(error instanceof NoOpenYear)) throw error;
    return { sites: [], offices: [], fundingSources: [] };
  }
}

/** Sites and funding sources have to be those of the open year; where none is open, there is nothing to check by. */
async function assertKnown(tx: Transaction, districtId: string, roles: readonly Grant[]): Promise<void> {
  const choices = await readGrantChoices({ db: tx }, { districtId });
  if (choices.sites.length === 0) return;
  const unknownOf = (known: readonly { code: string }[], codes: readonly string[]) =>
    codes.find((code) => !known.some((one) => one.code === code));
  for (const { siteCodes, fundingSources } of roles) {
    const site = unknownOf(choices.sites, siteCodes);
    if (site !== undefined) throw new Refusal('site.unknown', { site });
    const fundingSource = unknownOf(choices.fundingSources, fundingSources);
    if (fundingSource !== undefined) throw new Refusal('allocation.unknownSource', { fundingSource });
  }
}

const isAdministrator = ({ roles, disabledAt }: Pick<StoredPerson, 'roles' | 'disabledAt'>) =>
  disabledAt === null && roles.some(({ role }) => role === 'administrator');

/** Somebody has to be left who can let others in. */
async function assertAdministrator(tx: Transaction, after: StoredPerson): Promise<void> {
  if (isAdministrator(after)) return;
  const before = await existing(tx, after.districtId, after.id);
  if (!isAdministrator(before)) return;
  const others = await store.listPeople(tx, after.districtId);
  const isOther = ({ id, roles }: (typeof others)[number]) =>
    id !== after.id && roles.some(({ role }) => role === 'administrator');
  if (!others.some(isOther)) throw new Refusal('person.lastAdministrator');
}

/** Roles with what each is limited to, in one line: `principal (608), reviewer`. */
function roleNames(roles: readonly Grant[]): string {
  return roles
    .map(({ role, siteCodes, offices, fundingSources }) => {
      const limits = [...siteCodes, ...offices, ...fundingSources];
      return limits.length === 0 ? role : `${role} (${limits.join(', ')})`;
    })
    .join(', ');
}

function managed(person: StoredPerson): ManagedPerson {
  const { id, name, email, roles, disabledAt, passwordHash, mustChangePassword } = person;
  return {
    id,
    name,
    email,
    roles,
    disabledAt: disabledAt?.toISOString() ?? null,
    hasPassword: passwordHash !== '',
    mustChangePassword,
  };
}
