import type { CodeFault } from './chart-of-accounts.js';
import { hasBit, type PatternBits } from './pattern-set.js';

/** What the checks want to know of one account string, worked out once. */
export type AccountFacts = {
  account: string;
  /** Segment codes, or null when the string has another shape or unknown codes. */
  codes: readonly string[] | null;
  faults: readonly CodeFault[];
  /** Code of the first funding source whose pattern fits; null when none does or the string is faulty. */
  fundingSource: string | null;
  /** The site that the account string names; null where it names none or is faulty. */
  siteCode: string | null;
  /** Office code of who edits a line on this account. */
  lineOwner: string;
  /** Office code of who edits a post charged to this account. */
  postOwner: string;
  /** Posts put amounts on this account, so its proposed amount is not typed. */
  isFed: boolean;
  /** What it has in common with accounts alike; what a rule selects depends on this alone. */
  profile: AccountProfile;
};

/** Accounts that fit the same patterns, and so have one funding source and one owner, and count in the same sums. */
export type AccountProfile = {
  id: number;
  /** The patterns they fit; null when the string is faulty. */
  patterns: PatternBits | null;
  fundingSource: string | null;
  /** Place of the funding source in the plan; -1 for none. */
  sourceNumber: number;
  lineOwner: string;
  postOwner: string;
};

export type AccountTest = (facts: AccountFacts) => boolean;

/** Whether an account fits one of some patterns, given by their numbers in the pattern set. */
export function fitsAny(ids: readonly number[]): AccountTest {
  return ({ profile: { patterns } }) => patterns !== null && ids.some((id) => hasBit(patterns, id));
}
