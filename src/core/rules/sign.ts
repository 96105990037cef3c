import { z } from 'zod';
import { AccountPattern } from '../account/account-pattern.js';
import { noInputs, ruleKind } from './rule-kind.js';
import { RULE_COMMON } from './rule-common.js';

/** Proposed amounts are not negative, except on accounts where that is how they are kept (contra, indirect cost). */
export const sign = ruleKind({
  schema: z.strictObject({
    kind: z.literal('sign'),
    ...RULE_COMMON,
    negativeAllowed: z.array(AccountPattern),
  }),
  inputs: noInputs,
  prepare(rule, scope) {
    const isAllowed = scope.fits(rule.negativeAllowed);
    const isSelected = scope.select(rule.appliesTo);
    return [
      {
        at: 'line',
        applies: (facts, site) => !isAllowed(facts) && isSelected(facts, site),
        check({ line, facts, proposedCents }, _site, report) {
          if (proposedCents >= 0) return;
          report({
            code: 'amount.negative',
            place: { kind: 'line', lineId: line.id, field: facts.isFed ? 'besidePosts' : 'amount' },
            params: { account: line.account, amountCents: proposedCents },
          });
        },
      },
    ];
  },
});
