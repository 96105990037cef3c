import { z } from 'zod';
import { RatePpm } from '../money.js';
import { sourcePlace } from './allocation-cap.js';
import type { Check, Finding, GroupCheck } from './check.js';
import { comparePercent } from './percent-of.js';
import { RULE_COMMON } from './rule-common.js';
import { noInputs, ruleKind } from './rule-kind.js';

/** An amount that moved far from the current budget wants a word: by a percentage and by an amount, both passed. */
export const changeThreshold = ruleKind({
  schema: z.strictObject({
    kind: z.literal('changeThreshold'),
    ...RULE_COMMON,
    per: z.enum(['line', 'fundingSource', 'site']),
    /** Change in parts per million of the current amount that must be passed; where that is zero, any change passes. */
    percentPpm: RatePpm,
    /** Change in cents that must be passed as well. */
    amountCents: z.int().min(0),
    direction: z.enum(['increase', 'decrease', 'both']),
  }),
  inputs: noInputs,
  prepare(rule, scope): Check[] {
    const isSelected = scope.select(rule.appliesTo);
    const finding = (currentCents: number, proposedCents: number): Omit<Finding, 'place'> | null => {
      const changeCents = proposedCents - currentCents;
      const size = Math.abs(changeCents);
      if (size <= rule.amountCents || comparePercent(size, Math.abs(currentCents), rule.percentPpm) <= 0)
        return null;
      if (rule.direction === (changeCents > 0 ? 'decrease' : 'increase')) return null;
      const params = { currentCents, proposedCents, changeCents: size };
      return { code: changeCents > 0 ? 'change.increase' : 'change.decrease', params };
    };
    if (rule.per === 'line') {
      return [
        {
          at: 'line',
          applies: isSelected,
          check({ line, facts, proposedCents }, _site, report) {
            const found = finding(line.currentCents, proposedCents);
            if (!found) return;
            const place = { kind: 'line', lineId: line.id, field: facts.isFed ? 'row' : 'amount' } as const;
            report({ ...found, place, params: { ...found.params, what: line.account } });
          },
        },
      ];
    }
    const by: GroupCheck['by'] = rule.per === 'site' ? 'site' : 'siteAndSource';
    return [
      {
        at: 'group',
        by,
        selectors: [isSelected],
        check(group, report) {
          const [sums] = group.sums;
          const found = sums ? finding(sums.currentCents, sums.cents) : null;
          if (!found) return;
          if (by === 'siteAndSource') {
            const source = sourcePlace(scope, group);
            report({
              ...found,
              place: source.place,
              params: { ...found.params, what: source.fundingSource },
            });
            return;
          }
          const { code: siteCode = '', name: site = '' } = group.site?.site ?? {};
          report({ ...found, place: { kind: 'site', siteCode }, params: { ...found.params, site } });
        },
      },
    ];
  },
});
