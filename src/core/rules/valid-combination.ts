import { z } from 'zod';
import { checkCombinations } from '../account/check-combinations.js';
import { ruleKind } from './rule-kind.js';
import { RULE_COMMON } from './rule-common.js';

const CODES = {
  notAllowed: 'account.combination',
  unlisted: 'account.combinationUnlisted',
  forbidden: 'account.combinationForbidden',
} as const;

/**
 * The codes of an account go together: the tables of the chart say which. A finding names the table, the codes as the
 * table judged them, and whether the table knows them at all. Lines of nothing are let be, as the state does, since
 * they are not in an export.
 */
export const validCombination = ruleKind({
  schema: z.strictObject({
    kind: z.literal('validCombination'),
    ...RULE_COMMON,
    /** Ids of the chart's tables; absent: all. */
    tables: z.array(z.string().min(1)).min(1).optional(),
    /** Judge lines without an amount as well. */
    evenWithoutAmount: z.boolean().optional(),
  }),
  inputs: () => ['combinations'],
  prepare(rule, scope) {
    const isSelected = scope.select(rule.appliesTo);
    const { segments } = scope.chart.chart.structure;
    const titleOf = (code: string) => segments.find((segment) => segment.code === code)?.title ?? code;
    const titles = new Map(scope.chart.chart.combinations?.map(({ id, title }) => [id, title]));
    return [
      {
        at: 'line',
        applies: (facts, site) => facts.codes !== null && isSelected(facts, site),
        check({ line, facts, proposedCents }, _site, report) {
          if (facts.codes === null || (proposedCents === 0 && rule.evenWithoutAmount !== true)) return;
          for (const fault of checkCombinations(scope.chart, facts.codes, rule.tables)) {
            report({
              code: CODES[fault.reason],
              place: { kind: 'line', lineId: line.id, field: 'account' },
              params: {
                account: line.account,
                table: titles.get(fault.table) ?? fault.table,
                codes: fault.segments
                  .map((segment, at) => `${titleOf(segment)} ${fault.codes[at] ?? ''}`)
                  .join(', '),
              },
              part: fault.table,
            });
          }
        },
      },
    ];
  },
});
