import fc from 'fast-check';
import type { Approver, RoutePerson } from '../../src/core/approval/approver.js';
import { ApprovalRoute, type ApprovalStep } from '../../src/core/approval/route.js';
import { startRoute, type RouteStart } from '../../src/core/approval/start-route.js';
import type { RoutedSubmission, Submission, SubmissionStep } from '../../src/core/approval/submission.js';
import type { SubmissionFacts } from '../../src/core/approval/submission-facts.js';
import { grantOf, type Grant, type HeldGrant } from '../../src/core/district/role.js';

export const SITE = '608';
export const NOW = '2024-03-02T17:00:00.000Z';
export const SOURCES = ['100', '201', '202'] as const;

/** The id of a person by a small number or a letter. */
export const personId = (who: number): string => `00000000-0000-4000-8000-${String(who).padStart(12, '0')}`;

export const person = (who: number, ...grants: HeldGrant[]): RoutePerson => ({
  id: personId(who),
  name: `P${String(who)}`,
  email: `p${String(who)}@dayton.example`,
  grants,
});

export const at = (role: Grant['role'], ...siteCodes: string[]): Grant => grantOf(role, { siteCodes });

export const factsOf = (part: Partial<SubmissionFacts> = {}): SubmissionFacts => ({
  sources: [
    { fundingSource: '100', proposedCents: 500_000, hash: 'a' },
    { fundingSource: '201', proposedCents: 20_000, hash: 'b' },
  ],
  hash: 'whole',
  hasWarning: false,
  hasExplained: false,
  hasException: false,
  ...part,
});

export const draft = (submitter: RoutePerson, part: Partial<Submission> = {}): Submission => ({
  id: 'b0c7a4d2-7f7e-4a35-9d3a-0c8f5f3b1a11',
  siteCode: SITE,
  revision: 1,
  status: 'submitted',
  submittedById: submitter.id,
  submittedBy: submitter.name,
  submittedAt: NOW,
  decisions: [],
  ...part,
});

export const FUNDING_SOURCES = [
  { code: '100' },
  { code: '201', programs: ['titleIA'] },
  { code: '202', programs: ['titleIII'] },
];

/** Starts the way of a submission that the first of the people sends, where nothing else is said. */
export function begin(
  people: readonly RoutePerson[],
  route: ApprovalRoute | undefined,
  part: Partial<RouteStart> = {},
) {
  const [submitter] = people;
  if (!submitter) throw new Error('Nobody submits');
  return startRoute({
    submission: draft(submitter),
    facts: factsOf(),
    level: 'high',
    route,
    fundingSources: FUNDING_SOURCES,
    earlier: [],
    people,
    ...part,
  });
}

/** The same, which must work. */
export function begun(...args: Parameters<typeof begin>): RoutedSubmission {
  const started = begin(...args);
  if (!started.ok) throw new Error(`${started.refusal} at ${started.step}`);
  return started.submission;
}

export const stepOf = ({ steps }: RoutedSubmission, id: string): SubmissionStep => {
  const found = steps.find(({ rule }) => rule.id === id);
  if (!found) throw new Error(`No step ${id}`);
  return found;
};

const grants: fc.Arbitrary<Grant> = fc
  .record({
    role: fc.constantFrom(
      'principal',
      'reviewer',
      'reviewer',
      'federalPrograms',
      'budgetManager',
      'preparer',
    ),
    siteCodes: fc.constantFrom<string[][]>([], [SITE], [SITE], ['571'], ['571', SITE]),
    fundingSources: fc.constantFrom<string[][]>([], [], ['201'], ['100', '201']),
  })
  .map(({ role, ...limits }) => grantOf(role, limits));

/** People of whom some were handed what others hold. */
export const people: fc.Arbitrary<RoutePerson[]> = fc
  .tuple(
    fc.array(fc.array(grants, { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 7 }),
    fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 2 }),
  )
  .map(([all, handed]) =>
    all.map((held, who) => {
      const from = handed.filter(([giver, to]) => to === who && giver !== who);
      const given = from.flatMap(([giver]) => {
        const { id, name } = person(giver);
        return (all[giver] ?? []).map((grant) => ({ ...grant, from: { personId: id, name } }));
      });
      // Who stands in for a principal often has nothing of her own.
      return person(who, ...(given.length > 0 && who % 2 === 0 ? [] : held), ...given);
    }),
  );

const approver = fc.oneof<{ weight: number; arbitrary: fc.Arbitrary<Approver> }[]>(
  {
    weight: 6,
    arbitrary: fc.record({
      role: fc.constantFrom('reviewer', 'principal', 'federalPrograms', 'budgetManager'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      role: fc.constant('reviewer'),
      grant: fc.constantFrom('namesSite', 'districtWide'),
    }),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 7 }).map((who) => ({ personId: personId(who) })) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0, max: 7 }).map((who) => ({ email: `P${String(who)}@dayton.example` })),
  },
);

const step = fc.record(
  {
    approvers: fc.array(approver, { minLength: 1, maxLength: 3 }),
    signers: fc.oneof(
      fc.constantFrom('any' as const, 'all' as const),
      fc.integer({ min: 1, max: 3 }).map((quorum) => ({ quorum })),
    ),
    sources: fc.option(fc.subarray([...SOURCES], { minLength: 1 })),
    isEvidence: fc.integer({ min: 0, max: 9 }).map((of) => of === 0),
    carryOver: fc.boolean(),
    until: fc.option(
      fc.record({ step: fc.nat(8), then: fc.constantFrom('turnsFinal' as const, 'confirm' as const) }),
    ),
  },
  { requiredKeys: ['approvers', 'sources', 'isEvidence', 'carryOver', 'until'] },
);

/** Any route that a district could declare. Its last stage has finance, whom nobody can do without. */
export const routes: fc.Arbitrary<ApprovalRoute> = fc
  .array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 0, maxLength: 3 })
  .map((stages) => {
    const ids = stages.map((steps, stage) => steps.map((_, at) => `s${String(stage)}-${String(at)}`));
    const finance: ApprovalStep = { id: 'finance', title: 'Finance', approvers: [{ role: 'reviewer' }] };
    const made = stages.map((steps, stage) => ({
      steps: steps.map(({ approvers, signers, sources, isEvidence, carryOver, until }, at): ApprovalStep => {
        const id = ids[stage]?.[at] ?? '';
        const behind = [...ids.slice(stage).flat(), 'finance'].filter((other) => other !== id);
        const other = until ? behind[until.step % behind.length] : undefined;
        return {
          id,
          title: id,
          carryOver,
          ...(sources ? { conditions: { sources } } : {}),
          ...(isEvidence ? { evidence: ['vote'] } : { approvers, ...(signers ? { signers } : {}) }),
          ...(until && other !== undefined ? { preliminary: { until: other, then: until.then } } : {}),
        };
      }),
    }));
    return ApprovalRoute.parse({ stages: [...made, { steps: [finance] }] });
  });

/** A way that has begun, with the people it began with, the route and the sheet: everything that could be sent. */
export type Begun = {
  submission: RoutedSubmission;
  people: RoutePerson[];
  route: ApprovalRoute;
  facts: SubmissionFacts;
};

export const EVIDENCE = [{ id: 'vote', title: 'Vote', fields: [] }];

export function begunWith(facts: fc.Arbitrary<SubmissionFacts>): fc.Arbitrary<Begun> {
  return fc
    .tuple(people, routes, facts)
    .map(([all, route, sheet]) => {
      const [submitter = person(0)] = all;
      const submission = draft(submitter, { evidence: EVIDENCE });
      return { people: all, route, facts: sheet, started: begin(all, route, { submission, facts: sheet }) };
    })
    .filter(({ started }) => started.ok)
    .map(({ started, ...rest }) => {
      if (!started.ok) throw new Error('Filtered out');
      return { ...rest, submission: started.submission };
    });
}

export const begunRoutes = begunWith(fc.constant(factsOf()));

/** What counts of a state, whatever the order in which people signed, and when. */
export function outcomeOf({ status, steps }: RoutedSubmission): unknown {
  return {
    status,
    steps: steps.map(({ rule, signatures, delegations, doneAt, since, confirmation }) => ({
      id: rule.id,
      signedBy: signatures.map(({ personId: id }) => id).sort(),
      given: delegations.map(({ fromId, toId }) => [fromId, toId]).sort(),
      isDone: doneAt !== null,
      hasArrived: since !== null,
      confirmedBy: confirmation?.personId ?? null,
    })),
  };
}
