import { randomUUID } from 'node:crypto';
import type { SiteRequest } from '../../src/contract/requests.js';
import { inTransaction, type Transaction } from '../../server/stores/open-database.js';
import { addComment } from '../../server/stores/comment-store.js';
import { addDelegation } from '../../server/stores/delegation-store.js';
import { addRequest } from '../../server/stores/request-store.js';
import { addRevision } from '../../server/stores/revision-store.js';
import { addSubmission, listSubmissions } from '../../server/stores/submission-store.js';
import { findDistrict, openYear, type Year } from '../../server/stores/year-store.js';
import { importYear } from '../../server/use-cases/import-year.js';
import { addSomebody } from './add-somebody.js';
import type { Ids } from './endpoint-samples.js';
import { sampleDistrict } from './sample-district.js';
import type { TestServer } from './test-server.js';

/** Of the sample district, with submissions in its season. */
export const OWN_SITE = '571';
export const OTHER_SITE = '125';
/** A site that only the other district has. */
export const FOREIGN_SITE = '777';

/**
 * Puts a second district beside the sample one, with the same sites and one more, and something of every kind into
 * both: what is the caller's, what is another site's, and what is the other district's.
 */
export async function addSecondDistrict(
  server: TestServer,
): Promise<{ own: Ids; other: Ids; foreign: Ids; districtId: string }> {
  const { parts } = server;
  const dayton = await findDistrict(parts.db, 'dayton');
  if (!dayton) throw new Error('The sample district is not there');
  const sample = await sampleDistrict();
  const [first] = sample.sites;
  if (!first) throw new Error('The sample has no sites');
  const foreignId = randomUUID();
  await importYear(
    parts,
    {
      ...sample,
      shortName: 'lakeside',
      plan: { ...sample.plan, districtName: 'Lakeside Schools' },
      sites: [...sample.sites, { ...first, code: FOREIGN_SITE, name: 'Lakeside School' }],
      openings: new Map([...sample.openings].map(([code]) => [code, { lines: [], positions: [] }])),
      allocations: [],
      revenue: [],
    },
    foreignId,
    foreignId,
  );
  const own = await addThings(server, 'dayton', dayton.id, OWN_SITE);
  const other = await addThings(server, 'dayton', dayton.id, OTHER_SITE);
  const foreign = await addThings(server, 'lakeside', foreignId, FOREIGN_SITE);
  return { own, other, foreign, districtId: dayton.id };
}

async function addThings(
  server: TestServer,
  district: string,
  districtId: string,
  site: string,
): Promise<Ids> {
  const { parts } = server;
  const person = await addSomebody(server, `target${site}`, [], { district });
  const second = await addSomebody(server, `second${site}`, [], { district });
  return inTransaction(parts.db, async (tx) => {
    const year = await openYear(tx, districtId);
    const at = parts.now().toISOString();
    const comment = randomUUID();
    await addComment(tx, year, site, {
      id: comment,
      place: { kind: 'site' },
      account: '',
      title: '',
      revision: 0,
      authorId: person,
      author: `Author of ${district}`,
      at,
      text: `Said in ${district}`,
      replyTo: null,
      resolvedAt: null,
      resolvedBy: null,
    });
    const request: SiteRequest = {
      id: randomUUID(),
      siteCode: site,
      wish: { kind: 'code', purpose: `Wanted in ${district}`, fundingSource: '100', amountCents: 100 },
      requestedById: person,
      requestedBy: `Author of ${district}`,
      requestedAt: at,
      answer: null,
    };
    await addRequest(tx, year, request);
    const delegation = randomUUID();
    await addDelegation(tx, {
      districtId,
      id: delegation,
      fromId: person,
      toId: second,
      roles: [],
      startsOn: '2024-01-01',
      endsOn: '2024-01-02',
      createdAt: parts.now(),
      createdById: person,
    });
    const submission = await submissionOf(tx, year, site, person, at);
    return { site, submission, comment, request: request.id, person, delegation };
  });
}

/** The newest submission of a site; made from nothing where there is none. */
async function submissionOf(
  tx: Transaction,
  year: Year,
  siteCode: string,
  personId: string,
  at: string,
): Promise<string> {
  const [newest] = await listSubmissions(tx, year, siteCode);
  if (newest) return newest.id;
  const content = { lines: [], positions: [] };
  await addRevision(tx, year, {
    siteCode,
    workbookId: randomUUID(),
    baseRevision: 0,
    rulePackHash: year.rulePackHash,
    engineVersion: 'test',
    savedById: personId,
    content,
    summary: {
      number: 1,
      contentHash: 'hash',
      savedBy: 'Author of lakeside',
      savedAt: at,
      totalCents: 0,
      totalFte: 0,
      fatalCount: 0,
      warningCount: 0,
    },
  });
  const id = randomUUID();
  await addSubmission(
    tx,
    year,
    {
      id,
      siteCode,
      revision: 1,
      status: 'submitted',
      submittedById: personId,
      submittedBy: 'Author of lakeside',
      submittedAt: at,
      decisions: [],
    },
    0,
  );
  return id;
}
