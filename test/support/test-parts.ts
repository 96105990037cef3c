import { randomBytes, randomUUID } from 'node:crypto';
import { demoSignIns } from '../../server/demo/load-demo.js';
import { shippedLayouts } from '../../server/exports/export-layouts.js';
import { createTokens } from '../../server/identity/tokens.js';
import { signingSecret } from '../../server/stores/person-store.js';
import type { Database } from '../../server/stores/open-database.js';
import type { Parts } from '../../server/use-cases/parts.js';

/** When the tests of the server begin: in the sample's season, before its deadlines. */
export const TEST_START = new Date('2024-03-01T17:00:00.000Z');

/** What the use cases work with, over a database of a test. */
export async function testParts(db: Database, now: () => Date): Promise<Parts> {
  const secret = await signingSecret(db, () => randomBytes(32).toString('base64'));
  return {
    db,
    now,
    newId: randomUUID,
    tokens: createTokens(secret, now),
    demoSignIns: demoSignIns(),
    layouts: shippedLayouts(),
    addInId: '6e0f3c52-9a41-4d0e-8f1b-5a7c2d9be314',
  };
}
