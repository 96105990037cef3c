import type { LineItem } from '../budget/line-item.js';
import type { Problem } from '../problem.js';
import type { Check } from './rule-context.js';

/** An account string that stands on more than one line. Legitimate, since the line id is the key, but worth a look. */
export const checkDuplicateLine: Check<'duplicateLine'> = (rule, { content }) => {
  const byAccount = new Map<string, LineItem[]>();
  for (const line of content.lines) {
    const same = byAccount.get(line.account);
    if (same) same.push(line);
    else byAccount.set(line.account, [line]);
  }
  const problems: Problem[] = [];
  for (const [account, lines] of byAccount) {
    for (const line of lines.slice(1)) {
      problems.push({
        code: 'account.duplicate',
        severity: rule.severity,
        place: { kind: 'line', lineId: line.id, field: 'account' },
        params: { account, count: lines.length },
      });
    }
  }
  return problems;
};
