import { ENGINE_VERSION } from '../../src/core/engine-version.js';
import { decide } from '../../src/core/approval/decide.js';
import { judgeLateness } from '../../src/core/approval/lateness.js';
import type { Submission } from '../../src/core/approval/submission.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Problem } from '../../src/core/problem.js';
import type { Cents } from '../../src/core/money.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import { openSheet, type SheetState } from '../../src/core/validation/sheet-state.js';
import type { BodyOf, ReplyOf } from '../../src/contract/endpoint.js';
import type {
  BalanceReply,
  decideSubmission as decideEndpoint,
  getSubmission,
  listSubmissions as listEndpoint,
  QueueItem,
  RuleNote,
  submitRevision as submitEndpoint,
} from '../../src/contract/submissions.js';
import { inTransaction, type Database, type Transaction } from '../stores/open-database.js';
import {
  findRevision,
  latestRevision,
  submittedSummaries,
  type StoredRevision,
} from '../stores/revision-store.js';
import { listSharedPosts } from '../stores/shared-post-store.js';
import * as store from '../stores/submission-store.js';
import { listAllocations, listSites, openYear, type Year } from '../stores/year-store.js';
import { mayDo, type Actor } from './actor.js';
import { audit } from './audit.js';
import { boundClaim, madeAt } from './claims.js';
import { changedLinesOf } from './changed-lines.js';
import { compareWithCurrent, removedLines } from './compare-with-current.js';
import { loadSite, sha256 } from './load-site.js';
import type { Parts } from './parts.js';
import { sumOf } from './read-sites.js';
import { Refusal } from './refusal.js';
import { takeEvidence } from './take-evidence.js';
import { hasTotals } from './save-revision.js';

/** Sends the latest revision into approval. The server checks it again: fatal problems refuse it. */
export async function submitRevision(
  parts: Parts,
  actor: Actor,
  siteCode: string,
  body: BodyOf<typeof submitEndpoint>,
): Promise<Submission> {
  const number = body.revision;
  return inTransaction(parts.db, async (tx) => {
    const { year, index } = await loadSite(tx, actor.districtId, siteCode);
    const latest = await latestRevision(tx, year, siteCode);
    if (!latest) throw new Refusal('revision.nothingSaved');
    const open = await openSubmission(tx, year, siteCode);
    // Sending the same revision twice is one submission.
    if (open?.revision === number) return open;
    if (latest.summary.number !== number) {
      throw new Refusal('submission.notLatest', { revision: number, latest: latest.summary.number });
    }
    if (open) throw new Refusal('submission.alreadyOpen', { revision: open.revision });
    const state = openSheet(index, latest.content);
    if (!hasTotals(latest.summary, state)) throw new Refusal('submission.figuresMoved');
    const fatal = state.problems.filter(({ severity }) => severity === 'fatal');
    if (fatal.length > 0) throw new Refusal('submission.blocked', { count: fatal.length }, fatal);
    const submission = await newSubmission(parts, actor, { year, latest, state, body });
    if (!(await store.addSubmission(tx, year, submission))) {
      // Another came first, between the look at what is open and this one: perhaps this very one.
      const first = await openSubmission(tx, year, siteCode);
      if (first?.revision === number) return first;
      throw new Refusal('submission.alreadyOpen', { revision: first?.revision ?? number });
    }
    await audit(tx, parts, actor, {
      action: 'submission.sent',
      siteCode,
      subject: submission.id,
      details: { revision: number, contentHash: latest.summary.contentHash },
    });
    return submission;
  });
}

type ToSubmit = {
  year: Year;
  latest: StoredRevision;
  state: SheetState;
  body: BodyOf<typeof submitEndpoint>;
};

/** The latest revision as a submission, with when it was queued, what the district asked for, and its proof. */
async function newSubmission(
  parts: Parts,
  actor: Actor,
  { year, latest, state, body }: ToSubmit,
): Promise<Submission> {
  const receivedAt = parts.now().toISOString();
  const claim = await boundClaim(parts, actor, body.queued, madeAt(latest.summary));
  const { index } = state;
  return {
    id: parts.newId(),
    siteCode: index.book.site.code,
    revision: latest.summary.number,
    status: 'submitted',
    submittedById: actor.personId,
    submittedBy: actor.name,
    submittedAt: receivedAt,
    ...claim,
    ...judgeLateness(year.plan, { receivedAt, claimedAt: claim?.claimedAt ?? null }),
    decisions: [],
    ...takeEvidence(index, state, body),
    proof: {
      contentHash: latest.summary.contentHash,
      rulePackHash: year.rulePackHash,
      engineVersion: ENGINE_VERSION,
    },
  };
}

/** A site's submission that waits for a decision; there is at most one. */
async function openSubmission(
  tx: Transaction,
  year: Year,
  siteCode: string,
): Promise<Submission | undefined> {
  const submissions = await store.listSubmissions(tx, year, siteCode);
  return submissions.find(({ status }) => status === 'submitted');
}

/**
 * The reviewer's queue: open submissions first, oldest first; then the decided, newest first. Read from what was stored
 * with the revisions, without their content.
 */
export async function listSubmissions({ db }: Parts, actor: Actor): Promise<ReplyOf<typeof listEndpoint>> {
  const year = await openYear(db, actor.districtId);
  const submissions = (await store.listSubmissions(db, year)).filter(({ siteCode }) =>
    mayDo(actor, 'submission:read', siteCode),
  );
  const sites = new Map((await listSites(db, year)).map((site) => [site.code, site]));
  const allocations = await listAllocations(db, year);
  const summaries = await submittedSummaries(db, year);
  const shared = await listSharedPosts(db, year);
  const sharedHash = shared.length === 0 ? '' : sha256(JSON.stringify(shared));
  const open = submissions.filter(({ status }) => status === 'submitted').reverse();
  const decided = submissions.filter(({ status }) => status !== 'submitted');
  const items: QueueItem[] = [];
  for (const submission of [...open, ...decided]) {
    const { siteCode } = submission;
    const site = sites.get(siteCode);
    const revision = summaries.get(siteCode)?.get(submission.revision);
    if (!site || !revision) throw new Error('A submission without its site or revision');
    const { openingCents, ...named } = site;
    items.push({
      submission,
      site: named,
      revision,
      currentCents: openingCents,
      allocatedCents: sumOf(allocations, siteCode),
      changedLines: await changedLinesOf(year, siteCode, [submission.revision, sharedHash], async () => {
        const { index, revision: stored, state } = await loadSubmitted(db, actor, submission);
        return compareWithCurrent(index, stored.content, state.figures).length;
      }),
    });
  }
  return { items };
}

/** One submission with its difference to the current budget. */
export async function readSubmission(
  { db }: Parts,
  actor: Actor,
  id: string,
): Promise<ReplyOf<typeof getSubmission>> {
  const submission = await reviewable(db, actor, id);
  const { index, state, revision, openingCents } = await loadSubmitted(db, actor, submission);
  const { content } = revision;
  const lines = compareWithCurrent(index, content, state.figures);
  return {
    submission,
    site: index.book.site,
    revision: revision.summary,
    currentCents: openingCents,
    allocatedCents: sumOf(index.book.allocations, submission.siteCode),
    changedLines: lines.length,
    lines,
    unchangedLines: content.lines.length - lines.filter(({ isRemoved }) => !isRemoved).length,
    balances: balancesOf(index, content, state),
    problems: state.problems,
    rules: rulesOf(index, state.problems),
  };
}

/** The rules behind some problems, in the order of the pack. */
function rulesOf({ book }: BookIndex, problems: readonly Problem[]): RuleNote[] {
  const found = new Set(problems.map(({ ruleId }) => ruleId));
  return book.plan.rules.rules
    .filter(({ id }) => found.has(id))
    .map(({ id, title = '', citation, askWhom }) => ({ id, title, citation, askWhom }));
}

/** Approves or returns. Of two reviewers at once one decides; the other learns who did. */
export async function decideSubmission(
  parts: Parts,
  actor: Actor,
  id: string,
  request: BodyOf<typeof decideEndpoint>,
): Promise<Submission> {
  return inTransaction(parts.db, async (tx) => {
    const submission = await reviewable(tx, actor, id);
    const person = { id: actor.personId, name: actor.name };
    const decided = decide(submission, request, person, parts.now().toISOString());
    if (!decided.ok) throw new Refusal(decided.refusal, lastDecision(submission));
    if (!(await store.closeSubmission(tx, actor.districtId, decided.submission))) {
      const first = await reviewable(tx, actor, id);
      throw new Refusal('submission.alreadyDecided', lastDecision(first));
    }
    await audit(tx, parts, actor, {
      action: 'submission.decided',
      siteCode: submission.siteCode,
      subject: submission.id,
      details: { revision: submission.revision, decision: request.decision },
    });
    return decided.submission;
  });
}

async function reviewable(db: Database | Transaction, actor: Actor, id: string): Promise<Submission> {
  const submission = await store.findSubmission(db, actor.districtId, id);
  if (!submission || !mayDo(actor, 'submission:read', submission.siteCode))
    throw new Refusal('submission.unknown');
  return submission;
}

function lastDecision({ decisions }: Submission): Record<string, string> {
  const last = decisions.at(-1);
  return last ? { decidedBy: last.decidedBy, decision: last.decision } : {};
}

type Submitted = { index: BookIndex; state: SheetState; revision: StoredRevision; openingCents: Cents };

/** The submitted revision, checked again. */
async function loadSubmitted(
  db: Database | Transaction,
  actor: Actor,
  { siteCode, revision: number }: Submission,
): Promise<Submitted> {
  const { year, index, openingCents } = await loadSite(db, actor.districtId, siteCode);
  const revision = await findRevision(db, year, siteCode, number);
  if (!revision) throw new Error('A submission without its revision');
  return { index, state: openSheet(index, revision.content), revision, openingCents };
}

function balancesOf(index: BookIndex, content: SiteContent, state: SheetState): BalanceReply[] {
  const titles = new Map(index.book.plan.fundingSources.map(({ code, title }) => [code, title]));
  const current = new Map<string, number>();
  for (const line of [...content.lines, ...removedLines(index, content)]) {
    const { fundingSource } = index.account(line.account);
    if (fundingSource !== null)
      current.set(fundingSource, (current.get(fundingSource) ?? 0) + line.currentCents);
  }
  return state.figures.balances.map((balance) => ({
    ...balance,
    title: titles.get(balance.fundingSource) ?? balance.fundingSource,
    currentCents: current.get(balance.fundingSource) ?? 0,
  }));
}
