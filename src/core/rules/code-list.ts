import { z } from 'zod';
import { accountFaults, isAboutCodes } from './segment-format.js';
import { noInputs, ruleKind } from './rule-kind.js';
import { RULE_COMMON } from './rule-common.js';

/** Every code of a line's account string exists, some funding source pays for it, and it is an account of the site. */
export const codeList = ruleKind({
  schema: z.strictObject({ kind: z.literal('codeList'), ...RULE_COMMON }),
  inputs: noInputs,
  prepare: (_rule, scope) => [
    {
      at: 'line',
      applies: () => true,
      check(row, { site }, report) {
        const { line, facts } = row;
        const place = { kind: 'line', lineId: line.id, field: 'account' } as const;
        for (const finding of accountFaults(scope, row, isAboutCodes)) report(finding);
        if (facts.codes === null) return;
        if (facts.fundingSource === null) {
          report({ code: 'account.noFundingSource', place, params: { account: line.account } });
        }
        if (facts.siteCode !== null && facts.siteCode !== site.code) {
          const params = { account: line.account, otherSite: facts.siteCode, site: site.name };
          report({ code: 'account.otherSite', place, params });
        }
      },
    },
  ],
});
