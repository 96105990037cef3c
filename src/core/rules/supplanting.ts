import { z } from 'zod';
import { sourcePlace } from './allocation-cap.js';
import type { Check } from './check.js';
import { RULE_COMMON } from './rule-common.js';
import { noInputs, ruleKind, type RuleScopeFacts } from './rule-kind.js';

/**
 * Federal money adds to what the district pays anyway and never takes its place. Each programme has its own test:
 * Title I-A is tested by the district's methodology for giving state and local money to schools (ESEA section
 * 1118(b)(2)), so the finding names the test and whom to ask; other programmes presume supplanting where a post that
 * other money paid this year is charged to the grant next year.
 */
export const supplanting = ruleKind({
  schema: z.strictObject({
    kind: z.literal('supplanting'),
    ...RULE_COMMON,
    test: z.enum(['methodology', 'comparePosts']),
  }),
  inputs: noInputs,
  prepare(rule, scope): Check[] {
    const sources = scope.sourcesOf(rule.appliesTo);
    if (rule.test === 'methodology') {
      return [
        {
          at: 'group',
          by: 'siteAndSource',
          selectors: [scope.select(rule.appliesTo)],
          check(group, report) {
            const proposedCents = group.sums[0]?.cents ?? 0;
            if (proposedCents === 0 || !sources.has(group.fundingSource ?? '')) return;
            const { place, fundingSource } = sourcePlace(scope, group);
            report({ code: 'supplanting.methodology', place, params: { fundingSource, proposedCents } });
          },
        },
      ];
    }
    const paidFrom = scope.fundingSourceOf;
    const isSelected = scope.select(rule.appliesTo);
    return [
      {
        at: 'post',
        check(post, opening, site, report) {
          if (post === null || opening === null) return;
          const was = new Set(opening.splits.map(({ account }) => paidFrom(account)));
          const now = post.splits.filter(({ account }) => isSelected(scope.account(account), site));
          for (const source of new Set(now.map(({ account }) => paidFrom(account)))) {
            if (source === null || was.has(source)) continue;
            report({
              code: 'supplanting.postMoved',
              place: { kind: 'position', positionId: post.id, field: 'row' },
              params: {
                title: post.title,
                fundingSource: titleOf(scope, source),
                was: [...was].map((code) => titleOf(scope, code ?? '')).join(', '),
              },
              part: source,
            });
          }
        },
      },
    ];
  },
});

function titleOf({ fundingSources }: RuleScopeFacts, code: string): string {
  return fundingSources.find((source) => source.code === code)?.title ?? code;
}
