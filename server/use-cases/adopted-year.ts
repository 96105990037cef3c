import type { Database, Transaction } from '../stores/open-database.js';
import { findAdoption } from '../stores/master-work-store.js';
import type { Year } from '../stores/year-store.js';
import { Refusal } from './refusal.js';

/**
 * Sheets and allocations of an adopted year stay as they are: what changes then is an amendment, which the board decides.
 * Looked at before anything new is stored; what was stored before is still answered when it is sent again.
 */
export async function assertNotAdopted(db: Database | Transaction, year: Year): Promise<void> {
  refuseAdopted(year, (await findAdoption(db, year)) !== null);
}

/** The same where it was looked up already. */
export function refuseAdopted({ yearId }: Pick<Year, 'yearId'>, isAdopted: boolean): void {
  if (isAdopted) throw new Refusal('year.adopted', { year: yearId });
}
