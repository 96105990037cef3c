import type { FundingSource } from '../budget/funding-source.js';
import type { SiteLevel } from '../budget/site.js';
import { advance, decisionOf, type Happening, type Moved } from './advance.js';
import { inWhoseName, type RoutePerson } from './approver.js';
import { carriedSignatures } from './carry-over.js';
import { conditionsHold, namedSources, type ConditionFacts } from './conditions.js';
import { DEFAULT_ROUTE, type ApprovalRoute, type ApprovalStep } from './route.js';
import { isOwnStep, strandedStep, wasEverApproved } from './step-state.js';
import type { RoutedSubmission, Submission, SubmissionStep } from './submission.js';
import type { SubmissionFacts } from './submission-facts.js';

/** Everything that the way of a new submission depends on. */
export type RouteStart = {
  /** With the evidence and the statement that came with it; without steps and decisions. */
  submission: Submission;
  facts: SubmissionFacts;
  level: SiteLevel;
  /** Absent where the district declares none. */
  route?: ApprovalRoute | undefined;
  fundingSources: readonly Pick<FundingSource, 'code' | 'programs'>[];
  /** The site's submissions so far, newest first. */
  earlier: readonly Submission[];
  people: readonly RoutePerson[];
};

/** Why a submission cannot be sent: nobody could sign this step, or evidence that it wants is not there. */
export type StartRefusal = {
  ok: false;
  refusal: 'submission.nobodyToDecide' | 'submission.evidenceMissing';
  step: string;
};

/**
 * Chooses the steps of a submission, gives them the signatures that are there already (the submitter's own, and
 * earlier ones that carry over), and lets the first stage arrive.
 */
export function startRoute(start: RouteStart): ({ ok: true } & Moved) | StartRefusal {
  const { people, facts, earlier } = start;
  const submission = withOwners(start.submission, people);
  const now = submission.submittedAt;
  const steps = chosenSteps(start);
  const filed = new Set(submission.evidence?.map(({ id }) => id));
  const lacking = steps.find(({ rule }) => rule.evidence?.some((id) => !filed.has(id)));
  if (lacking) return { ok: false, refusal: 'submission.evidenceMissing', step: lacking.rule.title };
  const happened: Happening[] = [];
  const signed: RoutedSubmission = { ...submission, status: 'submitted', facts, steps };
  signed.steps = steps.map((step) => {
    const signatures = [
      ...ownSignature(step, submission, people),
      ...carriedSignatures(step, submission, facts, earlier),
    ];
    happened.push(
      ...signatures.map(({ personId }): Happening => ({ kind: 'signed', step: step.rule.id, personId })),
    );
    return { ...step, signatures };
  });
  signed.decisions = signed.steps.flatMap(({ rule, signatures }) =>
    signatures.map(({ personId: id, person: name, origin }) =>
      decisionOf({ id, name }, now, { decision: 'approve', steps: [rule.id], origin }),
    ),
  );
  const stranded = strandedStep(signed, people);
  if (stranded) return { ok: false, refusal: 'submission.nobodyToDecide', step: stranded.rule.title };
  const submitter = { id: submission.submittedById, name: submission.submittedBy };
  return { ok: true, ...advance({ submission: signed, happened }, people, submitter, now) };
}

/** In whose name it is sent is known now: what was handed over ends, and the submission stays theirs. */
function withOwners(submission: Submission, people: readonly RoutePerson[]): Submission {
  const submitter = people.find(({ id }) => id === submission.submittedById);
  const inNameOf = submitter ? inWhoseName(submitter, submission.siteCode) : [];
  return inNameOf.length > 0 ? { ...submission, inNameOf } : submission;
}

/** The steps whose conditions hold. */
export function chosenSteps({
  route = DEFAULT_ROUTE,
  ...start
}: Pick<RouteStart, 'route' | 'facts' | 'level' | 'fundingSources' | 'earlier'>): SubmissionStep[] {
  const of: ConditionFacts = {
    facts: start.facts,
    level: start.level,
    fundingSources: start.fundingSources,
    lastApproved: start.earlier.find(wasEverApproved)?.facts ?? null,
    lastSubmitted: start.earlier[0]?.facts ?? null,
  };
  return route.stages.flatMap(({ steps }, stage) =>
    steps
      .filter(({ conditions = {} }) => conditionsHold(conditions, of))
      .map((rule) => newStep(rule, stage, route, start)),
  );
}

function newStep(
  rule: ApprovalStep,
  stage: number,
  { fallback }: ApprovalRoute,
  { facts, fundingSources }: Pick<RouteStart, 'facts' | 'fundingSources'>,
): SubmissionStep {
  const sources = namedSources(rule.conditions ?? {}, fundingSources) ?? [];
  const touched = facts.sources
    .map(({ fundingSource }) => fundingSource)
    .filter((source) => sources.includes(source));
  return {
    rule,
    stage,
    sources,
    touched,
    ...(fallback ? { fallback } : {}),
    since: null,
    signatures: [],
    delegations: [],
    doneAt: null,
  };
}

/** Submitting is the signature of whoever may sign the step herself. A sentence to confirm has to be the one she confirmed. */
function ownSignature(
  step: SubmissionStep,
  { siteCode, submittedById, submittedBy, submittedAt, attestation }: Submission,
  people: readonly RoutePerson[],
): SubmissionStep['signatures'] {
  const submitter = people.find(({ id }) => id === submittedById);
  if (!submitter || !isOwnStep(step, submitter, siteCode)) return [];
  const { attestation: wanted } = step.rule;
  if (wanted !== undefined && wanted !== attestation?.text) return [];
  return [
    {
      personId: submittedById,
      person: submittedBy,
      at: submittedAt,
      origin: 'own',
      ...(wanted === undefined ? {} : { attestation: wanted }),
    },
  ];
}
