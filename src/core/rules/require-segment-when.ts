import { z } from 'zod';
import { AccountPattern } from '../account/account-pattern.js';
import { noInputs, ruleKind } from './rule-kind.js';
import { RULE_COMMON } from './rule-common.js';

/** Accounts of some patterns carry certain codes in one segment, such as a project code on every grant. */
export const requireSegmentWhen = ruleKind({
  schema: z.strictObject({
    kind: z.literal('requireSegmentWhen'),
    ...RULE_COMMON,
    when: z.array(AccountPattern).min(1),
    segment: z.string().min(1),
    /** Codes of that segment as one part of an account pattern: `12*`, `100..199`, `410|460`. */
    codes: z.string().regex(/^[A-Za-z0-9*.|]+$/),
    /** `required`: only these codes; `forbidden`: any but these. */
    sense: z.enum(['required', 'forbidden']),
  }),
  inputs: noInputs,
  prepare(rule, scope) {
    const { segments } = scope.chart.chart.structure;
    const at = segments.findIndex(({ code }) => code === rule.segment);
    if (at < 0)
      throw new RangeError(`The rule ${rule.id} names a segment that does not exist: ${rule.segment}`);
    const isWhen = scope.fits(rule.when);
    const hasCodes = scope.fits([[...segments.slice(0, at).map(() => '*'), rule.codes].join('-')]);
    const isSelected = scope.select(rule.appliesTo);
    return [
      {
        at: 'line',
        applies: (facts, site) =>
          facts.codes !== null &&
          isWhen(facts) &&
          isSelected(facts, site) &&
          hasCodes(facts) !== (rule.sense === 'required'),
        check({ line, facts }, _site, report) {
          report({
            code: rule.sense === 'required' ? 'account.segmentRequired' : 'account.segmentForbidden',
            place: { kind: 'line', lineId: line.id, field: 'account' },
            params: {
              account: line.account,
              segment: segments[at]?.title ?? rule.segment,
              code: facts.codes?.[at] ?? '',
              codes: rule.codes.replaceAll('|', ', '),
            },
            part: rule.segment,
          });
        },
      },
    ];
  },
});
