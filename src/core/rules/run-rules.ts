import { bySeverity, type Problem } from '../problem.js';
import { checkAllocationCap } from './allocation-cap.js';
import { checkCodeList } from './code-list.js';
import { checkDuplicateLine } from './duplicate-line.js';
import { checkReadable } from './readable.js';
import type { RuleContext } from './rule-context.js';
import type { Rule } from './rule-pack.js';
import { checkSign } from './sign.js';

/** Runs a pack over one site: worst first, within a severity by rule and then by row. Deterministic. */
export function runRules(rules: readonly Rule[], context: RuleContext): Problem[] {
  return rules.flatMap((rule) => runRule(rule, context)).sort(bySeverity);
}

function runRule(rule: Rule, context: RuleContext): Problem[] {
  switch (rule.kind) {
    case 'codeList':
      return checkCodeList(rule, context);
    case 'allocationCap':
      return checkAllocationCap(rule, context);
    case 'sign':
      return checkSign(rule, context);
    case 'duplicateLine':
      return checkDuplicateLine(rule, context);
    case 'readable':
      return checkReadable(rule, context);
  }
}
