import { z } from 'zod';
import { AccountString, AccountStructure, parseAccount, type AccountFault } from './account-structure.js';
import { CombinationTable } from './combination-table.js';
import { compileCombinations, type CompiledTable } from './compile-combinations.js';
import { isActive, type Period } from './period.js';
import { stateCodeMaps, toStateCodes } from './state-codes.js';

/** One code of a segment. A parent groups codes for reports; a heading is a parent that nothing is posted to. */
export const AccountCode = z.object({
  code: z.string().min(1),
  title: z.string(),
  /** First and last day on which the code may be used; open where left out. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Code of the same segment that this one belongs under. */
  parent: z.string().min(1).optional(),
  /** What the state calls this code, where the district's own differs. Codes under it roll up with it. */
  stateCode: z.string().min(1).optional(),
  isHeading: z.boolean().optional(),
});
export type AccountCode = z.infer<typeof AccountCode>;

/** An account string that somebody asked for and the accounting system does not have yet. */
export const RequestedAccount = z.object({
  account: AccountString,
  description: z.string(),
  requestedBy: z.string(),
});
export type RequestedAccount = z.infer<typeof RequestedAccount>;

/** The account structure and, for each segment, the codes that exist with their titles. */
export const ChartOfAccounts = z.object({
  structure: AccountStructure,
  /** Segment code (such as `fund`) to its list of codes. A segment without a list accepts any code of its shape. */
  codes: z.record(z.string(), z.array(AccountCode)),
  /** Which codes go together. Rules name the tables that they hold an account to. */
  combinations: z.array(CombinationTable).optional(),
  /** Every account string that the accounting system has. Without the list nobody can say what is new. */
  existing: z.array(AccountString).optional(),
  requested: z.array(RequestedAccount).optional(),
});
export type ChartOfAccounts = z.infer<typeof ChartOfAccounts>;

/**
 * `unknown` is not in the segment's list, `inactive` is there but not on the day asked for (`from` and `to` say when
 * it is), `heading` groups other codes and takes no amounts.
 */
export type CodeFault =
  | AccountFault
  | { segment: string; code: string; fault: 'unknown' | 'heading' }
  | { segment: string; code: string; fault: 'inactive'; from?: string; to?: string };

/** A chart prepared for look-ups: titles by segment and code, and every fault of an account string. */
export type ChartIndex = {
  chart: ChartOfAccounts;
  title: (segment: string, code: string) => string | undefined;
  /** The entry of a code in its segment's list. */
  code: (segment: string, code: string) => AccountCode | undefined;
  /**
   * Segment codes when the string has the right shape and every code exists and may be used, otherwise all faults.
   * `on` is a day, or a period in which a code has to be active on one day at least; without it the period the chart
   * was indexed for counts, and without that dates are not looked at.
   */
  check: (
    account: string,
    on?: string | Period,
  ) => { ok: true; codes: string[] } | { ok: false; faults: CodeFault[] };
  /** The state's codes of an account's own codes; see `rollUp`. */
  toState: (codes: readonly string[]) => readonly string[];
  /** The chart's combination tables made ready, by id in the chart's order. Throws on tables that fit no structure. */
  combinations: () => ReadonlyMap<string, CompiledTable>;
  /** The accounting system's strings; undefined when the district gave no list. See `standing`. */
  existing: ReadonlySet<string> | undefined;
  requested: ReadonlyMap<string, RequestedAccount>;
};

/** Prepares a chart, for a budget year's period where codes come and go. */
export function indexChart(chart: ChartOfAccounts, period?: Period): ChartIndex {
  const { structure } = chart;
  const lists = new Map<string, Map<string, AccountCode>>();
  for (const [segment, codes] of Object.entries(chart.codes)) {
    lists.set(segment, new Map(codes.map((entry) => [entry.code, entry])));
  }
  const listAt = structure.segments.map((segment) => lists.get(segment.code));
  const maps = stateCodeMaps(structure, chart.codes);
  const toState = (codes: readonly string[]) => toStateCodes(maps, codes);
  let compiled: Map<string, CompiledTable> | undefined;
  return {
    chart,
    title: (segment, code) => lists.get(segment)?.get(code)?.title,
    code: (segment, code) => lists.get(segment)?.get(code),
    check(account, on = period) {
      const parsed = parseAccount(structure, account);
      if (!parsed.ok) return parsed;
      const faults: CodeFault[] = [];
      for (let at = 0; at < parsed.codes.length; at += 1) {
        const code = parsed.codes[at] ?? '';
        const list = listAt[at];
        if (list === undefined || code === '') continue;
        const entry = list.get(code);
        const fault = faultOf(structure.segments[at]?.code ?? '', code, entry, on);
        if (fault !== null) faults.push(fault);
        // The list's own text, so that 200,000 accounts share their codes.
        else if (entry) parsed.codes[at] = entry.code;
      }
      return faults.length === 0 ? parsed : { ok: false, faults };
    },
    toState,
    existing: chart.existing === undefined ? undefined : new Set(chart.existing),
    requested: new Map((chart.requested ?? []).map((request) => [request.account, request])),
    combinations() {
      compiled ??= new Map(
        compileCombinations(structure, chart.combinations ?? [], toState).map((table) => [table.id, table]),
      );
      return compiled;
    },
  };
}

function faultOf(
  segment: string,
  code: string,
  entry: AccountCode | undefined,
  on: string | Period | undefined,
): CodeFault | null {
  if (entry === undefined) return { segment, code, fault: 'unknown' };
  if (entry.isHeading === true) return { segment, code, fault: 'heading' };
  if (on === undefined || isActive(entry, on)) return null;
  const fault: CodeFault = { segment, code, fault: 'inactive' };
  if (entry.from !== undefined) fault.from = entry.from;
  if (entry.to !== undefined) fault.to = entry.to;
  return fault;
}
