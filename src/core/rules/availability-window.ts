import { z } from 'zod';
import { sourcePlace } from './allocation-cap.js';
import { RULE_COMMON } from './rule-common.js';
import { noInputs, ruleKind } from './rule-kind.js';

/**
 * Money is budgeted only while it may be spent. A grant whose days do not touch the budget year gives a finding of the
 * rule's severity; one that begins or ends within it is worth knowing.
 */
export const availabilityWindow = ruleKind({
  schema: z.strictObject({ kind: z.literal('availabilityWindow'), ...RULE_COMMON }),
  inputs: noInputs,
  prepare(rule, scope) {
    const sources = scope.sourcesOf(rule.appliesTo);
    const windows = new Map(
      scope.fundingSources
        .filter(
          ({ code, availableFrom, availableTo }) =>
            sources.has(code) && (availableFrom ?? availableTo) !== undefined,
        )
        .map(({ code, availableFrom, availableTo }) => [
          code,
          { from: availableFrom ?? '', to: availableTo ?? '9999-12-31' },
        ]),
    );
    const { from: firstDay, to: lastDay } = scope.period;
    return [
      {
        at: 'group',
        by: 'siteAndSource',
        selectors: [scope.select(rule.appliesTo)],
        check(group, report) {
          const window = windows.get(group.fundingSource ?? '');
          const proposedCents = group.sums[0]?.cents ?? 0;
          if (!window || proposedCents === 0) return;
          const { place, fundingSource } = sourcePlace(scope, group);
          const params = { fundingSource, proposedCents, from: window.from, to: window.to };
          if (window.to < firstDay || window.from > lastDay)
            report({ code: 'availability.outside', place, params });
          else if (window.to < lastDay)
            report({ code: 'availability.endsInYear', severity: 'info', place, params });
          else if (window.from > firstDay)
            report({ code: 'availability.startsInYear', severity: 'info', place, params });
        },
      },
    ];
  },
});
