import { z } from 'zod';
import { ExportLayout } from '../core/exports/export-layout.js';
import { MasterLine } from '../core/merge/master-budget.js';
import { LineSource } from '../core/merge/trace.js';
import { Cents } from '../core/money.js';
import { Problem } from '../core/problem.js';
import { endpoint, NoBody, NoParams, Ordinal, OrdinalInPath, WHOLE_MASTER_MS } from './endpoint.js';

const LayoutId = z.string().min(1).max(60);
const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A file that was made for the accounting system. It is kept as it was, so that it can be taken again. */
export const MasterExport = z.object({
  layoutId: LayoutId,
  /** Counts the exports of a layout in the year. */
  number: Ordinal,
  version: Ordinal,
  /** The version that the file says the changes since; null of a whole budget. */
  sinceVersion: Ordinal.nullable(),
  fileName: z.string(),
  fileHash: Hash,
  rowCount: z.int().min(0),
  totalCents: Cents,
  /** The file of new accounts, which goes first; null where there are none. */
  newAccounts: z.object({ fileName: z.string(), fileHash: Hash, count: z.int().min(1) }).nullable(),
  madeBy: z.string(),
  madeAt: z.iso.datetime(),
});
export type MasterExport = z.infer<typeof MasterExport>;

/** The layouts that there are, with what the district says for their settings and what was made of each. */
export const listExportLayouts = endpoint({
  name: 'listExportLayouts',
  method: 'GET',
  path: '/v1/export-layouts',
  permission: 'master:read',
  params: NoParams,
  body: NoBody,
  reply: z.object({
    layouts: z.array(
      z.object({
        id: LayoutId,
        title: z.string(),
        source: ExportLayout.shape.source,
        deltas: ExportLayout.shape.deltas,
        settings: z.array(
          z.object({ key: z.string(), title: z.string(), expects: z.string(), value: z.string() }),
        ),
        /** This year's exports, newest first. */
        exports: z.array(MasterExport),
      }),
    ),
  }),
});
export type ListedLayout = z.infer<typeof listExportLayouts.reply>['layouts'][number];

/** What is to be made of a version. Changes are those since the version that went out last in the layout. */
export const WantedExport = z.object({
  layoutId: LayoutId,
  since: Ordinal.nullable(),
  /** In place of what the district says for the layout's settings. */
  settings: z.record(z.string().max(40), z.string().max(200)).optional(),
});
export type WantedExport = z.infer<typeof WantedExport>;

const VersionParams = z.object({ version: OrdinalInPath });

/** A row that the target would refuse, with the lines that it comes from: site, cell of its workbook, who approved it. */
const RejectedRow = z.object({
  /** The file that `fileLine` counts in: the budget's, or that of new accounts. */
  part: z.enum(['budget', 'newAccounts']),
  fileLine: z.int(),
  account: z.string(),
  lines: z.array(
    MasterLine.pick({ siteCode: true, revision: true, lineId: true, account: true, title: true }).extend(
      LineSource.shape,
    ),
  ),
  problems: z.array(Problem),
});
export type TracedRow = z.infer<typeof RejectedRow>;

/** The dry run of a file: everything but the file. */
export const previewExport = endpoint({
  name: 'previewExport',
  method: 'POST',
  path: '/v1/master-budgets/:version/export-previews',
  permission: 'master:read',
  params: VersionParams,
  body: WantedExport,
  // It stores nothing; a key would hold a transaction while a thread works.
  isRepeatable: true,
  waitMs: () => WHOLE_MASTER_MS,
  reply: z.object({
    /** What keeps the whole file back. */
    problems: z.array(Problem),
    /** Null where nothing can be written at all. */
    file: z
      .object({
        rowCount: z.int(),
        lineCount: z.int(),
        proposedCents: Cents,
        leftOut: z.object({ lineCount: z.int(), proposedCents: Cents }),
        newAccountCount: z.int(),
        columns: z.array(z.object({ title: z.string(), isFigure: z.boolean() })),
        preview: z.array(z.array(z.string())),
        rejectedCount: z.int(),
        /** The first of them. */
        rejected: z.array(RejectedRow),
      })
      .nullable(),
  }),
});
export type ExportPreview = z.infer<typeof previewExport.reply>;

/** What is to be made, as its sender saw what was made before. */
export const OrderedExport = WantedExport.extend({
  /** What the export is to count as: one more than the last of the layout. */
  number: Ordinal,
  /** That a whole budget is to go out again to a target that adds figures up. */
  again: z.literal(true).optional(),
});
export type OrderedExport = z.infer<typeof OrderedExport>;

/**
 * Makes the file and keeps it. Nothing is made where the target would refuse a row (`export.refused`), where its number is
 * taken (`export.madeMeanwhile`), so that the same request sent twice makes one file, and where the target would count a
 * whole budget twice (`export.again`).
 */
export const makeExport = endpoint({
  name: 'makeExport',
  method: 'POST',
  path: '/v1/master-budgets/:version/exports',
  permission: 'master:manage',
  params: VersionParams,
  body: OrderedExport,
  isRepeatable: true,
  waitMs: () => WHOLE_MASTER_MS,
  reply: MasterExport,
});

const ExportParams = z.object({ layoutId: LayoutId, number: OrdinalInPath });
const Bytes = z.custom<Uint8Array>((reply) => reply instanceof Uint8Array);

/** The file, byte for byte as it was made. */
export const getExportFile = endpoint({
  name: 'getExportFile',
  method: 'GET',
  path: '/v1/master-exports/:layoutId/:number/file',
  permission: 'master:read',
  params: ExportParams,
  body: NoBody,
  reply: Bytes,
  contentType: 'application/octet-stream',
});

/** The file of new accounts that goes before it. */
export const getNewAccountsFile = endpoint({
  name: 'getNewAccountsFile',
  method: 'GET',
  path: '/v1/master-exports/:layoutId/:number/new-accounts',
  permission: 'master:read',
  params: ExportParams,
  body: NoBody,
  reply: Bytes,
  contentType: 'application/octet-stream',
});
