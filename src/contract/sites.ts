import { z } from 'zod';
import { DueAndRoute } from '../core/approval/due-and-route.js';
import { Submission } from '../core/approval/submission.js';
import { Site } from '../core/budget/site.js';
import { BudgetYear } from '../core/budget/budget-year.js';
import { SiteBook } from '../core/budget/site-book.js';
import { SiteContent } from '../core/budget/site-content.js';
import { Fte } from '../core/fte.js';
import { Cents } from '../core/money.js';
import { Problem } from '../core/problem.js';
import { OpeningHash } from '../core/workbook/identity.js';
import { BaseRevision, endpoint, NoBody, NoParams, OrdinalInPath, SiteParams } from './endpoint.js';
import { QueuedClaim, ServerStamp } from './queued-claim.js';

/** What a saved revision is, without its content. */
export const RevisionSummary = z.object({
  number: z.int().min(1),
  contentHash: z.string(),
  savedBy: z.string(),
  savedAt: z.iso.datetime(),
  /** When it was queued, as the client claims, held between `claimFloor` and `savedAt`; only of queued saves. */
  claimedAt: z.iso.datetime().optional(),
  /** The earliest that the claim can be true: the last time that the client had from the server. */
  claimFloor: z.iso.datetime().optional(),
  totalCents: Cents,
  totalFte: Fte,
  fatalCount: z.int().min(0),
  warningCount: z.int().min(0),
});
export type RevisionSummary = z.infer<typeof RevisionSummary>;

/** Where a site stands in the season, for lists. */
export const SiteStatus = z.object({
  site: Site,
  /** Null while nothing is saved. */
  revision: RevisionSummary.nullable(),
  submission: Submission.nullable(),
  allocatedCents: Cents,
  currentCents: Cents,
  /**
   * Changes whenever the site's book does otherwise than by a save: its allocations, the rules, the chart, requests
   * that were answered. A pane whose book has another version fetches it again.
   */
  bookVersion: z.string().optional(),
  /** By when it is due and who has it. */
  route: DueAndRoute.optional(),
  /** The local date on which the year's budget was adopted: nothing is saved or submitted any more. */
  adoptedOn: z.iso.date().optional(),
});
export type SiteStatus = z.infer<typeof SiteStatus>;

/** The sites a person may see, with where each stands. */
export const listSites = endpoint({
  name: 'listSites',
  method: 'GET',
  path: '/v1/sites',
  permission: 'signedIn',
  params: NoParams,
  body: NoBody,
  reply: z.object({ year: BudgetYear, sites: z.array(SiteStatus), serverStamp: ServerStamp.optional() }),
});

/** Everything the pane needs to check a site's sheet on its own. */
export const getSiteBook = endpoint({
  name: 'getSiteBook',
  method: 'GET',
  hasEtag: true,
  path: '/v1/sites/:siteCode/book',
  permission: 'site:read',
  params: SiteParams,
  body: NoBody,
  reply: z.object({
    book: SiteBook,
    /** The office codes whose rows the caller may edit at this site. */
    owners: z.array(z.string()),
    /** The latest revision, and which workbook it was saved from. */
    head: z
      .object({ summary: RevisionSummary, content: SiteContent, workbookId: z.uuid().optional() })
      .nullable(),
    submission: Submission.nullable(),
    rulePackHash: z.string(),
    /** Names the opening content, as workbooks do that were made from it. */
    openingHash: OpeningHash.optional(),
    adoptedOn: SiteStatus.shape.adoptedOn,
    /** The version of this book, as `listSites` tells the latest. */
    bookVersion: z.string().optional(),
    serverStamp: ServerStamp.optional(),
  }),
});
export type SiteBookReply = z.infer<typeof getSiteBook.reply>;

/** The site's workbook (.xlsx) as it stands: the latest revision, or the opening content. */
export const getWorkbook = endpoint({
  name: 'getWorkbook',
  method: 'GET',
  path: '/v1/sites/:siteCode/workbook.xlsx',
  permission: 'site:read',
  params: SiteParams,
  body: NoBody,
  reply: z.custom<Uint8Array>((reply) => reply instanceof Uint8Array),
  contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

/** The workbooks of all sites that one may have, as `getWorkbook` gives each, in one .zip. */
export const getWorkbooks = endpoint({
  name: 'getWorkbooks',
  method: 'GET',
  path: '/v1/workbooks.zip',
  permission: 'workbooks:read',
  params: NoParams,
  body: NoBody,
  reply: z.custom<Uint8Array>((reply) => reply instanceof Uint8Array),
  contentType: 'application/zip',
  // Tenths of a second a site, on a busy server more.
  waitMs: () => 10 * 60_000,
});

/** What a save answers: proof of what was stored, and whatever the server did not take. */
export const Receipt = z.object({
  siteCode: z.string(),
  yearId: z.string(),
  revision: RevisionSummary,
  rulePackHash: z.string(),
  engineVersion: z.string(),
  /** The save had arrived before, or changed nothing: this is the revision that was there. */
  isRepeat: z.boolean(),
  /**
   * Where what is stored differs from the sheet, the server's own having been kept (rows of others, account strings),
   * and own rows that are gone (`row.removed`).
   */
  kept: z.array(Problem),
  problems: z.array(Problem),
  serverStamp: ServerStamp.optional(),
});
export type Receipt = z.infer<typeof Receipt>;

/**
 * Saves a sheet as the next revision of the site that the workbook says it is of: clients fill the path from the
 * workbook, never from what somebody chose, and keep a workbook of another district out. Safe to repeat: the same workbook, base revision and content give the same
 * revision. Refused with `revision.outdated` when somebody saved after `baseRevision`.
 */
export const saveRevision = endpoint({
  name: 'saveRevision',
  method: 'POST',
  path: '/v1/sites/:siteCode/revisions',
  permission: 'site:write',
  params: SiteParams,
  body: z.object({
    workbookId: z.uuid(),
    yearId: z.string(),
    layoutVersion: z.int(),
    /** The revision the sheet started from; 0 for the opening content. */
    baseRevision: BaseRevision,
    /** Where that is 0, which opening content; workbooks of older versions do not know. */
    openingHash: OpeningHash.optional(),
    content: SiteContent,
    /** Of a save that waited in a queue. */
    queued: QueuedClaim.optional(),
  }),
  variesOnRepeat: ['queued'],
  reply: Receipt,
});

export const getRevision = endpoint({
  name: 'getRevision',
  method: 'GET',
  hasEtag: true,
  path: '/v1/sites/:siteCode/revisions/:number',
  permission: 'site:read',
  params: SiteParams.extend({ number: OrdinalInPath }),
  body: NoBody,
  reply: z.object({ summary: RevisionSummary, content: SiteContent }),
});
