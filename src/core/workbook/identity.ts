import { z } from 'zod';
import type { SheetCells } from './decode.js';

/** Names the opening budget that a sheet of base revision 0 started from. */
export const OpeningHash = z.string().regex(/^[0-9a-f]{16}$/);

/** Which workbook this is. Kept as key and value rows in a very hidden sheet and as custom properties. */
export const WorkbookIdentity = z.object({
  workbookId: z.uuid(),
  layoutVersion: z.coerce.number().int().min(1),
  district: z.string().min(1),
  yearId: z.string().regex(/^\d{4}-\d{2}$/),
  siteCode: z.string().min(1),
  baseRevision: z.coerce.number().int().min(0),
  openingHash: OpeningHash.optional().catch(undefined),
});
export type WorkbookIdentity = z.infer<typeof WorkbookIdentity>;

/**
 * Whether a sheet that nobody saved yet started from another opening budget than the one that counts now. A sheet, or a server,
 * that does not name its opening tells nothing. `current` is asked only where it matters.
 */
export function isOtherOpening(
  { baseRevision, openingHash }: { baseRevision: number; openingHash?: string | undefined },
  current: () => string | undefined,
): boolean {
  if (baseRevision !== 0 || openingHash === undefined) return false;
  const now = current();
  return now !== undefined && now !== openingHash;
}

/** Keys in the order they are written, one row each: name in the first column, value in the second, as text. */
export const IDENTITY_KEYS = [
  'workbookId',
  'layoutVersion',
  'district',
  'yearId',
  'siteCode',
  'baseRevision',
  'openingHash',
] as const satisfies readonly (keyof WorkbookIdentity)[];

/** `SitebookWorkbookId` for `workbookId`: the name of the custom document property. */
export function propertyName(key: (typeof IDENTITY_KEYS)[number]): string {
  return `Sitebook${key.charAt(0).toUpperCase()}${key.slice(1)}`;
}

/** The identity as rows of the hidden sheet; what a workbook does not know stays empty. */
export function identityRows(identity: WorkbookIdentity): [key: string, value: string][] {
  return IDENTITY_KEYS.map((key) => [key, String(identity[key] ?? '')]);
}

/** The identity as custom document properties, all text: they survive where the hidden sheet was deleted. */
export function identityProperties(identity: WorkbookIdentity): Record<string, string> {
  const known = IDENTITY_KEYS.filter((key) => identity[key] !== undefined);
  return Object.fromEntries(known.map((key) => [propertyName(key), String(identity[key])]));
}

/** Reads custom document properties; null when they are not Sitebook's. */
export function decodeIdentityProperties(properties: Record<string, unknown>): WorkbookIdentity | null {
  const found = Object.fromEntries(
    IDENTITY_KEYS.map((key) => {
      const value = properties[propertyName(key)];
      return [key, typeof value === 'number' || typeof value === 'string' ? String(value) : ''];
    }),
  );
  const parsed = WorkbookIdentity.safeParse(found);
  return parsed.success ? parsed.data : null;
}

/** Name of the document setting that repeats the identity, with a hash of where the workbook was last noted to be. */
export const IDENTITY_SETTING = 'Sitebook';

export const IdentitySetting = WorkbookIdentity.extend({ placeHash: z.string().nullable() });
export type IdentitySetting = z.infer<typeof IdentitySetting>;

/** Reads the identity sheet; null when it is not one. */
export function decodeIdentity(cells: SheetCells): WorkbookIdentity | null {
  const found = Object.fromEntries(cells.values.map((row) => [String(row[0] ?? ''), String(row[1] ?? '')]));
  const parsed = WorkbookIdentity.safeParse(found);
  return parsed.success ? parsed.data : null;
}
