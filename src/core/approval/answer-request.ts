import { z } from 'zod';
import type { FundingSource } from '../budget/funding-source.js';
import type { SiteLevel } from '../budget/site.js';
import type { Cents } from '../money.js';
import { advance, type Actor, type Happening } from './advance.js';
import { isOwnWork, type RoutePerson } from './approver.js';
import { decide } from './decide.js';
import { answerersAt, DEFAULT_REQUEST_ROUTE, type RequestRoute } from './request-route.js';
import { chosenSteps } from './start-route.js';
import { statusOfStep, strandedStep, whoCanAct } from './step-state.js';
import { Decision, SubmissionStep, type RoutedSubmission } from './submission.js';

/** Where a request stands on a way that its district declares. */
export const RequestWay = z.object({
  steps: z.array(SubmissionStep),
  /** What was done so far, oldest first. */
  decisions: z.array(Decision),
  /** The account string that signers named so far, of a request for a code. */
  account: z.string().optional(),
});
export type RequestWay = z.infer<typeof RequestWay>;

/** What a way needs to know of a request. Without `way` it takes the default one: of one step. */
export type AskedRequest = {
  id: string;
  siteCode: string;
  requestedById: string;
  requestedBy: string;
  requestedAt: string;
  way?: RequestWay | undefined;
};

/** The money that is asked for, or that a finding is about: none where it is about the whole site. */
export type WishedMoney = { fundingSources: readonly string[]; amountCents: Cents };

type RequestStart = {
  request: AskedRequest;
  money: WishedMoney;
  level: SiteLevel;
  fundingSources: readonly Pick<FundingSource, 'code' | 'programs'>[];
  people: readonly RoutePerson[];
};

/** Chooses the steps of a request by its route. `step` names one that nobody could sign. */
export function startRequest(
  route: RequestRoute,
  { request, money, level, fundingSources, people }: RequestStart,
): { ok: true; way: RequestWay; arrived: string[] } | { ok: false; step: string } {
  const able = answerersAt(people, request.siteCode, false);
  const sources = money.fundingSources.map((fundingSource, at) => ({
    fundingSource,
    proposedCents: at === 0 ? money.amountCents : 0,
    hash: '',
  }));
  const facts = { sources, hash: '', hasWarning: false, hasExplained: false, hasException: false };
  const steps = chosenSteps({ route, facts, level, fundingSources, earlier: [] }).map((step) =>
    // Who may sign for some money alone signs every step of a request that is about no other.
    step.sources.length > 0 ? step : { ...step, touched: [...money.fundingSources] },
  );
  const open = routed(request, { steps, decisions: [] });
  const stranded = strandedStep(open, able);
  if (stranded) return { ok: false, step: stranded.rule.title };
  const asker = { id: request.requestedById, name: request.requestedBy };
  const { submission, happened } = advance(
    { submission: open, happened: [] },
    able,
    asker,
    request.requestedAt,
  );
  return { ok: true, way: { steps: submission.steps, decisions: [] }, arrived: arrivedIn(happened) };
}

/** How somebody answers; declining wants a reason. */
export type RequestEvent = { decision: 'granted' | 'declined'; reason: string };

/** Why somebody cannot answer. `nobodyToAnswer`: after this signature nobody would be left for a step. */
export type AnswerRefusal =
  | 'request.ownWork'
  | 'request.notYours'
  | 'request.alreadySigned'
  | 'request.nobodyToAnswer';

/** What comes of an answer: `open` waits for more signatures. `arrived` are those to whom it came by it. */
export type Answered =
  | { ok: true; outcome: 'open' | 'granted' | 'declined'; way: RequestWay; arrived: string[] }
  | { ok: false; refusal: AnswerRefusal };

/**
 * Signs the first step of an open request that waits for somebody, or declines the request for good. One person signs a
 * request once, whatever its steps, and nobody her own.
 */
export function answer(
  request: AskedRequest,
  { decision, reason }: RequestEvent,
  actor: Actor,
  now: string,
  people: readonly RoutePerson[],
): Answered {
  const own = people.find(({ id }) => id === actor.id);
  const isOwn = own ? isOwnWork(workOf(request), own) : actor.id === request.requestedById;
  if (isOwn) return { ok: false, refusal: 'request.ownWork' };
  if (hasSigned(request, actor.id)) return { ok: false, refusal: 'request.alreadySigned' };
  const open = openRequest(request);
  const able = ableTo(request, people);
  const mine = whoCanAct(open, able).find((waits) => waits.people.some(({ id }) => id === actor.id));
  if (!mine) return { ok: false, refusal: 'request.notYours' };
  const kind = decision === 'granted' ? 'approve' : 'reject';
  const event = { kind, step: mine.step.rule.id, comment: reason } as const;
  const decided = decide(open, event, actor, now, able);
  if (!decided.ok) return { ok: false, refusal: 'request.notYours' };
  const { submission } = decided;
  const way: RequestWay = { ...request.way, steps: submission.steps, decisions: submission.decisions };
  const outcome = OUTCOMES[submission.status];
  // Whoever signs now signs nothing else of it: the others have to be enough.
  const isStranded = outcome === 'open' && strandedStep(submission, ableTo({ ...request, way }, people));
  if (!outcome || isStranded) return { ok: false, refusal: 'request.nobodyToAnswer' };
  const arrived = arrivedIn(decided.happened).filter((id) => id !== actor.id);
  return { ok: true, outcome, way, arrived };
}

/**
 * People came, left or got other roles: takes an open request on where those who are left have all signed. Null where it
 * stays as it is, also where nobody is left to sign.
 */
export function settleRequest(
  request: AskedRequest,
  now: string,
  people: readonly RoutePerson[],
): { outcome: 'open' | 'granted'; way: RequestWay; arrived: string[] } | null {
  if (!request.way) return null;
  const asker = { id: request.requestedById, name: request.requestedBy };
  const able = ableTo(request, people);
  const { submission, happened } = advance(
    { submission: openRequest(request), happened: [] },
    able,
    asker,
    now,
  );
  const outcome = OUTCOMES[submission.status];
  if (happened.length === 0 || !outcome || outcome === 'declined') return null;
  return { outcome, way: { ...request.way, steps: submission.steps }, arrived: arrivedIn(happened) };
}

function arrivedIn(happened: readonly Happening[]): string[] {
  return happened.flatMap((one) => (one.kind === 'arrived' ? one.people : []));
}

const OUTCOMES: Partial<Record<RoutedSubmission['status'], 'open' | 'granted' | 'declined'>> = {
  submitted: 'open',
  approved: 'granted',
  rejected: 'declined',
};

/** A request's way as people see it. */
export const RequestWayView = z.object({
  steps: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      status: z.enum(['ahead', 'waiting', 'done']),
      /** Names of those who signed it. */
      signedBy: z.array(z.string()),
    }),
  ),
  account: RequestWay.shape.account,
});
export type RequestWayView = z.infer<typeof RequestWayView>;

export function wayToShow({ steps, account }: RequestWay): RequestWayView {
  const shown = steps.map((step) => {
    const status = statusOfStep(step, steps);
    return {
      id: step.rule.id,
      title: step.rule.title,
      // Nothing of a request is preliminary.
      status: status === 'toConfirm' ? ('waiting' as const) : status,
      signedBy: step.signatures.map(({ person }) => person),
    };
  });
  return { steps: shown, ...(account === undefined ? {} : { account }) };
}

function hasSigned({ way }: AskedRequest, id: string): boolean {
  return way?.steps.some(({ signatures }) => signatures.some(({ personId }) => personId === id)) ?? false;
}

/** Those who can still sign something of it. */
function ableTo(request: AskedRequest, people: readonly RoutePerson[]): RoutePerson[] {
  return answerersAt(people, request.siteCode, request.way === undefined).filter(
    ({ id }) => !hasSigned(request, id),
  );
}

function workOf({ requestedById }: AskedRequest): { submittedById: string } {
  return { submittedById: requestedById };
}

function openRequest(request: AskedRequest): RoutedSubmission {
  return routed(request, request.way ?? defaultWay(request));
}

function defaultWay({ requestedAt }: AskedRequest): RequestWay {
  const steps = DEFAULT_REQUEST_ROUTE.stages.flatMap((stage) => stage.steps);
  return {
    decisions: [],
    steps: steps.map((rule) => ({
      rule,
      stage: 0,
      sources: [],
      touched: [],
      since: requestedAt,
      signatures: [],
      delegations: [],
      doneAt: null,
    })),
  };
}

/** A request goes its way as a submission does: one machine moves both. */
function routed(
  { id, siteCode, requestedById, requestedBy, requestedAt }: AskedRequest,
  { steps, decisions }: RequestWay,
): RoutedSubmission {
  return {
    id,
    siteCode,
    revision: 1,
    status: 'submitted',
    submittedById: requestedById,
    submittedBy: requestedBy,
    submittedAt: requestedAt,
    decisions,
    steps,
  };
}
