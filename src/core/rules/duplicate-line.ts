import { z } from 'zod';
import { noInputs, ruleKind } from './rule-kind.js';
import { RULE_COMMON } from './rule-common.js';

/** An account string that stands on more than one line. Legitimate, since the line id is the key, but worth a look. */
export const duplicateLine = ruleKind({
  schema: z.strictObject({ kind: z.literal('duplicateLine'), ...RULE_COMMON }),
  inputs: noInputs,
  prepare: () => [
    {
      at: 'account',
      check(rows, report) {
        for (const { line } of rows.slice(1)) {
          report({
            code: 'account.duplicate',
            place: { kind: 'line', lineId: line.id, field: 'account' },
            params: { account: line.account, count: rows.length },
          });
        }
      },
    },
  ],
});
