import { randomUUID } from 'node:crypto';
import { getSiteBook } from '../../src/contract/sites.js';
import { findPersonByEmail } from '../../server/stores/person-store.js';
import { findDistrict } from '../../server/stores/year-store.js';
import { ROUTES } from '../../server/routes/routes.js';
import type { TestServer } from '../support/test-server.js';
import { fuzz, type FuzzReport } from './fuzz.js';
import { heapUsed } from '../support/heap-used.js';

/** People of different roles: a principal, a department's manager, a reviewer, a budget manager. */
const PEOPLE = ['reyes', 'tran', 'lindqvist', 'ortiz', 'chen'];

/** By so many minutes the server's clock moves on when people sign in anew. */
const MINUTES = 2;

/** Fuzzes every endpoint of a server that has the sample district's season. */
export async function fuzzSeason(
  server: TestServer,
  run: { seed: number; requests: number; patienceMs: number; lanes?: number },
): Promise<FuzzReport> {
  const { parts, clock } = server;
  const districtId = (await findDistrict(parts.db, 'dayton'))?.id ?? '';
  const tokens = async () => {
    // Request limits forget with time; signing in is one of the requests that they limit.
    clock.now = new Date(clock.now.getTime() + MINUTES * 60_000);
    const given = new Map<string, string>();
    for (const who of PEOPLE) {
      const person = await findPersonByEmail(parts.db, districtId, `${who}@dayton.example`);
      if (!person) continue;
      const { id: personId, sessionEpoch: epoch } = person;
      given.set(who, (await parts.tokens.issue({ districtId, personId, epoch })).token);
    }
    return given;
  };
  const reyes = await server.as('reyes');
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
