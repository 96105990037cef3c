import { z } from 'zod';
import { RatePpm } from '../money.js';
import type { Place } from '../problem.js';
import type { Check, Finding, Gauge, GroupView } from './check.js';
import { inputsOfMeasure, Measure, prepareMeasure } from './measure.js';
import { RULE_COMMON, type RuleInput } from './rule-common.js';
import type { RuleScopeFacts } from './rule-kind.js';

/** What a minimum and a maximum percentage share. */
export const PERCENT_FIELDS = {
  ...RULE_COMMON,
  numerator: Measure,
  base: Measure,
  /** The percentage in parts per million: 15 % is 150,000. A minimum of 0 asks for some amount, however small. */
  percentPpm: RatePpm,
  /**
   * A minimum's limit is rounded down to a whole cent instead of up: where a maximum of the same percentage makes it
   * "exactly", an amount that is no whole cent could not be met otherwise.
   */
  roundDown: z.boolean().optional(),
  /** Held to it only where the base reaches this amount (cents, inclusive) … */
  baseFromCents: z.int().min(0).optional(),
  /** … or passes it (cents, exclusive). */
  baseAboveCents: z.int().min(0).optional(),
};
type PercentRule = z.infer<z.ZodObject<typeof PERCENT_FIELDS>>;

export function inputsOfPercent(rule: PercentRule): RuleInput[] {
  return [...inputsOfMeasure(rule.numerator), ...inputsOfMeasure(rule.base)];
}

/**
 * Whether a part is more (1), as much (0) or less (-1) than a percentage of its base, exactly. Doubles hold the
 * products of nearly all real amounts; beyond them whole numbers of any size take over.
 */
export function comparePercent(part: number, base: number, percentPpm: number): number {
  const has = part * 1_000_000;
  const limit = base * percentPpm;
  if (Math.abs(has) <= Number.MAX_SAFE_INTEGER && Math.abs(limit) <= Number.MAX_SAFE_INTEGER) {
    return Math.sign(has - limit);
  }
  const difference = BigInt(part) * 1_000_000n - BigInt(base) * BigInt(percentPpm);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/**
 * The check of a percentage, over a site or over the district. Without a base there is nothing to be a part of. The
 * figures a sentence needs: what there is, what the limit is in the same unit, and by how much it is missed.
 */
export function percentCheck(rule: PercentRule, scope: RuleScopeFacts, sense: 'min' | 'max'): Check[] {
  const numerator = prepareMeasure(rule.numerator, rule.appliesTo, scope);
  const base = prepareMeasure(rule.base, rule.appliesTo, scope);
  const selectors = [numerator.selector ?? (() => false), base.selector ?? (() => false)];
  const unit = isFteBase(rule) ? 'fte' : 'cents';
  const gaugeOf = ({ site, sums: [numeratorSums, baseSums] }: GroupView): Gauge | null => {
    const whole = base.read(baseSums ?? null, site);
    if (whole <= 0 || !isHeld(rule, whole)) return null;
    const part = numerator.read(numeratorSums ?? null, site);
    const place = placeOf(rule, scope, site?.site.code);
    return { sense, unit, part, base: whole, limit: limitOf(whole, rule, sense), place };
  };
  return [
    {
      at: 'group',
      by: rule.scope === 'district' ? 'district' : 'site',
      selectors,
      gauge: gaugeOf,
      check(group, report) {
        const gauge = gaugeOf(group);
        const finding = gauge && findingOf(rule, gauge);
        if (finding) report(finding);
      },
    },
  ];
}

function isFteBase({ base }: PercentRule): boolean {
  return base.from !== 'ledger' && base.from !== 'figure' && base.unit === 'fte';
}

/** What is wrong with where a part stands; null when it keeps the percentage. */
function findingOf(rule: PercentRule, { sense, unit, part, base, limit, place }: Gauge): Finding | null {
  const suffix = unit === 'fte' ? 'Fte' : 'Cents';
  const name = rule.title ?? rule.citation;
  if (sense === 'min' && rule.percentPpm === 0) {
    if (part > 0) return null;
    const params = { rule: name, [`part${suffix}`]: part, [`base${suffix}`]: base };
    return { code: 'percent.nothing', place, params };
  }
  const over = comparePercent(part, base, rule.percentPpm);
  if (sense === 'max' ? over <= 0 : over >= 0 || (rule.roundDown === true && part >= limit)) return null;
  return {
    code: sense === 'max' ? 'percent.tooMuch' : 'percent.tooLittle',
    place,
    params: {
      rule: name,
      percent: String(rule.percentPpm / 10_000),
      [`part${suffix}`]: part,
      [`base${suffix}`]: base,
      [`limit${suffix}`]: limit,
      [`miss${suffix}`]: Math.abs(part - limit),
    },
  };
}

function isHeld({ baseFromCents, baseAboveCents }: PercentRule, base: number): boolean {
  return base >= (baseFromCents ?? base) && base > (baseAboveCents ?? -1);
}

/** The whole amount that just keeps the percentage: rounded down for a maximum, up for a minimum unless it says down. */
function limitOf(base: number, { percentPpm, roundDown }: PercentRule, sense: 'min' | 'max'): number {
  const product = BigInt(base) * BigInt(percentPpm);
  return Number(
    sense === 'max' || roundDown === true ? product / 1_000_000n : (product + 999_999n) / 1_000_000n,
  );
}

function placeOf(rule: PercentRule, scope: RuleScopeFacts, siteCode: string | undefined): Place {
  const sources = rule.appliesTo ? [...scope.sourcesOf(rule.appliesTo)] : [];
  const [only] = sources.length === 1 ? sources : [];
  if (siteCode === undefined)
    return only === undefined ? { kind: 'district' } : { kind: 'district', fundingSource: only };
  if (only === undefined) return { kind: 'site', siteCode };
  const place: Place = { kind: 'allocation', fundingSource: only };
  return scope.kind === 'district' ? { ...place, siteCode } : place;
}
