import {
  startRequest,
  wayToShow,
  type AskedRequest,
  type RequestWay,
  type WishedMoney,
} from '../../src/core/approval/answer-request.js';
import { sourcesAt } from '../../src/core/approval/finding-sources.js';
import { isSameFinding } from '../../src/core/budget/rule-exception.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import { openSheet } from '../../src/core/validation/sheet-state.js';
import type { BodyOf, ParamsOf, QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import type {
  addRequest as addEndpoint,
  getRequest as getEndpoint,
  listRequests as listEndpoint,
  SiteRequest,
  Wish,
} from '../../src/contract/requests.js';
import { inTransaction, type Transaction } from '../stores/open-database.js';
import * as store from '../stores/request-store.js';
import { latestRevision } from '../stores/revision-store.js';
import { hasSite, openYear, type Year } from '../stores/year-store.js';
import { scopeOf, type Actor } from './actor.js';
import { mailOfArrival } from './answer-request.js';
import { audit } from './audit.js';
import { loadSite } from './load-site.js';
import { cursorOf, cut, pageOf, readCursor } from './pages.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';
import { routePeople } from './route-people.js';

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
  { siteCode, requestId }: ParamsOf<typeof getEndpoint>,
): Promise<SiteRequest> {
  const known = await store.findRequest(db, await openYear(db, actor.districtId), requestId);
  if (known?.siteCode !== siteCode) throw new Refusal('request.unknown');
  return known;
}

/**
 * Asks for a code or an exception. What cannot be granted is refused at once. What was asked before is given as it stands,
 * whatever has changed since.
 */
export async function addRequest(
  parts: Parts,
  actor: Actor,
  siteCode: string,
  body: BodyOf<typeof addEndpoint>,
): Promise<SiteRequest> {
  return inTransaction(parts.db, async (tx) => {
    const { year, index } = await loadSite(tx, actor.districtId, siteCode);
    const { id } = body;
    const before = await store.findRequest(tx, year, id);
    if (before) return sameRequest(before, actor, siteCode, body.wish);
    const asked = await possible(tx, year, index, body.wish);
    const { wish } = asked;
    const next = {
      id,
      siteCode,
      wish,
      requestedById: actor.personId,
      requestedBy: actor.name,
      requestedAt: parts.now().toISOString(),
      answer: null,
    };
    const begun = await beginWay(tx, parts, { year, index, ...asked, request: next });
    if (!(await store.addRequest(tx, year, next, begun?.way)))
      return sameRequest(await store.findRequest(tx, year, id), actor, siteCode, wish);
    await audit(tx, parts, actor, {
      action: 'request.added',
      siteCode,
      subject: id,
      details: { kind: wish.kind },
    });
    if (begun) await mailOfArrival(tx, parts, actor, siteCode, begun.arrived);
    return begun ? { ...next, way: wayToShow(begun.way) } : next;
  });
}

/** The request that was asked under this id, where it is this one. */
function sameRequest(known: SiteRequest | null, actor: Actor, siteCode: string, wish: Wish): SiteRequest {
  const isSame =
    known?.siteCode === siteCode && known.requestedById === actor.personId && sameWish(known.wish, wish);
  if (!isSame) throw new Refusal('request.idTaken');
  return known;
}

type NewRequest = {
  year: Year;
  index: BookIndex;
  wish: Wish;
  money: WishedMoney;
  request: AskedRequest;
};

/** The way that the district declares for a wish; null where it declares none, so that one answer is enough. */
async function beginWay(
  tx: Transaction,
  parts: Parts,
  { year, index, wish, money, request }: NewRequest,
): Promise<{ way: RequestWay; arrived: string[] } | null> {
  const route = year.plan.requests?.[wish.kind];
  if (!route) return null;
  const started = startRequest(route, {
    request,
    money,
    level: index.book.site.level,
    fundingSources: year.plan.fundingSources,
    people: await routePeople(tx, parts, year.districtId),
  });
  if (!started.ok) throw new Refusal('request.nobodyToAnswer', { step: started.step });
  return started;
}

/**
 * A wish that could be granted, with the money that it is about. An exception is for a finding of the sheet as it was
 * saved last, and is stored with what the server finds: whoever asks chooses neither how bad it is nor whose money it
 * is, and so not who signs.
 */
async function possible(
  tx: Transaction,
  year: Year,
  index: BookIndex,
  wish: Wish,
): Promise<{ wish: Wish; money: WishedMoney }> {
  const { plan, site, opening } = index.book;
  if (wish.kind === 'code') {
    const { fundingSource, amountCents } = wish;
    if (!plan.fundingSources.some(({ code }) => code === fundingSource))
      throw new Refusal('allocation.unknownSource', { fundingSource });
    return { wish, money: { fundingSources: [fundingSource], amountCents } };
  }
  const { ruleId } = wish.problem;
  const rule = plan.rules.rules.find(({ id }) => id === ruleId);
  if (!rule) throw new Refusal('request.noException');
  const content = (await latestRevision(tx, year, site.code))?.content ?? opening;
  const found = openSheet(index, content).problems.find((problem) => isSameFinding(problem, wish.problem));
  if (!found) throw new Refusal('request.findingUnknown');
  // A warning can be explained anyway; what blocks is allowed only where the rule says that it may be.
  if (found.severity === 'fatal' && rule.allowsExceptions !== true) throw new Refusal('request.noException');
  // None where it is about the whole site.
  const sources = sourcesAt(found, { content, indexes: [index] }) ?? [];
  const fundingSources = [...new Set(sources)].filter((source) => source !== '');
  return {
    wish: { ...wish, problem: { ...found, ruleId } },
    money: { fundingSources, amountCents: 0 },
  };
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
  return b.kind === 'exception' && a.reason === b.reason && isSameFinding(a.problem, b.problem);
}
