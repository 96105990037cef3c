import { z } from 'zod';
import { CodePattern } from './account-pattern.js';
import { AccountString } from './account-structure.js';

const Conditions = z.record(z.string(), CodePattern);

const Common = {
  /** What rules and findings call the table, such as `CHK-FUNDxGOAL`. */
  id: z.string().min(1),
  title: z.string().min(1),
  citation: z.string(),
  /** An allowed table lists what may be, a forbidden one what may not. */
  sense: z.enum(['allowed', 'forbidden']),
  /** Judge the state's codes (after `rollUp`) instead of the district's own. */
  isOfState: z.boolean().optional(),
  /** The table applies where every segment named here has one of these codes: `{"object": "1000..7999"}`. */
  when: Conditions.optional(),
  /** The table does not apply where every segment named here has one of these codes: `{"function": "7210"}`. */
  unless: Conditions.optional(),
  /**
   * What an allowed table says of a code that it does not name at all: of either segment in a pair matrix, of the
   * first segment in ranges and lists. Refused unless said otherwise. A forbidden table refuses only what it names.
   */
  unlisted: z.enum(['allowed', 'refused']).optional(),
};

/**
 * A table of account combinations. It never applies to an account that leaves out one of the segments it looks at.
 * Pairs: a matrix of two segments. Ranges: rows of code patterns, one a segment (a segment that a row leaves out may
 * have any code). List: whole account strings in the district's form, or codes of some segments.
 */
export const CombinationTable = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pairs'),
    ...Common,
    rowSegment: z.string().min(1),
    columnSegment: z.string().min(1),
    /** Row code to the column codes listed with it. A row without columns is known, and goes with nothing. */
    pairs: z.record(z.string(), z.array(z.string().min(1))),
    /** Every column code the matrix knows, where some are listed with no row. */
    columns: z.array(z.string().min(1)).optional(),
  }),
  z.object({
    kind: z.literal('ranges'),
    ...Common,
    segments: z.array(z.string().min(1)).min(1),
    rows: z.array(Conditions).min(1),
  }),
  z.object({
    kind: z.literal('list'),
    ...Common,
    entries: z.array(z.union([AccountString, z.record(z.string(), z.string().min(1))])),
  }),
]);
export type CombinationTable = z.infer<typeof CombinationTable>;

/**
 * One table that an account does not fit. `segments`, `codes` (as the table judged them: the state's, where it is of
 * the state) and `ownCodes` (as the account has them) run side by side. The reason is `notAllowed` where the table
 * knows the codes but not together, `unlisted` where it does not know the codes of the segments in `unlisted` (from
 * another fiscal year, or the district's own), `forbidden` where the table forbids them.
 */
export type CombinationFault = {
  table: string;
  reason: 'notAllowed' | 'unlisted' | 'forbidden';
  segments: readonly string[];
  codes: readonly string[];
  ownCodes: readonly string[];
  unlisted: readonly string[];
};
