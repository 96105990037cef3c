import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { canonical } from '../../src/core/canonical.js';
import { ExportLayout, type ExportTable } from '../../src/core/exports/export-layout.js';
import { projectRoot } from '../project-root.js';

/** The layout whose files Sitebook itself describes, with all that a line has. */
export const GENERIC_LAYOUT = 'generic-csv';

export type LayoutShelf = ReadonlyMap<string, ExportLayout>;
let shipped: LayoutShelf | undefined;

/** The layouts that come with the program, `assets/export-layouts/<id>.json`, read once. */
export function shippedLayouts(): LayoutShelf {
  shipped ??= readLayouts(path.join(projectRoot(), 'assets/export-layouts'));
  return shipped;
}

/** Reads every layout of a folder, by id. Throws where one is wrong, since they are part of the program. */
export function readLayouts(folder: string): LayoutShelf {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  return new Map(
    files.map((name) => {
      const layout = ExportLayout.parse(JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
      if (name !== `${layout.id}.json`) throw new Error(`The layout ${layout.id} stands in ${name}`);
      return [layout.id, layout];
    }),
  );
}

/** What new accounts are written as: the layout's own table, or the generic one, beside a target that has no format. */
export function newAccountsTable(layout: ExportLayout): ExportTable {
  const table = layout.newAccounts ?? shippedLayouts().get(GENERIC_LAYOUT)?.newAccounts;
  if (!table) throw new Error('The generic layout has no table of new accounts');
  return table;
}

/** SHA-256 of a layout as data. */
export function layoutHash(layout: ExportLayout): string {
  return createHash('sha256').update(canonical(layout)).digest('hex');
}
