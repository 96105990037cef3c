import { z } from 'zod';
import { AccountStructure, parseAccount, type AccountFault } from './account-structure.js';

export const AccountCode = z.object({ code: z.string().min(1), title: z.string() });
export type AccountCode = z.infer<typeof AccountCode>;

/** The account structure and, for each segment, the codes that exist with their titles. */
export const ChartOfAccounts = z.object({
  structure: AccountStructure,
  /** Segment code (such as `fund`) to its list of codes. A segment without a list accepts any code of its shape. */
  codes: z.record(z.string(), z.array(AccountCode)),
});
export type ChartOfAccounts = z.infer<typeof ChartOfAccounts>;

export type CodeFault = AccountFault | { segment: string; code: string; fault: 'unknown' };

/** A chart prepared for look-ups: titles by segment and code, and every fault of an account string. */
export type ChartIndex = {
  chart: ChartOfAccounts;
  title: (segment: string, code: string) => string | undefined;
  /** Segment codes when the string has the right shape and every code exists, otherwise all faults. */
  check: (account: string) => { ok: true; codes: string[] } | { ok: false; faults: CodeFault[] };
};

export function indexChart(chart: ChartOfAccounts): ChartIndex {
  const titles = new Map<string, Map<string, string>>();
  for (const [segment, codes] of Object.entries(chart.codes)) {
    titles.set(segment, new Map(codes.map(({ code, title }) => [code, title])));
  }
  const title = (segment: string, code: string) => titles.get(segment)?.get(code);
  return {
    chart,
    title,
    check(account) {
      const parsed = parseAccount(chart.structure, account);
      if (!parsed.ok) return parsed;
      const faults: CodeFault[] = [];
      chart.structure.segments.forEach((segment, index) => {
        const code = parsed.codes[index] ?? '';
        const known = titles.get(segment.code);
        if (known && !known.has(code)) faults.push({ segment: segment.code, code, fault: 'unknown' });
      });
      return faults.length === 0 ? parsed : { ok: false, faults };
    },
  };
}
