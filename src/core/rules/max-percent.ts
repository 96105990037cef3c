import { z } from 'zod';
import { inputsOfPercent, PERCENT_FIELDS, percentCheck } from './percent-of.js';
import { ruleKind } from './rule-kind.js';

/** At most a percentage of some money goes to something, such as administration, or is carried over. */
export const maxPercent = ruleKind({
  schema: z.strictObject({ kind: z.literal('maxPercent'), ...PERCENT_FIELDS }),
  inputs: inputsOfPercent,
  prepare: (rule, scope) => percentCheck(rule, scope, 'max'),
});
