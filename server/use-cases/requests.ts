import type { BodyOf, ParamsOf, QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import type {
  addRequest as addEndpoint,
  answerRequest as answerEndpoint,
  listRequests as listEndpoint,
  RequestAnswer,
  SiteRequest,
  Wish,
} from '../../src/contract/requests.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import { inTransaction, type Transaction } from '../stores/open-database.js';
import * as store from '../stores/request-store.js';
import { findRevision } from '../stores/revision-store.js';
import { findNewest } from '../stores/submission-store.js';
import { hasSite, openYear, type Year } from '../stores/year-store.js';
import { scopeOf, type Actor } from './actor.js';
import { audit } from './audit.js';
import { loadSite } from './load-site.js';
import { queueMail } from './mail.js';
import { siteName } from './mail-of-move.js';
import { cursorOf, cut, pageOf, readCursor } from './pages.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';
import { reopenConcerned } from './reopen-steps.js';

/** What a site asked, newest first. */
export async function listSiteRequests(
  { db }: Parts,
  actor: Actor,
  siteCode: string,
  query: QueryOf<typeof listEndpoint>,
): Promise<ReplyOf<typeof listEndpoint>> {
  const year = await openYear(db, actor.districtId);
  if (!(await hasSite(db, year, siteCode))) throw new Refusal('site.unknown', { site: siteCode });
  const found = await store.listRequests(db, year, { siteCode }, pageOf(query));
  const { rows: requests, next } = cut(found, query, (one) => placeOf(one));
  return { requests, next };
}

/** What sites of the actor asked: the open ones, oldest first, then what was answered, newest first. */
export async function listRequests(
  { db }: Parts,
  actor: Actor,
  { after, limit }: QueryOf<typeof listEndpoint>,
): Promise<ReplyOf<typeof listEndpoint>> {
  const year = await openYear(db, actor.districtId);
  const scope = scopeOf(actor, 'request:read');
  const place = after === undefined ? null : readCursor(after, [OPEN, ANSWERED]);
  const wanted = limit === undefined ? null : limit + 1;
  const open = { after: place, limit: wanted };
  const found =
    place?.kind === ANSWERED ? [] : await store.listRequests(db, year, { scope, isOpen: true }, open);
  const left = wanted === null ? null : wanted - found.length;
  if (left === null || left > 0) {
    const answered = { after: place?.kind === ANSWERED ? place : null, limit: left };
    found.push(...(await store.listRequests(db, year, { scope, isOpen: false }, answered)));
  }
  const cursor = (one: SiteRequest) => placeOf(one, one.answer === null ? OPEN : ANSWERED);
  const { rows: requests, next } = cut(found, { limit }, cursor);
  return { requests, next };
}

/** The two parts of the list of all sites, each in an order of its own. */
const OPEN = 'o';
const ANSWERED = 'a';

function placeOf({ requestedAt, id }: SiteRequest, kind = ''): string {
  return cursorOf({ at: requestedAt, id }, kind);
}

/** One request of a site. */
export async function readRequest(
  { db }: Parts,
  actor: Actor,
  { siteCode, requestId }: ParamsOf<typeof answerEndpoint>,
): Promise<SiteRequest> {
  const known = await store.findRequest(db, await openYear(db, actor.districtId), requestId);
  if (known?.siteCode !== siteCode) throw new Refusal('request.unknown');
  return known;
}

/** Asks for a code or an exception. What cannot be granted is refused at once. */
export async function addRequest(
  parts: Parts,
  actor: Actor,
  siteCode: string,
  { id, wish }: BodyOf<typeof addEndpoint>,
): Promise<SiteRequest> {
  return inTransaction(parts.db, async (tx) => {
    const { year, index } = await loadSite(tx, actor.districtId, siteCode);
    assertPossible(index, wish);
    const next: SiteRequest = {
      id,
      siteCode,
      wish,
      requestedById: actor.personId,
      requestedBy: actor.name,
      requestedAt: parts.now().toISOString(),
      answer: null,
    };
    if (await store.addRequest(tx, year, next)) {
      await audit(tx, parts, actor, {
        action: 'request.added',
        siteCode,
        subject: id,
        details: { kind: wish.kind },
      });
      return next;
    }
    const known = await store.findRequest(tx, year, id);
    const isSame =
      known?.siteCode === siteCode && known.requestedById === actor.personId && sameWish(known.wish, wish);
    if (!isSame) throw new Refusal('request.idTaken');
    return known;
  });
}

function assertPossible({ book }: BookIndex, wish: Wish): void {
  if (wish.kind === 'code') {
    const { fundingSource } = wish;
    if (!book.plan.fundingSources.some(({ code }) => code === fundingSource))
      throw new Refusal('allocation.unknownSource', { fundingSource });
    return;
  }
  const rule = book.plan.rules.rules.find(({ id }) => id === wish.problem.ruleId);
  // A warning can be explained anyway; what blocks is allowed only where the rule says that it may be.
  if (!rule || (wish.problem.severity === 'fatal' && rule.allowsExceptions !== true))
    throw new Refusal('request.noException');
}

/** The database keeps the fields of a wish in an order of its own. */
function sameWish(a: Wish, b: Wish): boolean {
  if (a.kind === 'code')
    return (
      b.kind === 'code' &&
      a.purpose === b.purpose &&
      a.fundingSource === b.fundingSource &&
      a.amountCents === b.amountCents
    );
  return b.kind === 'exception' && a.reason === b.reason && a.problem.ruleId === b.problem.ruleId;
}

/** Answers a request once. The account string of a granted code is in the year's chart from then on. */
export async function answerRequest(
  parts: Parts,
  actor: Actor,
  { siteCode, requestId }: ParamsOf<typeof answerEndpoint>,
  body: BodyOf<typeof answerEndpoint>,
): Promise<SiteRequest> {
  return inTransaction(parts.db, async (tx) => {
    const { year, index } = await loadSite(tx, actor.districtId, siteCode);
    const known = await store.findRequest(tx, year, requestId);
    if (known?.siteCode !== siteCode) throw new Refusal('request.unknown');
    if (known.answer) return sameAnswer(known, known.answer, actor, body);
    const answer: RequestAnswer = {
      decision: body.decision,
      answeredById: actor.personId,
      answeredBy: actor.name,
      answeredAt: parts.now().toISOString(),
      reason: body.reason,
      ...accountOf(index, known.wish, body),
    };
    if (!(await store.answerRequest(tx, year, requestId, answer))) {
      const first = await store.findRequest(tx, year, requestId);
      if (!first?.answer) throw new Error('A request that was answered without an answer');
      return sameAnswer(first, first.answer, actor, body);
    }
    await audit(tx, parts, actor, {
      action: 'request.answered',
      siteCode: known.siteCode,
      subject: known.id,
      details: { decision: answer.decision },
    });
    await queueMail(tx, parts, actor.districtId, {
      to: [known.requestedById],
      kind: 'requestAnswered',
      params: { site: await siteName(tx, actor.districtId, siteCode), person: actor.name },
      link: '/sites',
    });
    const { account } = answer;
    if (account !== undefined) await reopenForAccount(tx, parts, actor, { year, index, siteCode, account });
    return { ...known, answer };
  });
}

/** A submitted sheet that has the account already was looked at while it was not in the chart. */
async function reopenForAccount(
  tx: Transaction,
  parts: Parts,
  actor: Actor,
  { year, index, siteCode, account }: { year: Year; index: BookIndex; siteCode: string; account: string },
): Promise<void> {
  const newest = await findNewest(tx, year, siteCode);
  const revision = newest && (await findRevision(tx, year, siteCode, newest.submission.revision));
  if (!revision?.content.lines.some((line) => line.account === account)) return;
  const { fundingSource } = index.account(account);
  await reopenConcerned(tx, parts, actor, {
    year,
    siteCode,
    fundingSources: fundingSource === null ? 'all' : [fundingSource],
    why: account,
  });
}

function accountOf(
  index: BookIndex,
  wish: Wish,
  body: BodyOf<typeof answerEndpoint>,
): Pick<RequestAnswer, 'account'> {
  if (wish.kind !== 'code' || body.decision === 'declined') return {};
  const { account } = body;
  if (account === undefined) throw new Refusal('request.accountMissing');
  const { faults, fundingSource } = index.account(account);
  const [fault] = faults;
  const wrong = (params: Record<string, string>) =>
    new Refusal('request.accountWrong', { account, ...params });
  if (fault) {
    const { segments } = index.book.plan.chart.structure;
    const segment = segments.find(({ code }) => code === fault.segment)?.title ?? fault.segment;
    throw wrong({ fault: fault.fault, segment, code: fault.code });
  }
  if (!index.isOfSite(account)) throw wrong({ fault: 'otherSite' });
  if (fundingSource === null) throw wrong({ fault: 'noFundingSource' });
  return { account };
}

/** The same answer of the same person again is the one that stands. */
function sameAnswer(
  known: SiteRequest,
  answer: RequestAnswer,
  actor: Actor,
  body: BodyOf<typeof answerEndpoint>,
): SiteRequest {
  const account = body.decision === 'granted' ? body.account : undefined;
  const isSame =
    answer.answeredById === actor.personId &&
    answer.decision === body.decision &&
    answer.reason === body.reason &&
    answer.account === account;
  if (!isSame) throw new Refusal('request.alreadyAnswered', { answeredBy: answer.answeredBy });
  return known;
}
