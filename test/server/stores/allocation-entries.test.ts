import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inTransaction, type OpenDatabase } from '../../../server/stores/open-database.js';
import { addYear, listAllocations, openYear } from '../../../server/stores/year-store.js';
import { AllocationEntry, totalAllocations } from '../../../src/core/budget/allocation.js';
import { readLetters, sfusdFiles, valueOf } from '../../support/sfusd.js';
import { smallBook } from '../../support/small-book.js';
import { openTestDatabase } from '../../support/test-database.js';

let database: OpenDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

test('the letters of a whole district come back from the database as they were read', async () => {
  const letters = valueOf(readLetters(await sfusdFiles()));
  const allocations = letters.allocations.map((entry) => ({ ...entry, id: randomUUID() }));
  const districtId = randomUUID();
  const opening = { lines: [], positions: [] };
  await inTransaction(database.db, (tx) =>
    addYear(tx, {
      districtId,
      shortName: 'sfusd',
      plan: { ...smallBook().plan, fundingSources: letters.fundingSources },
      rulePackHash: '',
      sites: letters.sites.map((site) => ({ site, opening, openingCents: 0 })),
      allocations,
      revenue: [],
    }),
  );
  const year = await openYear(database.db, districtId);
  const stored = await listAllocations(database.db, year);
  const byId = (entries: AllocationEntry[]) => new Map(entries.map((entry) => [entry.id, entry]));
  expect(stored).toHaveLength(1894);
  expect(byId(stored)).toEqual(byId(allocations));
  // No key for what an entry does not have: a null would be refused where the entry travels.
  expect(stored.map((entry) => AllocationEntry.parse(entry))).toEqual(stored);
  expect(stored.filter((entry) => 'staff' in entry && 'components' in entry)).toEqual([]);
  const alamo = await listAllocations(database.db, year, '413');
  expect(totalAllocations(alamo).reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(21_952_900);
  expect(alamo.reduce((sum, { fte }) => sum + fte, 0)).toBe(190_000);
});
