import { z } from 'zod';
import { Fte } from '../core/fte.js';
import { Cents } from '../core/money.js';
import { Problem } from '../core/problem.js';
import { ExtraPay, FundingSplit, Position } from '../core/staffing/position.js';
import type { FieldName, FieldValue as CoreFieldValue } from '../core/merge/content-fields.js';
import { BaseRevision, endpoint, NoParams } from './endpoint.js';
import { Receipt } from './sites.js';

const FieldValue = z.discriminatedUnion('as', [
  z.object({ as: z.literal('money'), cents: Cents }),
  z.object({ as: z.literal('fte'), fte: Fte }),
  z.object({ as: z.literal('text'), text: z.string() }),
  z.object({ as: z.literal('status'), status: Position.shape.status }),
  z.object({ as: z.literal('salary'), cents: Cents, pricedAt: Position.shape.pricedAt }),
  z.object({ as: z.literal('splits'), splits: z.array(FundingSplit).readonly() }),
  z.object({ as: z.literal('extraPay'), extraPay: ExtraPay.nullable() }),
  z.object({ as: z.literal('unread'), text: z.string() }),
  z.object({ as: z.literal('gone') }),
]) satisfies z.ZodType<CoreFieldValue>;

const FIELD_NAMES = [
  'row',
  'account',
  'title',
  'amount',
  'justification',
  'number',
  'jobClass',
  'fte',
  'salary',
  'status',
  'benefitPlans',
  'splits',
  'startDate',
  'calendar',
  'extraPay',
  'text',
] as const satisfies readonly FieldName[];

/** A problem with the cell of the file that it is about (`Budget!I5`); null where it is about none. */
export const SiteFileFinding = z.object({
  problem: Problem,
  cell: z.string().nullable(),
  /** What the file holds is not certain, or somebody changed it otherwise since: it cannot be saved as it is. */
  stopsSaving: z.literal(true).optional(),
});
export type SiteFileFinding = z.infer<typeof SiteFileFinding>;

/** A row that the file changes, and its cell; of one that is gone, where it stood. */
export const SiteFileChange = z.object({
  row: z.object({
    kind: z.enum(['line', 'post', 'explanation']),
    id: z.string(),
    title: z.string(),
    account: z.string(),
    change: z.enum(['added', 'removed', 'changed']),
    fields: z.array(z.object({ field: z.enum(FIELD_NAMES), before: FieldValue, after: FieldValue })),
  }),
  cell: z.string().nullable(),
});
export type SiteFileChange = z.infer<typeof SiteFileChange>;

/** Names a field of a row that two changed otherwise; with `row` as field, the whole row that one took out. */
const ConflictName = z.object({
  kind: z.enum(['line', 'post', 'explanation']),
  id: z.string(),
  field: z.enum(FIELD_NAMES),
});
const Side = z.enum(['mine', 'theirs']);

/** What the file has otherwise than what was saved since it was made, with its cell. */
export const SiteFileConflict = z.object({
  ...ConflictName.shape,
  title: z.string(),
  account: z.string(),
  cell: z.string().nullable(),
  /** What the file started from, what it holds, and what was saved last. */
  base: FieldValue,
  mine: FieldValue,
  theirs: FieldValue,
  /** The side that was chosen; null where nobody did, which stops a save. */
  side: Side.nullable(),
  /** The revision that changed it, and who saved that; null where that is too long ago to be found. */
  changed: z.object({ revision: z.int().min(1), savedBy: z.string(), savedAt: z.iso.datetime() }).nullable(),
});
export type SiteFileConflict = z.infer<typeof SiteFileConflict>;

/** A receipt without what the findings say already. */
export const SiteFileReceipt = Receipt.omit({ kept: true, problems: true, serverStamp: true });

/** What a file is: no budget that could be read, for these reasons, or a site's, with all that was found in it. */
export const SiteFileReply = z.discriminatedUnion('isRead', [
  z.object({
    isRead: z.literal(false),
    file: z.string(),
    findings: z.array(SiteFileFinding),
  }),
  z.object({
    isRead: z.literal(true),
    file: z.string(),
    siteCode: z.string(),
    siteName: z.string(),
    /** The revision that the file started from, and the one that its changes are told against; 0 is the opening one. */
    baseRevision: z.int().min(0),
    latestRevision: z.int().min(0),
    lineCount: z.int().min(0),
    totalCents: Cents,
    totalFte: Fte,
    findings: z.array(SiteFileFinding),
    changes: z.array(SiteFileChange),
    conflicts: z.array(SiteFileConflict),
    /** The sheets were copied into another workbook: nobody knows which revision they started from. */
    isCopied: z.boolean(),
    /** The revision that holds the file; null where none does, as of a file that was only checked. */
    receipt: SiteFileReceipt.nullable(),
    /** Nothing shows that this very file was saved before; the receipt's revision just holds the same. */
    addsNothing: z.literal(true).optional(),
  }),
]);
export type SiteFileReply = z.infer<typeof SiteFileReply>;

/** 20 MB, the largest workbook that is read, as base64, and the fields around it. */
const MAX_BODY_BYTES = 28 * 2 ** 20;

/** A line of half a megabit a second, over which 28 MB take seven and a half minutes. */
const SLOWEST_BYTES_A_MS = 64;
/** For two turns of reading and checking and those who wait before it. */
const READING_MS = 120_000;

/**
 * Checks the workbook of a site that comes as a file, and saves it as the site's next revision: of the site, in the year
 * and from the revision that the file itself names. A file that started from an older revision than the latest is brought
 * together with it; where both changed the same, `choices` say what counts. To save is refused with `siteFile.refused` where
 * the file is not read or a finding stops saving; what the rules find does not, as in the pane. The same file again gives the
 * revision that it became.
 *
 * The bytes come as base64, so that this endpoint has a body like every other one; a third more to send, once a file.
 */
export const takeSiteFile = endpoint({
  name: 'takeSiteFile',
  method: 'POST',
  path: '/v1/site-files',
  permission: 'siteFile:write',
  params: NoParams,
  body: z.object({
    /** What people call it, such as its path in their folder. */
    name: z.string().min(1).max(255),
    /** The bytes of the .xlsx, as base64. */
    content: z.string(),
    mode: z.enum(['check', 'save']),
    /** Whether text that can only mean one figure, such as `(1,234.50)`, is taken for it. */
    takesSuggestions: z.boolean(),
    /**
     * What counts where the file and what was saved since differ. It was chosen against one revision, and counts as long as
     * that is the latest.
     */
    choices: z
      .object({
        revision: BaseRevision,
        sides: z.array(z.object({ ...ConflictName.shape, side: Side })).max(20_000),
      })
      .optional(),
  }),
  reply: SiteFileReply,
  maxBodyBytes: MAX_BODY_BYTES,
  waitMs: ({ content }) => READING_MS + content.length / SLOWEST_BYTES_A_MS,
  isRepeatable: true,
});
