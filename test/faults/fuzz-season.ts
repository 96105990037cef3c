import { randomUUID } from 'node:crypto';
import { signIn } from '../../src/contract/sign-in.js';
import { getSiteBook } from '../../src/contract/sites.js';
import { createClient } from '../../src/api/client.js';
import { DEMO_PASSWORD } from '../../server/demo/people.js';
import { ROUTES } from '../../server/routes/routes.js';
import type { TestServer } from '../support/test-server.js';
import { fuzz, type FuzzReport } from './fuzz.js';
import { heapUsed } from '../support/heap-used.js';

/** People of different roles: a principal, a department's manager, a reviewer, a budget manager. */
const PEOPLE = ['reyes', 'tran', 'lindqvist', 'ortiz', 'chen'];

/** Fuzzes every endpoint of a server that has the sample district's season. */
export async function fuzzSeason(
  server: TestServer,
  run: { seed: number; requests: number; patienceMs: number; lanes?: number },
): Promise<FuzzReport> {
  const tokens = new Map<string, string>();
  const nobody = createClient({ baseUrl: server.baseUrl, token: () => null });
  for (const who of PEOPLE) {
    const body = { district: 'dayton', email: `${who}@dayton.example`, password: DEMO_PASSWORD };
    tokens.set(who, (await nobody.call(signIn, { params: {}, body })).token);
  }
  const reyes = createClient({ baseUrl: server.baseUrl, token: () => tokens.get('reyes') ?? null });
  const params = { siteCode: '608' };
  const { book, head } = await reyes.call(getSiteBook, { params, body: undefined });
  const save = {
    workbookId: randomUUID(),
    yearId: book.plan.year.id,
    layoutVersion: 1,
    baseRevision: head?.summary.number ?? 0,
    content: { ...book.opening, lines: book.opening.lines.slice(0, 40) },
  };
  const place = { kind: 'site' };
  const samples = new Map<string, unknown[]>([
    ['saveRevision', [save, { ...save, baseRevision: 0 }]],
    ['addComment', [{ id: randomUUID(), place, revision: 0, text: 'A question' }]],
    ['replyToComment', [{ id: randomUUID(), text: 'An answer' }]],
    [
      'addAllocationEntry',
      [
        {
          id: randomUUID(),
          fundingSource: '100',
          kind: 'correction',
          amountCents: 1,
          fte: 0,
          reason: 'Because',
        },
      ],
    ],
    [
      'addRequest',
      [{ id: randomUUID(), wish: { kind: 'code', purpose: 'A kiln', fundingSource: '100', amountCents: 1 } }],
    ],
    ['submitRevision', [{ revision: save.baseRevision }, { revision: save.baseRevision + 1 }]],
  ]);
  const endpoints = ROUTES.map(({ endpoint }) => endpoint);
  return fuzz({ baseUrl: server.baseUrl, endpoints, tokens, samples, lanes: 4, ...run }, heapUsed);
}
