import type { z } from 'zod';
import { isActive, type Period } from '../account/period.js';
import { periodOf, type BudgetYear } from '../budget/budget-year.js';
import { atOffice } from './at-office.js';
import type { Check, GroupView, SiteFacts, Sums } from './check.js';
import { hasLevel, type RuleInput } from './rule-common.js';
import type { RuleKind, RuleScopeFacts } from './rule-kind.js';
import { RULE_KINDS, type Rule } from './rule-pack.js';

/** A rule with the checks it makes of a book. */
export type PreparedRule = { rule: Rule; checks: readonly Check[] };

/**
 * Makes the checks of a pack's rules, in the pack's order. Rules that the year is not held to are left out. A rule
 * whose inputs are not there, or that only the whole district can answer, says "checked at the office" for each
 * site that has money it is about.
 */
export function prepareRules(
  rules: readonly Rule[],
  year: BudgetYear,
  scope: RuleScopeFacts,
): PreparedRule[] {
  const period = periodOf(year);
  return rules
    .filter((rule) => isInEffect(rule, period))
    .map((rule) => {
      const kind = kindOf(rule);
      const missing = missingInputs(rule, kind.inputs(rule), scope);
      return {
        rule,
        checks: missing.length === 0 ? kind.prepare(rule, scope) : [officeCheck(rule, missing, scope)],
      };
    });
}

/** Whether only a check of all sites of a district together can answer a rule. */
export function needsWholeDistrict(rule: Rule): boolean {
  return rule.scope === 'district' || kindOf(rule).inputs(rule).includes('wholeDistrict');
}

/** Whether a budget year touches the days on which a rule is in force. */
export function isInEffect({ effective }: Pick<Rule, 'effective'>, period: Period): boolean {
  return isActive(effective ?? {}, period);
}

/** The discriminator holds that a rule's data fit its kind's schema, which the compiler cannot follow through a union. */
function kindOf(rule: Rule): RuleKind<z.ZodObject> {
  return RULE_KINDS[rule.kind];
}

function missingInputs(rule: Rule, inputs: readonly RuleInput[], scope: RuleScopeFacts): RuleInput[] {
  const needed: RuleInput[] = rule.scope === 'district' ? ['wholeDistrict', ...inputs] : [...inputs];
  return [...new Set(needed)].filter((input) => !isGiven(input, scope));
}

function isGiven(input: RuleInput, scope: RuleScopeFacts): boolean {
  switch (input) {
    case 'wholeDistrict':
      return scope.kind === 'district';
    case 'revenue':
      return scope.revenue !== null;
    case 'combinations':
      return scope.hasCombinations;
    case 'enrolment':
      // Asked site by site: the check itself answers for a site without the figure.
      return true;
    default: {
      const [group, name = ''] = input.split(/:(.*)/s);
      return group === 'figure' ? scope.figures.has(name) : scope.accountGroups.has(name);
    }
  }
}

/** Lines of nothing are no money: a district keeps hundreds of them. */
function isUsed(sums: Sums | undefined): boolean {
  return sums !== undefined && (sums.cents !== 0 || sums.fte !== 0);
}

/** One answer for a site that budgets or was given money the rule is about; for the district when it sees all. */
function officeCheck(rule: Rule, missing: readonly RuleInput[], scope: RuleScopeFacts): Check {
  const isSelected = scope.select(rule.appliesTo);
  const sources = scope.sourcesOf(rule.appliesTo);
  const { accounts, fundingSources, programs } = rule.appliesTo ?? {};
  // An allocation alone does not tell which accounts it will be budgeted on.
  const isByAccount = accounts !== undefined && fundingSources === undefined && programs === undefined;
  const isAllocated = (facts: SiteFacts) =>
    !isByAccount &&
    hasLevel(rule.appliesTo, facts.site) &&
    [...facts.allocations.values()].some(
      ({ fundingSource, amountCents }) => amountCents !== 0 && sources.has(fundingSource),
    );
  const isConcerned = ({ site, sums }: GroupView) =>
    isUsed(sums[0]) || (site === null ? scope.sites.some(isAllocated) : isAllocated(site));
  return {
    at: 'group',
    by: scope.kind === 'district' && rule.scope === 'district' ? 'district' : 'site',
    selectors: [(facts, site) => isSelected(facts, site)],
    check(group, report) {
      if (!isConcerned(group)) return;
      const place =
        group.site === null
          ? ({ kind: 'district' } as const)
          : ({ kind: 'site', siteCode: group.site.site.code } as const);
      report(atOffice(rule, place, missing));
    },
  };
}
