import { decide } from '../../src/core/approval/decide.js';
import type { RouteEvent } from '../../src/core/approval/route-event.js';
import { isClean, whoCanAct, withSteps } from '../../src/core/approval/step-state.js';
import type { Submission } from '../../src/core/approval/submission.js';
import { isOwner, type RoutePerson } from '../../src/core/approval/approver.js';
import { isUnexplained } from '../../src/core/problem.js';
import type { BodyOf, ReplyOf } from '../../src/contract/endpoint.js';
import type {
  approveSubmissions as bulkEndpoint,
  BulkAnswer,
  decideSubmission as decideEndpoint,
} from '../../src/contract/submissions.js';
import { inTransaction, type Transaction } from '../stores/open-database.js';
import { holdPlan } from '../stores/plan-store.js';
import * as store from '../stores/submission-store.js';
import { findNewest } from '../stores/submission-store.js';
import { openYear } from '../stores/year-store.js';
import { mayDo, type Actor } from './actor.js';
import { assertNotAdopted } from './adopted-year.js';
import { lastDecision, moveSubmission } from './move-submission.js';
import type { Parts } from './parts.js';
import { loadSubmitted } from './read-submission.js';
import { Refusal } from './refusal.js';
import { routePeople } from './route-people.js';
import { fileShown } from './take-evidence.js';

type Request = BodyOf<typeof decideEndpoint>;

/**
 * Takes a decision on a submission. Of two people at once one decides; the other learns who did. A change of rules or
 * allocations is before the decision, or sees it and opens its step again. Nothing is decided any more once the year's
 * budget is adopted (`year.adopted`).
 */
export async function decideSubmission(
  parts: Parts,
  actor: Actor,
  id: string,
  request: Request,
): Promise<Submission> {
  return inTransaction(parts.db, async (tx) => {
    await holdPlan(tx, actor.districtId);
    const { found, people } = await decidable(tx, parts, actor, id);
    if (request.decision === 'recall') await assertNewest(tx, actor, found.submission);
    const event = await eventOf(tx, actor, request);
    return (await take(tx, parts, actor, { found, people, event })).submission;
  });
}

type Taken = { found: store.Versioned; people: readonly RoutePerson[]; event: RouteEvent };

async function take(
  tx: Transaction,
  parts: Parts,
  actor: Actor,
  { found, people, event }: Taken,
): Promise<store.Versioned> {
  const person = { id: actor.personId, name: actor.name };
  const now = parts.now().toISOString();
  const moved = await moveSubmission(tx, parts, actor, found, (submission) => {
    const decided = decide(submission, event, person, now, people);
    if (!decided.ok) throw new Refusal(decided.refusal, lastDecision(submission));
    const decision = decided.submission.decisions.at(submission.decisions.length);
    return {
      moved: decided,
      action: event.kind === 'reopen' ? 'submission.reopened' : 'submission.decided',
      details: {
        decision: decision?.decision ?? event.kind,
        ...(decision?.steps ? { step: decision.steps.join(', ') } : {}),
        ...(decision?.to === undefined ? {} : { to: decision.to }),
      },
    };
  });
  return moved ?? found;
}

async function eventOf(tx: Transaction, actor: Actor, request: Request): Promise<RouteEvent> {
  const { decision, comment, step, lines, delegateTo, attestation, evidence = [] } = request;
  switch (decision) {
    case 'approve': {
      const { plan } = await openYear(tx, actor.districtId);
      const shown = fileShown(plan.submission, evidence);
      return { kind: 'approve', step, comment, attestation: attestation?.text, evidence: shown };
    }
    case 'return':
    case 'reject':
      return { kind: decision, step, comment, lines };
    case 'delegate':
      return { kind: 'delegate', step, comment, toId: delegateTo ?? '' };
    case 'recall':
      return { kind: 'recall', step, comment };
    case 'withdraw':
      return { kind: 'withdraw', comment };
  }
}

/** A submission of a year that is still built, which the actor may have a part in, with the people of the district. */
async function decidable(
  tx: Transaction,
  parts: Parts,
  actor: Actor,
  id: string,
): Promise<{ found: store.Versioned; people: RoutePerson[] }> {
  const found = await store.findSubmission(tx, actor.districtId, id);
  if (!found) throw new Refusal('submission.unknown');
  const people = await routePeople(tx, parts, actor.districtId);
  const { submission } = found;
  const isTheirs =
    mayDo(actor, 'submission:decide', submission.siteCode) ||
    isOwner(submission, actor.personId) ||
    withSteps(submission).steps.some(({ signatures, delegations }) =>
      [...signatures.map(({ personId }) => personId), ...delegations.map(({ fromId }) => fromId)].includes(
        actor.personId,
      ),
    ) ||
    whoCanAct(withSteps(submission), people).some(({ people: able }) =>
      able.some((person) => person.id === actor.personId),
    );
  if (!isTheirs) throw new Refusal('submission.unknown');
  await assertNotAdopted(tx, await openYear(tx, actor.districtId));
  return { found, people };
}

/** Only a site's newest submission can be open again. */
export async function assertNewest(
  tx: Transaction,
  actor: Actor,
  { id, siteCode }: Submission,
): Promise<void> {
  const year = await openYear(tx, actor.districtId);
  const newest = await findNewest(tx, year, siteCode);
  if (newest?.submission.id !== id) throw new Refusal('submission.superseded');
}

/** Approves several, one after the other, each in a transaction of its own with an answer of its own. */
export async function approveSubmissions(
  parts: Parts,
  actor: Actor,
  { submissionIds }: BodyOf<typeof bulkEndpoint>,
): Promise<ReplyOf<typeof bulkEndpoint>> {
  const answers: BulkAnswer[] = [];
  for (const submissionId of new Set(submissionIds)) {
    try {
      const submission = await inTransaction(parts.db, (tx) => approveClean(tx, parts, actor, submissionId));
      answers.push({ submissionId, submission, refusal: null });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answers.push({ submissionId, submission: null, refusal: error.code, params: error.params });
    }
  }
  return { answers };
}

/** Signs every step of a submission that waits for the actor, where today's rules find nothing in it to look at. */
async function approveClean(tx: Transaction, parts: Parts, actor: Actor, id: string): Promise<Submission> {
  await holdPlan(tx, actor.districtId);
  const { found, people } = await decidable(tx, parts, actor, id);
  if (!isClean(found.submission)) throw new Refusal('submission.notClean');
  // While nobody had signed, a change of rules or allocations left no mark on it.
  const { problems } = (await loadSubmitted(tx, actor, found.submission)).state;
  if (problems.some((problem) => problem.severity === 'fatal' || isUnexplained(problem)))
    throw new Refusal('submission.notClean');
  const mine = whoCanAct(withSteps(found.submission), people).filter(({ people: able }) =>
    able.some((person) => person.id === actor.personId),
  );
  // Nothing waits: the refusal says why.
  if (mine.length === 0)
    return (await take(tx, parts, actor, { found, people, event: { kind: 'approve' } })).submission;
  let current = found;
  for (const { step } of mine) {
    const event: RouteEvent = { kind: 'approve', step: step.rule.id };
    current = await take(tx, parts, actor, { found: current, people, event });
  }
  return current.submission;
}

/** Gives a site its budget back. */
export async function reopenSubmission(
  parts: Parts,
  actor: Actor,
  id: string,
  { comment, dueDate }: { comment: string; dueDate?: string | undefined },
): Promise<Submission> {
  return inTransaction(parts.db, async (tx) => {
    await holdPlan(tx, actor.districtId);
    const { found, people } = await decidable(tx, parts, actor, id);
    await assertNewest(tx, actor, found.submission);
    const event: RouteEvent = { kind: 'reopen', comment, dueDate };
    return (await take(tx, parts, actor, { found, people, event })).submission;
  });
}
