import { z } from 'zod';
import { Role } from '../core/district/role.js';
import { endpoint, NoBody, NoParams } from './endpoint.js';
import { NextPage, PageQuery } from './paging.js';

const Somebody = z.object({ id: z.uuid(), name: z.string() });

/** Roles that one person hands another for some days, the first and the last included, in the district's time zone. */
export const Delegation = z.object({
  id: z.uuid(),
  from: Somebody,
  to: Somebody,
  /** Which of her roles; none means all but that of an administrator. */
  roles: z.array(Role),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  createdAt: z.iso.datetime(),
  /** When it was taken back before its time. */
  endedAt: z.iso.datetime().nullable(),
});
export type Delegation = z.infer<typeof Delegation>;

/** What the caller handed to others and others to her, newest first; an administrator sees all. */
export const listDelegations = endpoint({
  name: 'listDelegations',
  method: 'GET',
  path: '/v1/delegations',
  permission: 'signedIn',
  params: NoParams,
  query: PageQuery,
  body: NoBody,
  reply: z.object({ delegations: z.array(Delegation), next: NextPage }),
});

/**
 * Hands one's own roles to somebody of the district; an administrator may do it for another (`fromId`). What was handed
 * to her goes no further, and an administrator's role to nobody. Safe to repeat: the sender chooses the id.
 */
export const addDelegation = endpoint({
  name: 'addDelegation',
  method: 'POST',
  path: '/v1/delegations',
  permission: 'signedIn',
  params: NoParams,
  body: z.object({
    id: z.uuid(),
    fromId: z.uuid().optional(),
    toEmail: z.string().trim().min(1).max(200),
    roles: z.array(Role).max(20),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
  }),
  reply: Delegation,
});

/** Takes back what was handed over, at once. Either of the two may, and an administrator. Safe to repeat. */
export const endDelegation = endpoint({
  name: 'endDelegation',
  method: 'DELETE',
  path: '/v1/delegations/:delegationId',
  permission: 'signedIn',
  params: z.object({ delegationId: z.uuid() }),
  body: z.object({}),
  reply: Delegation,
});
