import { z } from 'zod';
import { Amendment, AmendmentDraft, RevisedBudget } from '../core/merge/amendment.js';
import { endpoint, NoBody, NoParams, WHOLE_MASTER_MS } from './endpoint.js';

/**
 * The amendments of the adopted budget, in the order they were entered, with what they come to on a local date (today
 * where none is given). `accounts` are those that an amendment names; totals are of the whole budget.
 */
export const listAmendments = endpoint({
  name: 'listAmendments',
  method: 'GET',
  hasEtag: true,
  path: '/v1/amendments',
  permission: 'master:read',
  params: NoParams,
  query: z.object({ asOf: z.iso.date().optional() }),
  body: NoBody,
  waitMs: () => WHOLE_MASTER_MS,
  reply: z.object({
    /** Null before a version is adopted. */
    adopted: z.object({ version: z.int(), date: z.iso.date(), resolution: z.string() }).nullable(),
    asOf: z.iso.date(),
    amendments: z.array(Amendment),
    revised: RevisedBudget.nullable(),
  }),
});

/** Enters an amendment. The sender chooses the id; the same amendment again is the same. */
export const addAmendment = endpoint({
  name: 'addAmendment',
  method: 'POST',
  path: '/v1/amendments',
  permission: 'master:manage',
  ifMatch: 'listAmendments',
  params: NoParams,
  waitMs: () => WHOLE_MASTER_MS,
  body: AmendmentDraft.extend({ id: z.uuid() }),
  reply: Amendment,
});
