import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import type { Owners } from '../../src/core/validation/owned-rows.js';
import type { DecodedWorkbook } from '../../src/core/workbook/decode.js';
import { planSheetChanges } from '../../src/core/workbook/sheet-changes.js';
import { applySheetChanges } from '../../src/excel/apply-changes.js';

/** Makes the open workbook hold another content, as the pane's commands do. */
export async function changeSheet(
  index: BookIndex,
  decoded: DecodedWorkbook,
  content: SiteContent,
  owners: Owners,
): Promise<void> {
  const { lines, positions } = decoded;
  await applySheetChanges({ lines, positions }, planSheetChanges(index, decoded, content, owners));
}
