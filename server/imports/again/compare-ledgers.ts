import type { AllocationEntry } from '../../../src/core/budget/allocation.js';
import { canonical } from '../../../src/core/canonical.js';
import type { Problem } from '../../../src/core/problem.js';

export type LedgerChange = {
  added: AllocationEntry[];
  /** Rows of the files that somebody entered in the office before, the same in every figure: they count once. */
  enteredBefore: AllocationEntry[];
  /** Entries that the files no longer have, or have otherwise: a ledger only grows. */
  problems: Problem[];
};

/** Ids of rows are made from what they say and are of version 8; what the office enters has one of version 4. */
const isImported = ({ id }: AllocationEntry) => id[14] === '8';

/** What of an entry its id is made of, but for when one of several equal rows it was. */
const sayingOf = ({ siteCode, fundingSource, date, kind, amountCents, fte, reason }: AllocationEntry) =>
  canonical([siteCode, fundingSource, date, kind, amountCents, fte, reason]);
/** And what it may say beside that. */
const besideOf = ({ author, components = [], staff = [], fixBy = '' }: AllocationEntry) =>
  canonical([author, components, staff, fixBy]);

/** Holds the files' allocation entries against the ledgers. What the office entered since is in none of the files. */
export function compareLedgers(
  stored: readonly AllocationEntry[],
  given: readonly AllocationEntry[],
): LedgerChange {
  const known = new Map(stored.map((entry) => [entry.id, entry]));
  const still = new Set(given.map(({ id }) => id));
  const byHand = new Map<string, number>();
  for (const entry of stored)
    if (!isImported(entry)) byHand.set(sayingOf(entry), (byHand.get(sayingOf(entry)) ?? 0) + 1);
  const change: LedgerChange = { added: [], enteredBefore: [], problems: [] };
  for (const entry of given) {
    const same = known.get(entry.id);
    if (same && besideOf(same) !== besideOf(entry)) change.problems.push(changed(same, entry));
    if (same) continue;
    const count = byHand.get(sayingOf(entry)) ?? 0;
    byHand.set(sayingOf(entry), count - 1);
    (count > 0 ? change.enteredBefore : change.added).push(entry);
  }
  const placeOf = ({ siteCode, fundingSource, date, kind }: AllocationEntry) =>
    canonical([siteCode, fundingSource, date, kind]);
  for (const gone of stored.filter((entry) => isImported(entry) && !still.has(entry.id))) {
    const at = change.added.findIndex((entry) => placeOf(entry) === placeOf(gone));
    const [instead] = at < 0 ? [] : change.added.splice(at, 1);
    change.problems.push(instead ? changed(gone, instead) : missing(gone));
  }
  return change;
}

function changed(was: AllocationEntry, is: AllocationEntry): Problem {
  return problemOf('import.entryChanged', was, {
    nowCents: is.amountCents,
    differenceCents: is.amountCents - was.amountCents,
    differenceFte: is.fte - was.fte,
  });
}

function missing(entry: AllocationEntry): Problem {
  return problemOf('import.entryGone', entry, {
    differenceCents: -entry.amountCents,
    differenceFte: -entry.fte,
  });
}

function problemOf(code: string, entry: AllocationEntry, params: Problem['params']): Problem {
  const { id, siteCode: site, fundingSource, date, kind, amountCents, reason } = entry;
  return {
    code,
    severity: 'fatal',
    place: { kind: 'allocation', fundingSource, siteCode: site },
    params: { site, fundingSource, date, kind, amountCents, reason, ...params },
    part: id,
  };
}
