import { z } from 'zod';
import { isAtSite, type Role } from '../district/role.js';
import { Approver, type RoutePerson } from './approver.js';
import { StepConditions } from './conditions.js';
import { ApprovalRoute, ApprovalStep, FINANCE_STEP } from './route.js';

/** The roles of finance, which decide about all that sites submit and ask. */
export const REVIEWERS: readonly Role[] = ['reviewer', 'federalPrograms', 'budgetManager'];

/** One step of a request's way: when it is needed and who signs it; a second signer is a quorum of two, or a step more. */
const RequestStep = z.strictObject({
  id: ApprovalStep.shape.id,
  title: ApprovalStep.shape.title,
  /** By the money that is asked for; of an exception by that of the finding, which has no amount. */
  conditions: z
    .strictObject({
      sources: StepConditions.shape.sources,
      programs: StepConditions.shape.programs,
      amount: StepConditions.shape.amount,
      levels: StepConditions.shape.levels,
    })
    .optional(),
  approvers: z
    .array(
      Approver.refine(
        (approver) => !('role' in approver) || REVIEWERS.includes(approver.role),
        `only these roles answer requests: ${REVIEWERS.join(', ')}`,
      ),
    )
    .min(1)
    .max(20),
  signers: ApprovalStep.shape.signers,
});

/** The way of one kind of request: stages of steps as submissions have them, and no more than three. */
export const RequestRoute = z
  .strictObject({
    stages: z
      .array(z.strictObject({ steps: z.array(RequestStep).min(1).max(5) }))
      .min(1)
      .max(3),
    /** Who signs a step that nobody else can. Absent: the budget managers. */
    fallback: ApprovalRoute.shape.fallback,
  })
  .superRefine((route, context) => {
    const { error } = ApprovalRoute.safeParse(route);
    for (const { path, message } of error?.issues ?? []) context.addIssue({ code: 'custom', path, message });
  });
export type RequestRoute = z.infer<typeof RequestRoute>;

/** The ways of what sites ask, by kind. What is left out takes the default. */
export const RequestRoutes = z.strictObject({
  /** Of requests for new codes. */
  code: RequestRoute.optional(),
  /** Of requests for exceptions to rules. */
  exception: RequestRoute.optional(),
});
export type RequestRoutes = z.infer<typeof RequestRoutes>;

/** The way of a district that declares none: whoever answers requests at the site answers alone. */
export const DEFAULT_REQUEST_ROUTE: RequestRoute = {
  stages: [
    { steps: [{ id: FINANCE_STEP, title: 'Finance', approvers: REVIEWERS.map((role) => ({ role })) }] },
  ],
};

/**
 * Those of the people who answer requests of a site at all. By the default way of requests they do whatever the money:
 * what a grant says of funding sources counts only where the district declares who signs for which.
 */
export function answerersAt(
  people: readonly RoutePerson[],
  siteCode: string,
  isDefault: boolean,
): RoutePerson[] {
  const able = people.filter(({ grants }) =>
    grants.some((grant) => REVIEWERS.includes(grant.role) && isAtSite(grant, siteCode)),
  );
  if (!isDefault) return able;
  return able.map((person) => ({
    ...person,
    grants: person.grants.map((grant) => ({ ...grant, fundingSources: [] })),
  }));
}
