import { z } from 'zod';
import { AccountPattern } from '../account/account-pattern.js';
import { AllocationEntry } from '../budget/allocation.js';
import type { Selector, SiteFacts, Sums } from './check.js';
import { hasLevel, type AppliesTo, type RuleInput } from './rule-common.js';
import type { RuleScopeFacts } from './rule-kind.js';

/**
 * One side of a percentage. `proposed` and `current` add up lines, of some accounts or of a set the district sets up
 * under a name; `ledger` adds up allocation entries of some kinds; `figure` is an amount that the district enters.
 * All but `figure` look only at the money that the rule applies to. Amounts are cents, or FTE where `unit` says so.
 */
export const Measure = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.enum(['proposed', 'current']),
    unit: z.enum(['cents', 'fte']).optional(),
    accounts: z.array(AccountPattern).min(1).optional(),
    accountGroup: z.string().min(1).optional(),
  }),
  z.strictObject({ from: z.literal('ledger'), kinds: z.array(AllocationEntry.shape.kind).min(1).optional() }),
  z.strictObject({ from: z.literal('figure'), figure: z.string().min(1) }),
]);
export type Measure = z.infer<typeof Measure>;

/** What a measure needs of the district. */
export function inputsOfMeasure(measure: Measure): RuleInput[] {
  if (measure.from === 'figure') return [`figure:${measure.figure}`];
  if (measure.from !== 'ledger' && measure.accountGroup !== undefined)
    return [`accounts:${measure.accountGroup}`];
  return [];
}

/** A measure ready to be taken: the lines to add up, if it adds up lines, and how to read it. */
export type PreparedMeasure = {
  selector: Selector | null;
  read: (sums: Sums | null, site: SiteFacts | null) => number;
};

export function prepareMeasure(
  measure: Measure,
  appliesTo: AppliesTo | undefined,
  scope: RuleScopeFacts,
): PreparedMeasure {
  switch (measure.from) {
    case 'figure': {
      const cents = scope.figures.get(measure.figure) ?? 0;
      return { selector: null, read: () => cents };
    }
    case 'ledger': {
      const sources = scope.sourcesOf(appliesTo);
      const { kinds } = measure;
      const sumOf = ({ entries, site }: SiteFacts) =>
        (hasLevel(appliesTo, site) ? entries : [])
          .filter((entry) => sources.has(entry.fundingSource) && (kinds?.includes(entry.kind) ?? true))
          .reduce((sum, entry) => sum + entry.amountCents, 0);
      const all = scope.sites.reduce((sum, site) => sum + sumOf(site), 0);
      return { selector: null, read: (_sums, site) => (site === null ? all : sumOf(site)) };
    }
    case 'proposed':
    case 'current': {
      const isSelected = scope.select(appliesTo);
      const patterns = [
        ...(measure.accounts ?? []),
        ...(measure.accountGroup === undefined ? [] : (scope.accountGroups.get(measure.accountGroup) ?? [])),
      ];
      const hasPatterns = measure.accounts !== undefined || measure.accountGroup !== undefined;
      const fits = hasPatterns ? scope.fits(patterns) : () => true;
      return {
        selector: (facts, site) => isSelected(facts, site) && fits(facts),
        read: (sums) => (sums === null ? 0 : sumOfUnit(sums, measure.from, measure.unit ?? 'cents')),
      };
    }
  }
}

function sumOfUnit(sums: Sums, from: 'proposed' | 'current', unit: 'cents' | 'fte'): number {
  if (from === 'proposed') return unit === 'cents' ? sums.cents : sums.fte;
  return unit === 'cents' ? sums.currentCents : sums.currentFte;
}
