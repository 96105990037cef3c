import type { SiteContent } from '../budget/site-content.js';
import type { Problem } from '../problem.js';
import type { BookIndex } from '../validation/book-index.js';

/** A sheet, and the site's book; by several plans where one follows another. */
export type SheetByPlans = { content: SiteContent; indexes: readonly BookIndex[] };

/** The funding sources that a finding is about; null of one about the whole sheet. */
export function sourcesAt({ place, ruleId }: Problem, sheet: SheetByPlans): string[] | null {
  const { lines, positions } = sheet.content;
  if (place.kind === 'allocation') return [place.fundingSource];
  if (place.kind === 'line') {
    const line = lines.find(({ id }) => id === place.lineId);
    return line ? sourcesOf(line.account, sheet) : null;
  }
  if (place.kind === 'position') {
    const post = positions.find(({ id }) => id === place.positionId);
    return post ? post.splits.flatMap(({ account }) => sourcesOf(account, sheet)) : null;
  }
  return sourcesOfRule(ruleId, sheet);
}

/** The funding sources that a rule is limited to, by any of the plans; null where it is about any money. */
function sourcesOfRule(ruleId: string | undefined, { indexes }: SheetByPlans): string[] | null {
  const found = new Set<string>();
  for (const { plan } of indexes) {
    const { rules, fundingSources } = plan;
    const rule = rules.rules.find(({ id }) => id === ruleId);
    if (!rule) continue;
    const { fundingSources: codes, programs } = rule.appliesTo ?? {};
    if (!codes && !programs) return null;
    for (const source of fundingSources) {
      const isNamed = codes?.includes(source.code) ?? true;
      const isOfProgram = programs?.some((program) => source.programs?.includes(program)) ?? true;
      if (isNamed && isOfProgram) found.add(source.code);
    }
  }
  return found.size > 0 ? [...found] : null;
}

/** Who pays an account by any of the plans; '' where none does. */
export function sourcesOf(account: string, { indexes }: SheetByPlans): string[] {
  const sources = indexes.flatMap((index) => index.account(account).fundingSource ?? []);
  return sources.length > 0 ? sources : [''];
}
