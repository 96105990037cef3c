import { z } from 'zod';
import { RULE_COMMON } from './rule-common.js';
import { noInputs, ruleKind } from './rule-kind.js';

/** A line of some size, or one that grew by some amount, says why in its justification. */
export const narrativeRequired = ruleKind({
  schema: z.strictObject({
    kind: z.literal('narrativeRequired'),
    ...RULE_COMMON,
    /** Lines whose proposed amount reaches this, in cents. */
    fromCents: z.int().min(0),
    /** Only those that changed from the current budget by at least this, in cents. */
    changeFromCents: z.int().min(0).optional(),
    /** Shortest justification that says anything, in characters. */
    minLength: z.int().min(1).max(2000),
  }),
  inputs: noInputs,
  prepare(rule, scope) {
    return [
      {
        at: 'line',
        applies: scope.select(rule.appliesTo),
        check({ line, proposedCents }, _site, report) {
          if (Math.abs(proposedCents) < rule.fromCents) return;
          const changeCents = proposedCents - line.currentCents;
          if (Math.abs(changeCents) < (rule.changeFromCents ?? 0)) return;
          const { length } = line.justification.trim();
          if (length >= rule.minLength) return;
          report({
            code: 'narrative.missing',
            place: { kind: 'line', lineId: line.id, field: 'justification' },
            params: {
              account: line.account,
              amountCents: proposedCents,
              changeCents,
              minLength: rule.minLength,
            },
          });
        },
      },
    ];
  },
});
