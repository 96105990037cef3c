import { parseAccount } from '../account/account-structure.js';
import type { ChartIndex } from '../account/chart-of-accounts.js';
import { canonicalContent, type SiteContent } from '../budget/site-content.js';
import { canonical } from '../canonical.js';
import { isUnexplained, type Problem } from '../problem.js';
import type { BookIndex } from '../validation/book-index.js';
import type { Balance, Figures } from '../validation/figures.js';
import type { SubmissionFacts } from './submission-facts.js';

/** A checked sheet, and what approvals of it depend on besides. */
export type SheetToSubmit = {
  index: BookIndex;
  content: SiteContent;
  figures: Figures;
  problems: readonly Problem[];
  rulePackHash: string;
  hasException: boolean;
};

/**
 * What a route asks of a sheet. A funding source has what its lines and posts hold, what they come to, the codes they are
 * on, its allocation and the rules: an approval is for all of it. `hash` digests a text.
 */
export function readFacts(sheet: SheetToSubmit, hash: (text: string) => string): SubmissionFacts {
  const { index, content, figures, problems, hasException } = sheet;
  const balances = new Map(figures.balances.map((balance) => [balance.fundingSource, balance]));
  const parts = [...contentsBySource(index, content)].filter(([, part]) => isTouched(part, figures));
  const sources = parts.map(([fundingSource, part]) => ({
    fundingSource,
    proposedCents: sum(part.lines.map(({ id }) => figures.lines.get(id)?.proposedCents ?? 0)),
    hash: hash(textOf(part, sheet, { fundingSource, balance: balances.get(fundingSource) })),
  }));
  sources.sort((a, b) => (a.fundingSource < b.fundingSource ? -1 : 1));
  const whole = JSON.stringify([textOf(content, sheet), [...figures.balances].map(allocated).sort()]);
  return {
    sources,
    hash: hash(whole),
    hasWarning: problems.some(isUnexplained),
    hasExplained: problems.some(
      ({ severity, explanation }) => severity === 'warning' && explanation !== undefined,
    ),
    hasException,
  };
}

/** The rows of each funding source; a post counts for every source that pays it, a line without source for ''. */
function contentsBySource(index: BookIndex, content: SiteContent): Map<string, SiteContent> {
  const parts = new Map<string, SiteContent>();
  const partOf = (account: string) => {
    const source = index.account(account).fundingSource ?? '';
    const part = parts.get(source) ?? { lines: [], positions: [] };
    parts.set(source, part);
    return part;
  };
  for (const line of content.lines) partOf(line.account).lines.push(line);
  for (const post of content.positions) {
    for (const part of new Set(post.splits.map(({ account }) => partOf(account)))) part.positions.push(post);
  }
  return parts;
}

/** Rows that were never worth anything and are not now touch nothing. */
function isTouched({ lines, positions }: SiteContent, figures: Figures): boolean {
  if (positions.length > 0) return true;
  return lines.some((line) => {
    const { proposedCents = 0, proposedFte = 0 } = figures.lines.get(line.id) ?? {};
    return [line.currentCents, line.currentFte, proposedCents, proposedFte].some((figure) => figure !== 0);
  });
}

function textOf(
  content: SiteContent,
  { figures, index, rulePackHash }: SheetToSubmit,
  source?: { fundingSource: string; balance: Balance | undefined },
): string {
  const proposed = content.lines
    .map(({ id }) => {
      const { proposedCents = 0, proposedFte = 0 } = figures.lines.get(id) ?? {};
      return JSON.stringify([id, proposedCents, proposedFte]);
    })
    .sort();
  const accounts = [...content.lines, ...content.positions.flatMap(({ splits }) => splits)]
    .map(({ account }) => account)
    .filter((account) => !source || (index.account(account).fundingSource ?? '') === source.fundingSource);
  return JSON.stringify([
    canonicalContent(content),
    proposed,
    source?.balance ? allocated(source.balance) : '',
    rulePackHash,
    codesOf(accounts, index.chart),
  ]);
}

/** What the chart says of the codes of accounts and of those they belong under; their words do not matter. */
function codesOf(accounts: readonly string[], { chart, code: entryOf }: ChartIndex): string[] {
  const { structure } = chart;
  const told = new Set<string>();
  for (const account of new Set(accounts)) {
    const parsed = parseAccount(structure, account);
    if (!parsed.ok) continue;
    for (const [at, { code: segment }] of structure.segments.entries()) {
      let next = parsed.codes[at];
      for (const seen = new Set<string>(); next !== undefined && !seen.has(next);) {
        seen.add(next);
        const entry = entryOf(segment, next);
        told.add(canonical([segment, { ...entry, code: next, title: '' }]));
        next = entry?.parent;
      }
    }
  }
  return [...told].sort();
}

function allocated({ fundingSource, allocatedCents, allocatedFte }: Balance): string {
  return JSON.stringify([fundingSource, allocatedCents, allocatedFte]);
}

function sum(cents: readonly number[]): number {
  return cents.reduce((total, part) => total + part, 0);
}
