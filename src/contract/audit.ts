import { z } from 'zod';
import { endpoint, NoBody, NoParams } from './endpoint.js';

const Sequence = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const Hash = z.string().regex(/^[0-9a-f]{64}$/);
/** The end of a chain, or a place in it: whoever keeps it elsewhere can tell later whether anything before it moved. */
export const ChainHead = z.object({ sequence: Sequence, hash: Hash });
export type ChainHead = z.infer<typeof ChainHead>;

/** What somebody did, as the trail has it; without a sequence it waits to be sealed. */
export const AuditEntry = z.object({
  id: z.uuid(),
  at: z.string(),
  personId: z.uuid().nullable(),
  /** Null of somebody who is not known here. */
  person: z.string().nullable(),
  action: z.string(),
  siteCode: z.string().nullable(),
  subject: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  sequence: Sequence.nullable(),
  hash: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

const Filter = {
  site: z.string().min(1).max(20).optional(),
  action: z.string().min(1).max(60).optional(),
  person: z.uuid().optional(),
};

/** The trail, newest first; of an auditor of some sites, what is about those. */
export const listAudit = endpoint({
  name: 'listAudit',
  method: 'GET',
  path: '/v1/audit',
  permission: 'audit:read',
  params: NoParams,
  query: z.object({
    ...Filter,
    /** Id of the last entry that was read. */
    before: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(200).optional(),
  }),
  body: NoBody,
  reply: z.object({
    entries: z.array(AuditEntry),
    hasMore: z.boolean(),
    /** Null while nothing is sealed. */
    head: ChainHead.nullable(),
  }),
});

/** The trail as a file, in the order of the chain, with what is needed to work out every hash again. */
export const exportAuditCsv = endpoint({
  name: 'exportAuditCsv',
  method: 'GET',
  path: '/v1/audit/export.csv',
  permission: 'audit:read',
  params: NoParams,
  query: z.object(Filter),
  body: NoBody,
  reply: z.string(),
  contentType: 'text/csv; charset=utf-8',
});

/** The same as JSON: `{ district, entries, waiting, head }`. */
export const exportAuditJson = endpoint({
  name: 'exportAuditJson',
  method: 'GET',
  path: '/v1/audit/export.json',
  permission: 'audit:read',
  params: NoParams,
  query: z.object(Filter),
  body: NoBody,
  reply: z.custom<Uint8Array>((reply) => reply instanceof Uint8Array),
  contentType: 'application/json',
});

/**
 * What a check of the trail found, with the place where it is known.
 * - `differs`: an event, or its seal, is not what was sealed; two that were swapped are two of these.
 * - `eventMissing`, `sealMissing`, `doubled`: a place in the chain without its event, without its seal, or with two.
 * - `shortened`, `beyondHead`, `headDiffers`, `headMissing`: the chain ends elsewhere than it should.
 * - `unlisted`: an event that was written past Sitebook. `waitingEventMissing`: one that was taken away unsealed.
 * - `pinDiffers`, `pinMissing`: the chain does not go through the place that was kept elsewhere.
 */
export const AuditFault = z.object({
  kind: z.enum([
    'differs',
    'eventMissing',
    'sealMissing',
    'doubled',
    'shortened',
    'beyondHead',
    'headDiffers',
    'headMissing',
    'unlisted',
    'waitingEventMissing',
    'pinDiffers',
    'pinMissing',
  ]),
  sequence: Sequence.nullable(),
  eventId: z.uuid().nullable(),
});
export type AuditFault = z.infer<typeof AuditFault>;

export const AuditVerdict = z.object({
  checkedAt: z.iso.datetime(),
  isIntact: z.boolean(),
  sealed: z.int().min(0),
  waiting: z.int().min(0),
  head: ChainHead.nullable(),
  /** At most a hundred; `faultCount` counts all. */
  faults: z.array(AuditFault),
  faultCount: z.int().min(0),
});
export type AuditVerdict = z.infer<typeof AuditVerdict>;

/** Checks the whole trail, against a head that was kept elsewhere where one is given. */
export const verifyAudit = endpoint({
  name: 'verifyAudit',
  method: 'POST',
  path: '/v1/audit/verify',
  permission: 'audit:read',
  params: NoParams,
  body: z.object({ pinned: ChainHead.optional() }),
  reply: AuditVerdict,
  maxBodyBytes: 1024,
});

/**
 * Whether a receipt is what the trail says.
 * - `sealed`: it is, and its place in the chain is given. `waiting`: it is, and will be sealed within moments.
 * - `unknown`: there is no such revision. `differs`: there is, with other figures than the receipt.
 * - `damaged`: the trail or the stored revision is not what was sealed.
 */
export const ReceiptVerdict = z.discriminatedUnion('result', [
  z.object({
    result: z.literal('sealed'),
    sequence: Sequence,
    hash: Hash,
    sealedAt: z.string(),
    head: ChainHead,
  }),
  z.object({ result: z.literal('waiting') }),
  z.object({ result: z.literal('unknown') }),
  z.object({ result: z.literal('differs') }),
  z.object({ result: z.literal('damaged') }),
]);
export type ReceiptVerdict = z.infer<typeof ReceiptVerdict>;

/** Checks a receipt that somebody was given for a save, of a site that the caller may see. */
export const checkReceipt = endpoint({
  name: 'checkReceipt',
  method: 'POST',
  path: '/v1/receipts/check',
  permission: 'signedIn',
  params: NoParams,
  body: z.object({
    siteCode: z.string().min(1).max(20),
    revision: z.int().min(1).max(1_000_000),
    contentHash: Hash,
  }),
  reply: ReceiptVerdict,
  maxBodyBytes: 1024,
});

/** One change that the caller may know of: what kind, where, and of what. No text and no figures of a budget. */
export const Change = z.object({
  sequence: Sequence,
  kind: z.string(),
  siteCode: z.string().nullable(),
  subject: z.string(),
});
export type Change = z.infer<typeof Change>;

/**
 * What happened after a place in the chain. Places are given after changes are committed, in order, so nothing is ever
 * skipped. Without `since` it gives only the newest place, to begin from.
 */
export const listChanges = endpoint({
  name: 'listChanges',
  method: 'GET',
  path: '/v1/changes',
  permission: 'signedIn',
  params: NoParams,
  query: z.object({ since: z.coerce.number().pipe(Sequence).optional() }),
  body: NoBody,
  reply: z.object({ changes: z.array(Change), next: Sequence, hasMore: z.boolean() }),
});
