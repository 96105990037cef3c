import { z } from 'zod';
import { RULE_COMMON } from './rule-common.js';
import { ruleKind } from './rule-kind.js';

/** What the district plans to take in for a funding source is what it plans to spend from it. */
export const fundBalances = ruleKind({
  schema: z.strictObject({
    kind: z.literal('fundBalances'),
    ...RULE_COMMON,
    toleranceCents: z.int().min(0),
  }),
  inputs: () => ['wholeDistrict', 'revenue'],
  prepare(rule, scope) {
    const revenue = new Map<string, number>();
    for (const { fundingSource, amountCents } of scope.revenue ?? [])
      revenue.set(fundingSource, (revenue.get(fundingSource) ?? 0) + amountCents);
    const sources = scope.sourcesOf(rule.appliesTo);
    const titles = new Map(scope.fundingSources.map(({ code, title }) => [code, title]));
    return [
      {
        at: 'group',
        by: 'source',
        selectors: [scope.select(rule.appliesTo)],
        check({ fundingSource, sums }, report) {
          const code = fundingSource ?? '';
          if (!sources.has(code)) return;
          const revenueCents = revenue.get(code) ?? 0;
          const proposedCents = sums[0]?.cents ?? 0;
          const differenceCents = revenueCents - proposedCents;
          if (Math.abs(differenceCents) <= rule.toleranceCents) return;
          report({
            code: differenceCents < 0 ? 'fund.revenueShort' : 'fund.revenueOver',
            place: { kind: 'district', fundingSource: code },
            params: {
              fundingSource: titles.get(code) ?? code,
              revenueCents,
              proposedCents,
              differenceCents: Math.abs(differenceCents),
            },
          });
        },
      },
    ];
  },
});
