import type { ApprovalRoute, ApprovalStep } from './route.js';

// Roads that many districts take, to start from. They name money by its program in law, since codes of funding sources
// are each district's own.

const principal: ApprovalStep = {
  id: 'principal',
  title: 'Principal',
  approvers: [{ role: 'principal' }, { role: 'departmentManager' }],
  carryOver: true,
};
const superintendent: ApprovalStep = {
  id: 'area-superintendent',
  title: 'Area superintendent',
  approvers: [{ role: 'reviewer', grant: 'namesSite' }],
  due: { daysAfterArrival: 5 },
  reminders: [2],
  escalation: [{ daysAfterDue: 2, to: [{ role: 'budgetManager' }] }],
};
const budgetOffice: ApprovalStep = {
  id: 'budget-office',
  title: 'Budget office',
  approvers: [{ role: 'reviewer', grant: 'districtWide' }],
  due: { daysAfterArrival: 5 },
  reminders: [2],
};
const council: ApprovalStep = {
  id: 'school-site-council',
  title: 'School Site Council',
  conditions: { programs: ['titleIA'] },
  evidence: ['school-site-council'],
};
const federalPrograms: ApprovalStep = {
  id: 'federal-programs',
  title: 'Federal programs',
  conditions: { programs: ['titleIA', 'titleIIA', 'titleIII', 'titleIVA'] },
  approvers: [{ role: 'federalPrograms' }],
  due: { daysAfterArrival: 5 },
  reminders: [2],
  carryOver: true,
};

/** Ready routes by name. */
export const ROUTE_PRESETS = {
  /** Who submits, who supervises, who pays. */
  principalSuperintendentBudgetOffice: {
    stages: [{ steps: [principal] }, { steps: [superintendent] }, { steps: [budgetOffice] }],
  },
  /** The same; a site with Title I money shows its council's vote: date, vote and minutes, recorded with the submission. */
  withSchoolSiteCouncil: {
    stages: [{ steps: [principal, council] }, { steps: [superintendent] }, { steps: [budgetOffice] }],
  },
  /**
   * Federal programs and the area superintendent look at the same time. The superintendent's signature is preliminary
   * until federal programs has approved.
   */
  federalProgramsInParallel: {
    stages: [
      { steps: [principal] },
      {
        steps: [
          { ...superintendent, preliminary: { until: 'federal-programs', then: 'turnsFinal' } },
          federalPrograms,
        ],
      },
      { steps: [budgetOffice] },
    ],
  },
} satisfies Record<string, ApprovalRoute>;
