import { z } from 'zod';
import { canonical } from '../canonical.js';
import { failed, ok, type Problem, type Result } from '../problem.js';
import { allocationCap } from './allocation-cap.js';
import { availabilityWindow } from './availability-window.js';
import { changeThreshold } from './change-threshold.js';
import { codeList } from './code-list.js';
import { duplicateLine } from './duplicate-line.js';
import { fteIncrement } from './fte-increment.js';
import { fundBalances } from './fund-balances.js';
import { maxPercent } from './max-percent.js';
import { minPercent } from './min-percent.js';
import { minStaffing } from './min-staffing.js';
import { mustSpendAll } from './must-spend-all.js';
import { narrativeRequired } from './narrative-required.js';
import { objectRestriction } from './object-restriction.js';
import { readable } from './readable.js';
import { requireSegmentWhen } from './require-segment-when.js';
import { segmentFormat } from './segment-format.js';
import { sign } from './sign.js';
import { supplanting } from './supplanting.js';
import { validCombination } from './valid-combination.js';
import { wholeShares } from './whole-shares.js';

/** The kinds of rule, each with its schema and its check in a file of its name. */
export const RULE_KINDS = {
  segmentFormat,
  codeList,
  validCombination,
  requireSegmentWhen,
  allocationCap,
  mustSpendAll,
  minPercent,
  maxPercent,
  fteIncrement,
  minStaffing,
  objectRestriction,
  sign,
  duplicateLine,
  fundBalances,
  availabilityWindow,
  narrativeRequired,
  supplanting,
  changeThreshold,
  readable,
  wholeShares,
} as const;

/** One rule of a pack: its kind names the check, the rest is that check's data. */
export const Rule = z.discriminatedUnion('kind', [
  segmentFormat.schema,
  codeList.schema,
  validCombination.schema,
  requireSegmentWhen.schema,
  allocationCap.schema,
  mustSpendAll.schema,
  minPercent.schema,
  maxPercent.schema,
  fteIncrement.schema,
  minStaffing.schema,
  objectRestriction.schema,
  sign.schema,
  duplicateLine.schema,
  fundBalances.schema,
  availabilityWindow.schema,
  narrativeRequired.schema,
  supplanting.schema,
  changeThreshold.schema,
  readable.schema,
  wholeShares.schema,
]);
export type Rule = z.infer<typeof Rule>;

/**
 * A set of rules under a name and a version. `uses` names packs whose rules were taken over into it, `takenOver` how many
 * of its rules, from the first, these are; absent of a pack as somebody wrote it.
 */
export const RulePack = z.strictObject({
  id: z.string().min(1),
  version: z.string().min(1),
  title: z.string().optional(),
  uses: z.array(z.strictObject({ id: z.string().min(1), version: z.string().min(1) })).optional(),
  takenOver: z.int().min(0).optional(),
  rules: z.array(Rule),
});
export type RulePack = z.infer<typeof RulePack>;

/**
 * Reads a rule pack. Every problem is given with the rule's id (or its number in the list, from 1) and the field:
 * `rule.invalid` with `rule`, `field` and `detail`, `rule.idTwice` with `rule`.
 */
export function parseRulePack(json: unknown, file: string): Result<RulePack> {
  const parsed = RulePack.safeParse(json);
  const place = { kind: 'file', file } as const;
  if (parsed.success) {
    const ids = parsed.data.rules.map(({ id }) => id);
    const twice = [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
    if (twice.length === 0) return ok(parsed.data);
    return failed(
      twice.map((rule) => ({ code: 'rule.idTwice', severity: 'fatal', place, params: { rule } })),
    );
  }
  return failed(
    parsed.error.issues.map(({ path, message }): Problem => ({
      code: 'rule.invalid',
      severity: 'fatal',
      place,
      params: { ...placeInPack(json, path), detail: message },
    })),
  );
}

function placeInPack(json: unknown, path: readonly PropertyKey[]): { rule: string; field: string } {
  const [first, number, ...rest] = path.map(String);
  if (first !== 'rules' || number === undefined) return { rule: '', field: path.map(String).join('.') };
  const rules = (json as { rules?: unknown[] }).rules;
  const rule = rules?.[Number(number)] as { id?: unknown } | undefined;
  const name = typeof rule?.id === 'string' ? rule.id : String(Number(number) + 1);
  return { rule: name, field: rest.join('.') };
}

/**
 * A pack with the rules of others before its own. A rule of the pack takes the place of one with its id, so that a
 * district can sharpen or soften what it takes over.
 */
export function combineRulePacks(own: RulePack, used: readonly RulePack[]): RulePack {
  const ownIds = new Set(own.rules.map(({ id }) => id));
  const taken = new Map(used.flatMap(({ rules }) => rules).map((rule) => [rule.id, rule]));
  const kept = [...taken.values()].filter(({ id }) => !ownIds.has(id));
  return {
    ...own,
    uses: used.map(({ id, version }) => ({ id, version })),
    takenOver: kept.length,
    rules: [...kept, ...own.rules],
  };
}

/**
 * What a district wrote itself of a pack that `combineRulePacks` made; the packs it uses are named in it. A pack that was
 * stored before it said how many it took over is without the rules that are word for word those of a used pack in
 * `shipped`.
 */
export function ownPart({ takenOver, ...pack }: RulePack, shipped: readonly RulePack[]): RulePack {
  if (takenOver !== undefined) return { ...pack, rules: pack.rules.slice(takenOver) };
  const used = new Set(pack.uses?.map(({ id }) => id));
  const taken = new Set(
    shipped.filter(({ id }) => used.has(id)).flatMap(({ rules }) => rules.map((rule) => canonical(rule))),
  );
  return { ...pack, rules: pack.rules.filter((rule) => !taken.has(canonical(rule))) };
}
