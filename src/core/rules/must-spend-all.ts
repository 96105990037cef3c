import { z } from 'zod';
import { balanceOf, sourcePlace } from './allocation-cap.js';
import { noInputs, ruleKind } from './rule-kind.js';
import { hasLevel, RULE_COMMON } from './rule-common.js';

/** An allocation is budgeted whole: what is left of it goes back, or lapses with the grant. */
export const mustSpendAll = ruleKind({
  schema: z.strictObject({
    kind: z.literal('mustSpendAll'),
    ...RULE_COMMON,
    toleranceCents: z.int().min(0),
  }),
  inputs: noInputs,
  prepare(rule, scope) {
    const isSelected = scope.select(rule.appliesTo);
    const sources = scope.sourcesOf(rule.appliesTo);
    return [
      {
        at: 'group',
        by: 'siteAndSource',
        selectors: [isSelected],
        check(group, report) {
          const { allocatedCents, proposedCents } = balanceOf(group);
          const leftCents = allocatedCents - proposedCents;
          if (!sources.has(group.fundingSource ?? '') || leftCents <= rule.toleranceCents) return;
          if (group.site && !hasLevel(rule.appliesTo, group.site.site)) return;
          const { place, fundingSource } = sourcePlace(scope, group);
          report({
            code: 'allocation.unspent',
            place,
            params: { fundingSource, leftCents, allocatedCents, proposedCents },
          });
        },
      },
    ];
  },
});
