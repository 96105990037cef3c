import { z } from 'zod';
import { AccountCode } from '../core/account/chart-of-accounts.js';
import { RulePack } from '../core/rules/rule-pack.js';
import { endpoint, NoBody, NoParams } from './endpoint.js';

/** Why finance changes what approvals were given for: signers whose steps wait again read it. */
const Reason = z.string().trim().min(1).max(500);

/** A rule pack that comes with the program, and may be used. */
const ShippedPack = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string().optional(),
  ruleCount: z.int().min(0),
});

/**
 * The rules of the open year: the district's own pack with the names of the packs it uses, as `rules.json` has it, and
 * the packs to choose from. `hash` is that of all rules together, which receipts carry.
 */
export const YearRules = z.object({
  pack: RulePack,
  hash: z.string(),
  ruleCount: z.int().min(0),
  shipped: z.array(ShippedPack),
});
export type YearRules = z.infer<typeof YearRules>;

export const getRules = endpoint({
  name: 'getRules',
  method: 'GET',
  hasEtag: true,
  path: '/v1/rules',
  permission: 'plan:read',
  params: NoParams,
  body: NoBody,
  reply: YearRules,
});

/** A district's own pack is a file that people write; the largest that a district is known to have has some 40 kB. */
const PACK_BYTES = 1024 * 1024;

/**
 * Replaces the rules of the open year: other packs are used, or the district's own rules are others. Exactly the steps of
 * approvals wait again whose findings are others by it. A pack that cannot be is refused with everything that is wrong
 * in it (`rules.invalid`). The same rules again change nothing.
 */
export const putRules = endpoint({
  name: 'putRules',
  method: 'PUT',
  ifMatch: 'getRules',
  path: '/v1/rules',
  permission: 'plan:manage',
  params: NoParams,
  body: z.strictObject({
    /** As `rules.json`: read rule by rule, so that every problem is told by the name of its rule. */
    pack: z.record(z.string(), z.unknown()),
    reason: Reason,
  }),
  reply: YearRules,
  maxBodyBytes: PACK_BYTES,
});

/** The segments of the account strings, in their order. */
export const listSegments = endpoint({
  name: 'listSegments',
  method: 'GET',
  path: '/v1/chart/segments',
  permission: 'plan:read',
  params: NoParams,
  body: NoBody,
  reply: z.object({
    segments: z.array(
      z.object({
        code: z.string(),
        title: z.string(),
        /** Characters of a code, or the most. */
        width: z.int().min(1),
        /** Null of a segment without a list, which takes any code of its form. */
        codeCount: z.int().min(0).nullable(),
      }),
    ),
    /** What stands between the codes of an account; empty where they are packed. */
    separator: z.string(),
  }),
});

const SegmentParams = z.object({ segment: z.string().min(1).max(40) });

/** The codes of a segment of the chart of accounts, by code; the next ones after the code `after`. */
export const listCodes = endpoint({
  name: 'listCodes',
  method: 'GET',
  path: '/v1/chart/segments/:segment/codes',
  permission: 'plan:read',
  params: SegmentParams,
  query: z.object({
    after: z.string().min(1).max(40).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
  }),
  body: NoBody,
  reply: z.object({
    codes: z.array(AccountCode),
    /** What to ask for `after` next; null at the end. */
    next: z.string().nullable(),
  }),
});

const CodeParams = SegmentParams.extend({ code: z.string().min(1).max(40) });

export const getCode = endpoint({
  name: 'getCode',
  method: 'GET',
  hasEtag: true,
  path: '/v1/chart/segments/:segment/codes/:code',
  permission: 'plan:read',
  params: CodeParams,
  body: NoBody,
  reply: AccountCode,
});

/**
 * Sets a code of the open year's chart: adds it, retitles it, closes it by its last day (`to`), or opens it again. What
 * is left out is none. Steps of approvals wait again whose sheets have rows on it, unless its title alone is another;
 * a code that is closed during the budget year is still good in that year. What cannot be is refused with every reason
 * (`chart.codeWrong`). The same code again changes nothing.
 */
export const putCode = endpoint({
  name: 'putCode',
  method: 'PUT',
  ifMatch: 'getCode',
  path: '/v1/chart/segments/:segment/codes/:code',
  permission: 'plan:manage',
  params: CodeParams,
  body: z.strictObject({
    title: z.string().trim().min(1).max(200),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    parent: z.string().min(1).max(40).optional(),
    stateCode: z.string().min(1).max(40).optional(),
    isHeading: z.boolean().optional(),
    reason: Reason,
  }),
  reply: AccountCode,
});
