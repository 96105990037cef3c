import { compileParts, type AccountPattern } from '../account/account-pattern.js';
import type { DistrictPlan } from '../budget/site-book.js';
import type { Problem } from '../problem.js';
import type { Measure } from './measure.js';
import type { Rule } from './rule-pack.js';

/** Kinds that look at every line or post; some of what they look at belongs to no account at all. */
const ABOUT_EVERYTHING: ReadonlySet<Rule['kind']> = new Set<Rule['kind']>([
  'readable',
  'segmentFormat',
  'codeList',
  'wholeShares',
  'duplicateLine',
]);

/** A part of a rule that names something, with the field it stands in. */
type Named = { field: string; value: string };

/**
 * What the rules of a district's plan name that the district does not have, so that an import says so and no check
 * trips over it later. Each problem has `rule`, `field` and `value`: `rule.unknownFundingSource`,
 * `rule.unknownJobClass`, `rule.unknownSegment`, `rule.unknownTable` (of a chart that has tables; without any the rule
 * is checked at the office), `rule.patternParts` (more parts than the account string), `rule.unitsDiffer` (dollars
 * against FTE), `rule.datesReversed`, `rule.notSelective` (a kind that looks at everything says what it applies to).
 * Programmes, figures and sets of accounts that a district lacks are no problem: such a rule is about none of its
 * money, or checked at the office.
 */
export function checkRulePack(
  plan: Pick<DistrictPlan, 'rules' | 'chart' | 'fundingSources' | 'jobClasses' | 'accountGroups'>,
): Problem[] {
  const { structure, combinations = [] } = plan.chart;
  const segments = new Set(structure.segments.map(({ code }) => code));
  const sources = new Set(plan.fundingSources.map(({ code }) => code));
  const classes = new Set(plan.jobClasses.map(({ code }) => code));
  const tables = new Set(combinations.map(({ id }) => id));
  const fits = (pattern: AccountPattern) => {
    try {
      compileParts(structure, pattern);
      return true;
    } catch {
      return false;
    }
  };
  return plan.rules.rules.flatMap((rule) => {
    const problem = (code: string, { field, value }: Named): Problem => ({
      code,
      severity: 'fatal',
      place: { kind: 'file', file: 'rules.json' },
      params: { rule: rule.id, field, value },
    });
    const unknown = (code: string, named: readonly Named[], isKnown: (value: string) => boolean) =>
      named.filter(({ value }) => !isKnown(value)).map((name) => problem(code, name));
    return [
      ...unknown('rule.unknownFundingSource', sourcesIn(rule), (code) => sources.has(code)),
      ...unknown('rule.unknownJobClass', jobClassesIn(rule), (code) => classes.has(code)),
      ...unknown('rule.unknownSegment', segmentsIn(rule), (code) => segments.has(code)),
      ...unknown('rule.unknownTable', tables.size === 0 ? [] : tablesIn(rule), (id) => tables.has(id)),
      ...unknown('rule.patternParts', patternsIn(rule, plan.accountGroups ?? {}), fits),
      ...contradictionsIn(rule).map(({ code, ...named }) => problem(code, named)),
    ];
  });
}

function named(field: string, values: readonly string[] = []): Named[] {
  return values.map((value) => ({ field, value }));
}

function sourcesIn({ appliesTo }: Rule): Named[] {
  return named('appliesTo.fundingSources', appliesTo?.fundingSources);
}

function jobClassesIn(rule: Rule): Named[] {
  return rule.kind === 'fteIncrement' || rule.kind === 'minStaffing'
    ? named('jobClasses', rule.jobClasses)
    : [];
}

function segmentsIn(rule: Rule): Named[] {
  if (rule.kind === 'codeList') return named('segments', rule.segments);
  return rule.kind === 'requireSegmentWhen' ? named('segment', [rule.segment]) : [];
}

function tablesIn(rule: Rule): Named[] {
  return rule.kind === 'validCombination' ? named('tables', rule.tables) : [];
}

function patternsIn(rule: Rule, groups: Record<string, readonly AccountPattern[]>): Named[] {
  const own = named('appliesTo.accounts', rule.appliesTo?.accounts);
  if (rule.kind === 'requireSegmentWhen') return [...own, ...named('when', rule.when)];
  if (rule.kind === 'sign') return [...own, ...named('negativeAllowed', rule.negativeAllowed)];
  if (rule.kind === 'objectRestriction')
    return [...own, ...named('allowed', rule.allowed), ...named('forbidden', rule.forbidden)];
  if (rule.kind !== 'minPercent' && rule.kind !== 'maxPercent') return own;
  const sides = [
    ...patternsOf('numerator', rule.numerator, groups),
    ...patternsOf('base', rule.base, groups),
  ];
  return [...own, ...sides];
}

function patternsOf(
  field: 'numerator' | 'base',
  measure: Measure,
  groups: Record<string, readonly AccountPattern[]>,
): Named[] {
  if (measure.from !== 'proposed' && measure.from !== 'current') return [];
  const group = measure.accountGroup === undefined ? [] : (groups[measure.accountGroup] ?? []);
  return [...named(`${field}.accounts`, measure.accounts), ...named(`${field}.accountGroup`, group)];
}

function contradictionsIn(rule: Rule): (Named & { code: string })[] {
  const found: (Named & { code: string })[] = [];
  const { from, to } = rule.effective ?? {};
  if (from !== undefined && to !== undefined && from > to)
    found.push({ code: 'rule.datesReversed', field: 'effective', value: `${from}, ${to}` });
  if (rule.appliesTo !== undefined && ABOUT_EVERYTHING.has(rule.kind))
    found.push({ code: 'rule.notSelective', field: 'appliesTo', value: rule.kind });
  if (
    (rule.kind === 'minPercent' || rule.kind === 'maxPercent') &&
    unitOf(rule.numerator) !== unitOf(rule.base)
  )
    found.push({ code: 'rule.unitsDiffer', field: 'base', value: unitOf(rule.base) });
  return found;
}

function unitOf(measure: Measure): 'cents' | 'fte' {
  return measure.from === 'proposed' || measure.from === 'current' ? (measure.unit ?? 'cents') : 'cents';
}
