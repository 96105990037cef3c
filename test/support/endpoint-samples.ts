import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '../../src/contract/problem-reply.js';

/** What a request is about: things of one site, of another, or of another district. */
export type Ids = {
  site: string;
  submission: string;
  comment: string;
  request: string;
  person: string;
  delegation: string;
};

/** How to ask an endpoint so that only who asks, and for what, decides about the answer. */
export type Sample = {
  params?: (ids: Ids) => Record<string, string>;
  body?: (ids: Ids) => unknown;
  /** Refusals that say nothing about permission: what was asked for has been done, or cannot be. */
  mayAnswer?: readonly ErrorCode[];
};

const ofSite = ({ site }: Ids) => ({ siteCode: site });
const ofPerson = ({ person }: Ids) => ({ personId: person });
const ofComment = (ids: Ids) => ({ ...ofSite(ids), commentId: ids.comment });
const nothing = () => ({});
const secret = `${randomUUID()}.${randomUUID()}.${'x'.repeat(43)}`;
const content = { lines: [], positions: [] };
/** Grants with everything that a form sends. */
const reviewer = { role: 'reviewer', siteCodes: [], offices: [], fundingSources: [] };

/**
 * A sample of every endpoint, by name. Who adds an endpoint adds a sample: the test of permissions fails without one,
 * and asks every endpoint in the name of everybody.
 */
export const ENDPOINT_SAMPLES: Readonly<Record<string, Sample>> = {
  signIn: {
    body: () => ({ district: 'dayton', email: `${randomUUID()}@dayton.example`, password: 'wrong' }),
    mayAnswer: ['signIn.wrong'],
  },
  refreshSession: { body: () => ({ refreshToken: secret }), mayAnswer: ['token.invalid'] },
  signOut: { body: () => ({ refreshToken: secret }) },
  createSignInCode: { body: () => ({ district: 'dayton' }) },
  confirmSignInCode: {
    body: () => ({ userCode: 'BCDF-GHJK', decision: 'deny' }),
    mayAnswer: ['code.unknown'],
  },
  redeemSignInCode: { body: () => ({ deviceSecret: secret }) },
  listSignInWays: { params: () => ({ district: 'dayton' }) },
  redeemHandover: { body: () => ({ code: secret }), mayAnswer: ['handover.unknown'] },
  signInWithEntra: {
    body: () => ({ district: 'dayton', accessToken: 'x' }),
    mayAnswer: ['provider.unknown'],
  },
  getDemo: {},
  reportClientErrors: {
    body: () => ({
      platform: 'browser',
      errors: [{ name: 'TypeError', message: '', frames: [], source: 'error' }],
    }),
  },
  getMe: {},
  endSessions: { body: nothing },
  askPasswordReset: { body: () => ({ district: 'dayton', email: 'nobody@dayton.example' }) },
  redeemPasswordReset: {
    body: () => ({ token: secret, password: 'a lamp beside nine rivers' }),
    mayAnswer: ['reset.unknown'],
  },
  changePassword: {
    body: () => ({ current: 'wrong', password: 'a lamp beside nine rivers' }),
    mayAnswer: ['password.wrong'],
  },
  listPeople: {},
  addPerson: {
    body: () => {
      const id = randomUUID();
      return { id, name: 'Somebody', email: `${id}@dayton.example`, roles: [reviewer] };
    },
  },
  getPerson: { params: ofPerson },
  changePerson: { params: ofPerson, body: () => ({ name: 'Somebody Else' }) },
  addPasswordReset: { params: ofPerson, body: nothing },
  getGrantChoices: {},
  listDelegations: {},
  addDelegation: {
    body: () => ({
      id: randomUUID(),
      toEmail: 'nobody@dayton.example',
      roles: [],
      startsOn: '2024-03-01',
      endsOn: '2024-03-02',
    }),
    mayAnswer: ['person.unknown'],
  },
  endDelegation: {
    params: ({ delegation }) => ({ delegationId: delegation }),
    body: nothing,
    // Everybody may ask, but only for those that she is part of.
    mayAnswer: ['delegation.unknown'],
  },
  listSites: {},
  getSiteBook: { params: ofSite },
  getWorkbook: { params: ofSite },
  getWorkbooks: {},
  saveRevision: {
    params: ofSite,
    body: () => ({
      workbookId: randomUUID(),
      yearId: '2024-25',
      layoutVersion: 1,
      baseRevision: 900,
      content,
    }),
    mayAnswer: ['revision.unknown'],
  },
  takeSiteFile: { body: () => ({ name: 'none.xlsx', content: '', mode: 'check', takesSuggestions: false }) },
  getRevision: { params: (ids) => ({ ...ofSite(ids), number: '1' }) },
  submitRevision: {
    params: ofSite,
    body: () => ({ revision: 900 }),
    mayAnswer: ['submission.notLatest', 'submission.alreadyOpen'],
  },
  listSubmissions: {},
  getSubmission: { params: ({ submission }) => ({ submissionId: submission }) },
  decideSubmission: {
    params: ({ submission }) => ({ submissionId: submission }),
    body: () => ({ decision: 'return', comment: '' }),
    // To whom no step of it falls it is unknown.
    mayAnswer: [
      'submission.commentMissing',
      'submission.alreadyDecided',
      'submission.notYours',
      'submission.unknown',
    ],
  },
  approveSubmissions: { body: ({ submission }) => ({ submissionIds: [submission] }) },
  reopenSubmission: {
    params: ({ submission }) => ({ submissionId: submission }),
    body: () => ({ comment: '' }),
    mayAnswer: ['submission.commentMissing', 'submission.stillOpen'],
  },
  listAudit: {},
  exportAuditCsv: {},
  exportAuditJson: {},
  verifyAudit: { body: nothing },
  checkReceipt: {
    body: ({ site }) => ({ siteCode: site, revision: 900, contentHash: 'a'.repeat(64) }),
    // Who sees no site sees no receipt of one.
    mayAnswer: ['permission.missing'],
  },
  listChanges: {},
  listMails: {},
  retryMail: {
    params: () => ({ mailId: randomUUID() }),
    body: nothing,
    mayAnswer: ['mail.notFailed'],
  },
  getMailChoice: {},
  putMailChoice: { body: () => ({ frequency: 'daily', language: 'en' }) },
  putMailDefault: { body: () => ({ frequency: 'atOnce', language: 'en' }) },
  createMaster: { body: nothing, mayAnswer: ['master.nothingApproved'] },
  listMasters: {},
  getMaster: { params: () => ({ version: '1' }), mayAnswer: ['master.unknown'] },
  listExportLayouts: {},
  previewExport: {
    params: () => ({ version: '1' }),
    body: () => ({ layoutId: 'generic-csv', since: null }),
    mayAnswer: ['master.unknown'],
  },
  makeExport: {
    params: () => ({ version: '1' }),
    body: () => ({ layoutId: 'generic-csv', since: null, number: 1 }),
    mayAnswer: ['master.unknown'],
  },
  getExportFile: {
    params: () => ({ layoutId: 'generic-csv', number: '1' }),
    mayAnswer: ['export.unknown'],
  },
  getNewAccountsFile: {
    params: () => ({ layoutId: 'generic-csv', number: '1' }),
    mayAnswer: ['export.unknown'],
  },
  exportMaster: { params: () => ({ version: '1' }), mayAnswer: ['master.unknown'] },
  getMasterWorkbook: { params: () => ({ version: '1' }), mayAnswer: ['master.unknown'] },
  getMasterState: { params: () => ({ version: '1' }), mayAnswer: ['master.unknown'] },
  explainDifferences: {
    params: () => ({ version: '1' }),
    body: () => ({
      text: 'A test',
      differences: [{ key: 'total/revenue/all', differenceCents: 1, differenceFte: 0 }],
    }),
    mayAnswer: ['master.unknown'],
  },
  moveMaster: {
    params: () => ({ version: '1' }),
    body: () => ({ stage: 'proposed', date: '2024-04-01', resolution: '' }),
    mayAnswer: ['master.unknown'],
  },
  traceMaster: {
    params: () => ({ version: '1' }),
    mayAnswer: ['master.unknown'],
  },
  proveMaster: { params: () => ({ version: '1' }), mayAnswer: ['master.unknown'] },
  getControlTotals: {},
  putControlTotals: { body: () => ({ asOf: '2024-06-01', totals: [] }) },
  listAmendments: {},
  addAmendment: {
    body: () => ({
      id: randomUUID(),
      number: 'BA-01',
      effectiveDate: '2024-10-01',
      resolution: '2024-31',
      reason: 'A test',
      entries: [{ side: 'revenue', account: '100-R1111', siteCode: '', amountCents: 0, fte: 0 }],
    }),
    mayAnswer: ['amendment.noAdopted'],
  },
  addAllocationEntry: {
    params: ofSite,
    body: () => ({
      id: randomUUID(),
      fundingSource: 'none',
      kind: 'correction',
      amountCents: 100,
      fte: 0,
      reason: 'A test',
    }),
    mayAnswer: ['allocation.unknownSource'],
  },
  getRules: {},
  putRules: { body: () => ({ pack: {}, reason: 'A test' }), mayAnswer: ['rules.invalid'] },
  listSegments: {},
  listCodes: { params: () => ({ segment: 'object' }) },
  getCode: { params: () => ({ segment: 'object', code: 'none' }), mayAnswer: ['chart.codeUnknown'] },
  putCode: {
    params: () => ({ segment: 'none', code: '1' }),
    body: () => ({ title: 'A test', reason: 'A test' }),
    mayAnswer: ['chart.segmentUnknown'],
  },
  listComments: { params: ofSite },
  addComment: {
    params: ofSite,
    body: () => ({ id: randomUUID(), place: { kind: 'site' }, revision: 0, text: 'A question' }),
  },
  replyToComment: { params: ofComment, body: () => ({ id: randomUUID(), text: 'An answer' }) },
  resolveComment: { params: ofComment, body: nothing },
  listRevisions: { params: ofSite },
  listOlderRevisions: { params: (ids) => ({ ...ofSite(ids), number: '2' }) },
  listRequests: {},
  listSiteRequests: { params: ofSite },
  addRequest: {
    params: ofSite,
    body: () => ({
      id: randomUUID(),
      wish: { kind: 'code', purpose: 'A test', fundingSource: 'none', amountCents: 100 },
    }),
    mayAnswer: ['allocation.unknownSource'],
  },
  getRequest: { params: (ids) => ({ ...ofSite(ids), requestId: ids.request }) },
  answerRequest: {
    params: (ids) => ({ ...ofSite(ids), requestId: ids.request }),
    body: () => ({ decision: 'declined', reason: 'A test' }),
    mayAnswer: ['request.alreadyAnswered'],
  },
};
