import {
  answer,
  settleRequest,
  wayToShow,
  type Answered,
  type RequestWay,
} from '../../src/core/approval/answer-request.js';
import { accountsIn } from '../../src/core/budget/site-content.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import type { BodyOf, ParamsOf } from '../../src/contract/endpoint.js';
import type {
  answerRequest as answerEndpoint,
  RequestAnswer,
  SiteRequest,
  Wish,
} from '../../src/contract/requests.js';
import type { Transaction } from '../stores/open-database.js';
import { inTransaction } from '../stores/open-database.js';
import * as store from '../stores/request-store.js';
import { findRevision } from '../stores/revision-store.js';
import { findNewest } from '../stores/submission-store.js';
import { openYearIfAny, type Year } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { loadSite } from './load-site.js';
import { queueMail } from './mail.js';
import { siteName } from './mail-of-move.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';
import { reopenConcerned } from './reopen-steps.js';
import { routePeople } from './route-people.js';

type Body = BodyOf<typeof answerEndpoint>;

/**
 * Answers a request, or signs the step of its way that waits for the actor. The account string of a granted code is in
 * the year's chart once every step is signed.
 */
export async function answerRequest(
  parts: Parts,
  actor: Actor,
  { siteCode, requestId }: ParamsOf<typeof answerEndpoint>,
  body: Body,
): Promise<SiteRequest> {
  return inTransaction(parts.db, async (tx) => {
    const { year, index } = await loadSite(tx, actor.districtId, siteCode);
    const stored = await store.lockRequest(tx, year, requestId);
    if (stored?.request.siteCode !== siteCode) throw new Refusal('request.unknown');
    const { request: known, way: before } = stored;
    if (known.answer && !isSignedSo(stored, actor, body)) return sameAnswer(known, known.answer, actor, body);
    if (known.answer) return known;
    const now = parts.now().toISOString();
    const people = await routePeople(tx, parts, actor.districtId);
    const by = { id: actor.personId, name: actor.name };
    const answered = answer({ ...known, way: before }, body, by, now, people);
    if (!answered.ok) {
      if (isSignedSo(stored, actor, body)) return known;
      throw new Refusal(answered.refusal);
    }
    const account = accountOf(index, known.wish, body, before);
    // What takes the default way keeps no trace of it beside its answer.
    const way = before && { ...answered.way, ...(account === undefined ? {} : { account }) };
    const given = answerOf(answered, now, account);
    return keep(tx, parts, actor, { year, index, known, given, way, arrived: answered.arrived });
  });
}

/**
 * People came, left or got other roles: open requests go on where those who are left have all signed. For whatever changes
 * people, in its transaction.
 */
export async function settleRequests(tx: Transaction, parts: Parts, actor: Actor): Promise<void> {
  const year = await openYearIfAny(tx, actor.districtId);
  if (!year) return;
  const people = await routePeople(tx, parts, actor.districtId);
  const scope = { districtId: actor.districtId, siteCodes: 'all' } as const;
  for (const { id, siteCode, way: hasWay } of await store.listRequests(tx, year, { scope, isOpen: true })) {
    const stored = hasWay && (await store.lockRequest(tx, year, id));
    if (!stored || stored.request.answer) continue;
    const { request: known, way: before } = stored;
    const now = parts.now().toISOString();
    const settled = settleRequest({ ...known, way: before }, now, people);
    if (!settled) continue;
    const { index } = await loadSite(tx, actor.districtId, siteCode);
    const { way, arrived } = settled;
    const given = answerOf(settled, now, way.account);
    await keep(tx, parts, actor, { year, index, known, given, way, arrived });
  }
}

type ToKeep = {
  year: Year;
  index: BookIndex;
  known: SiteRequest;
  given: RequestAnswer | null;
  way: RequestWay | undefined;
  arrived: readonly string[];
};

/** Stores where a request stands, and does what follows from it. */
async function keep(
  tx: Transaction,
  parts: Parts,
  actor: Actor,
  { year, index, known, given, way, arrived }: ToKeep,
): Promise<SiteRequest> {
  await store.moveRequest(tx, year, known.id, { answer: given, way });
  const next: SiteRequest = { ...known, answer: given, ...(way && { way: wayToShow(way) }) };
  await tell(tx, parts, actor, next, arrived);
  if (given?.account !== undefined)
    await reopenForAccount(tx, parts, actor, {
      year,
      index,
      siteCode: known.siteCode,
      account: given.account,
    });
  return next;
}

type Taken = Pick<Extract<Answered, { ok: true }>, 'outcome' | 'way'>;

/** The answer that the last signature, or a decline, makes; null while others have to sign. */
function answerOf({ outcome, way }: Taken, now: string, account: string | undefined): RequestAnswer | null {
  const last = way.decisions.at(-1);
  if (outcome === 'open' || !last) return null;
  // Who says nothing leaves the last word to somebody before, in whose name it stays.
  const said = way.decisions.filter(({ comment }) => comment !== '').at(-1) ?? last;
  return {
    decision: outcome,
    answeredById: last.decidedById,
    answeredBy: last.decidedBy,
    answeredAt: now,
    reason: said === last ? last.comment : `${said.decidedBy}: ${said.comment}`,
    ...(outcome === 'granted' && account !== undefined ? { account } : {}),
  };
}

/** Audit row and mails of a signature: to whoever asked once it is answered, before that to whoever signs next. */
async function tell(
  tx: Transaction,
  parts: Parts,
  actor: Actor,
  { id, siteCode, requestedById, answer: given, way }: SiteRequest,
  arrived: readonly string[],
): Promise<void> {
  if (!given) {
    const details = detailsOf(way?.account);
    await audit(tx, parts, actor, { action: 'request.signed', siteCode, subject: id, details });
    await mailOfArrival(tx, parts, actor, siteCode, arrived);
    return;
  }
  await audit(tx, parts, actor, {
    action: 'request.answered',
    siteCode,
    subject: id,
    details: { decision: given.decision, ...detailsOf(given.account) },
  });
  await queueMail(tx, parts, actor.districtId, {
    to: [requestedById],
    kind: 'requestAnswered',
    params: { site: await siteName(tx, actor.districtId, siteCode), person: given.answeredBy },
    link: '/sites',
  });
}

/** The account string that was signed for. */
function detailsOf(account: string | undefined): { account?: string } {
  return account === undefined ? {} : { account };
}

/** Mails that a request waits, to those to whom its way brought it. */
export async function mailOfArrival(
  tx: Transaction,
  parts: Parts,
  actor: Actor,
  siteCode: string,
  to: readonly string[],
): Promise<void> {
  await queueMail(tx, parts, actor.districtId, {
    to,
    kind: 'requestWaits',
    params: { site: await siteName(tx, actor.districtId, siteCode), person: actor.name },
    link: '/requests',
  });
}

/** The same signature of the same person again is the one that stands. */
function isSignedSo({ way }: store.StoredRequest, actor: Actor, body: Body): boolean {
  const decisions = way?.decisions ?? [];
  const account = body.decision === 'granted' ? body.account : undefined;
  const wanted = body.decision === 'granted' ? 'approve' : 'reject';
  return decisions.some(
    ({ decision, decidedById, comment }) =>
      decision === wanted &&
      decidedById === actor.personId &&
      comment === body.reason &&
      (account === undefined || account === way?.account),
  );
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
  if (!revision || !accountsIn(revision.content).has(account)) return;
  const { fundingSource } = index.account(account);
  await reopenConcerned(tx, parts, actor, {
    year,
    siteCode,
    fundingSources: fundingSource === null ? 'all' : [fundingSource],
    why: account,
  });
}

/**
 * The account string that the first signer names; refused where it cannot be. All sign for that one. Where the district
 * declares a way, its money is the one that was asked for: that chose the steps.
 */
function accountOf(
  index: BookIndex,
  wish: Wish,
  body: Body,
  way: RequestWay | undefined,
): string | undefined {
  const named = way?.account;
  if (wish.kind !== 'code' || body.decision === 'declined') return named;
  const { account = named } = body;
  if (account === undefined) throw new Refusal('request.accountMissing');
  if (named !== undefined && account !== named) throw new Refusal('request.accountNamed', { account: named });
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
  if (way && fundingSource !== wish.fundingSource)
    throw wrong({ fault: 'otherSource', code: wish.fundingSource });
  return account;
}

/** The same answer of the same person again is the one that stands. */
function sameAnswer(known: SiteRequest, answer: RequestAnswer, actor: Actor, body: Body): SiteRequest {
  const account = body.decision === 'granted' ? body.account : undefined;
  const isSame =
    answer.answeredById === actor.personId &&
    answer.decision === body.decision &&
    answer.reason === body.reason &&
    answer.account === account;
  if (!isSame) throw new Refusal('request.alreadyAnswered', { answeredBy: answer.answeredBy });
  return known;
}
