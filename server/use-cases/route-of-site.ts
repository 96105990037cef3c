import type { DueAndRoute, RouteStep } from '../../src/core/approval/due-and-route.js';
import { isAtSite } from '../../src/core/district/role.js';
import type { Submission } from '../../src/core/approval/submission.js';
import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import type { Person } from '../../src/contract/sign-in.js';

type Someone = Pick<Person, 'id' | 'name' | 'roles'>;

/**
 * Where a site's budget is on its way: one step, finance, held by the reviewers of the site. Whoever submitted cannot
 * decide, and so is left out.
 */
export function routeOf(
  { year, timeZone }: Pick<DistrictPlan, 'year' | 'timeZone'>,
  people: readonly Someone[],
  siteCode: string,
  submission: Submission | null,
): DueAndRoute {
  const last = submission?.decisions.at(-1);
  const reviewers = people.filter(
    ({ id, roles }) =>
      id !== submission?.submittedById &&
      roles.some((grant) => grant.role === 'reviewer' && isAtSite(grant, siteCode)),
  );
  const finance: RouteStep = {
    id: 'finance',
    status: statusOf(submission),
    holders: last ? [last.decidedBy] : reviewers.map(({ name }) => name),
    since: submission?.submittedAt ?? null,
  };
  return { dueDate: year.dueDate, timeZone, steps: [finance] };
}

function statusOf(submission: Submission | null): RouteStep['status'] {
  switch (submission?.status) {
    case undefined:
      return 'ahead';
    case 'submitted':
      return 'waiting';
    case 'approved':
      return 'done';
    case 'returned':
      return 'returned';
  }
}
