import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { RequestWay } from '../../src/core/approval/answer-request.js';
import type { Submission } from '../../src/core/approval/submission.js';
import type { AllocationEntry } from '../../src/core/budget/allocation.js';
import type { Spending } from '../../src/core/budget/spending.js';
import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import type { Position } from '../../src/core/staffing/position.js';
import type { ControlTotals } from '../../src/core/merge/control-total.js';
import type { TieOut } from '../../src/core/merge/tie-out.js';
import type { OldTieOut } from './read-tie-out.js';
import type { LineComment } from '../../src/contract/comments.js';
import type { SiteRequest } from '../../src/contract/requests.js';

// Every table of a district has districtId first in its key and in every unique index and foreign key, ids are UUIDs
// and nothing counts by itself: that is what lets the tables be spread over machines by district.

/** Of an import what the office may change afterwards: the next import tells by it who changed what. */
export type ImportedYear = { plan: DistrictPlan; controlTotals: ControlTotals | null };

const cents = (name: string) => bigint(name, { mode: 'number' });
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const district = pgTable('district', {
  id: uuid().primaryKey(),
  shortName: text('short_name').notNull().unique(),
  name: text().notNull(),
});

/** Signs bearer tokens; one for the whole installation. */
export const signingKey = pgTable('signing_key', {
  id: text().primaryKey(),
  secret: text().notNull(),
});

export const budgetYear = pgTable(
  'budget_year',
  {
    districtId: uuid('district_id').notNull(),
    id: text().notNull(),
    plan: jsonb().$type<DistrictPlan>().notNull(),
    rulePackHash: text('rule_pack_hash').notNull(),
    isOpen: boolean('is_open').notNull(),
    /** Another one whenever something changed that the books of its sites are made of: see `stampBooks`. */
    bookStamp: uuid('book_stamp').notNull().default('00000000-0000-0000-0000-000000000000'),
    /** What the accounting system gives; null where nobody gave any. */
    controlTotals: jsonb('control_totals').$type<ControlTotals>(),
    /** What the last import gave; null of years imported before this was kept. */
    imported: jsonb().$type<ImportedYear>(),
    /** Another one whenever an import changed what sites open with, what they are or what they spent; null before that. */
    importStamp: uuid('import_stamp'),
  },
  (table) => [primaryKey({ columns: [table.districtId, table.id] })],
);

export const site = pgTable(
  'site',
  {
    districtId: uuid('district_id').notNull(),
    yearId: text('year_id').notNull(),
    code: text().notNull(),
    name: text().notNull(),
    level: text().$type<'elementary' | 'middle' | 'high' | 'department' | 'districtwide'>().notNull(),
    position: integer().notNull(),
    /** The content the season opened with, as JSON text. */
    opening: text().notNull(),
    openingCents: cents('opening_cents').notNull(),
    enrolment: integer(),
    /** This year's spending of the site's accounts; null where the district gives none. */
    spending: jsonb().$type<Spending>(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.yearId, table.code] }),
    foreignKey({
      columns: [table.districtId, table.yearId],
      foreignColumns: [budgetYear.districtId, budgetYear.id],
    }),
  ],
);

export const allocationEntry = pgTable(
  'allocation_entry',
  {
    districtId: uuid('district_id').notNull(),
    id: uuid().notNull(),
    yearId: text('year_id').notNull(),
    siteCode: text('site_code').notNull(),
    fundingSource: text('funding_source').notNull(),
    date: date({ mode: 'string' }).notNull(),
    kind: text()
      .$type<'initial' | 'enrolment' | 'holdback' | 'carryOver' | 'transfer' | 'correction'>()
      .notNull(),
    amountCents: cents('amount_cents').notNull(),
    fte: integer().notNull(),
    reason: text().notNull(),
    author: text().notNull(),
    components: jsonb().$type<NonNullable<AllocationEntry['components']>>(),
    staff: jsonb().$type<NonNullable<AllocationEntry['staff']>>(),
    fixBy: date('fix_by', { mode: 'string' }),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.id] }),
    index('allocation_entry_site').on(table.districtId, table.yearId, table.siteCode),
    foreignKey({
      columns: [table.districtId, table.yearId, table.siteCode],
      foreignColumns: [site.districtId, site.yearId, site.code],
    }),
  ],
);

export const revenueLine = pgTable(
  'revenue_line',
  {
    districtId: uuid('district_id').notNull(),
    yearId: text('year_id').notNull(),
    position: integer().notNull(),
    account: text().notNull(),
    fundingSource: text('funding_source').notNull(),
    title: text().notNull(),
    amountCents: cents('amount_cents').notNull(),
  },
  (table) => [primaryKey({ columns: [table.districtId, table.yearId, table.position] })],
);

export const person = pgTable(
  'person',
  {
    districtId: uuid('district_id').notNull(),
    id: uuid().notNull(),
    email: text().notNull(),
    name: text().notNull(),
    /** Empty for somebody who has no password yet, or signs in elsewhere. */
    passwordHash: text('password_hash').notNull(),
    /** As some version of the program wrote them: read through `rolesOf`. */
    roles: jsonb().$type<unknown>().notNull(),
    /** Since when she may not sign in. */
    disabledAt: instant('disabled_at'),
    /** The password was made by somebody else: nothing works until it is changed. */
    mustChangePassword: boolean('must_change_password').notNull().default(false),
    /** Tokens of an earlier number are worth nothing any more. */
    sessionEpoch: integer('session_epoch').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.id] }),
    uniqueIndex('person_email').on(table.districtId, table.email),
  ],
);

export const revision = pgTable(
  'revision',
  {
    districtId: uuid('district_id').notNull(),
    yearId: text('year_id').notNull(),
    siteCode: text('site_code').notNull(),
    number: integer().notNull(),
    workbookId: uuid('workbook_id').notNull(),
    baseRevision: integer('base_revision').notNull(),
    contentHash: text('content_hash').notNull(),
    /** The exact content, as JSON text. */
    content: text().notNull(),
    totalCents: cents('total_cents').notNull(),
    totalFte: integer('total_fte').notNull(),
    fatalCount: integer('fatal_count').notNull(),
    warningCount: integer('warning_count').notNull(),
    rulePackHash: text('rule_pack_hash').notNull(),
    engineVersion: text('engine_version').notNull(),
    savedById: uuid('saved_by_id').notNull(),
    savedBy: text('saved_by').notNull(),
    savedAt: instant('saved_at').notNull(),
    /** Of a save that waited in a queue: when it was made, as the client claims, and the earliest that can be. */
    claimedAt: instant('claimed_at'),
    claimFloor: instant('claim_floor'),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.yearId, table.siteCode, table.number] }),
    uniqueIndex('revision_repeat').on(
      table.districtId,
      table.yearId,
      table.siteCode,
      table.workbookId,
      table.baseRevision,
      table.contentHash,
    ),
    foreignKey({
      columns: [table.districtId, table.yearId, table.siteCode],
      foreignColumns: [site.districtId, site.yearId, site.code],
    }),
  ],
);

/**
 * The posts of a site that accounts of other sites pay a share of: what a paying site's book needs, without reading
 * the content of every other site. A site that never shared a post has no row.
 */
export const sharedPosts = pgTable(
  'shared_posts',
  {
    districtId: uuid('district_id').notNull(),
    yearId: text('year_id').notNull(),
    siteCode: text('site_code').notNull(),
    /** As the season opened. */
    opening: jsonb().$type<Position[]>().notNull(),
    /** Of the latest revision, or of the opening where nothing was saved. */
    latest: jsonb().$type<Position[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.yearId, table.siteCode] }),
    foreignKey({
      columns: [table.districtId, table.yearId, table.siteCode],
      foreignColumns: [site.districtId, site.yearId, site.code],
    }),
  ],
);

export const submission = pgTable(
  'submission',
  {
    districtId: uuid('district_id').notNull(),
    id: uuid().notNull(),
    yearId: text('year_id').notNull(),
    siteCode: text('site_code').notNull(),
    revision: integer().notNull(),
    status: text().$type<Submission['status']>().notNull(),
    submittedById: uuid('submitted_by_id').notNull(),
    submittedBy: text('submitted_by').notNull(),
    /** Null where it was in the submitter's own. */
    inNameOf: jsonb('in_name_of').$type<NonNullable<Submission['inNameOf']>>(),
    submittedAt: instant('submitted_at').notNull(),
    isLate: boolean('is_late'),
    claimedAt: instant('claimed_at'),
    claimFloor: instant('claim_floor'),
    lateClaim: text('late_claim').$type<NonNullable<Submission['lateClaim']>>(),
    decisions: jsonb().$type<Submission['decisions']>().notNull(),
    attestation: jsonb().$type<NonNullable<Submission['attestation']>>(),
    evidence: jsonb().$type<NonNullable<Submission['evidence']>>(),
    /** Null of submissions older than routes. */
    steps: jsonb().$type<NonNullable<Submission['steps']>>(),
    facts: jsonb().$type<NonNullable<Submission['facts']>>(),
    approvedAt: instant('approved_at'),
    /** Counts what was done to it: of two at once, the second finds another version and learns what the first did. */
    version: integer().notNull().default(0),
    proof: jsonb().$type<NonNullable<Submission['proof']>>(),
    /** Lines of the revision that differ from the current budget, counted when it was submitted. */
    changedLines: integer('changed_lines'),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.id] }),
    index('submission_waiting')
      .on(table.districtId, table.yearId, table.submittedAt, table.id)
      .where(sql`status = 'submitted'`),
    index('submission_other')
      .on(table.districtId, table.yearId, table.submittedAt, table.id)
      .where(sql`status <> 'submitted'`),
    uniqueIndex('submission_open')
      .on(table.districtId, table.yearId, table.siteCode)
      .where(sql`status = 'submitted'`),
    foreignKey({
      columns: [table.districtId, table.yearId, table.siteCode, table.revision],
      foreignColumns: [revision.districtId, revision.yearId, revision.siteCode, revision.number],
    }),
  ],
);

export const masterBudget = pgTable(
  'master_budget',
  {
    districtId: uuid('district_id').notNull(),
    yearId: text('year_id').notNull(),
    version: integer().notNull(),
    contentHash: text('content_hash').notNull(),
    /** The whole master budget, as JSON text. */
    document: text().notNull(),
    /** As some version of the program wrote it: read through `readTieOut`. */
    tieOut: jsonb('tie_out').$type<TieOut | OldTieOut>().notNull(),
    siteCount: integer('site_count').notNull(),
    totalCents: cents('total_cents').notNull(),
    totalFte: integer('total_fte').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    /** The year's stamp when it was made: sites that did not change since need not be priced again. */
    bookStamp: uuid('book_stamp'),
  },
  (table) => [primaryKey({ columns: [table.districtId, table.yearId, table.version] })],
);

/** What people say to each other about a site's budget. Only ever added to, but for who called a thread settled. */
export const lineComment = pgTable(
  'line_comment',
  {
    districtId: uuid('district_id').notNull(),
    id: uuid().notNull(),
    yearId: text('year_id').notNull(),
    siteCode: text('site_code').notNull(),
    place: jsonb().$type<LineComment['place']>().notNull(),
    /** Of the row, as it was then. */
    account: text().notNull(),
    title: text().notNull(),
    revision: integer().notNull(),
    authorId: uuid('author_id').notNull(),
    author: text().notNull(),
    at: instant('at').notNull(),
    text: text().notNull(),
    replyTo: uuid('reply_to'),
    resolvedAt: instant('resolved_at'),
    resolvedById: uuid('resolved_by_id'),
    resolvedBy: text('resolved_by'),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.id] }),
    index('line_comment_site').on(table.districtId, table.yearId, table.siteCode),
    foreignKey({
      columns: [table.districtId, table.yearId, table.siteCode],
      foreignColumns: [site.districtId, site.yearId, site.code],
    }),
  ],
);

/** What sites ask of finance: a code in plain words, or an exception to a rule. Asked once, answered once. */
export const request = pgTable(
  'request',
  {
    districtId: uuid('district_id').notNull(),
    id: uuid().notNull(),
    yearId: text('year_id').notNull(),
    siteCode: text('site_code').notNull(),
    kind: text().$type<SiteRequest['wish']['kind']>().notNull(),
    wish: jsonb().$type<SiteRequest['wish']>().notNull(),
    status: text().$type<'open' | 'granted' | 'declined'>().notNull(),
    requestedById: uuid('requested_by_id').notNull(),
    requestedBy: text('requested_by').notNull(),
    requestedAt: instant('requested_at').notNull(),
    answer: jsonb().$type<NonNullable<SiteRequest['answer']>>(),
    /** Null where it takes the default way, of one signature. */
    way: jsonb().$type<RequestWay>(),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.id] }),
    index('request_site').on(table.districtId, table.yearId, table.siteCode),
    index('request_status').on(table.districtId, table.yearId, table.kind, table.status),
    foreignKey({
      columns: [table.districtId, table.yearId, table.siteCode],
      foreignColumns: [site.districtId, site.yearId, site.code],
    }),
  ],
);

/**
 * The refresh tokens of a sign-in, which are its family: each is used once and followed by the next. Hashes only. A
 * used one that comes again ends the whole family.
 */
export const refreshToken = pgTable(
  'refresh_token',
  {
    districtId: uuid('district_id').notNull(),
    id: uuid().notNull(),
    familyId: uuid('family_id').notNull(),
    personId: uuid('person_id').notNull(),
    tokenHash: text('token_hash').notNull(),
    /** When the sign-in ends, the same for the whole family. */
    endsAt: instant('ends_at').notNull(),
    usedAt: instant('used_at'),
    nextId: uuid('next_id'),
    revokedAt: instant('revoked_at'),
    /** The person's `sessionEpoch` when the sign-in began. */
    epoch: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.id] }),
    index('refresh_token_family').on(table.districtId, table.familyId),
    index('refresh_token_end').on(table.districtId, table.endsAt),
  ],
);

/** Sign-ins by one-time code that wait for somebody to confirm them in a browser. Hashes only. */
export const signInCode = pgTable(
  'sign_in_code',
  {
    districtId: uuid('district_id').notNull(),
    id: uuid().notNull(),
    deviceHash: text('device_hash').notNull(),
    userCodeHash: text('user_code_hash').notNull(),
    expiresAt: instant('expires_at').notNull(),
    status: text().$type<'pending' | 'confirmed' | 'denied' | 'redeemed'>().notNull(),
    /** Who confirmed or denied it. */
    personId: uuid('person_id'),
  },
  (table) => [
    primaryKey({ columns: [table.districtId, table.id] }),
    uniqueIndex('sign_in_code_user_code').on(table.districtId, table.userCodeHash),
  ],
);
