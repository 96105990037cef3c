import type { DistrictPlan } from '../budget/site-book.js';
import type { ExportLayout } from './export-layout.js';

/** What is said for a layout's settings, by their keys. */
export type ExportSettings = Record<string, string>;

/** What an export is made with of its layout's settings: what was said for it, else what the district says. */
export function settingsFor(
  { settings }: Pick<ExportLayout, 'settings'>,
  { exportSettings }: Pick<DistrictPlan, 'exportSettings'>,
  said: Readonly<ExportSettings> | undefined,
): ExportSettings {
  const known: Partial<ExportSettings> = { ...exportSettings, ...said };
  return Object.fromEntries(
    settings.flatMap(({ key }) => {
      const value = known[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** The first setting that is another than it was, with both; null where none is. */
export function otherSetting(
  { settings }: Pick<ExportLayout, 'settings'>,
  then: Readonly<ExportSettings>,
  now: Readonly<ExportSettings>,
): { setting: string; then: string; now: string } | null {
  for (const { key, title } of settings) {
    const both = { then: then[key] ?? '', now: now[key] ?? '' };
    if (both.then !== both.now) return { setting: title, ...both };
  }
  return null;
}
