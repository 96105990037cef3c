import { decide } from '../../src/core/approval/decide.js';
import type { Submission } from '../../src/core/approval/submission.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { OBJECT_SEGMENT } from '../../src/core/staffing/derive.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import { openSheet, type SheetState } from '../../src/core/validation/sheet-state.js';
import type { BodyOf, ReplyOf } from '../../src/contract/endpoint.js';
import type {
  BalanceReply,
  decideSubmission as decideEndpoint,
  getSubmission,
  LineDifference,
  listSubmissions as listEndpoint,
  QueueItem,
} from '../../src/contract/submissions.js';
import { inTransaction, type Database, type Transaction } from '../stores/open-database.js';
import { addAuditEvent } from '../stores/person-store.js';
import { findRevision, latestRevision, type StoredRevision } from '../stores/revision-store.js';
import * as store from '../stores/submission-store.js';
import { openYear } from '../stores/year-store.js';
import { mayDo, type Actor } from './actor.js';
import { loadSite } from './load-site.js';
import type { Parts } from './parts.js';
import { sumOf } from './read-sites.js';
import { Refusal } from './refusal.js';

/** Sends the latest revision into approval. The server checks it again: fatal problems refuse it. */
export async function submitRevision(
  parts: Parts,
  actor: Actor,
  siteCode: string,
  number: number,
): Promise<Submission> {
  return inTransaction(parts.db, async (tx) => {
    const { year, index } = await loadSite(tx, actor.districtId, siteCode);
    const latest = await latestRevision(tx, year, siteCode);
    if (!latest) throw new Refusal('revision.nothingSaved');
    const [open] = await store.listSubmissions(tx, year, siteCode);
    // Sending the same revision twice is one submission.
    if (open?.status === 'submitted' && open.revision === number) return open;
    if (latest.summary.number !== number) {
      throw new Refusal('submission.notLatest', { revision: number, latest: latest.summary.number });
    }
    if (open?.status === 'submitted')
      throw new Refusal('submission.alreadyOpen', { revision: open.revision });
    const fatal = openSheet(index, latest.content).problems.filter(({ severity }) => severity === 'fatal');
    if (fatal.length > 0) throw new Refusal('submission.blocked', { count: fatal.length }, fatal);
    const submission: Submission = {
      id: parts.newId(),
      siteCode,
      revision: number,
      status: 'submitted',
      submittedById: actor.personId,
      submittedBy: actor.name,
      submittedAt: parts.now().toISOString(),
      decisions: [],
    };
    const isStored = await store.addSubmission(tx, year, submission);
    if (!isStored) throw new Refusal('submission.alreadyOpen', { revision: number });
    await audit(tx, parts, actor, 'submission.sent', submission, { revision: number });
    return submission;
  });
}

/** The reviewer's queue: open submissions first, oldest first; then the decided, newest first. */
export async function listSubmissions(parts: Parts, actor: Actor): Promise<ReplyOf<typeof listEndpoint>> {
  const { db } = parts;
  const year = await openYear(db, actor.districtId);
  const submissions = (await store.listSubmissions(db, year)).filter(({ siteCode }) =>
    mayDo(actor, 'submission:review', siteCode),
  );
  const open = submissions.filter(({ status }) => status === 'submitted').reverse();
  const decided = submissions.filter(({ status }) => status !== 'submitted');
  const items: QueueItem[] = [];
  for (const submission of [...open, ...decided])
    items.push((await loadSubmitted(db, actor, submission)).item);
  return { items };
}

/** One submission with its difference to the current budget. */
export async function readSubmission(
  { db }: Parts,
  actor: Actor,
  id: string,
): Promise<ReplyOf<typeof getSubmission>> {
  const submission = await reviewable(db, actor, id);
  const { item, index, state, revision } = await loadSubmitted(db, actor, submission);
  const differences = compareWithCurrent(index, revision.content, state);
  return {
    ...item,
    lines: differences,
    unchangedLines: revision.content.lines.length - differences.length,
    balances: balancesOf(index, revision.content, state),
    problems: state.problems,
  };
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
    await audit(tx, parts, actor, 'submission.decided', submission, { decision: request.decision });
    return decided.submission;
  });
}

async function reviewable(db: Database | Transaction, actor: Actor, id: string): Promise<Submission> {
  const submission = await store.findSubmission(db, actor.districtId, id);
  if (!submission || !mayDo(actor, 'submission:review', submission.siteCode))
    throw new Refusal('submission.unknown');
  return submission;
}

function lastDecision({ decisions }: Submission): Record<string, string> {
  const last = decisions.at(-1);
  return last ? { decidedBy: last.decidedBy, decision: last.decision } : {};
}

type Submitted = { item: QueueItem; index: BookIndex; state: SheetState; revision: StoredRevision };

async function loadSubmitted(
  db: Database | Transaction,
  actor: Actor,
  submission: Submission,
): Promise<Submitted> {
  const { siteCode } = submission;
  const { year, index, openingCents } = await loadSite(db, actor.districtId, siteCode);
  const revision = await findRevision(db, year, siteCode, submission.revision);
  if (!revision) throw new Error('A submission without its revision');
  const state = openSheet(index, revision.content);
  const item = {
    submission,
    site: index.book.site,
    revision: revision.summary,
    currentCents: openingCents,
    allocatedCents: sumOf(index.book.allocations, siteCode),
    changedLines: compareWithCurrent(index, revision.content, state).length,
  };
  return { item, index, state, revision };
}

function compareWithCurrent(index: BookIndex, content: SiteContent, state: SheetState): LineDifference[] {
  const { segments } = index.book.plan.chart.structure;
  const objectAt = segments.findIndex(({ code }) => code === OBJECT_SEGMENT);
  const differences: LineDifference[] = [];
  for (const line of content.lines) {
    const figures = state.figures.lines.get(line.id);
    const proposedCents = figures?.proposedCents ?? 0;
    const proposedFte = figures?.proposedFte ?? 0;
    if (proposedCents === line.currentCents && proposedFte === line.currentFte) continue;
    const { codes, fundingSource } = index.account(line.account);
    differences.push({
      lineId: line.id,
      account: line.account,
      title: line.title,
      accountTitle: index.chart.title(OBJECT_SEGMENT, codes?.[objectAt] ?? '') ?? '',
      fundingSource,
      currentCents: line.currentCents,
      currentFte: line.currentFte,
      proposedCents,
      proposedFte,
      justification: line.justification,
    });
  }
  return differences;
}

function balancesOf(index: BookIndex, content: SiteContent, state: SheetState): BalanceReply[] {
  const titles = new Map(index.book.plan.fundingSources.map(({ code, title }) => [code, title]));
  const current = new Map<string, number>();
  for (const line of content.lines) {
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

async function audit(
  tx: Transaction,
  parts: Parts,
  actor: Actor,
  action: 'submission.sent' | 'submission.decided',
  submission: Submission,
  details: Record<string, string | number>,
): Promise<void> {
  await addAuditEvent(tx, {
    districtId: actor.districtId,
    id: parts.newId(),
    at: parts.now(),
    personId: actor.personId,
    action,
    subject: submission.id,
    details: { site: submission.siteCode, ...details },
  });
}
