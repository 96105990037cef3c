import type { Moved } from '../../src/core/approval/advance.js';
import { decide } from '../../src/core/approval/decide.js';
import { countedOf } from '../../src/core/approval/counted.js';
import { endApproval, reopenSteps, type PlanChange } from '../../src/core/approval/reopen-steps.js';
import type { Submission } from '../../src/core/approval/submission.js';
import type { MasterSource } from '../../src/core/merge/master-budget.js';
import { findAdoption } from '../stores/master-work-store.js';
import type { Transaction } from '../stores/open-database.js';
import { findNewest, findSubmission, listSubmissions } from '../stores/submission-store.js';
import { openYearIfAny, type Year } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { moveSubmission } from './move-submission.js';
import type { ChangeParts } from './parts.js';
import { routePeople } from './route-people.js';

/**
 * Something changed that a site's newest submission was signed for: the steps it concerns wait again, in the transaction
 * of the change. One that is neither open nor approved has nothing to reopen, nor has any of an adopted year: what the board
 * decided stays approved, and its site could neither save nor submit.
 */
export async function reopenConcerned(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  { year, siteCode, why, ...change }: PlanChange & { year: Year; siteCode: string; why: string },
): Promise<void> {
  if (await findAdoption(tx, year)) return;
  const newest = await findNewest(tx, year, siteCode);
  if (newest) await reopen(tx, parts, actor, newest.submission, { change, why, newer: null });
}

/**
 * Rules, codes or a ledger changed: what that concerns of every submission of a site, newest first, whose approvals count
 * waits again. An older one that a master budget still counts has nobody to wait for: its approval ends. Nothing happens to
 * those of an adopted year.
 */
export async function reopenCounted(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  ofSite: readonly Submission[],
  {
    year,
    why,
    changeOf,
  }: { year: Year; why: string; changeOf: (submission: Submission) => Promise<PlanChange> },
): Promise<void> {
  if (await findAdoption(tx, year)) return;
  const [newest] = ofSite;
  for (const counted of countedOf(ofSite)) {
    const newer = newest && newest.id !== counted.id ? newest : null;
    await reopen(tx, parts, actor, counted, { change: await changeOf(counted), why, newer });
  }
}

type Cause = { change: PlanChange; why: string; newer: Submission | null };

async function reopen(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  { id }: Submission,
  { change, why, newer }: Cause,
): Promise<void> {
  const before = await findSubmission(tx, actor.districtId, id);
  if (!before) return;
  const by = { actor: { id: actor.personId, name: actor.name }, why, now: parts.now().toISOString() };
  const people = await routePeople(tx, parts, actor.districtId);
  await moveSubmission(tx, parts, actor, before, (submission) => {
    const moved = newer
      ? endApproval(submission, change, by, newer.status === 'submitted')
      : reopenSteps(submission, change, by, people);
    return moved && { moved, action: 'submission.stepsReopened', details: {} };
  });
}

/**
 * People came, left or got other roles: open submissions go on where those who are left have all signed, and go back to
 * their sites where nobody is left to decide; the adoption closed those of an adopted year. For whatever changes people, in its
 * transaction.
 */
export async function settleSubmissions(tx: Transaction, parts: ChangeParts, actor: Actor): Promise<void> {
  const year = await openYearIfAny(tx, actor.districtId);
  if (!year) return;
  const people = await routePeople(tx, parts, actor.districtId);
  await moveWaiting(tx, parts, actor, year, (submission, by, now) => {
    const moved = decide(submission, { kind: 'peopleChanged' }, by, now, people);
    return moved.ok && moved.happened.length > 0 ? { moved, decision: 'peopleChanged' } : null;
  });
}

/**
 * The board adopted a version: what still waited for approval is decided no more, and its submitters are told which revision
 * the adopted budget has of their site. In the transaction of the adoption.
 */
export async function closeSubmissions(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  { year, sources }: { year: Year; sources: readonly MasterSource[] },
): Promise<void> {
  const adopted = new Map(sources.map(({ siteCode, revision }) => [siteCode, revision]));
  await moveWaiting(tx, parts, actor, year, (submission, by, now) => {
    const adoptedRevision = adopted.get(submission.siteCode);
    const moved = decide(submission, { kind: 'yearAdopted', adoptedRevision }, by, now, []);
    return moved.ok ? { moved, decision: 'close' } : null;
  });
}

type MoveOfWaiting = (
  submission: Submission,
  by: { id: string; name: string },
  now: string,
) => { moved: Moved; decision: string } | null;

/** Moves what waits for approval in a year, each as it says; where it says nothing the submission stays. */
async function moveWaiting(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  year: Year,
  move: MoveOfWaiting,
): Promise<void> {
  const by = { id: actor.personId, name: actor.name };
  const now = parts.now().toISOString();
  for (const { id, status } of await listSubmissions(tx, year)) {
    const before = status === 'submitted' ? await findSubmission(tx, actor.districtId, id) : null;
    if (!before) continue;
    await moveSubmission(tx, parts, actor, before, (submission) => {
      const done = move(submission, by, now);
      return (
        done && { moved: done.moved, action: 'submission.decided', details: { decision: done.decision } }
      );
    });
  }
}
