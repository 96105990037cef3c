import type { Problem } from '../../core/problem.js';
import type { Rule, RulePack } from '../../core/rules/rule-pack.js';

/** The rule of the pack that a problem comes from; null for what the server or the sheet itself reports. */
export function ruleOfProblem(pack: RulePack, problem: Problem): Rule | null {
  const kind = kindOf(problem.code);
  return pack.rules.find((rule) => rule.kind === kind) ?? null;
}

function kindOf(code: string): Rule['kind'] | null {
  if (code === 'account.duplicate') return 'duplicateLine';
  if (code === 'account.changed' || code === 'post.salaryNotYours') return null;
  if (code.startsWith('allocation.')) return 'allocationCap';
  if (code.startsWith('account.')) return 'codeList';
  if (code === 'amount.negative') return 'sign';
  return code.startsWith('cell.') || code.startsWith('post.') ? 'readable' : null;
}
