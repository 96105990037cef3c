import type { Problem } from '../../core/problem.js';
import type { Rule, RulePack } from '../../core/rules/rule-pack.js';

/** The rule of the pack that a problem comes from; null for what the server or the sheet itself reports. */
export function ruleOfProblem(pack: RulePack, { ruleId }: Problem): Rule | null {
  return pack.rules.find(({ id }) => id === ruleId) ?? null;
}
