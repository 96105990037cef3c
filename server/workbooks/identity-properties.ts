import { IDENTITY_KEYS, WorkbookIdentity } from '../../src/core/workbook/identity.js';

/** `SitebookWorkbookId` for `workbookId`: the name of the custom document property. */
function propertyName(key: (typeof IDENTITY_KEYS)[number]): string {
  return `Sitebook${key.charAt(0).toUpperCase()}${key.slice(1)}`;
}

/** The identity as custom document properties, all text: they survive where the hidden sheet was deleted. */
export function identityProperties(identity: WorkbookIdentity): Record<string, string> {
  return Object.fromEntries(IDENTITY_KEYS.map((key) => [propertyName(key), String(identity[key])]));
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
