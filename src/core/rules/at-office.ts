import type { Place } from '../problem.js';
import type { Finding } from './check.js';
import type { RuleInput } from './rule-common.js';

/**
 * The answer of a rule that cannot be judged here: who looks at it, and what is missing. Never a silent pass.
 * `what` names the missing inputs, separated by commas; the message catalogue has words for them.
 */
export function atOffice(
  rule: { id: string; title?: string | undefined; citation: string },
  place: Place,
  missing: readonly RuleInput[],
): Finding {
  return {
    code: 'rule.atOffice',
    severity: 'info',
    place,
    params: { rule: rule.title ?? rule.citation, what: missing.join(',') },
  };
}
