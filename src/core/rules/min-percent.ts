import { z } from 'zod';
import { inputsOfPercent, PERCENT_FIELDS, percentCheck } from './percent-of.js';
import { ruleKind } from './rule-kind.js';

/** At least a percentage of some money goes to something, such as parent engagement or personnel. */
export const minPercent = ruleKind({
  schema: z.strictObject({ kind: z.literal('minPercent'), ...PERCENT_FIELDS }),
  inputs: inputsOfPercent,
  prepare: (rule, scope) => percentCheck(rule, scope, 'min'),
});
