import { z } from 'zod';
import { MasterBudget } from '../core/merge/master-budget.js';
import { Stage } from '../core/merge/stage.js';
import { TieOut } from '../core/merge/tie-out.js';
import { Fte } from '../core/fte.js';
import { Cents } from '../core/money.js';
import { endpoint, NoBody, NoParams, OrdinalInPath, WHOLE_MASTER_MS } from './endpoint.js';
import { PageQuery } from './paging.js';

/** A version of the master budget, without its lines. Versions are never changed. */
export const MasterSummary = z.object({
  version: z.int().min(1),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  contentHash: z.string(),
  siteCount: z.int().min(0),
  totalCents: Cents,
  totalFte: Fte,
  mergedEqualsSubmitted: z.boolean(),
  /** How far it got; absent of one that was only merged. */
  stage: Stage.optional(),
});
export type MasterSummary = z.infer<typeof MasterSummary>;

const VersionParams = z.object({ version: OrdinalInPath });

/**
 * Merges the latest approved revision of every site into the next version of the master budget. When nothing that it is
 * made of or held against changed since the last version, that version is the answer.
 */
export const createMaster = endpoint({
  name: 'createMaster',
  method: 'POST',
  path: '/v1/master-budgets',
  permission: 'master:manage',
  params: NoParams,
  body: z.object({}),
  waitMs: () => WHOLE_MASTER_MS,
  reply: MasterSummary,
});

/** The versions, newest first. */
export const listMasters = endpoint({
  name: 'listMasters',
  method: 'GET',
  path: '/v1/master-budgets',
  permission: 'master:read',
  params: NoParams,
  query: PageQuery.extend({
    /** The last version of the page before. */
    after: OrdinalInPath.optional(),
  }),
  body: NoBody,
  reply: z.object({ versions: z.array(MasterSummary), next: z.int().nullable().optional() }),
});

export const getMaster = endpoint({
  name: 'getMaster',
  method: 'GET',
  hasEtag: true,
  path: '/v1/master-budgets/:version',
  permission: 'master:read',
  params: VersionParams,
  body: NoBody,
  reply: z.object({ summary: MasterSummary, master: MasterBudget, tieOut: TieOut }),
});

/** The lines of a master budget as CSV: one row a line, amounts with two decimals, text safe to open in Excel. */
export const exportMaster = endpoint({
  name: 'exportMaster',
  method: 'GET',
  path: '/v1/master-budgets/:version/lines.csv',
  permission: 'master:read',
  params: VersionParams,
  body: NoBody,
  reply: z.string(),
  contentType: 'text/csv; charset=utf-8',
});
