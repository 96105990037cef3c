import { and, asc, desc, eq, ne } from 'drizzle-orm';
import { wayToShow, type RequestWay } from '../../src/core/approval/answer-request.js';
import type { RequestedAccount } from '../../src/core/account/chart-of-accounts.js';
import { exceptionParams, type RuleException } from '../../src/core/budget/rule-exception.js';
import { problemKey } from '../../src/core/problem.js';
import type { RequestAnswer, SiteRequest } from '../../src/contract/requests.js';
import type { Database, Transaction } from './open-database.js';
import { stampBooks } from './book-stamp.js';
import { behind, WHOLE, type PageOf } from './page.js';
import { request } from './schema.js';
import { atSites, type Scope } from './scope.js';

type YearKey = { districtId: string; yearId: string };
type Row = typeof request.$inferSelect;

function requestOf({
  id,
  siteCode,
  wish,
  requestedById,
  requestedBy,
  requestedAt,
  answer,
  way,
}: Row): SiteRequest {
  return {
    id,
    siteCode,
    wish,
    requestedById,
    requestedBy,
    requestedAt: requestedAt.toISOString(),
    answer: answer ?? null,
    ...(way && { way: wayToShow(way) }),
  };
}

/** A request with its way as it is stored; absent of the default one. */
export type StoredRequest = { request: SiteRequest; way: RequestWay | undefined };

const ofYear = ({ districtId, yearId }: YearKey) =>
  and(eq(request.districtId, districtId), eq(request.yearId, yearId));

/** What a site asked, or the sites of a scope: all or of one status; newest first, or the oldest. */
export async function listRequests(
  db: Database | Transaction,
  year: YearKey,
  of: { siteCode: string } | { scope: Scope; isOpen: boolean },
  { after, limit }: PageOf = WHOLE,
): Promise<SiteRequest[]> {
  // Who waits longest comes first.
  const order = 'scope' in of && of.isOpen ? 'oldestFirst' : 'newestFirst';
  const by = order === 'oldestFirst' ? asc : desc;
  const listed = db
    .select()
    .from(request)
    .where(
      and(
        ofYear(year),
        'scope' in of ? atSites(request.siteCode, of.scope) : eq(request.siteCode, of.siteCode),
        'scope' in of ? (of.isOpen ? eq : ne)(request.status, 'open') : undefined,
        behind({ at: request.requestedAt, id: request.id }, after, order),
      ),
    )
    .orderBy(by(request.requestedAt), by(request.id));
  return (await (limit === null ? listed : listed.limit(limit))).map(requestOf);
}

export async function findRequest(
  db: Database | Transaction,
  year: YearKey,
  id: string,
): Promise<SiteRequest | null> {
  const [found] = await db
    .select()
    .from(request)
    .where(and(ofYear(year), eq(request.id, id)));
  return found ? requestOf(found) : null;
}

/** The same to be answered: nobody else signs it until the transaction ends. */
export async function lockRequest(tx: Transaction, year: YearKey, id: string): Promise<StoredRequest | null> {
  const [found] = await tx
    .select()
    .from(request)
    .where(and(ofYear(year), eq(request.id, id)))
    .for('update');
  return found ? { request: requestOf(found), way: found.way ?? undefined } : null;
}

/** Stores a request; false when one of that id is there. */
export async function addRequest(
  tx: Transaction,
  year: YearKey,
  next: Omit<SiteRequest, 'way'>,
  way?: RequestWay,
): Promise<boolean> {
  const { id, siteCode, wish, requestedById, requestedBy, requestedAt } = next;
  const added = await tx
    .insert(request)
    .values({
      districtId: year.districtId,
      yearId: year.yearId,
      id,
      siteCode,
      kind: wish.kind,
      wish,
      status: 'open',
      requestedById,
      requestedBy,
      requestedAt: new Date(requestedAt),
      way: way ?? null,
    })
    .onConflictDoNothing()
    .returning({ id: request.id });
  return added.length === 1;
}

/** Stores what came of a signature on a locked request: the answer where it was the last, and where it stands. */
export async function moveRequest(
  tx: Transaction,
  year: YearKey,
  id: string,
  { answer, way }: { answer: RequestAnswer | null; way: RequestWay | undefined },
): Promise<void> {
  await tx
    .update(request)
    .set({ status: answer?.decision ?? 'open', answer, way: way ?? null })
    .where(and(ofYear(year), eq(request.id, id)));
  if (answer) await stampBooks(tx, year);
}

const granted = (year: YearKey, kind: Row['kind']) =>
  and(ofYear(year), eq(request.kind, kind), eq(request.status, 'granted'));

/** The account strings that finance assigned on request, in the order in which they were asked for. */
export async function listAssignedAccounts(
  db: Database | Transaction,
  year: YearKey,
): Promise<RequestedAccount[]> {
  const rows = await db
    .select()
    .from(request)
    .where(granted(year, 'code'))
    .orderBy(asc(request.requestedAt), asc(request.id));
  return rows.flatMap(({ wish, answer, requestedBy }) =>
    wish.kind === 'code' && answer?.account !== undefined
      ? [{ account: answer.account, description: wish.purpose, requestedBy }]
      : [],
  );
}

/** The exceptions that finance granted, by site, in the order in which they were asked for. */
export async function listExceptions(
  db: Database | Transaction,
  year: YearKey,
): Promise<Map<string, RuleException[]>> {
  const rows = await db
    .select()
    .from(request)
    .where(granted(year, 'exception'))
    .orderBy(asc(request.requestedAt), asc(request.id));
  const bySite = new Map<string, RuleException[]>();
  for (const { siteCode, wish, answer } of rows) {
    if (wish.kind !== 'exception' || !answer) continue;
    const exception: RuleException = {
      problemKey: problemKey(wish.problem),
      params: exceptionParams(wish.problem),
      text: answer.reason === '' ? wish.reason : answer.reason,
      grantedBy: answer.answeredBy,
    };
    bySite.set(siteCode, [...(bySite.get(siteCode) ?? []), exception]);
  }
  return bySite;
}
