import {
  decodeIdentity,
  decodeIdentityProperties,
  IDENTITY_KEYS,
  IDENTITY_SETTING,
  identityProperties,
  identityRows,
  IdentitySetting,
  propertyName,
  type WorkbookIdentity,
} from '../core/workbook/identity.js';
import { NUMBER_FORMATS, SHEET_NAMES } from '../core/workbook/layout.js';
import { combineIdentity, hashPlace, type FoundIdentity } from '../core/workbook/recognise.js';
import { runExcel } from './run-excel.js';

/** Which workbook is open, or null when it is none of Sitebook's. */
export async function readIdentity(): Promise<WorkbookIdentity | null> {
  return (await findIdentity()).identity;
}

/** Who the open workbook says it is, in its hidden sheet, its settings and its custom properties: one request. */
export async function findIdentity(): Promise<FoundIdentity> {
  return runExcel(async (context) => {
    const { worksheets, settings, properties } = context.workbook;
    const cells = worksheets.getItemOrNullObject(SHEET_NAMES.identity).getUsedRangeOrNullObject();
    cells.load('values');
    const setting = settings.getItemOrNullObject(IDENTITY_SETTING);
    setting.load('value');
    const custom = IDENTITY_KEYS.map((key) =>
      properties.custom.getItemOrNullObject(propertyName(key)).load('value'),
    );
    await context.sync();
    const stored = IdentitySetting.safeParse(setting.isNullObject ? null : setting.value);
    const found = custom.map((property, at): [string, unknown] => [
      propertyName(IDENTITY_KEYS[at] ?? 'workbookId'),
      property.isNullObject ? undefined : property.value,
    ]);
    return combineIdentity(
      {
        sheet: cells.isNullObject ? null : decodeIdentity({ values: cells.values as string[][] }),
        settings: stored.success ? stored.data : null,
        properties: decodeIdentityProperties(Object.fromEntries(found)),
      },
      stored.success ? stored.data.placeHash : null,
    );
  });
}

/** A hash of where the open workbook is stored; null when it never was, or outside of Office. */
export function currentPlace(): string | null {
  if (!('Office' in globalThis)) return null;
  const context = Office.context as { document?: { url?: string | null } } | undefined;
  return hashPlace(context?.document?.url ?? null);
}

/**
 * Writes who the workbook is, and where it is now, into all three places: after it was moved, for a copy under an id
 * of its own, or to rebuild a lost sheet. One request.
 */
export async function writeIdentity(identity: WorkbookIdentity): Promise<void> {
  await runExcel(async (context) => {
    const { worksheets, settings, properties } = context.workbook;
    const found = worksheets.getItemOrNullObject(SHEET_NAMES.identity);
    await context.sync();
    const sheet = found.isNullObject ? worksheets.add(SHEET_NAMES.identity) : found;
    sheet.visibility = 'VeryHidden';
    const range = sheet.getRangeByIndexes(0, 0, IDENTITY_KEYS.length, 2);
    // Codes such as 2024-25 would become dates.
    range.numberFormat = IDENTITY_KEYS.map(() => [NUMBER_FORMATS.code, NUMBER_FORMATS.code]);
    range.values = identityRows(identity);
    settings.add(IDENTITY_SETTING, { ...identity, placeHash: currentPlace() });
    for (const [name, value] of Object.entries(identityProperties(identity)))
      properties.custom.add(name, value);
    await context.sync();
  });
}

/** Notes in the workbook which revision it now stands on, wherever it says who it is. */
export async function writeBaseRevision(revision: number): Promise<void> {
  const { identity } = await findIdentity();
  if (identity !== null) await writeIdentity({ ...identity, baseRevision: revision });
}
