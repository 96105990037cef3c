import type { Problem } from '../problem.js';
import type { Check } from './rule-context.js';

/** Every code of a line's account string exists, and some funding source pays for it. */
export const checkCodeList: Check<'codeList'> = (rule, { index, content }) => {
  const problems: Problem[] = [];
  for (const line of content.lines) {
    const facts = index.account(line.account);
    const place = { kind: 'line', lineId: line.id, field: 'account' } as const;
    for (const fault of facts.faults) {
      const segment = index.book.plan.chart.structure.segments.find(({ code }) => code === fault.segment);
      problems.push({
        code: `account.${fault.fault}`,
        severity: rule.severity,
        place,
        params: {
          account: line.account,
          segment: segment?.title ?? fault.segment,
          code: fault.code,
          width: segment?.width ?? 0,
          askWhom: rule.askWhom,
        },
      });
    }
    if (facts.codes && facts.fundingSource === null) {
      problems.push({
        code: 'account.noFundingSource',
        severity: rule.severity,
        place,
        params: { account: line.account, askWhom: rule.askWhom },
      });
    }
  }
  return problems;
};
