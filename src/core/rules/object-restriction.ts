import { z } from 'zod';
import { AccountPattern } from '../account/account-pattern.js';
import { noInputs, ruleKind } from './rule-kind.js';
import { RULE_COMMON } from './rule-common.js';

/** Some money buys only some things: a grant without furniture, a fund for staff alone. Lines of nothing are let be. */
export const objectRestriction = ruleKind({
  schema: z.strictObject({
    kind: z.literal('objectRestriction'),
    ...RULE_COMMON,
    /** Account patterns that the money may be spent on; absent: any that is not forbidden. */
    allowed: z.array(AccountPattern).min(1).optional(),
    forbidden: z.array(AccountPattern).min(1).optional(),
  }),
  inputs: noInputs,
  prepare(rule, scope) {
    const isAllowed = rule.allowed ? scope.fits(rule.allowed) : () => true;
    const isForbidden = rule.forbidden ? scope.fits(rule.forbidden) : () => false;
    const isSelected = scope.select(rule.appliesTo);
    const titles = new Map(scope.fundingSources.map(({ code, title }) => [code, title]));
    return [
      {
        at: 'line',
        applies: (facts, site) =>
          facts.codes !== null && isSelected(facts, site) && (!isAllowed(facts) || isForbidden(facts)),
        check({ line, facts, proposedCents }, _site, report) {
          if (proposedCents === 0) return;
          report({
            code: 'amount.restricted',
            place: { kind: 'line', lineId: line.id, field: facts.isFed ? 'besidePosts' : 'amount' },
            params: {
              account: line.account,
              amountCents: proposedCents,
              fundingSource: titles.get(facts.fundingSource ?? '') ?? '',
            },
          });
        },
      },
    ];
  },
});
