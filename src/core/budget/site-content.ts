import { z } from 'zod';
import { Explanation } from './explanation.js';
import { LineItem } from './line-item.js';
import { Position } from '../staffing/position.js';

/** Everything a person can change in a site's budget: what a workbook holds, a revision stores and a merge reads. */
export const SiteContent = z.object({
  lines: z.array(LineItem).max(20_000),
  positions: z.array(Position).max(10_000),
  /** Explanations of warnings that are not about one line. */
  explanations: z.array(Explanation).max(1_000).optional(),
});
export type SiteContent = z.infer<typeof SiteContent>;

/**
 * The one text of a content, for hashing: rows ordered by id and fields in a fixed order, so that row order, key
 * order and white space do not change it. What a cell holds changes it, also where it could not be read.
 */
export function canonicalContent(content: SiteContent): string {
  const lines = [...content.lines]
    .sort(byId)
    .map((line) => [
      line.id,
      line.account,
      line.title,
      line.enteredCents,
      line.justification,
      line.unread.map((cell) => [cell.field, cell.text]),
    ]);
  const positions = [...content.positions]
    .sort(byId)
    .map((post) => [
      post.id,
      post.number,
      post.title,
      post.jobClass,
      post.fte,
      post.annualSalaryCents,
      post.pricedAt,
      post.status,
      [...post.benefitPlans].sort(),
      [...post.splits]
        .sort((a, b) => (a.account < b.account ? -1 : 1))
        .map((split) => [split.account, split.sharePpm]),
      post.unread.map((cell) => [cell.field, cell.text]),
    ]);
  const explanations = [...(content.explanations ?? [])]
    .map(({ problemKey, text }) => [problemKey, text])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return JSON.stringify({
    format: 'sitebook-content-1',
    lines,
    positions,
    ...(explanations.length === 0 ? {} : { explanations }),
  });
}

/** Whether two contents would be saved as the same: cheaper than comparing their canonical texts. */
export function sameContent(a: SiteContent, b: SiteContent): boolean {
  return sameRows(a.lines, b.lines, sameLine) && sameRows(a.positions, b.positions, samePosition);
}

function sameRows<Row extends { id: string }>(
  a: readonly Row[],
  b: readonly Row[],
  same: (one: Row, other: Row) => boolean,
): boolean {
  if (a.length !== b.length) return false;
  const others = new Map(b.map((row) => [row.id, row]));
  return a.every((row) => {
    const other = others.get(row.id);
    return other !== undefined && same(row, other);
  });
}

function sameLine(a: LineItem, b: LineItem): boolean {
  return (
    a.enteredCents === b.enteredCents &&
    a.justification === b.justification &&
    a.account === b.account &&
    sameUnread(a.unread, b.unread)
  );
}

function samePosition(a: Position, b: Position): boolean {
  return (
    a.fte === b.fte &&
    a.annualSalaryCents === b.annualSalaryCents &&
    a.title === b.title &&
    a.status === b.status &&
    sameUnread(a.unread, b.unread)
  );
}

function sameUnread(a: LineItem['unread'], b: LineItem['unread']): boolean {
  return (
    a.length === b.length && a.every((cell, at) => cell.text === b[at]?.text && cell.field === b[at].field)
  );
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
