import { z } from 'zod';
import type { AccountFacts } from '../account/account-facts.js';
import { parseAccount } from '../account/account-structure.js';
import { checkCombinations } from '../account/check-combinations.js';
import { ruleKind, type RuleScopeFacts } from './rule-kind.js';
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
    /** Judge codes that the chart does not know or has out of use as well, as a state does whose checks stand alone. */
    evenUnknownCodes: z.boolean().optional(),
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
        applies: (facts, site) =>
          facts.codes === null
            ? rule.evenUnknownCodes === true && rule.appliesTo === undefined
            : isSelected(facts, site),
        check({ line, facts, proposedCents }, _site, report) {
          if (proposedCents === 0 && rule.evenWithoutAmount !== true) return;
          const codes = facts.codes ?? unknownCodes(scope, facts);
          if (codes === null) return;
          for (const fault of checkCombinations(scope.chart, codes, rule.tables)) {
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

/** The codes of a string that has the right shape though not all of its codes exist; totals are for no table. */
function unknownCodes({ chart }: RuleScopeFacts, { account, faults }: AccountFacts): string[] | null {
  if (faults.some(({ fault }) => fault === 'heading')) return null;
  const parsed = parseAccount(chart.chart.structure, account);
  return parsed.ok ? parsed.codes : null;
}
