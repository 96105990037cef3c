import type { BodyOf } from '../../contract/endpoint.js';
import type { addAmendment } from '../../contract/amendments.js';
import { fundBalances, type AmendmentEntry } from '../../core/merge/amendment.js';
import type { NamedSegments } from '../../core/merge/dimensions.js';
import { parseAmount, parseSignedFte } from '../../ui/format/parse-figures.js';
import { WORDS } from './words.js';

/** An amendment as it is typed. */
export type EntryDraft = {
  /** The same as long as the row is there, whatever rows come and go. */
  key: string;
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

/** A row in which nothing is typed yet. */
export function emptyRow(): EntryDraft {
  return { key: crypto.randomUUID(), side: 'expenditure', siteCode: '', account: '', amount: '', fte: '' };
}

/** An amendment in which nothing is typed yet: one row to take from, one to give to. */
export function emptyAmendment(): AmendmentDraft {
  return { number: '', effectiveDate: '', resolution: '', reason: '', entries: [emptyRow(), emptyRow()] };
}

type Named = 'number' | 'effectiveDate' | 'resolution' | 'reason';
export type EntryFaults = Partial<Record<'site' | 'account' | 'amount' | 'fte', string>>;
/** What is missing or cannot be read; of entries by the key of their row. */
export type AmendmentFaults = Partial<Record<Named, string>> & {
  entries?: Record<string, EntryFaults>;
};

/** Reads a draft, or says everything that is wrong with it. */
export function readAmendment(
  draft: AmendmentDraft,
  id: string,
): { body: BodyOf<typeof addAmendment> } | { faults: AmendmentFaults } {
  const faults: AmendmentFaults = {};
  for (const name of ['number', 'effectiveDate', 'resolution', 'reason'] as const)
    if (draft[name].trim() === '') faults[name] = WORDS.amendments.faults[name];
  const ofEntries = draft.entries
    .map((entry) => [entry.key, faultsOfEntry(entry)] as const)
    .filter(([, one]) => Object.keys(one).length > 0);
  if (ofEntries.length > 0) faults.entries = Object.fromEntries(ofEntries);
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
        // Revenue has no FTE, and its row no field of it.
        fte: side === 'revenue' || fte.trim() === '' ? 0 : (parseSignedFte(fte) ?? 0),
      })),
    },
  };
}

function faultsOfEntry({ side, siteCode, account, amount, fte }: EntryDraft): EntryFaults {
  const words = WORDS.amendments.faults;
  return {
    ...(side === 'expenditure' && siteCode === '' ? { site: words.site } : {}),
    ...(account.trim() === '' ? { account: words.account } : {}),
    ...(parseAmount(amount) === null ? { amount: words.amount } : {}),
    ...(side === 'expenditure' && fte.trim() !== '' && parseSignedFte(fte) === null
      ? { fte: words.fte }
      : {}),
  };
}

/** By how much expenditures grow more than revenue so far, in each fund that an amount was typed for. */
export function balancesOf(
  { entries }: AmendmentDraft,
  structure: NamedSegments,
): ReturnType<typeof fundBalances> {
  const typed = entries.flatMap(({ side, account, amount }) => {
    const amountCents = parseAmount(amount);
    return amountCents === null ? [] : [{ side, account: account.trim(), amountCents }];
  });
  return fundBalances(structure, typed);
}
