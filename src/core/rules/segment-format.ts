import { z } from 'zod';
import { noInputs, ruleKind, type RuleScopeFacts } from './rule-kind.js';
import { RULE_COMMON } from './rule-common.js';
import type { Finding, LineView } from './check.js';

/** Every account string has the shape of the district's account strings: all segments, their widths, their characters. */
export const segmentFormat = ruleKind({
  schema: z.strictObject({ kind: z.literal('segmentFormat'), ...RULE_COMMON }),
  inputs: noInputs,
  prepare: (_rule, scope) => [
    {
      at: 'line',
      applies: ({ codes }) => codes === null,
      check(row, _site, report) {
        for (const finding of accountFaults(scope, row, (fault) => !isAboutCodes(fault))) report(finding);
      },
    },
  ],
});

/** Whether a fault is about a code that the chart does not offer, rather than about the shape of the string. */
export function isAboutCodes(fault: string): boolean {
  return fault !== 'missing' && fault !== 'width' && fault !== 'characters';
}

/** The findings of an account string's faults, as far as a rule reports them. */
export function accountFaults(
  { chart }: Pick<RuleScopeFacts, 'chart'>,
  { line, facts }: LineView,
  isReported: (fault: string) => boolean,
): Finding[] {
  const { segments } = chart.chart.structure;
  return facts.faults.flatMap((fault): Finding[] => {
    if (!isReported(fault.fault)) return [];
    const segment = segments.find(({ code }) => code === fault.segment);
    return [
      {
        code: `account.${fault.fault}`,
        place: { kind: 'line', lineId: line.id, field: 'account' },
        params: {
          account: line.account,
          segment: segment?.title ?? fault.segment,
          code: fault.code,
          width: segment?.width ?? 0,
        },
        part: fault.segment,
      },
    ];
  });
}
