import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ne } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import { addRequest, type ExceptionWish } from '../../../src/contract/requests.js';
import { getSiteBook, saveRevision } from '../../../src/contract/sites.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { grantOf } from '../../../src/core/district/role.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { openSheet } from '../../../src/core/validation/sheet-state.js';
import { person } from '../../../server/stores/schema.js';
import { addSomebody } from '../../support/add-somebody.js';
import { codeOf } from '../../support/refusal-code.js';
import { sampleFiles } from '../../support/sample-district.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

const params = { siteCode: '608' };
const step = (id: string, role: string, conditions?: object) => ({
  id,
  title: id,
  approvers: [{ role }],
  ...(conditions && { conditions }),
});
/** An exception about the general fund wants the budget manager besides. */
const ROUTES = {
  exception: {
    stages: [
      { steps: [step('office', 'reviewer')] },
      { steps: [step('general', 'budgetManager', { sources: ['100'] })] },
    ],
  },
};

let server: TestServer;
let reyes: ApiClient;
let problem: ExceptionWish['problem'];
let content: SiteContent;
beforeAll(async () => {
  const files = new Map(await sampleFiles());
  files.set('request-routes.json', JSON.stringify(ROUTES));
  const rules = files.get('rules.json') ?? '';
  files.set(
    'rules.json',
    rules.replace('"toleranceCents": 0', '"toleranceCents": 0, "allowsExceptions": true'),
  );
  server = await startTestServer({ files });
  await addSomebody(server, 'boss', [grantOf('budgetManager')]);
  reyes = await server.as('reyes');
  const { book } = await reyes.call(getSiteBook, { params, body: undefined });
  content = book.opening;
  const found = openSheet(indexBook(book), content).problems.find(
    ({ code }) => code === 'allocation.overspent',
  );
  if (found?.ruleId === undefined) throw new Error('Nothing is overspent');
  problem = { ...found, ruleId: found.ruleId };
}, 120_000);
afterAll(() => server.close());

const ask = (part: Partial<ExceptionWish['problem']> = {}, id = randomUUID(), reason = 'Until May') =>
  reyes.call(addRequest, {
    params,
    body: { id, wish: { kind: 'exception', problem: { ...problem, ...part }, reason } },
  });

describe('an exception', () => {
  test('goes to whom the district names for the money of its finding', async () => {
    const asked = await ask();
    expect(problem.place).toEqual({ kind: 'allocation', fundingSource: '100' });
    expect(asked.way?.steps.map(({ id }) => id)).toEqual(['office', 'general']);
  });

  test('is for a finding that the saved sheet has: no other place or figure chooses other signers', async () => {
    const places = [
      { kind: 'site', siteCode: '608' },
      { kind: 'line', lineId: 'none', field: 'amount' },
      { kind: 'allocation', fundingSource: '201' },
    ] as const;
    for (const place of places) expect(await codeOf(ask({ place }))).toBe('request.findingUnknown');
    for (const part of [{ params: {} }, { code: 'allocation.other' }, { part: 'x' }])
      expect(await codeOf(ask(part))).toBe('request.findingUnknown');
  });

  test('of a rule that blocks and allows none is not had by calling it a warning', async () => {
    const negative = {
      ...content,
      lines: content.lines.map((line, at) => (at === 0 ? { ...line, enteredCents: -100 } : line)),
    };
    const { book } = await reyes.call(getSiteBook, { params, body: undefined });
    const found = openSheet(indexBook(book), negative).problems.find(
      ({ ruleId }) => ruleId === 'no-negative-amounts',
    );
    if (found?.ruleId === undefined) throw new Error('Nothing is negative');
    const other = { ...found, ruleId: found.ruleId, severity: 'warning' as const };
    expect(await codeOf(ask(other))).toBe('request.findingUnknown');
    await save(negative);
    expect(await codeOf(ask(other))).toBe('request.noException');
  });

  test('that was asked is the same when it is sent again, whatever has changed since', async () => {
    const id = randomUUID();
    await save(content);
    const asked = await ask({}, id);
    await save({ ...content, lines: content.lines.map((line) => ({ ...line, enteredCents: 0 })) });
    expect(await codeOf(ask())).toBe('request.findingUnknown');
    const everybodyElse = ne(person.email, 'reyes@dayton.example');
    await server.parts.db.update(person).set({ disabledAt: server.clock.now }).where(everybodyElse);
    expect(await ask({}, id)).toEqual(asked);
    expect(await codeOf(ask({}, id, 'Another reason'))).toBe('request.idTaken');
  });
});

async function save(next: SiteContent): Promise<void> {
  const { head } = await reyes.call(getSiteBook, { params, body: undefined });
  const baseRevision = head?.summary.number ?? 0;
  const body = { workbookId: randomUUID(), yearId: '2024-25', layoutVersion: 1, baseRevision, content: next };
  await reyes.call(saveRevision, { params, body });
}
