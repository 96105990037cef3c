import type { Moved } from '../../src/core/approval/advance.js';
import type { Submission } from '../../src/core/approval/submission.js';
import type { Transaction } from '../stores/open-database.js';
import type { AuditEvent, SiteAction } from '../stores/audit-store.js';
import { databaseCode, UNIQUE_VIOLATION } from '../stores/database-code.js';
import * as store from '../stores/submission-store.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { mailOfMove } from './mail-of-move.js';
import type { ChangeParts } from './parts.js';
import { Refusal } from './refusal.js';

/** What comes of a submission, and what the audit trail tells of it. */
export type Told = { moved: Moved; action: SiteAction; details: AuditEvent['details'] };

/** How often somebody else may be first. */
const MOST_TRIES = 20;

/**
 * Stores what comes of a submission, with its audit row. When somebody did something to it since it was read, it is read
 * and decided again: two signers of different steps both sign, and of two of one step the second is refused with who was
 * first. `move` throws that refusal; null moves nothing.
 */
export async function moveSubmission(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  before: store.Versioned,
  move: (submission: Submission) => Told | null,
): Promise<store.Versioned | null> {
  let found = before;
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const told = move(found.submission);
    if (!told) return null;
    const { moved, action, details } = told;
    const { submission } = moved;
    if (await isMoved(tx, actor, { submission, version: found.version })) {
      await audit(tx, parts, actor, {
        action,
        siteCode: submission.siteCode,
        subject: submission.id,
        details: {
          revision: submission.revision,
          status: submission.status,
          ...details,
          ...stepsToTell(moved),
        },
      });
      await mailOfMove(tx, parts, actor, moved);
      return { submission, version: found.version + 1 };
    }
    const again = await store.findSubmission(tx, actor.districtId, submission.id);
    if (!again) throw new Error('A submission that is gone');
    found = again;
  }
  throw new Refusal('server.busy');
}

async function isMoved(tx: Transaction, actor: Actor, next: store.Versioned): Promise<boolean> {
  try {
    return await store.moveSubmission(tx, actor.districtId, next);
  } catch (error) {
    // It would be open again, and the site sent a newer one at this very moment.
    if (databaseCode(error) === UNIQUE_VIOLATION) throw new Refusal('submission.superseded');
    throw error;
  }
}

/** Who did what last, for somebody who comes after them. */
export function lastDecision({ decisions }: Submission): Record<string, string> {
  const last = decisions.at(-1);
  return last ? { decidedBy: last.decidedBy, decision: last.decision } : {};
}

/** The steps that were done and that came to people, for the audit trail. */
export function stepsToTell({ happened }: Pick<Moved, 'happened'>): Record<string, string> {
  const of = (kind: 'stepDone' | 'arrived' | 'stepReopened') =>
    happened.flatMap((one) => (one.kind === kind ? [one.step] : [])).join(', ');
  const told = { done: of('stepDone'), arrived: of('arrived'), reopened: of('stepReopened') };
  return Object.fromEntries(Object.entries(told).filter(([, steps]) => steps !== ''));
}
