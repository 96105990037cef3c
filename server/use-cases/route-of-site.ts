import type { RoutePerson } from '../../src/core/approval/approver.js';
import type { DueAndRoute, RouteStep } from '../../src/core/approval/due-and-route.js';
import { dueDateOfSite } from '../../src/core/approval/lateness.js';
import { DEFAULT_ROUTE } from '../../src/core/approval/route.js';
import { needOf, standingOf, statusOfStep, withSteps } from '../../src/core/approval/step-state.js';
import type { RoutedSubmission, Submission, SubmissionStep } from '../../src/core/approval/submission.js';
import { dueDateOf } from '../../src/core/approval/timing.js';
import type { DistrictPlan } from '../../src/core/budget/site-book.js';

type Plan = Pick<DistrictPlan, 'year' | 'timeZone' | 'approval'>;

/**
 * Where a site's budget is on its way, and who has it or will. `submissions` are the site's, newest first. Before the
 * first one the way has the steps that every submission takes; what conditions add is known when it is submitted.
 */
export function routeOf(
  plan: Plan,
  people: readonly RoutePerson[],
  siteCode: string,
  submissions: readonly Submission[],
): DueAndRoute {
  const [newest] = submissions;
  const submission = newest ? withSteps(newest) : null;
  const steps = submission?.steps ?? expectedSteps(plan);
  return {
    dueDate: dueDateOfSite(plan.year.dueDate, submissions),
    timeZone: plan.timeZone,
    steps: steps.map((step) => stepOf(step, { plan, people, siteCode, submission })),
  };
}

function expectedSteps({ approval = DEFAULT_ROUTE }: Plan): SubmissionStep[] {
  return approval.stages.flatMap(({ steps }, stage) =>
    steps
      .filter(({ conditions = {} }) => Object.keys(conditions).length === 0)
      .map((rule) => ({
        rule,
        stage,
        sources: [],
        touched: [],
        since: null,
        signatures: [],
        delegations: [],
        doneAt: null,
      })),
  );
}

type Around = {
  plan: Plan;
  people: readonly RoutePerson[];
  siteCode: string;
  submission: RoutedSubmission | null;
};

function stepOf(step: SubmissionStep, around: Around): RouteStep {
  const { plan, submission } = around;
  const status = submission ? statusIn(step, submission) : 'ahead';
  const dueDate = status === 'waiting' ? dueDateOf(step, plan.timeZone) : null;
  const isPreliminary =
    submission !== null && step.doneAt !== null && standingOf(step, submission.steps) !== 'final';
  return {
    id: step.rule.id,
    // The one step of a district without a route has the words of the screens, in their language.
    ...(plan.approval ? { title: step.rule.title } : {}),
    status,
    holders: holdersOf(step, status, around),
    since: step.since,
    ...(dueDate === null ? {} : { dueDate }),
    ...(isPreliminary ? { isPreliminary } : {}),
  };
}

function statusIn(step: SubmissionStep, submission: RoutedSubmission): RouteStep['status'] {
  const { status, steps, decisions } = submission;
  if (status === 'submitted') {
    const now = statusOfStep(step, steps);
    return now === 'toConfirm' ? 'waiting' : now;
  }
  if (step.doneAt !== null) return 'done';
  const last = decisions.at(-1);
  const isReturned = last !== undefined && ['return', 'reject'].includes(last.decision);
  // Of those older than steps the only one is meant.
  return isReturned && (last.steps?.includes(step.rule.id) ?? true) ? 'returned' : 'ahead';
}

/** Names of who has a step, or will; of those who signed or returned it once that is over. */
function holdersOf(
  step: SubmissionStep,
  status: RouteStep['status'],
  { people, siteCode, submission }: Around,
): string[] {
  const last = submission?.decisions.at(-1);
  if (status === 'returned' && last) return [last.decidedBy];
  if (status === 'done') return step.signatures.map(({ person }) => person);
  return needOf(step, submission ?? { siteCode, submittedById: '' }, people).candidates.map(
    ({ name }) => name,
  );
}
