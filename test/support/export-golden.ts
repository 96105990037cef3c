import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AccountStructure } from '../../src/core/account/account-structure.js';
import { AccountCode, RequestedAccount } from '../../src/core/account/chart-of-accounts.js';
import { BudgetYear } from '../../src/core/budget/budget-year.js';
import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import { ExportLayout } from '../../src/core/exports/export-layout.js';
import { planExport, type ExportPlan, type RejectedRow } from '../../src/core/exports/plan-export.js';
import { mergeRevisions, type MasterBudget } from '../../src/core/merge/master-budget.js';
import { newAccountsTable, shippedLayouts } from '../../server/exports/export-layouts.js';
import { writeExport } from '../../server/exports/write-export.js';
import { GOLDEN_FOLDER } from './golden.js';
import { smallBook } from './small-book.js';
import * as structures from './state-structures.js';

/** `site | line | account | title | current | FTE | proposed | FTE | justification`: cents and ten-thousandths. */
const Line = z.string().transform((text, context) => {
  const parts = text.split(' | ');
  if (parts.length < 8) context.addIssue('A line has eight parts at least');
  const [siteCode = '', lineId = '', account = '', title = '', ...rest] = parts;
  const [currentCents = 0, currentFte = 0, proposedCents = 0, proposedFte = 0] = rest.map(Number);
  const justification = rest[4] ?? '';
  return {
    siteCode,
    line: { lineId, account, title, currentCents, currentFte, proposedCents, proposedFte, justification },
  };
});

/** What a golden export is made from: a small district with two versions of its master budget. */
const Input = z.strictObject({
  structure: z.union([z.string(), AccountStructure]),
  codes: z.record(z.string(), z.array(AccountCode)),
  existing: z.array(z.string()).optional(),
  requested: z.array(RequestedAccount).optional(),
  year: BudgetYear,
  madeOn: z.iso.date(),
  settings: z.record(z.string(), z.string()),
  version1: z.array(Line),
  version2: z.array(Line),
});
export type GoldenInput = z.infer<typeof Input>;

export const EXPORT_GOLDENS = path.join(GOLDEN_FOLDER, 'exports');

/** The golden folders: those of shipped layouts have its id, the others bring a `layout.json` that shows a form. */
export function exportGoldens(): string[] {
  return readdirSync(EXPORT_GOLDENS).sort();
}

export function goldenLayout(name: string): ExportLayout {
  const own = path.join(EXPORT_GOLDENS, name, 'layout.json');
  const layout = existsSync(own)
    ? ExportLayout.parse(JSON.parse(readFileSync(own, 'utf8')))
    : shippedLayouts().get(name);
  if (!layout) throw new Error(`There is no layout ${name}`);
  return layout;
}

export function goldenInput(name: string): GoldenInput {
  return Input.parse(JSON.parse(readFileSync(path.join(EXPORT_GOLDENS, name, 'input.json'), 'utf8')));
}

export function planOf({ structure, codes, existing, requested, year }: GoldenInput): DistrictPlan {
  const named = typeof structure === 'string' ? NAMED[structure] : structure;
  if (!named) throw new Error('The structure is not known');
  const chart = {
    structure: named,
    codes,
    ...(existing ? { existing } : {}),
    ...(requested ? { requested } : {}),
  };
  return { ...smallBook().plan, year, chart };
}

export function masterOf(lines: GoldenInput['version1']): MasterBudget {
  const sites = new Map<string, GoldenInput['version1'][number]['line'][]>();
  for (const { siteCode, line } of lines) sites.set(siteCode, [...(sites.get(siteCode) ?? []), line]);
  return mergeRevisions(
    [...sites].map(([siteCode, ofSite]) => ({
      siteCode,
      siteName: `Site ${siteCode}`,
      revision: 1,
      contentHash: '',
      approvedBy: 'Anna Chen',
      approvedAt: '2024-03-20T08:00:00.000Z',
      totalCents: 0,
      totalFte: 0,
      lines: ofSite,
    })),
  );
}

/** The files of an export by name, with the rows that the target would refuse. */
export function filesOf(name: string, of: 'full' | 'changes', change: Partial<GoldenInput> = {}) {
  const layout = goldenLayout(name);
  const input = { ...goldenInput(name), ...change };
  const { plan, problems } = planExport({
    layout,
    newAccounts: newAccountsTable(layout),
    plan: planOf(input),
    master: masterOf(of === 'full' ? input.version1 : input.version2),
    since: of === 'full' ? null : masterOf(input.version1),
    settings: input.settings,
    madeOn: input.madeOn,
  });
  const rejected: RejectedRow[] = [];
  const write = (table: ExportPlan['budget']) =>
    Buffer.concat([...writeExport(layout, table, (row) => rejected.push(row))]);
  const files = new Map<string, Buffer>();
  if (plan) files.set(`${of}.${layout.budget.extension}`, write(plan.budget));
  if (plan?.newAccounts)
    files.set(`${of}-new-accounts.${plan.newAccounts.compiled.table.extension}`, write(plan.newAccounts));
  return { files, rejected, problems, summary: plan?.summary };
}

const NAMED: Record<string, AccountStructure> = {
  CALIFORNIA_LOCAL: structures.CALIFORNIA_LOCAL,
  TEXAS: structures.TEXAS,
  OREGON: structures.OREGON,
  NEW_YORK: structures.NEW_YORK,
};
