import type { BodyOf } from '../../contract/endpoint.js';
import type { addAmendment } from '../../contract/amendments.js';
import type { AmendmentEntry } from '../../core/merge/amendment.js';
import { parseAmount, parseSignedFte } from '../../ui/format/parse-figures.js';
import { WORDS } from './words.js';

/** An amendment as it is typed. */
export type EntryDraft = {
  side: AmendmentEntry['side'];
  siteCode: string;
  account: string;
  amount: string;
  fte: string;
};
export type AmendmentDraft = {
  number: string;
  effectiveDate: string;
  resolution: string;
  reason: string;
  entries: EntryDraft[];
};

export const EMPTY_ROW: EntryDraft = { side: 'expenditure', siteCode: '', account: '', amount: '', fte: '' };
export const EMPTY_AMENDMENT: AmendmentDraft = {
  number: '',
  effectiveDate: '',
  resolution: '',
  reason: '',
  entries: [EMPTY_ROW, EMPTY_ROW],
};

type Named = 'number' | 'effectiveDate' | 'resolution' | 'reason';
/** What is missing or cannot be read; of entries by their row. */
export type AmendmentFaults = Partial<Record<Named, string>> & {
  entries?: Partial<Record<'account' | 'amount' | 'fte', string>>[];
};

/** Reads a draft, or says everything that is wrong with it. */
export function readAmendment(
  draft: AmendmentDraft,
  id: string,
): { body: BodyOf<typeof addAmendment> } | { faults: AmendmentFaults } {
  const faults: AmendmentFaults = {};
  for (const name of ['number', 'effectiveDate', 'resolution', 'reason'] as const)
    if (draft[name].trim() === '') faults[name] = WORDS.amendments.faults[name];
  const entryFaults = draft.entries.map(faultsOfEntry);
  if (entryFaults.some((one) => Object.keys(one).length > 0)) faults.entries = entryFaults;
  if (Object.keys(faults).length > 0) return { faults };
  const { number, effectiveDate, resolution, reason } = draft;
  return {
    body: {
      id,
      number: number.trim(),
      effectiveDate,
      resolution: resolution.trim(),
      reason: reason.trim(),
      entries: draft.entries.map(({ side, siteCode, account, amount, fte }) => ({
        side,
        siteCode: side === 'revenue' ? '' : siteCode,
        account: account.trim(),
        amountCents: parseAmount(amount) ?? 0,
        fte: fte.trim() === '' ? 0 : (parseSignedFte(fte) ?? 0),
      })),
    },
  };
}

function faultsOfEntry({
  account,
  amount,
  fte,
}: EntryDraft): Partial<Record<'account' | 'amount' | 'fte', string>> {
  const words = WORDS.amendments.faults;
  return {
    ...(account.trim() === '' ? { account: words.account } : {}),
    ...(parseAmount(amount) === null ? { amount: words.amount } : {}),
    ...(fte.trim() !== '' && parseSignedFte(fte) === null ? { fte: words.fte } : {}),
  };
}

/** By how much expenditures grow more than revenue so far, over all funds. */
export function imbalanceOf({ entries }: AmendmentDraft): number {
  return entries.reduce((sum, { side, amount }) => {
    const cents = parseAmount(amount) ?? 0;
    return side === 'revenue' ? sum - cents : sum + cents;
  }, 0);
}
