import { ACCOUNT_ES } from './account-es.js';
import { ADD_LINE_ES } from './add-line-es.js';
import { ALLOCATION_CHANGES_ES } from './allocation-changes-es.js';
import { AUDIT_ES } from './audit-es.js';
import { CLAIMS_ES } from './claims-es.js';
import { COMMENTS_ES } from './comments-es.js';
import { CONFLICT_ES } from './conflict-es.js';
import { FAILURES_ES } from './failures-es.js';
import { FIRST_RUN_ES } from './first-run-es.js';
import { GUARD_ES } from './guard-es.js';
import { HEALTH_ES } from './health-es.js';
import { OFFLINE_ES } from './offline-es.js';
import { PANE_ES } from './pane-es.js';
import { PEOPLE_ES } from './people-es.js';
import { PROBLEMS_ES } from './problems-es.js';
import { REQUESTS_ES } from './requests-es.js';
import { REVISIONS_ES } from './revisions-es.js';
import { ROW_ES } from './row-es.js';
import { SHARED_ES } from './shared-es.js';
import { SIGN_IN_ES } from './sign-in-es.js';
import { SPENDING_ES } from './spending-es.js';
import { SUBMIT_ES } from './submit-es.js';

/** All Spanish words of the pane, a catalogue an area. A file of its own, which only Spanish pages fetch. */
export const SPANISH = {
  account: ACCOUNT_ES,
  addLine: ADD_LINE_ES,
  allocationChanges: ALLOCATION_CHANGES_ES,
  audit: AUDIT_ES,
  claims: CLAIMS_ES,
  comments: COMMENTS_ES,
  conflict: CONFLICT_ES,
  failures: FAILURES_ES,
  firstRun: FIRST_RUN_ES,
  guard: GUARD_ES,
  health: HEALTH_ES,
  offline: OFFLINE_ES,
  pane: PANE_ES,
  people: PEOPLE_ES,
  problems: PROBLEMS_ES,
  requests: REQUESTS_ES,
  revisions: REVISIONS_ES,
  row: ROW_ES,
  shared: SHARED_ES,
  signIn: SIGN_IN_ES,
  spending: SPENDING_ES,
  submit: SUBMIT_ES,
};

export type Spanish = typeof SPANISH;
