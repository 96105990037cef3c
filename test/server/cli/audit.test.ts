import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { openDatabase, inTransaction } from '../../../server/stores/open-database.js';
import { addAuditEvent } from '../../../server/stores/audit-store.js';
import { district } from '../../../server/stores/schema.js';
import { auditEvent } from '../../../server/stores/schema-audit.js';
import { sealDistrict } from '../../../server/use-cases/seal-audit.js';
import { KINDS, newDatabase, type NewDatabase } from '../../support/database-kinds.js';
import { sitebookHere } from '../../support/sitebook-command.js';

const EVENTS = 12;
const districtId = randomUUID();
let folder: string;
let made: NewDatabase;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-audit-'));
  made = await newDatabase(KINDS.at(-1)!, folder, { isMade: true });
  await change(async (db) => {
    await db.insert(district).values({ id: districtId, shortName: 'maple', name: 'Maple Valley' });
    for (let n = 0; n < EVENTS; n += 1)
      await inTransaction(db, (tx) =>
        addAuditEvent(tx, {
          districtId,
          id: randomUUID(),
          at: new Date(Date.UTC(2024, 2, 1, n)),
          personId: randomUUID(),
          action: 'revision.saved',
          siteCode: '608',
          subject: `608/r${String(n)}`,
          details: { n },
        }),
      );
    await sealDistrict({ db, now: () => new Date() }, districtId);
  });
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function change(work: (db: Awaited<ReturnType<typeof openDatabase>>['db']) => Promise<unknown>) {
  const { db, close } = await openDatabase(made.config);
  try {
    await work(db);
  } finally {
    await close();
  }
}

const verify = (...options: string[]) => sitebookHere(['audit', 'verify', ...options], made.settings);

let pin = '';

test('a whole trail is said to be whole, with the head to keep elsewhere', async () => {
  const { exit, out, err } = await verify('--district', 'MAPLE');
  expect([exit, err]).toEqual([0, '']);
  expect(out).toContain(`whole; ${String(EVENTS)} sealed events, 0 wait`);
  pin = /the last (\d+:[\da-f]{64})/.exec(out)?.[1] ?? '';
  expect(pin).not.toBe('');
  const { out: json } = await verify('--json', '--district', 'maple', '--pinned', pin);
  expect(JSON.parse(json)).toMatchObject({ isIntact: true, districts: [{ districtId, sealed: EVENTS }] });
});

test.each([
  [['--district', 'elsewhere'], 'There is no district elsewhere'],
  [['--pinned', '12'], 'The pinned head cannot be read'],
])('%j is refused', async (options, reason) => {
  const { exit, out, err } = await verify(...options);
  expect([exit, out]).toEqual([1, '']);
  expect(err).toContain(reason);
});

test('an event that was altered is found by its number, and one that was taken away too', async () => {
  await change((db) =>
    db.execute(sql`update ${auditEvent} set details = '{"n":99}' where subject = '608/r4'`),
  );
  const altered = await verify('--json');
  expect(altered.exit).toBe(1);
  expect(JSON.parse(altered.out)).toMatchObject({
    isIntact: false,
    districts: [{ faultCount: 1, faults: [{ kind: 'differs', sequence: 5 }] }],
  });
  await change((db) => db.execute(sql`delete from ${auditEvent} where subject = '608/r7'`));
  const { exit, out } = await verify();
  expect(exit).toBe(1);
  expect(out).toContain('NOT whole, 2 faults');
  expect(out).toContain('eventMissing at 8');
});

test('a database without tables is named', async () => {
  const empty = await mkdtemp(path.join(os.tmpdir(), 'sitebook-none-'));
  const { exit, err } = await sitebookHere(['audit', 'verify'], { SITEBOOK_DATA: empty });
  expect([exit, err]).toEqual([1, expect.stringContaining('There is no database in')]);
  await rm(empty, { recursive: true });
});
