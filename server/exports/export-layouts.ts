import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { canonical } from '../../src/core/canonical.js';
import { ExportLayout, type ExportTable } from '../../src/core/exports/export-layout.js';
import { errorMessage } from '../error-code.js';
import { projectRoot } from '../project-root.js';
import { StartFailure } from '../start-failure.js';

/** The layout whose files Sitebook itself describes, with all that a line has. */
export const GENERIC_LAYOUT = 'generic-csv';

/** Layouts by their ids. */
export type LayoutShelf = ReadonlyMap<string, ExportLayout>;
let shipped: LayoutShelf | undefined;

/** The layouts that come with the program, `assets/export-layouts/<id>.json`, read once. */
export function shippedLayouts(): LayoutShelf {
  shipped ??= readShipped(path.join(projectRoot(), 'assets/export-layouts'));
  return shipped;
}

function readShipped(folder: string): LayoutShelf {
  const { layouts, faults } = readFolder(folder, new Map());
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return layouts;
}

/**
 * The shipped layouts with those of a folder, each in a file `<id>.json`; without a folder the shipped ones alone. Whoever
 * runs the server answers for them: a pattern is a regular expression, and a bad one can take for ever. Throws a
 * `StartFailure` that names every fault with its file and place; an id that a shipped layout has is one.
 */
export function layoutsWith(folder: string | null): LayoutShelf {
  if (folder === null) return shippedLayouts();
  const { layouts, faults } = readFolder(folder, shippedLayouts());
  if (faults.length === 0) return new Map([...shippedLayouts(), ...layouts]);
  throw new StartFailure(
    `The export layouts in ${folder} cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    'Correct the files, or unset SITEBOOK_LAYOUTS.',
  );
}

/** A layout of a file of its own, for one export, whatever the file is called. Faults as of `layoutsWith`. */
export function layoutOfFile(file: string, taken: LayoutShelf): ExportLayout {
  const { layout, faults } = readLayout(file, taken);
  if (layout && faults.length === 0) return layout;
  throw new StartFailure(
    `The export layout cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    'Correct the file.',
  );
}

function readFolder(folder: string, taken: LayoutShelf): { layouts: LayoutShelf; faults: string[] } {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch (error) {
    return { layouts: new Map(), faults: [errorMessage(error)] };
  }
  const layouts = new Map<string, ExportLayout>();
  const faults: string[] = [];
  for (const name of names.sort()) {
    const read = readLayout(path.join(folder, name), taken);
    faults.push(...read.faults);
    if (!read.layout) continue;
    const { id } = read.layout;
    if (name !== `${id}.json`) faults.push(`${name}, id: the layout ${id} has to be in a file ${id}.json`);
    layouts.set(id, read.layout);
  }
  return { layouts, faults };
}

/** A layout, and what is wrong with its file: `<file>, <place>: <reason>`. */
function readLayout(file: string, taken: LayoutShelf): { layout: ExportLayout | null; faults: string[] } {
  const name = path.basename(file);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return { layout: null, faults: [`${name}: ${errorMessage(error)}`] };
  }
  const parsed = ExportLayout.safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${name}, ${placeOf(issue.path)}: ${issue.message}`);
    return { layout: null, faults };
  }
  const { id } = parsed.data;
  const faults = taken.has(id) ? [`${name}, id: Sitebook has a layout ${id} already; choose another id`] : [];
  return { layout: parsed.data, faults };
}

/** `budget.fields[3].pattern` */
function placeOf(steps: readonly PropertyKey[]): string {
  const place = steps
    .map((step) => (typeof step === 'number' ? `[${String(step)}]` : `.${String(step)}`))
    .join('');
  return place.replace(/^\./, '') || 'the file';
}

/** What new accounts are written as: the layout's own table, or the generic one, beside a target that has no format. */
export function newAccountsTable(layout: ExportLayout): ExportTable {
  const table = layout.newAccounts ?? shippedLayouts().get(GENERIC_LAYOUT)?.newAccounts;
  if (!table) throw new Error('The generic layout has no table of new accounts');
  return table;
}

/** SHA-256 of what a layout writes: its title and where it is described may change and leave its files as they are. */
export function layoutHash(layout: ExportLayout): string {
  const { title: _, source: _source, ...written } = layout;
  return createHash('sha256').update(canonical(written)).digest('hex');
}
