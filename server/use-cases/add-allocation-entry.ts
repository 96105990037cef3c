import type { AllocationEntry } from '../../src/core/budget/allocation.js';
import type { addAllocationEntry as endpoint } from '../../src/contract/allocations.js';
import type { BodyOf } from '../../src/contract/endpoint.js';
import { addEntry, findEntry } from '../stores/allocation-store.js';
import { inTransaction, type Transaction } from '../stores/open-database.js';
import { listSubmissions } from '../stores/submission-store.js';
import { holdSite, openYear, type Year } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { assertNotAdopted } from './adopted-year.js';
import { audit } from './audit.js';
import { localDate } from './local-date.js';
import type { ChangeParts, Parts } from './parts.js';
import { Refusal } from './refusal.js';
import { reopenCounted } from './reopen-steps.js';

/**
 * Adds to a site's ledger, dated today where the district is; steps of its approval that this concerns wait again. The
 * same entry sent again is stored once.
 */
export async function addAllocationEntry(
  parts: Parts,
  actor: Actor,
  siteCode: string,
  body: BodyOf<typeof endpoint>,
): Promise<AllocationEntry> {
  return inTransaction(parts.db, async (tx) => {
    // An import may be changing the plan right now: what is held against it is read once that is there.
    if (!(await holdSite(tx, await openYear(tx, actor.districtId), siteCode)))
      throw new Refusal('site.unknown', { site: siteCode });
    const year = await openYear(tx, actor.districtId);
    const { fundingSource, fixBy } = body;
    if (!year.plan.fundingSources.some(({ code }) => code === fundingSource))
      throw new Refusal('allocation.unknownSource', { fundingSource });
    const known = await findEntry(tx, year, body.id);
    if (known) return sameEntry(known, siteCode, body);
    await assertNotAdopted(tx, year);
    const today = localDate(parts.now(), year.plan.timeZone);
    if (fixBy !== undefined && fixBy < today) throw new Refusal('allocation.fixByPast', { fixBy, today });
    const entry: AllocationEntry = { ...body, siteCode, date: today, author: actor.name };
    if (!(await enterEntry(tx, parts, actor, { year, entry }))) {
      // The same entry came at the same time, and first.
      const first = await findEntry(tx, year, body.id);
      if (!first) throw new Refusal('request.idTaken');
      return sameEntry(first, siteCode, body);
    }
    return entry;
  });
}

/**
 * Puts an entry into a ledger with its audit row, and lets the steps wait again that it concerns; false where one of its id
 * is there.
 */
export async function enterEntry(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  { year, entry }: { year: Year; entry: AllocationEntry },
): Promise<boolean> {
  if (!(await addEntry(tx, year, entry))) return false;
  const { id, siteCode, fundingSource, kind, amountCents, fte, reason } = entry;
  await audit(tx, parts, actor, {
    action: 'allocation.added',
    siteCode,
    subject: id,
    details: { fundingSource, kind, amountCents, fte },
  });
  await reopenCounted(tx, parts, actor, await listSubmissions(tx, year, siteCode), {
    why: reason,
    changeOf: () => Promise.resolve({ fundingSources: [fundingSource] }),
  });
  return true;
}

function sameEntry(known: AllocationEntry, siteCode: string, body: BodyOf<typeof endpoint>): AllocationEntry {
  const isSame =
    known.siteCode === siteCode &&
    known.fundingSource === body.fundingSource &&
    known.kind === body.kind &&
    known.amountCents === body.amountCents &&
    known.fte === body.fte &&
    known.reason === body.reason &&
    known.fixBy === body.fixBy;
  if (!isSame) throw new Refusal('request.idTaken');
  return known;
}
