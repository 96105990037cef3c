import { addAllocationEntry } from '../../src/contract/allocations.js';
import * as auditContract from '../../src/contract/audit.js';
import * as mailContract from '../../src/contract/mails.js';
import { addComment, listComments, replyToComment, resolveComment } from '../../src/contract/comments.js';
import { createMaster, exportMaster, getMaster, listMasters } from '../../src/contract/master-budgets.js';
import { addAmendment, listAmendments } from '../../src/contract/amendments.js';
import * as masterWork from '../../src/contract/master-work.js';
import * as exportContract from '../../src/contract/master-exports.js';
import { listOlderRevisions, listRevisions } from '../../src/contract/revisions.js';
import {
  addRequest,
  answerRequest,
  getRequest,
  listRequests,
  listSiteRequests,
} from '../../src/contract/requests.js';
import { reportClientErrors } from '../../src/contract/client-errors.js';
import { createSignInCode, confirmSignInCode, redeemSignInCode } from '../../src/contract/sign-in-codes.js';
import {
  getCode,
  getRules,
  listCodes,
  listSegments,
  putCode,
  putRules,
} from '../../src/contract/district-plan.js';
import { addDelegation, endDelegation, listDelegations } from '../../src/contract/delegations.js';
import { askPasswordReset, changePassword, redeemPasswordReset } from '../../src/contract/passwords.js';
import {
  addPasswordReset,
  addPerson,
  changePerson,
  getGrantChoices,
  getPerson,
  listPeople,
} from '../../src/contract/people.js';
import { listSignInWays, redeemHandover, signInWithEntra } from '../../src/contract/sign-in-ways.js';
import { endSessions, getDemo, getMe, refreshSession, signIn, signOut } from '../../src/contract/sign-in.js';
import {
  getRevision,
  getSiteBook,
  getWorkbook,
  getWorkbooks,
  listSites,
  saveRevision,
} from '../../src/contract/sites.js';
import { takeSiteFile } from '../../src/contract/site-files.js';
import {
  approveSubmissions,
  decideSubmission,
  getSubmission,
  listSubmissions,
  reopenSubmission,
  submitRevision,
} from '../../src/contract/submissions.js';
import {
  CLIENT_ERROR_LIMIT,
  CONFIRM_LIMIT,
  FILE_LIMIT,
  NEW_CODE_LIMIT,
  PASSWORD_LIMIT,
  REDEEM_LIMIT,
  REFRESH_LIMIT,
  RESET_LIMIT,
  RESET_REDEEM_LIMIT,
  SIGN_IN_LIMIT,
} from '../http/rate-limits.js';
import { etagOf } from '../http/etags.js';
import { publicRoute, route, streamRoute, type Route } from '../http/serve-endpoint.js';
import * as exports from '../use-cases/export-master.js';
import { addAllocationEntry as addToLedger } from '../use-cases/add-allocation-entry.js';
import * as chart from '../use-cases/chart-codes.js';
import * as answers from '../use-cases/answer-request.js';
import { checkReceipt } from '../use-cases/check-receipt.js';
import * as comments from '../use-cases/comments.js';
import { listRevisions as revisionsOf } from '../use-cases/list-revisions.js';
import { listChanges } from '../use-cases/list-changes.js';
import { noteClientErrors } from '../use-cases/client-errors.js';
import * as amendments from '../use-cases/amendments.js';
import * as control from '../use-cases/control-totals.js';
import * as masters from '../use-cases/master-budgets.js';
import * as masterState from '../use-cases/master-state.js';
import { readMasterWorkbook } from '../use-cases/master-workbook.js';
import * as traces from '../use-cases/trace-master.js';
import * as outbox from '../use-cases/outbox.js';
import * as trail from '../use-cases/read-audit.js';
import * as requests from '../use-cases/requests.js';
import * as sites from '../use-cases/read-sites.js';
import * as revisions from '../use-cases/save-revision.js';
import * as sessions from '../use-cases/sessions.js';
import * as codes from '../use-cases/sign-in-codes.js';
import * as delegations from '../use-cases/delegations.js';
import * as passwords from '../use-cases/passwords.js';
import * as people from '../use-cases/people.js';
import * as elsewhere from '../use-cases/sign-in-elsewhere.js';
import * as signIns from '../use-cases/sign-in.js';
import * as siteFiles from '../use-cases/take-site-file.js';
import * as decisions from '../use-cases/decide-submission.js';
import { listSubmissions as listQueue } from '../use-cases/list-submissions.js';
import { readSubmission } from '../use-cases/read-submission.js';
import { submitRevision as submit } from '../use-cases/submit-revision.js';
import * as rules from '../use-cases/year-rules.js';
import { writeWorkbook, writeWorkbooks } from '../use-cases/write-workbook.js';

/** Every endpoint of the contract with its use case. A test holds that none is missing. */
export const ROUTES: readonly Route[] = [
  publicRoute(signIn, (parts, { body }) => signIns.signIn(parts, body), SIGN_IN_LIMIT),
  publicRoute(refreshSession, (parts, { body }) => sessions.refreshSession(parts, body), REFRESH_LIMIT),
  publicRoute(signOut, (parts, { body }) => sessions.signOut(parts, body)),
  publicRoute(createSignInCode, (parts, { body }) => codes.createSignInCode(parts, body), NEW_CODE_LIMIT),
  route(
    confirmSignInCode,
    (parts, actor, { body }) => codes.confirmSignInCode(parts, actor, body),
    CONFIRM_LIMIT,
  ),
  publicRoute(redeemSignInCode, (parts, { body }) => codes.redeemSignInCode(parts, body), REDEEM_LIMIT),
  publicRoute(listSignInWays, (parts, { params }) => elsewhere.listSignInWays(parts, params.district)),
  publicRoute(redeemHandover, (parts, { body }) => elsewhere.redeemHandover(parts, body), SIGN_IN_LIMIT),
  publicRoute(signInWithEntra, (parts, { body }) => elsewhere.signInWithEntra(parts, body), SIGN_IN_LIMIT),
  publicRoute(getDemo, (parts) => Promise.resolve({ signIns: [...parts.demoSignIns] })),
  publicRoute(
    reportClientErrors,
    (parts, { body }, requestId) => noteClientErrors(parts, body, requestId),
    CLIENT_ERROR_LIMIT,
  ),
  route(getMe, (parts, actor) => signIns.readMe(parts, actor)),
  route(endSessions, (parts, actor) => sessions.endSessions(parts, actor)),
  publicRoute(askPasswordReset, (parts, { body }) => passwords.askPasswordReset(parts, body), RESET_LIMIT),
  publicRoute(
    redeemPasswordReset,
    (parts, { body }) => passwords.redeemPasswordReset(parts, body),
    RESET_REDEEM_LIMIT,
  ),
  route(
    changePassword,
    (parts, actor, { body }) => passwords.changePassword(parts, actor, body),
    PASSWORD_LIMIT,
  ),
  route(listPeople, async (parts, actor, { query }) => {
    const page = await people.listPeople(parts, actor, query);
    return { ...page, people: page.people.map((person) => ({ ...person, etag: etagOf(person) })) };
  }),
  route(getPerson, (parts, actor, { params }) => people.readPerson(parts, actor, params.personId)),
  route(addPerson, (parts, actor, { body }) => people.addPerson(parts, actor, body)),
  route(changePerson, (parts, actor, { params, body }) =>
    people.changePerson(parts, actor, params.personId, body),
  ),
  route(addPasswordReset, (parts, actor, { params }) =>
    people.addPasswordReset(parts, actor, params.personId),
  ),
  route(getGrantChoices, (parts, actor) => people.readGrantChoices(parts, actor)),
  route(listDelegations, (parts, actor, { query }) => delegations.listDelegations(parts, actor, query)),
  route(addDelegation, (parts, actor, { body }) => delegations.addDelegation(parts, actor, body)),
  route(endDelegation, (parts, actor, { params }) =>
    delegations.endDelegation(parts, actor, params.delegationId),
  ),
  route(listSites, (parts, actor) => sites.listSites(parts, actor)),
  route(getSiteBook, (parts, actor, { params }) => sites.readSiteBook(parts, actor, params.siteCode)),
  route(getWorkbook, (parts, actor, { params }) => writeWorkbook(parts, actor, params.siteCode)),
  streamRoute(getWorkbooks, writeWorkbooks),
  route(saveRevision, (parts, actor, { params, body }) =>
    revisions.saveRevision(parts, actor, params.siteCode, body),
  ),
  route(takeSiteFile, (parts, actor, { body }) => siteFiles.takeSiteFile(parts, actor, body), FILE_LIMIT),
  route(getRevision, (parts, actor, { params }) =>
    sites.readRevision(parts, actor, params.siteCode, params.number),
  ),
  route(submitRevision, (parts, actor, { params, body }) => submit(parts, actor, params.siteCode, body)),
  route(listSubmissions, (parts, actor, { query }) => listQueue(parts, actor, query)),
  route(getSubmission, (parts, actor, { params }) => readSubmission(parts, actor, params.submissionId)),
  route(decideSubmission, (parts, actor, { params, body }) =>
    decisions.decideSubmission(parts, actor, params.submissionId, body),
  ),
  route(approveSubmissions, (parts, actor, { body }) => decisions.approveSubmissions(parts, actor, body)),
  route(reopenSubmission, (parts, actor, { params, body }) =>
    decisions.reopenSubmission(parts, actor, params.submissionId, body),
  ),
  route(createMaster, (parts, actor) => masters.createMaster(parts, actor)),
  route(listMasters, (parts, actor, { query }) => masters.listMasters(parts, actor, query)),
  route(getMaster, (parts, actor, { params }) => masters.readMaster(parts, actor, params.version)),
  route(exportMaster, (parts, actor, { params }) => masters.exportMaster(parts, actor, params.version)),
  route(masterWork.getMasterWorkbook, (parts, actor, { params }) =>
    readMasterWorkbook(parts, actor, params.version),
  ),
  route(masterWork.getMasterState, (parts, actor, { params }) =>
    masterState.readMasterState(parts, actor, params.version),
  ),
  route(masterWork.explainDifferences, (parts, actor, { params, body }) =>
    masterState.explainDifferences(parts, actor, params.version, body),
  ),
  route(masterWork.moveMaster, (parts, actor, { params, body }) =>
    masterState.moveMaster(parts, actor, params.version, body),
  ),
  route(masterWork.traceMaster, (parts, actor, { params, query }) =>
    traces.traceMaster(parts, actor, params.version, query),
  ),
  route(masterWork.proveMaster, (parts, actor, { params }) =>
    traces.proveMaster(parts, actor, params.version),
  ),
  route(masterWork.getControlTotals, (parts, actor) => control.readControlTotals(parts, actor)),
  route(masterWork.putControlTotals, (parts, actor, { body }) =>
    control.putControlTotals(parts, actor, body),
  ),
  route(listAmendments, (parts, actor, { query }) => amendments.listAmendments(parts, actor, query)),
  route(addAmendment, (parts, actor, { body }) => amendments.addAmendment(parts, actor, body)),
  route(exportContract.listExportLayouts, (parts, actor) => exports.listLayouts(parts, actor)),
  route(exportContract.previewExport, (parts, actor, { params, body }) =>
    exports.previewExport(parts, actor, params.version, body),
  ),
  route(exportContract.makeExport, (parts, actor, { params, body }) =>
    exports.makeExport(parts, actor, params.version, body),
  ),
  route(exportContract.getExportFile, (parts, actor, { params }) =>
    exports.takeExportFile(parts, actor, params, 'file'),
  ),
  route(exportContract.getNewAccountsFile, (parts, actor, { params }) =>
    exports.takeExportFile(parts, actor, params, 'newAccountsFile'),
  ),
  route(addAllocationEntry, (parts, actor, { params, body }) =>
    addToLedger(parts, actor, params.siteCode, body),
  ),
  route(getRules, (parts, actor) => rules.readRules(parts, actor)),
  route(putRules, (parts, actor, { body }) => rules.replaceRules(parts, actor, body)),
  route(listSegments, (parts, actor) => chart.listSegments(parts, actor)),
  route(listCodes, (parts, actor, { params, query }) => chart.listCodes(parts, actor, params.segment, query)),
  route(getCode, (parts, actor, { params }) => chart.readCode(parts, actor, params)),
  route(putCode, (parts, actor, { params, body }) => chart.setCode(parts, actor, params, body)),
  route(listComments, (parts, actor, { params, query }) =>
    comments.listComments(parts, actor, params.siteCode, query),
  ),
  route(addComment, (parts, actor, { params, body }) =>
    comments.addComment(parts, actor, params.siteCode, body),
  ),
  route(replyToComment, (parts, actor, { params, body }) =>
    comments.replyToComment(parts, actor, params.siteCode, params.commentId, body),
  ),
  route(resolveComment, (parts, actor, { params, body }) =>
    comments.resolveComment(parts, actor, params.siteCode, params.commentId, body),
  ),
  route(listRevisions, (parts, actor, { params }) => revisionsOf(parts, actor, params.siteCode)),
  route(listOlderRevisions, (parts, actor, { params }) =>
    revisionsOf(parts, actor, params.siteCode, params.number),
  ),
  route(listRequests, (parts, actor, { query }) => requests.listRequests(parts, actor, query)),
  route(listSiteRequests, (parts, actor, { params, query }) =>
    requests.listSiteRequests(parts, actor, params.siteCode, query),
  ),
  route(getRequest, (parts, actor, { params }) => requests.readRequest(parts, actor, params)),
  route(addRequest, (parts, actor, { params, body }) =>
    requests.addRequest(parts, actor, params.siteCode, body),
  ),
  route(answerRequest, (parts, actor, { params, body }) => answers.answerRequest(parts, actor, params, body)),
  route(auditContract.listAudit, (parts, actor, { query }) => trail.listAudit(parts, actor, query)),
  streamRoute(auditContract.exportAuditCsv, (parts, actor, { query }) =>
    trail.exportCsv(parts, actor, query),
  ),
  streamRoute(auditContract.exportAuditJson, (parts, actor, { query }) =>
    trail.exportJson(parts, actor, query),
  ),
  route(auditContract.verifyAudit, (parts, actor, { body }) => trail.verifyAudit(parts, actor, body)),
  route(auditContract.checkReceipt, (parts, actor, { body }) => checkReceipt(parts, actor, body)),
  route(auditContract.listChanges, (parts, actor, { query }) => listChanges(parts, actor, query)),
  route(mailContract.listMails, (parts, actor, { query }) => outbox.listMails(parts, actor, query)),
  route(mailContract.retryMail, (parts, actor, { params }) => outbox.retryMail(parts, actor, params)),
  route(mailContract.getMailChoice, (parts, actor) => outbox.readChoice(parts, actor)),
  route(mailContract.putMailChoice, (parts, actor, { body }) => outbox.putChoice(parts, actor, body)),
  route(mailContract.putMailDefault, (parts, actor, { body }) => outbox.putDefault(parts, actor, body)),
];
