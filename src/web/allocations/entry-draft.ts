import { addAllocationEntry } from '../../contract/allocations.js';
import type { BodyOf } from '../../contract/endpoint.js';
import type { AllocationEntry } from '../../core/budget/allocation.js';
import { parseAmount, parseSignedFte } from '../../ui/format/parse-figures.js';
import { WEB_EN } from '../messages-en.js';

const WORDS = WEB_EN.allocations;

/** What stands in the form, as typed. */
export type EntryDraft = {
  kind: AllocationEntry['kind'];
  amount: string;
  fte: string;
  reason: string;
  fixBy: string;
};

export const EMPTY_ENTRY: EntryDraft = { kind: 'correction', amount: '', fte: '', reason: '', fixBy: '' };

export type EntryFaults = Partial<Record<'amount' | 'fte' | 'reason', string>>;
export type EntryBody = BodyOf<typeof addAllocationEntry>;

/** The entry that a draft says, as the contract wants it; otherwise what is wrong with which field. */
export function readEntry(
  draft: EntryDraft,
  id: string,
  fundingSource: string,
): { body: EntryBody } | { faults: EntryFaults } {
  const amountCents = draft.amount.trim() === '' ? 0 : parseAmount(draft.amount);
  const fte = draft.fte.trim() === '' ? 0 : parseSignedFte(draft.fte);
  const faults: EntryFaults = {};
  if (amountCents === null) faults.amount = WORDS.amountWrong;
  if (fte === null) faults.fte = WORDS.fteWrong;
  if (amountCents === 0 && fte === 0) faults.amount = WORDS.nothing;
  if (draft.reason.trim() === '') faults.reason = WORDS.reasonMissing;
  if (amountCents === null || fte === null || Object.keys(faults).length > 0) return { faults };
  const { kind, reason, fixBy } = draft;
  const read = addAllocationEntry.body.safeParse({
    id,
    fundingSource,
    kind,
    amountCents,
    fte,
    reason,
    ...(fixBy === '' ? {} : { fixBy }),
  });
  return read.success ? { body: read.data } : { faults: { amount: WORDS.amountWrong } };
}
