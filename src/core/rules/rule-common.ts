import { z } from 'zod';
import { AccountPattern } from '../account/account-pattern.js';
import { SiteLevel, type Site } from '../budget/site.js';
import { Severity } from '../problem.js';

/** What money, sites and accounts a rule is about. Everything that is left out is not asked for. */
export const AppliesTo = z.strictObject({
  fundingSources: z.array(z.string().min(1)).optional(),
  /** Programmes of funding sources, such as `titleIA`: how a federal or state pack finds a district's money. */
  programs: z.array(z.string().min(1)).optional(),
  levels: z.array(SiteLevel).optional(),
  accounts: z.array(AccountPattern).optional(),
});
export type AppliesTo = z.infer<typeof AppliesTo>;

/** Whether a rule is about a site, as far as the site's level goes. */
export function hasLevel(appliesTo: AppliesTo | undefined, { level }: Site): boolean {
  return appliesTo?.levels?.includes(level) ?? true;
}

/** Where a rule is judged: one line, a group of lines, a site, or the whole district. */
export const RuleScope = z.enum(['line', 'group', 'site', 'district']);
export type RuleScope = z.infer<typeof RuleScope>;

/** What every rule says of itself, beside the data of its kind. */
export const RULE_COMMON = {
  id: z.string().min(1).max(80),
  /** What the rule is called, in a few words that a principal reads. */
  title: z.string().max(200).optional(),
  severity: Severity,
  scope: RuleScope.optional(),
  appliesTo: AppliesTo.optional(),
  /** Budget years that touch these days are held to the rule; both ends included, absent ends are open. */
  effective: z.strictObject({ from: z.iso.date().optional(), to: z.iso.date().optional() }).optional(),
  /** Law, guidance or board policy, as the pane shows it. */
  citation: z.string(),
  askWhom: z.string(),
  /** Finance may allow what this rule blocks: its finding is then a warning that counts as explained. */
  allowsExceptions: z.boolean().optional(),
};

/**
 * Something a rule needs beside a site's own lines and posts. What the district did not give makes the rule answer
 * "checked at the office". `figure:` and `accounts:` name a figure or a set of accounts that the district sets up.
 */
export type RuleInput =
  | 'enrolment'
  | 'revenue'
  | 'wholeDistrict'
  | 'combinations'
  | `figure:${string}`
  | `accounts:${string}`;
