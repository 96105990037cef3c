import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../../server/project-root.js';
import type { OpenDatabase } from '../../../server/stores/open-database.js';
import { sealDistrict, sealWaiting } from '../../../server/use-cases/seal-audit.js';
import { verifyAudit } from '../../../server/use-cases/verify-audit.js';
import { makeTrail } from '../../support/sealed-trail.js';
import { openTestDatabase } from '../../support/test-database.js';

let database: OpenDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

const now = () => new Date('2024-03-02T08:00:00.000Z');
const verify = (districtId: string, pinned: { sequence: number; hash: string } | null = null) =>
  verifyAudit({ db: database.db, now }, districtId, pinned);
const seal = (districtId: string) => sealDistrict({ db: database.db, now }, districtId);
const kindsOf = async (districtId: string) => (await verify(districtId)).faults.map(({ kind }) => kind);
const headOf = async (districtId: string) => {
  const { head } = await verify(districtId);
  if (!head) throw new Error('no head');
  return head;
};

describe('a trail that nobody touched', () => {
  test('is intact whatever its length, and says what waits', async () => {
    const lengths = fc.record({
      sealed: fc.integer({ min: 0, max: 12 }),
      waiting: fc.integer({ min: 0, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(lengths, async (length) => {
        const { districtId } = await makeTrail(database.db, length);
        const verdict = await verify(districtId);
        expect(verdict.faults).toEqual([]);
        expect(verdict).toMatchObject({ isIntact: true, ...length, faultCount: 0 });
        expect(verdict.head?.sequence ?? 0).toBe(length.sealed);
      }),
      { numRuns: 8 },
    );
  });

  test('goes on where it ended, and a pinned head stays on it', async () => {
    const { districtId } = await makeTrail(database.db, { sealed: 5, waiting: 2 });
    const pinned = await headOf(districtId);
    expect(await seal(districtId)).toBe(2);
    expect(await verify(districtId, pinned)).toMatchObject({ isIntact: true, sealed: 7, waiting: 0 });
  });

  test('events that were written before there were chains are sealed with the first that comes after', async () => {
    const { districtId, eventIds } = await makeTrail(database.db, { sealed: 0, waiting: 4 });
    for (const id of eventIds.slice(0, 3))
      await database.db.execute(
        sql`DELETE FROM audit_waiting WHERE district_id = ${districtId} AND event_id = ${id}`,
      );
    await database.db.execute(sql`DELETE FROM audit_head WHERE district_id = ${districtId}`);
    expect(await verify(districtId)).toMatchObject({ isIntact: true, sealed: 0 });
    await seal(districtId);
    expect(await verify(districtId)).toMatchObject({ isIntact: true, sealed: 4, waiting: 0 });
  });

  test('several sealers at once give one chain', async () => {
    const { districtId } = await makeTrail(database.db, { sealed: 2, waiting: 30 });
    await Promise.all(Array.from({ length: 5 }, () => seal(districtId)));
    expect(await verify(districtId)).toMatchObject({ isIntact: true, sealed: 32, waiting: 0 });
  });
});

/** What somebody could do to one place of the trail, at a place counted from 1. */
const TAMPERINGS: Record<string, (districtId: string, place: number, last: number) => Promise<unknown>> = {};
const run = (query: ReturnType<typeof sql>) => database.db.execute(query);
const eventAt = (districtId: string, place: number) =>
  sql`(SELECT event_id FROM audit_seal WHERE district_id = ${districtId} AND sequence = ${place})`;

for (const [field, value] of Object.entries({
  at: sql`at + interval '1 microsecond'`,
  person_id: sql`${randomUUID()}::uuid`,
  action: sql`action || 'x'`,
  site_code: sql`coalesce(site_code, '') || '9'`,
  subject: sql`subject || ' '`,
  details: sql`details || '{"revision": -1}'::jsonb`,
  id: sql`${randomUUID()}::uuid`,
  district_id: sql`${randomUUID()}::uuid`,
})) {
  TAMPERINGS[`event ${field}`] = (districtId, place) =>
    run(sql`UPDATE audit_event SET ${sql.raw(field)} = ${value}
      WHERE district_id = ${districtId} AND id = ${eventAt(districtId, place)}`);
}
for (const [field, value] of Object.entries({
  hash: sql`md5(hash) || md5(hash)`,
  sealed_at: sql`sealed_at - interval '1 microsecond'`,
  event_id: sql`${randomUUID()}::uuid`,
  sequence: sql`sequence + 1000`,
})) {
  TAMPERINGS[`seal ${field}`] = (districtId, place) =>
    run(sql`UPDATE audit_seal SET ${sql.raw(field)} = ${value}
      WHERE district_id = ${districtId} AND sequence = ${place}`);
}
Object.assign(TAMPERINGS, {
  'event taken out': (districtId: string, place: number) =>
    run(
      sql`DELETE FROM audit_event WHERE district_id = ${districtId} AND id = ${eventAt(districtId, place)}`,
    ),
  'seal taken out': (districtId: string, place: number) =>
    run(sql`DELETE FROM audit_seal WHERE district_id = ${districtId} AND sequence = ${place}`),
  'end cut off': async (districtId: string, place: number) => {
    await run(sql`DELETE FROM audit_event WHERE district_id = ${districtId} AND id IN
      (SELECT event_id FROM audit_seal WHERE district_id = ${districtId} AND sequence >= ${place})`);
    await run(sql`DELETE FROM audit_seal WHERE district_id = ${districtId} AND sequence >= ${place}`);
  },
  'two events swapped': async (districtId: string, place: number, last: number) => {
    const other = place === last ? 1 : place + 1;
    const [a, b] = await Promise.all(
      [place, other].map(async (at) => {
        const { rows } = await run(sql`SELECT event_id FROM audit_seal
          WHERE district_id = ${districtId} AND sequence = ${at}`);
        return (rows[0] as { event_id: string }).event_id;
      }),
    );
    const put = (id: string | undefined, at: number) =>
      run(sql`UPDATE audit_seal SET event_id = ${id} WHERE district_id = ${districtId} AND sequence = ${at}`);
    await put(randomUUID(), place);
    await put(a, other);
    await put(b, place);
  },
  'an event put in': (districtId: string) =>
    run(sql`INSERT INTO audit_event (district_id, id, at, action, subject, details)
      VALUES (${districtId}, ${randomUUID()}, now(), 'comment.added', 'x', '{}')`),
  'a copy of an event put in': (districtId: string, place: number) =>
    run(sql`INSERT INTO audit_event SELECT district_id, ${randomUUID()}::uuid, at, person_id, action, subject, details,
      site_code FROM audit_event WHERE district_id = ${districtId} AND id = ${eventAt(districtId, place)}`),
  'a seal put behind the end': (districtId: string, _place: number, last: number) =>
    run(sql`INSERT INTO audit_seal (district_id, sequence, event_id, hash, sealed_at)
      VALUES (${districtId}, ${last + 1}, ${randomUUID()}, ${'a'.repeat(64)}, now())`),
  'the head moved back': (districtId: string) =>
    run(sql`UPDATE audit_head SET sequence = sequence - 1 WHERE district_id = ${districtId}`),
  'the head changed': (districtId: string) =>
    run(sql`UPDATE audit_head SET hash = md5(hash) || md5(hash) WHERE district_id = ${districtId}`),
  'the head taken out': (districtId: string) =>
    run(sql`DELETE FROM audit_head WHERE district_id = ${districtId}`),
});

describe('whatever is done to one place of a trail is found', () => {
  test.each(Object.keys(TAMPERINGS))(
    '%s',
    async (name) => {
      const tamper = TAMPERINGS[name];
      const trails = fc
        .integer({ min: 2, max: 9 })
        .chain((sealed) =>
          fc.record({ sealed: fc.constant(sealed), place: fc.integer({ min: 1, max: sealed }) }),
        );
      await fc.assert(
        fc.asyncProperty(trails, fc.integer({ min: 0, max: 2 }), async ({ sealed, place }, waiting) => {
          const { districtId } = await makeTrail(database.db, { sealed, waiting });
          await tamper?.(districtId, place, sealed);
          const verdict = await verify(districtId);
          expect(verdict.isIntact).toBe(false);
          expect(verdict.faultCount).toBeGreaterThan(0);
          // What is about one place says which.
          const places = verdict.faults.map(({ sequence }) => sequence);
          if (/^(event|seal|end|two|a seal)/.test(name)) {
            expect(places).toContain(name.startsWith('a seal') ? sealed + 1 : place);
            expect(Math.min(...places.map((at) => at ?? Infinity))).toBeGreaterThanOrEqual(1);
          }
        }),
        { numRuns: 4 },
      );
    },
    120_000,
  );

  test('an event that is taken away before it is sealed', async () => {
    const { districtId, eventIds } = await makeTrail(database.db, { sealed: 3, waiting: 2 });
    await run(sql`DELETE FROM audit_event WHERE district_id = ${districtId} AND id = ${eventIds[4]}`);
    expect(await kindsOf(districtId)).toEqual(['waitingEventMissing']);
    await seal(districtId);
    expect(await kindsOf(districtId)).toEqual(['waitingEventMissing']);
  });

  test('a changed event is named alone, not all that follow it', async () => {
    const { districtId, eventIds } = await makeTrail(database.db, { sealed: 6, waiting: 0 });
    await run(
      sql`UPDATE audit_event SET subject = 'other' WHERE district_id = ${districtId} AND id = ${eventIds[2]}`,
    );
    expect((await verify(districtId)).faults).toEqual([
      { kind: 'differs', sequence: 3, eventId: eventIds[2] },
    ]);
  });

  test('an end that was cut off with the head set back shows against a head that was kept elsewhere', async () => {
    const { districtId } = await makeTrail(database.db, { sealed: 6, waiting: 0 });
    const pinned = await headOf(districtId);
    await TAMPERINGS['end cut off']?.(districtId, 5, 6);
    await run(sql`UPDATE audit_head SET sequence = 4, hash = (SELECT hash FROM audit_seal
      WHERE district_id = ${districtId} AND sequence = 4) WHERE district_id = ${districtId}`);
    expect((await verify(districtId)).isIntact).toBe(true);
    expect((await verify(districtId, pinned)).faults).toEqual([
      { kind: 'pinMissing', sequence: 6, eventId: null },
    ]);
    const other = { ...pinned, sequence: 3 };
    expect((await verify(districtId, other)).faults).toEqual([
      { kind: 'pinDiffers', sequence: 3, eventId: null },
    ]);
  });

  test('a chain that cannot go on is told of, and the others go on', async () => {
    const broken = await makeTrail(database.db, { sealed: 3, waiting: 1 });
    const sound = await makeTrail(database.db, { sealed: 3, waiting: 1 });
    await run(sql`DELETE FROM audit_head WHERE district_id = ${broken.districtId}`);
    const faulty: string[] = [];
    await sealWaiting({ db: database.db, now }, (districtId) => faulty.push(districtId));
    expect(faulty).toContain(broken.districtId);
    expect(await verify(sound.districtId)).toMatchObject({ isIntact: true, sealed: 4, waiting: 0 });
    expect(await verify(broken.districtId)).toMatchObject({ isIntact: false });
  });

  test('faults beyond a hundred are counted', async () => {
    const { districtId } = await makeTrail(database.db, { sealed: 130, waiting: 0 });
    await run(sql`UPDATE audit_event SET subject = 'other' WHERE district_id = ${districtId}`);
    const { faults, faultCount } = await verify(districtId);
    expect([faults.length, faultCount]).toEqual([100, 130]);
  });
});

test('nothing in the server changes or takes away what the trail has', () => {
  const folder = path.join(projectRoot(), 'server');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('\n');
  expect(sources).toMatch(/insert\(auditEvent\)/);
  expect(sources).not.toMatch(/(update|delete)\(\s*(auditEvent|auditSeal)\b/);
  expect(sources).not.toMatch(/(update|delete\s+from|truncate)\s+"?audit_(event|seal)/i);
});
