import { z } from 'zod';
import { AllocationEntry } from '../core/budget/allocation.js';
import { Fte } from '../core/fte.js';
import { Cents } from '../core/money.js';
import { endpoint, SiteParams } from './endpoint.js';

/**
 * Adds an entry to the ledger of what a site may budget. The server dates it and signs it; nothing that stands in the
 * ledger is ever changed. Safe to repeat: the sender chooses the entry's id, and the same entry again is the same.
 */
export const addAllocationEntry = endpoint({
  name: 'addAllocationEntry',
  method: 'POST',
  path: '/v1/sites/:siteCode/allocation-entries',
  permission: 'allocation:write',
  params: SiteParams,
  body: z
    .object({
      /** Of version 4: entries of import files have ids of version 8. */
      id: z.uuidv4(),
      fundingSource: z.string().min(1).max(40),
      kind: AllocationEntry.shape.kind,
      /** What is added; below zero takes away. */
      amountCents: Cents,
      fte: Fte,
      reason: z.string().trim().min(1).max(500),
      fixBy: z.iso.date().optional(),
    })
    .refine(({ amountCents, fte }) => amountCents !== 0 || fte !== 0, {
      path: ['amountCents'],
      message: 'an entry adds or takes away something',
    }),
  reply: AllocationEntry,
});
