import { parseAccount } from '../account/account-structure.js';
import { exceptionParams } from '../budget/rule-exception.js';
import { accountsIn, type SiteContent } from '../budget/site-content.js';
import { canonical } from '../canonical.js';
import type { Problem } from '../problem.js';
import type { BookIndex } from '../validation/book-index.js';
import { computeFigures, openSheet } from '../validation/sheet-state.js';
import type { PlanDiff } from './compare-plans.js';
import { sourcesAt, sourcesOf } from './finding-sources.js';
import type { PlanChange } from './reopen-steps.js';

/** A submitted sheet, and the site's book by the plan before and after. */
export type SheetUnderBoth = { content: SiteContent; before: BookIndex; after: BookIndex };

/** Whether plans differ in nothing but the words of codes: what was approved is what it was. */
export function isWordsAlone({ rules, codes, tables }: PlanDiff): boolean {
  return rules.length === 0 && tables.length === 0 && codes.every(({ change }) => change === 'retitled');
}

/**
 * What a difference of plans concerns of a submitted sheet: the funding sources of rows on codes that changed in more
 * than their words, those of findings that are others by the next plan than by the one before, and those whose amounts
 * are: posts at other rates, accounts that another source pays. None where it is about nothing that was approved. The funding source is '' of rows that none pays: they concern the whole sheet alone.
 */
export function concernOf(diff: PlanDiff, sheet: SheetUnderBoth): PlanChange {
  if (isWordsAlone(diff)) return { fundingSources: [] };
  const changed = diff.codes.filter(({ change }) => change !== 'retitled');
  const seen = { content: sheet.content, indexes: [sheet.before, sheet.after] };
  const fundingSources = new Set<string>();
  for (const account of accountsOn(changed, sheet))
    for (const source of sourcesOf(account, seen)) fundingSources.add(source);
  for (const problem of otherFindings(sheet)) {
    const sources = sourcesAt(problem, seen);
    if (sources === null) return { fundingSources: 'all' };
    for (const source of sources) fundingSources.add(source);
  }
  if (diff.tables.length > 0) for (const source of otherAmounts(sheet)) fundingSources.add(source);
  return { fundingSources: [...fundingSources].sort() };
}

/** The funding sources of rows that have another amount, or another source, by one plan than by the other. */
function otherAmounts({ content, before, after }: SheetUnderBoth): Set<string> {
  const seen = { content, indexes: [before, after] };
  const [was, is] = [computeFigures(before, content), computeFigures(after, content)];
  const accounts = new Set<string>();
  for (const { id, account } of content.lines) {
    const isSame =
      canonical(was.lines.get(id)) === canonical(is.lines.get(id)) &&
      before.account(account).fundingSource === after.account(account).fundingSource;
    if (!isSame) accounts.add(account);
  }
  const [there, here] = [was, is].map(({ unplaced }) => new Map(unplaced.map((one) => [one.account, one])));
  for (const account of [...(there?.keys() ?? []), ...(here?.keys() ?? [])])
    if (canonical(there?.get(account) ?? null) !== canonical(here?.get(account) ?? null))
      accounts.add(account);
  return new Set([...accounts].flatMap((account) => sourcesOf(account, seen)));
}

/** The accounts of a sheet's rows that have one of the codes, also where they are no good by either plan. */
function accountsOn(codes: PlanDiff['codes'], { content, after }: SheetUnderBoth): Set<string> {
  const { structure } = after.plan.chart;
  const sought = new Set(codes.map(({ segment, code }) => `${segment} ${code}`));
  const isOn = (account: string) => {
    const parsed = parseAccount(structure, account);
    return (
      parsed.ok &&
      structure.segments.some(({ code: segment }, at) => sought.has(`${segment} ${parsed.codes[at] ?? ''}`))
    );
  };
  return new Set([...accountsIn(content)].filter(isOn));
}

/** Findings that one of the plans has and the other has not, or has with other figures. Whom to ask is none of them. */
function otherFindings({ content, before, after }: SheetUnderBoth): Problem[] {
  const [old, now] = [before, after].map((index) => findings(index, content));
  if (!old || !now) throw new Error('Two plans are compared');
  const only = (some: ReadonlyMap<string, Problem>, other: ReadonlyMap<string, Problem>) =>
    [...some].filter(([text]) => !other.has(text)).map(([, problem]) => problem);
  return [...only(old, now), ...only(now, old)];
}

function findings(index: BookIndex, content: SiteContent): Map<string, Problem> {
  return new Map(
    openSheet(index, content).problems.map((problem) => [
      canonical({ ...problem, params: exceptionParams(problem) }),
      problem,
    ]),
  );
}
