import type { BadgeProps } from '@fluentui/react-components';
import type { Submission } from '../../../core/approval/submission.js';
import { isAtSite } from '../../../core/district/role.js';
import type { Problem } from '../../../core/problem.js';
import type { Person } from '../../../contract/sign-in.js';
import { PANE } from '../../../ui/messages/pane.js';

const STATE = PANE.state;
const REASON = PANE.submit;

/** Everything that decides where the open sheet stands and whether it can be submitted. */
export type StandingFacts = {
  /** The revision the sheet stands on; 0 before the first save. */
  baseRevision: number;
  /** The latest revision that the server has; 0 when none. */
  headRevision: number;
  isChanged: boolean;
  /** A save is on its way, which the submit screen waits for. */
  isSaving: boolean;
  /** A save that holds exactly what the sheet holds waits for the server. */
  isQueued: boolean;
  /** A submission waits for it. */
  isSubmitAsked: boolean;
  isReadable: boolean;
  isReadOnly: boolean;
  submission: Submission | null;
  /** The local date on which the year's budget was adopted; null before. */
  adoptedOn: string | null;
  problems: readonly Problem[];
  maySubmit: boolean;
};

export type SheetStanding = {
  kind:
    | 'adopted'
    | 'readOnly'
    | 'draft'
    | 'unsaved'
    | 'queued'
    | 'saved'
    | 'submitted'
    | 'returned'
    | 'approved';
  label: string;
  color: NonNullable<BadgeProps['color']>;
};

/** The state in the header: an adopted year is closed; with finance counts before unsaved typing, which counts before what was decided. */
export function standingOf(facts: StandingFacts): SheetStanding {
  const { submission, baseRevision, isChanged } = facts;
  if (facts.adoptedOn !== null) return { kind: 'adopted', label: STATE.adopted, color: 'success' };
  if (submission?.status === 'submitted') {
    return { kind: 'submitted', label: STATE.submitted(submission.revision), color: 'brand' };
  }
  if (facts.isQueued && !facts.isReadOnly) return { kind: 'queued', label: STATE.queued, color: 'warning' };
  if (isChanged && !facts.isReadOnly && baseRevision > 0) {
    return { kind: 'unsaved', label: STATE.unsaved, color: 'warning' };
  }
  if (submission?.revision === baseRevision) {
    return submission.status === 'approved'
      ? { kind: 'approved', label: STATE.approved(baseRevision), color: 'success' }
      : { kind: 'returned', label: STATE[submission.status](baseRevision), color: 'warning' };
  }
  if (facts.isReadOnly) return { kind: 'readOnly', label: STATE.readOnly, color: 'informative' };
  if (baseRevision === 0) return { kind: 'draft', label: STATE.draft, color: 'informative' };
  return { kind: 'saved', label: STATE.saved(baseRevision), color: 'success' };
}

/** Why the budget cannot be submitted now, in a few words beside the button; null when it can. */
export function reasonNotToSubmit(facts: StandingFacts): string | null {
  const { submission, baseRevision, headRevision } = facts;
  if (!facts.maySubmit) return REASON.reasonNotYours;
  if (facts.adoptedOn !== null) return REASON.reasonAdopted;
  if (!facts.isReadable) return REASON.reasonUnreadable;
  if (submission?.status === 'submitted') return REASON.reasonOpen;
  if (facts.isSubmitAsked) return REASON.reasonAsked;
  const fatal = facts.problems.filter(({ severity }) => severity === 'fatal').length;
  if (fatal > 0) return REASON.reasonProblems(fatal);
  if (headRevision > baseRevision) return REASON.reasonOutdated;
  if (facts.isQueued || facts.isSaving) return null;
  if (baseRevision === 0 || facts.isChanged) return REASON.reasonSave;
  const isApproved = submission?.status === 'approved' && submission.revision === baseRevision;
  return isApproved ? REASON.reasonApproved : null;
}

/** The site's own manager submits; the server has the last word. */
export function maySubmit(person: Person, siteCode: string): boolean {
  return person.roles.some(
    (grant) => ['principal', 'departmentManager'].includes(grant.role) && isAtSite(grant, siteCode),
  );
}

/** Whole days from now until a local date, both in the district's time zone; negative when it is past. */
export function daysUntil(date: string, now: Date, timeZone: string): number {
  // The Swedish locale writes dates as ISO 8601 does.
  const today = now.toLocaleDateString('sv-SE', { timeZone });
  return Math.round((Date.parse(date) - Date.parse(today)) / 86_400_000);
}
