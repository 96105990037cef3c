import { ENGINE_VERSION } from '../../src/core/engine-version.js';
import type { Moved } from '../../src/core/approval/advance.js';
import { dueDateOfSite, judgeLateness } from '../../src/core/approval/lateness.js';
import { readFacts } from '../../src/core/approval/read-facts.js';
import { startRoute } from '../../src/core/approval/start-route.js';
import type { Submission } from '../../src/core/approval/submission.js';
import { openSheet, type SheetState } from '../../src/core/validation/sheet-state.js';
import type { BodyOf } from '../../src/contract/endpoint.js';
import type { submitRevision as submitEndpoint } from '../../src/contract/submissions.js';
import { inTransaction, type Transaction } from '../stores/open-database.js';
import { holdPlan } from '../stores/plan-store.js';
import { listRequests } from '../stores/request-store.js';
import { latestRevision, type StoredRevision } from '../stores/revision-store.js';
import * as store from '../stores/submission-store.js';
import type { Year } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { assertNotAdopted } from './adopted-year.js';
import { audit } from './audit.js';
import { mailOfMove } from './mail-of-move.js';
import { boundClaim, madeAt } from './claims.js';
import { compareWithCurrent } from './compare-with-current.js';
import { loadSite } from './load-site.js';
import { sha256 } from '../content-hash.js';
import { stepsToTell } from './move-submission.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';
import { routePeople } from './route-people.js';
import { hasTotals } from './save-revision.js';
import { takeEvidence } from './take-evidence.js';

/** Sends the latest revision into approval. The server checks it again: fatal problems refuse it. */
export async function submitRevision(
  parts: Parts,
  actor: Actor,
  siteCode: string,
  body: BodyOf<typeof submitEndpoint>,
): Promise<Submission> {
  const number = body.revision;
  return inTransaction(parts.db, async (tx) => {
    await holdPlan(tx, actor.districtId);
    const { year, index } = await loadSite(tx, actor.districtId, siteCode);
    const latest = await latestRevision(tx, year, siteCode);
    if (!latest) throw new Refusal('revision.nothingSaved');
    const earlier = await store.listSubmissions(tx, year, siteCode);
    const open = openOf(earlier);
    // Sending the same revision twice is one submission.
    if (open?.revision === number) return open;
    await assertNotAdopted(tx, year);
    if (latest.summary.number !== number) {
      throw new Refusal('submission.notLatest', { revision: number, latest: latest.summary.number });
    }
    if (open) throw new Refusal('submission.alreadyOpen', { revision: open.revision });
    const state = openSheet(index, latest.content);
    if (!hasTotals(latest.summary, state)) throw new Refusal('submission.figuresMoved');
    const fatal = state.problems.filter(({ severity }) => severity === 'fatal');
    if (fatal.length > 0) throw new Refusal('submission.blocked', { count: fatal.length }, fatal);
    const started = await newSubmission(tx, parts, actor, { year, latest, state, body, earlier });
    const { submission } = started;
    const changedLines = compareWithCurrent(index, latest.content, state.figures).length;
    if (!(await store.addSubmission(tx, year, submission, changedLines))) {
      // Another came first, between the look at what is open and this one: perhaps this very one.
      const first = openOf(await store.listSubmissions(tx, year, siteCode));
      if (first?.revision === number) return first;
      throw new Refusal('submission.alreadyOpen', { revision: first?.revision ?? number });
    }
    await audit(tx, parts, actor, {
      action: 'submission.sent',
      siteCode: submission.siteCode,
      subject: submission.id,
      details: { revision: number, contentHash: latest.summary.contentHash, ...stepsToTell(started) },
    });
    await mailOfMove(tx, parts, actor, started);
    return submission;
  });
}

/** A site's submission that waits for a decision; there is at most one. */
function openOf(submissions: readonly Submission[]): Submission | undefined {
  return submissions.find(({ status }) => status === 'submitted');
}

type ToSubmit = {
  year: Year;
  latest: StoredRevision;
  state: SheetState;
  body: BodyOf<typeof submitEndpoint>;
  /** The site's submissions so far, newest first. */
  earlier: readonly Submission[];
};

/** The latest revision as a submission at the beginning of its way. Refuses one that nobody could decide. */
async function newSubmission(
  tx: Transaction,
  parts: Parts,
  actor: Actor,
  toSubmit: ToSubmit,
): Promise<Moved> {
  const { year, latest, state, earlier } = toSubmit;
  const { site } = state.index.book;
  const started = startRoute({
    submission: await draftOf(parts, actor, toSubmit),
    facts: readFacts(
      {
        index: state.index,
        content: latest.content,
        figures: state.figures,
        problems: state.problems,
        rulePackHash: year.rulePackHash,
        hasException: await asksException(tx, year, site.code),
      },
      sha256,
    ),
    level: site.level,
    route: year.plan.approval,
    fundingSources: year.plan.fundingSources,
    earlier,
    people: await routePeople(tx, parts, actor.districtId),
  });
  if (started.ok) return started;
  const { refusal, step } = started;
  throw new Refusal(refusal, refusal === 'submission.evidenceMissing' ? { fields: step } : { step });
}

/** With when it was queued, what the district asked for, and its proof. */
async function draftOf(
  parts: Parts,
  actor: Actor,
  { year, latest, state, body, earlier }: ToSubmit,
): Promise<Submission> {
  const receivedAt = parts.now().toISOString();
  const claim = await boundClaim(parts, actor, body.queued, madeAt(latest.summary));
  const { index } = state;
  const { plan } = year;
  const dueDate = dueDateOfSite(plan.year.dueDate, earlier);
  return {
    id: parts.newId(),
    siteCode: index.book.site.code,
    revision: latest.summary.number,
    status: 'submitted',
    submittedById: actor.personId,
    submittedBy: actor.name,
    submittedAt: receivedAt,
    ...claim,
    ...judgeLateness(
      { ...plan, year: { ...plan.year, dueDate } },
      { receivedAt, claimedAt: claim?.claimedAt ?? null },
    ),
    decisions: [],
    ...takeEvidence(index, state, body),
    proof: {
      contentHash: latest.summary.contentHash,
      rulePackHash: year.rulePackHash,
      engineVersion: ENGINE_VERSION,
    },
  };
}

async function asksException(tx: Transaction, year: Year, siteCode: string): Promise<boolean> {
  const requests = await listRequests(tx, year, { siteCode });
  return requests.some(({ wish, answer }) => wish.kind === 'exception' && answer?.decision !== 'declined');
}
