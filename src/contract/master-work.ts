import { z } from 'zod';
import { ControlTotals } from '../core/merge/control-total.js';
import { DifferenceExplanation } from '../core/merge/difference-explanation.js';
import { Dimension } from '../core/merge/dimensions.js';
import { MasterProof } from '../core/merge/prove.js';
import { Stage, StageEvent } from '../core/merge/stage.js';
import { Against } from '../core/merge/tie-out.js';
import { TracedLine } from '../core/merge/trace.js';
import { Cents } from '../core/money.js';
import { Fte } from '../core/fte.js';
import { endpoint, NoBody, NoParams, OrdinalInPath, WHOLE_MASTER_MS } from './endpoint.js';

const VersionParams = z.object({ version: OrdinalInPath });

/** What became of a version: its stages, and what was signed about its differences. */
export const MasterState = z.object({
  version: z.int(),
  stages: z.array(StageEvent),
  /** Of the differences that this version has; of an adopted one, those signed before it was adopted. */
  explanations: z.array(DifferenceExplanation),
  /** The version of the year that was adopted; null before. */
  adopted: z.int().nullable(),
});
export type MasterState = z.infer<typeof MasterState>;

export const getMasterState = endpoint({
  name: 'getMasterState',
  method: 'GET',
  hasEtag: true,
  path: '/v1/master-budgets/:version/state',
  permission: 'master:read',
  params: VersionParams,
  body: NoBody,
  reply: MasterState,
});

/** Signs one explanation for one or several differences. Each holds for that very difference and no other. */
export const explainDifferences = endpoint({
  name: 'explainDifferences',
  method: 'POST',
  path: '/v1/master-budgets/:version/explanations',
  permission: 'master:manage',
  ifMatch: 'getMasterState',
  params: VersionParams,
  body: z.object({
    text: z.string().trim().min(1).max(2000),
    differences: z
      .array(DifferenceExplanation.pick({ key: true, differenceCents: true, differenceFte: true }))
      .min(1)
      .max(200),
  }),
  reply: MasterState,
});

/** Takes a version to its next stage. Adopting asks that everything ties out or is explained. */
export const moveMaster = endpoint({
  name: 'moveMaster',
  method: 'POST',
  path: '/v1/master-budgets/:version/stages',
  permission: 'master:manage',
  ifMatch: 'getMasterState',
  params: VersionParams,
  body: z.object({
    stage: Stage,
    /** Local date of the meeting. */
    date: z.iso.date(),
    resolution: z.string().trim().max(80),
  }),
  waitMs: () => WHOLE_MASTER_MS,
  reply: MasterState,
});

/** Something on the other side of a difference: a revenue, an entry of a ledger, a control total. */
const OtherFigure = z.object({ title: z.string(), detail: z.string(), amountCents: Cents, fte: Fte });

/**
 * A total of the master is that of an account, or a row of the tie-out by dimension, other side and code; the whole
 * budget where none is named.
 */
const TraceQuery = z.object({
  account: z.string().min(1).max(64).optional(),
  /** With `lineId`: of those lines only this one of a site. */
  site: z.string().min(1).max(40).optional(),
  lineId: z.string().min(1).max(80).optional(),
  dimension: Dimension.optional(),
  against: Against.optional(),
  code: z.string().max(80).optional(),
  /** How many lines were read before. */
  after: z.coerce.number().int().min(0).max(10_000_000).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
});

/**
 * The lines behind a total, each with site, revision, the cell of its workbook, who approved it and why it is wanted. At
 * most `limit` (100 where nothing is said) after those that were read before.
 */
export const traceMaster = endpoint({
  name: 'traceMaster',
  method: 'GET',
  path: '/v1/master-budgets/:version/lines',
  permission: 'master:read',
  params: VersionParams,
  query: TraceQuery,
  body: NoBody,
  reply: z.object({
    lines: z.array(TracedLine),
    /** Of all lines behind the total, whatever the page. */
    lineCount: z.int(),
    totalCents: Cents,
    totalFte: Fte,
    others: z.array(OtherFigure),
    /** What to send as `after` for the next page; null on the last. */
    next: z.int().nullable(),
  }),
});

/** Works out anew, from the revisions as they are stored, that merged equals submitted. */
export const proveMaster = endpoint({
  name: 'proveMaster',
  method: 'GET',
  path: '/v1/master-budgets/:version/proof',
  permission: 'master:read',
  params: VersionParams,
  body: NoBody,
  waitMs: () => WHOLE_MASTER_MS,
  reply: MasterProof.extend({
    /** Whether the version still has the SHA-256 that it was made with. */
    isUnchanged: z.boolean(),
    provedAt: z.iso.datetime(),
  }),
});

/** The master workbook of a version (.xlsx). */
export const getMasterWorkbook = endpoint({
  name: 'getMasterWorkbook',
  method: 'GET',
  path: '/v1/master-budgets/:version/workbook.xlsx',
  permission: 'master:read',
  params: VersionParams,
  body: NoBody,
  waitMs: () => WHOLE_MASTER_MS,
  reply: z.custom<Uint8Array>((reply) => reply instanceof Uint8Array),
  contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

/** The accounting system's control totals that the next version is held to. */
export const getControlTotals = endpoint({
  name: 'getControlTotals',
  method: 'GET',
  hasEtag: true,
  path: '/v1/control-totals',
  permission: 'master:read',
  params: NoParams,
  body: NoBody,
  reply: z.object({ control: ControlTotals.nullable() }),
});

/** Replaces them. Versions that were made keep those they were held to. */
export const putControlTotals = endpoint({
  name: 'putControlTotals',
  method: 'PUT',
  path: '/v1/control-totals',
  permission: 'master:manage',
  ifMatch: 'getControlTotals',
  params: NoParams,
  body: z.object({ asOf: ControlTotals.shape.asOf, totals: ControlTotals.shape.totals.max(500) }),
  reply: z.object({ control: ControlTotals.nullable() }),
});
