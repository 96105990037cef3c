import {
  hasRoleAt,
  holdsRole,
  isApprover,
  isManager,
  isOwner,
  isOwnWork,
  SITE_MANAGERS,
  type Approver,
  type RoutePerson,
} from './approver.js';
import { DEFAULT_ROUTE, FINANCE_STEP } from './route.js';
import type { RoutedSubmission, Submission, SubmissionStep } from './submission.js';

const BUDGET_MANAGERS: Approver[] = [{ role: 'budgetManager' }];

/** A submission older than routes has the one step that there was, as its decisions left it. */
export function withSteps(submission: Submission): RoutedSubmission {
  const { steps, submittedAt, decisions, status } = submission;
  if (steps) return { ...submission, steps };
  const [rule] = DEFAULT_ROUTE.stages.flatMap((stage) => stage.steps);
  if (!rule) throw new Error('The default route has no step');
  const approval =
    status === 'approved' ? [...decisions].reverse().find(({ decision }) => decision === 'approve') : null;
  const signature = approval && {
    personId: approval.decidedById,
    person: approval.decidedBy,
    at: approval.decidedAt,
  };
  const step: SubmissionStep = {
    rule: { ...rule, id: FINANCE_STEP },
    stage: 0,
    sources: [],
    touched: [],
    since: submittedAt,
    signatures: signature ? [signature] : [],
    delegations: [],
    doneAt: signature?.at ?? null,
  };
  return { ...submission, steps: [step] };
}

/** Whether all steps had approved it once; it may have been reopened since. */
export function wasEverApproved({ status, approvedAt }: Submission): boolean {
  return status === 'approved' || approvedAt !== undefined;
}

/**
 * Whether a submission can be approved with others, without a look at each: no warning is unexplained, and nothing that
 * it was checked by has changed since. Of those older than routes nothing is known.
 */
export function isClean({ facts, decisions }: Pick<Submission, 'facts' | 'decisions'>): boolean {
  return facts?.hasWarning === false && !decisions.some(({ decision }) => decision === 'reopenSteps');
}

/** Who may sign a step and has not, and how many of them it still takes. */
export type StepNeed = { candidates: RoutePerson[]; need: number };

/** Whether the approval of a step counts for good; a preliminary one waits for another step, or for being confirmed. */
export type Standing = 'final' | 'preliminary' | 'toConfirm';

export function standingOf(step: SubmissionStep, steps: readonly SubmissionStep[]): Standing {
  const { preliminary } = step.rule;
  if (!preliminary) return 'final';
  const until = steps.find(({ rule }) => rule.id === preliminary.until);
  if (!until) return 'final';
  if (until.doneAt === null) return 'preliminary';
  return preliminary.then === 'turnsFinal' || step.confirmation ? 'final' : 'toConfirm';
}

/** The stage that waits: the first with a step that is not done; null when none is left. */
export function currentStage(steps: readonly SubmissionStep[]): number | null {
  const open = steps.filter(({ doneAt }) => doneAt === null).map(({ stage }) => stage);
  return open.length === 0 ? null : Math.min(...open);
}

export type StepStatus = 'ahead' | 'waiting' | 'toConfirm' | 'done';

/** Where a step of an open submission stands. */
export function statusOfStep(step: SubmissionStep, steps: readonly SubmissionStep[]): StepStatus {
  if (step.doneAt !== null) return standingOf(step, steps) === 'toConfirm' ? 'toConfirm' : 'done';
  return step.stage === currentStage(steps) ? 'waiting' : 'ahead';
}

/**
 * Whether the submitter may sign a step of her own submission: where its approvers are the site's principals or managers and she
 * is one, and where it is no more than evidence.
 */
export function isOwnStep({ rule }: SubmissionStep, submitter: RoutePerson, siteCode: string): boolean {
  if (!rule.approvers) return true;
  return rule.approvers.some(
    (approver) =>
      'role' in approver && isManager(approver.role) && hasRoleAt(approver.role, submitter, siteCode),
  );
}

/** What of a submission tells who may sign it: its site and whose work it is. */
export type SentWork = Pick<Submission, 'siteCode' | 'submittedById' | 'inNameOf'>;

/**
 * Everybody who may sign a step, whether they have or not: its approvers without those whose work it is, and whoever a
 * signature was given to instead of the giver.
 */
export function signersOf(
  step: SubmissionStep,
  submission: SentWork,
  people: readonly RoutePerson[],
): RoutePerson[] {
  const { siteCode } = submission;
  const matter = { siteCode, sources: step.touched };
  const known = new Set(people.map(({ id }) => id));
  const given = step.delegations.filter(({ toId }) => known.has(toId));
  return people.filter((person) => {
    if (given.some(({ toId }) => toId === person.id)) return true;
    if (given.some(({ fromId }) => fromId === person.id)) return false;
    if (isOwnWork(submission, person) && !isOwnStep(step, person, siteCode)) return false;
    return step.rule.approvers
      ? isApprover(step.rule.approvers, person, matter)
      : isOwner(submission, person.id) || SITE_MANAGERS.some((role) => hasRoleAt(role, person, siteCode));
  });
}

/** Those who decide a step that others cannot: never whose work it is. */
function fallbackOf(
  { fallback = BUDGET_MANAGERS, touched }: SubmissionStep,
  submission: SentWork,
  people: readonly RoutePerson[],
): RoutePerson[] {
  const { siteCode } = submission;
  return people.filter(
    (person) =>
      !isOwnWork(submission, person) && isApprover(fallback, person, { siteCode, sources: touched }),
  );
}

/**
 * Who can sign a step that is not done, and how many signatures it lacks. Where too few can, the fall-back joins them.
 * Of a step to confirm: who can confirm it.
 */
export function needOf(step: SubmissionStep, submission: SentWork, people: readonly RoutePerson[]): StepNeed {
  const isDone = step.doneAt !== null;
  const signed = new Set(isDone ? [] : step.signatures.map(({ personId }) => personId));
  const isFree = ({ id }: RoutePerson) => !signed.has(id);
  const candidates = signersOf(step, submission, people).filter(isFree);
  const need = isDone ? 1 : signaturesLacking(step, candidates.length);
  if (candidates.length >= need) return { candidates, need };
  const more = fallbackOf(step, submission, people).filter(
    (person) => isFree(person) && !candidates.includes(person),
  );
  return { candidates: [...candidates, ...more], need };
}

function signaturesLacking({ rule: { signers = 'any' }, signatures }: SubmissionStep, left: number): number {
  if (signers === 'all') return signatures.length === 0 ? Math.max(1, left) : left;
  const wanted = signers === 'any' ? 1 : signers.quorum;
  return Math.max(0, wanted - signatures.length);
}

/** The first step, not done or to be confirmed, that too few people can ever sign; null when every one can be. */
export function strandedStep(
  submission: RoutedSubmission,
  people: readonly RoutePerson[],
): SubmissionStep | null {
  const { steps } = submission;
  const isStranded = (step: SubmissionStep) => {
    const { candidates, need } = needOf(step, submission, people);
    return candidates.length < need;
  };
  return (
    steps.find((step) => {
      if (step.doneAt === null) return isStranded(step);
      return standingOf(step, steps) === 'toConfirm' && isStranded(step);
    }) ?? null
  );
}

/** Steps that wait for somebody, each with who can act on it now. None of a submission that is not open. */
export function whoCanAct(
  submission: RoutedSubmission,
  people: readonly RoutePerson[],
): { step: SubmissionStep; people: RoutePerson[] }[] {
  const { status, steps } = submission;
  if (status !== 'submitted') return [];
  return steps
    .filter((step) => ['waiting', 'toConfirm'].includes(statusOfStep(step, steps)))
    .map((step) => ({ step, people: needOf(step, submission, people).candidates }));
}

/** Whether `to` may sign a step in the stead of `from`, who may sign it. */
export function mayStandIn(
  step: SubmissionStep,
  submission: SentWork,
  from: RoutePerson,
  to: RoutePerson,
): boolean {
  if (isOwnWork(submission, to) || to.id === from.id) return false;
  const { standIns, approvers = [] } = step.rule;
  if (standIns) return isApprover(standIns, to, { siteCode: submission.siteCode, sources: step.touched });
  const named = approvers.flatMap((approver) => ('role' in approver ? [approver.role] : []));
  const roles = named.length > 0 ? named : from.grants.map(({ role }) => role);
  return holdsRole(new Set(roles), to);
}
