import { z } from 'zod';
import type { SheetCells } from './decode.js';

/** Which workbook this is. Kept as key and value rows in a very hidden sheet and as custom properties. */
export const WorkbookIdentity = z.object({
  workbookId: z.uuid(),
  layoutVersion: z.coerce.number().int().min(1),
  district: z.string().min(1),
  yearId: z.string().regex(/^\d{4}-\d{2}$/),
  siteCode: z.string().min(1),
  baseRevision: z.coerce.number().int().min(0),
});
export type WorkbookIdentity = z.infer<typeof WorkbookIdentity>;

/** Keys in the order they are written, one row each: name in the first column, value in the second, as text. */
export const IDENTITY_KEYS = [
  'workbookId',
  'layoutVersion',
  'district',
  'yearId',
  'siteCode',
  'baseRevision',
] as const satisfies readonly (keyof WorkbookIdentity)[];

/** Reads the identity sheet; null when it is not one. */
export function decodeIdentity(cells: SheetCells): WorkbookIdentity | null {
  const found = Object.fromEntries(cells.values.map((row) => [String(row[0] ?? ''), String(row[1] ?? '')]));
  const parsed = WorkbookIdentity.safeParse(found);
  return parsed.success ? parsed.data : null;
}
