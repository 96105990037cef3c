import { z } from 'zod';
import { Grant } from '../core/district/role.js';
import { endpoint, NoBody, NoParams } from './endpoint.js';

const Name = z.string().trim().min(1).max(120);
const Email = z.email().max(200);
const Grants = z.array(Grant).max(50);

/** Somebody of the district, as the administrator sees her. */
export const ManagedPerson = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  roles: z.array(Grant),
  /** Since when she may not sign in. */
  disabledAt: z.iso.datetime().nullable(),
  hasPassword: z.boolean(),
  mustChangePassword: z.boolean(),
});
export type ManagedPerson = z.infer<typeof ManagedPerson>;

/**
 * Somebody in a list, with the entity tag of `getPerson`: who changes her sends it along (`If-Match`), so that nothing is
 * changed that looked otherwise.
 */
export const ListedPerson = ManagedPerson.extend({ etag: z.string().optional() });
export type ListedPerson = z.infer<typeof ListedPerson>;

/** The people of the district by name; the next ones after the person `after`. */
export const listPeople = endpoint({
  name: 'listPeople',
  method: 'GET',
  path: '/v1/people',
  permission: 'people:manage',
  params: NoParams,
  query: z.object({
    after: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  body: NoBody,
  reply: z.object({
    people: z.array(ListedPerson),
    /** What to ask for `after` next; null at the end. */
    next: z.uuid().nullable(),
  }),
});

/** Adds somebody, who then needs a link to choose a password. Safe to repeat: the sender chooses the id. */
export const addPerson = endpoint({
  name: 'addPerson',
  method: 'POST',
  path: '/v1/people',
  permission: 'people:manage',
  params: NoParams,
  body: z.object({ id: z.uuid(), name: Name, email: Email, roles: Grants }),
  reply: ManagedPerson,
});

const PersonParams = z.object({ personId: z.uuid() });

/** Somebody as she is now. */
export const getPerson = endpoint({
  name: 'getPerson',
  method: 'GET',
  hasEtag: true,
  path: '/v1/people/:personId',
  permission: 'people:manage',
  params: PersonParams,
  body: NoBody,
  reply: ManagedPerson,
});

/**
 * Changes what is given. Who is disabled is signed out at once everywhere. The last administrator stays one
 * (`person.lastAdministrator`).
 */
export const changePerson = endpoint({
  name: 'changePerson',
  method: 'PATCH',
  ifMatch: 'getPerson',
  path: '/v1/people/:personId',
  permission: 'people:manage',
  params: PersonParams,
  body: z.object({
    name: Name.optional(),
    email: Email.optional(),
    roles: Grants.optional(),
    isDisabled: z.boolean().optional(),
  }),
  reply: ManagedPerson,
});

/** Makes a link by which somebody chooses a password, for the administrator to hand over. Older ones end. */
export const addPasswordReset = endpoint({
  name: 'addPasswordReset',
  method: 'POST',
  path: '/v1/people/:personId/password-resets',
  permission: 'people:manage',
  params: PersonParams,
  body: z.object({}),
  reply: z.object({
    /** Below the address of the server; the secret stands behind the `#`, which no server is sent. */
    path: z.string(),
    expiresAt: z.iso.datetime(),
  }),
});

const Choice = z.object({ code: z.string(), title: z.string() });

/** What grants can be limited to in the open year; empty lists where no year is open. */
export const getGrantChoices = endpoint({
  name: 'getGrantChoices',
  method: 'GET',
  path: '/v1/grant-choices',
  permission: 'people:manage',
  params: NoParams,
  body: NoBody,
  reply: z.object({
    sites: z.array(Choice),
    offices: z.array(Choice),
    fundingSources: z.array(Choice),
  }),
});
