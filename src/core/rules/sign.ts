import type { Problem } from '../problem.js';
import type { Check } from './rule-context.js';

/** Proposed amounts are not negative, except on accounts where that is how they are kept (contra, indirect cost). */
export const checkSign: Check<'sign'> = (rule, { index, content, figures }) => {
  const problems: Problem[] = [];
  for (const line of content.lines) {
    const proposedCents = figures.lines.get(line.id)?.proposedCents ?? 0;
    if (proposedCents >= 0) continue;
    if (rule.negativeAllowed.some((pattern) => index.matches(pattern, line.account))) continue;
    const field = index.account(line.account).isFed ? 'besidePosts' : 'amount';
    problems.push({
      code: 'amount.negative',
      severity: rule.severity,
      place: { kind: 'line', lineId: line.id, field },
      params: { account: line.account, amountCents: proposedCents, askWhom: rule.askWhom },
    });
  }
  return problems;
};
