import type { AccountCode, ChartOfAccounts } from '../../../src/core/account/chart-of-accounts.js';
import type { DistrictPlan } from '../../../src/core/budget/site-book.js';
import { canonical } from '../../../src/core/canonical.js';
import type { Problem } from '../../../src/core/problem.js';

export type MergedPlan = {
  plan: DistrictPlan;
  /** Parts, beside rules and codes, that become others: a field of the plan, or `chart.` and a field of its chart. */
  parts: string[];
  /** What the office changed since the last import and the files have as before: it stays. */
  kept: string[];
  /** What the office and the files changed both, to something else each. */
  problems: Problem[];
};

/**
 * The plan after another import. `base` is what the last import gave, `ours` what is stored now, `theirs` what the files
 * give. Rules as a whole and each code for itself: whoever changed it since the last import has it; where both did, to
 * something else, a person decides. All other parts are the files' alone.
 */
export function mergePlans(base: DistrictPlan, ours: DistrictPlan, theirs: DistrictPlan): MergedPlan {
  const merged: MergedPlan = { plan: ours, parts: [], kept: [], problems: [] };
  const rules = pick(base.rules, ours.rules, theirs.rules);
  if (rules === CONFLICT) merged.problems.push(problem('import.rulesChangedTwice', 'rules.json', {}));
  else if (rules === ours.rules && differs(ours.rules, theirs.rules)) merged.kept.push('rules');
  const { codes: ourCodes, ...ourChart } = ours.chart;
  const { codes: _, ...theirChart } = theirs.chart;
  const chart = {
    ...followed(ourChart, theirChart, 'chart.', merged),
    codes: mergeCodes(base, ours, theirs, merged),
  };
  const { rules: _ours, chart: _ourChart, ...ourRest } = ours;
  const { rules: _theirs, chart: _theirChart, ...theirRest } = theirs;
  const rest = followed(ourRest, theirRest, '', merged);
  const isSameChart = chart.codes === ourCodes && !merged.parts.some((name) => name.startsWith('chart.'));
  merged.plan = {
    ...rest,
    chart: isSameChart ? ours.chart : chart,
    rules: rules === CONFLICT ? ours.rules : rules,
  };
  return merged;
}

const CONFLICT = Symbol('changed twice');

const textOf = (value: unknown) => canonical(value ?? null);
const differs = (one: unknown, other: unknown) => one !== other && textOf(one) !== textOf(other);

function pick<T>(base: T, ours: T, theirs: T): T | typeof CONFLICT {
  if (!differs(ours, theirs) || !differs(base, theirs)) return ours;
  return differs(base, ours) ? CONFLICT : theirs;
}

/** The files' fields, with ours wherever they are the same, so that nothing is another object without need. */
function followed<T extends object>(ours: T, theirs: T, prefix: string, { parts }: MergedPlan): T {
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])] as (keyof T & string)[];
  const next = { ...theirs };
  for (const name of names) {
    if (differs(ours[name], theirs[name])) parts.push(`${prefix}${name}`);
    else if (name in ours) next[name] = ours[name];
  }
  return next;
}

function mergeCodes(
  base: DistrictPlan,
  ours: DistrictPlan,
  theirs: DistrictPlan,
  merged: MergedPlan,
): ChartOfAccounts['codes'] {
  const segments = [...new Set([...Object.keys(ours.chart.codes), ...Object.keys(theirs.chart.codes)])];
  const others: string[] = [];
  const lists = segments.flatMap((segment) => {
    const [was, is, given] = [base, ours, theirs].map(({ chart }) => listOf(chart, segment));
    // Without a list the segment takes any code: whether it has one is the files' to say.
    const list = given
      ? mergeList(segment, { was: was ?? [], is: is ?? [], given }, ours, merged)
      : undefined;
    if (list !== is) others.push(segment);
    return list ? [[segment, list] as const] : [];
  });
  return others.length === 0 ? ours.chart.codes : Object.fromEntries(lists);
}

function listOf({ codes }: ChartOfAccounts, segment: string): AccountCode[] | undefined {
  return Object.hasOwn(codes, segment) ? codes[segment] : undefined;
}

type Lists = { was: AccountCode[]; is: AccountCode[]; given: AccountCode[] };

/** In the files' order, what the office added behind; the stored list itself where nothing becomes another. */
function mergeList(
  segment: string,
  { was, is, given }: Lists,
  { chart }: DistrictPlan,
  { kept, problems }: MergedPlan,
): AccountCode[] {
  const [old, stored, next] = [was, is, given].map((list) => new Map(list.map((one) => [one.code, one])));
  const others: string[] = [];
  const list = [...new Set([...given, ...is].map(({ code }) => code))].flatMap((code) => {
    const [ours, theirs] = [stored?.get(code), next?.get(code)];
    const picked = pick(old?.get(code), ours, theirs);
    if (picked === CONFLICT) {
      const title = chart.structure.segments.find((one) => one.code === segment)?.title ?? segment;
      const inFile = theirs ? 'yes' : 'no';
      problems.push(
        problem('import.codeChangedTwice', 'codes.csv', { segment: title, code, inFile }, segment),
      );
      return ours ?? [];
    }
    if (differs(picked, ours)) others.push(code);
    else if (differs(ours, theirs)) kept.push(`${segment} ${code}`);
    return picked ?? [];
  });
  return others.length === 0 ? is : list;
}

function problem(code: string, file: string, params: Problem['params'], part?: string): Problem {
  return {
    code,
    severity: 'fatal',
    place: { kind: 'file', file },
    params,
    ...(part === undefined ? {} : { part: `${part} ${String(params['code'])}` }),
  };
}
