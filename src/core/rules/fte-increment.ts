import { z } from 'zod';
import { noInputs, ruleKind } from './rule-kind.js';
import { RULE_COMMON } from './rule-common.js';

/**
 * Posts come in steps, such as fifths for teachers, or in a set of sizes that the contract names. A post counts where
 * any account that pays it does.
 */
export const fteIncrement = ruleKind({
  schema: z.strictObject({
    kind: z.literal('fteIncrement'),
    ...RULE_COMMON,
    /** Job classes held to it; absent: all. */
    jobClasses: z.array(z.string().min(1)).min(1).optional(),
    /** FTE in ten-thousandths: any multiple of a step, or one of a set of sizes. */
    sizes: z.union([
      z.strictObject({ stepFte: z.int().min(1) }),
      z.strictObject({ allowedFte: z.array(z.int().min(0)).min(1) }),
    ]),
  }),
  inputs: noInputs,
  prepare(rule, scope) {
    const isSelected = scope.select(rule.appliesTo);
    return [
      {
        at: 'post',
        check(post, _opening, site, report) {
          if (post === null || post.fte === 0 || post.status === 'frozen' || post.extraPay) return;
          if (rule.jobClasses && !rule.jobClasses.includes(post.jobClass)) return;
          if (rule.appliesTo && !post.splits.some(({ account }) => isSelected(scope.account(account), site)))
            return;
          const { lower, upper } = nearestFte(rule.sizes, post.fte);
          if (lower === post.fte) return;
          const params: Record<string, string | number> = { title: post.title, planFte: post.fte };
          if (lower !== null) params['lowerFte'] = lower;
          if (upper !== null) params['upperFte'] = upper;
          report({
            code: 'post.fteStep',
            place: { kind: 'position', positionId: post.id, field: 'fte' },
            params,
          });
        },
      },
    ];
  },
});

export type FteSizes = { stepFte: number } | { allowedFte: readonly number[] };

/** The nearest allowed sizes at or below, and above, an FTE; null where there is none. */
export function nearestFte(sizes: FteSizes, fte: number): { lower: number | null; upper: number | null } {
  if ('stepFte' in sizes) {
    const lower = fte - (fte % sizes.stepFte);
    return { lower, upper: lower + sizes.stepFte };
  }
  const below = sizes.allowedFte.filter((size) => size <= fte);
  const above = sizes.allowedFte.filter((size) => size > fte);
  return {
    lower: below.length === 0 ? null : Math.max(...below),
    upper: above.length === 0 ? null : Math.min(...above),
  };
}
