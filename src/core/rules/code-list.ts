import { z } from 'zod';
import { standing } from '../account/account-standing.js';
import { accountFaults, isAboutCodes } from './segment-format.js';
import { noInputs, ruleKind } from './rule-kind.js';
import { RULE_COMMON } from './rule-common.js';

/**
 * Every code of a line's account string exists, some funding source pays for it, and it is an account of the site.
 * Several such rules share the segments out where an unknown code is graver in one than in another. The rule that is
 * not `codesOnly` also answers for strings whose unknown codes another rule only warns of: nothing pays for them, and
 * their money counts in no allocation, which must not pass in silence.
 */
export const codeList = ruleKind({
  schema: z.strictObject({
    kind: z.literal('codeList'),
    ...RULE_COMMON,
    /** Segments whose codes are looked at; absent: all of them. */
    segments: z.array(z.string().min(1)).optional(),
    /** Leave out who pays for the account and whose it is. */
    codesOnly: z.boolean().optional(),
    /** Say which accounts the accounting system does not have yet: valid, but new there, or asked for. */
    tellNew: z.boolean().optional(),
  }),
  inputs: noInputs,
  prepare: (rule, scope) => [
    {
      at: 'line',
      applies: () => true,
      check(row, { site }, report) {
        const { line, facts } = row;
        const place = { kind: 'line', lineId: line.id, field: 'account' } as const;
        if (facts.faults.length > 0) {
          const found = accountFaults(scope, row, isAboutCodes).filter(
            ({ part }) => rule.segments?.includes(part ?? '') ?? true,
          );
          for (const finding of found) report(finding);
          if (found.length > 0) return;
        }
        if (rule.codesOnly === true) return;
        if (facts.fundingSource === null && facts.faults.every(({ fault }) => isAboutCodes(fault))) {
          report({ code: 'account.noFundingSource', place, params: { account: line.account } });
        }
        if (facts.siteCode !== null && facts.siteCode !== site.code) {
          const params = { account: line.account, otherSite: facts.siteCode, site: site.name };
          report({ code: 'account.otherSite', place, params });
        }
        if (rule.tellNew !== true || facts.codes === null) return;
        const is = standing(scope.chart, line.account);
        if (is === 'new' || is === 'requested') {
          const code = is === 'new' ? 'account.new' : 'account.requested';
          report({ code, severity: 'info', place, params: { account: line.account } });
        }
      },
    },
  ],
});
