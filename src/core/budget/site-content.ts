import { z } from 'zod';
import { Explanation } from './explanation.js';
import { LineItem, type UnreadCell } from './line-item.js';
import { Position } from '../staffing/position.js';

/** Everything a person can change in a site's budget: what a workbook holds, a revision stores and a merge reads. */
export const SiteContent = z.object({
  lines: z.array(LineItem).max(20_000),
  positions: z.array(Position).max(10_000),
  /** Explanations of warnings that are not about one line. */
  explanations: z.array(Explanation).max(1_000).optional(),
});
export type SiteContent = z.infer<typeof SiteContent>;

/** The account strings of a content as they were typed: of lines, and of what posts are paid from. */
export function accountsIn({ lines, positions }: SiteContent): Set<string> {
  const rows = [...lines, ...positions.flatMap(({ splits }) => splits)];
  return new Set(rows.map(({ account }) => account));
}

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
  const positions = [...content.positions].sort(byId).map(positionParts);
  const explanations = explanationParts(content);
  return JSON.stringify({
    format: 'sitebook-content-1',
    lines,
    positions,
    ...(explanations.length === 0 ? {} : { explanations }),
  });
}

/** What of a post is saved, in the order of its canonical text. */
function positionParts(post: Position): unknown[] {
  return [
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
      .sort((a, b) => (a.account === b.account ? a.sharePpm - b.sharePpm : a.account < b.account ? -1 : 1))
      .map((split) => [split.account, split.sharePpm]),
    post.unread.map((cell) => [cell.field, cell.text]),
    ...specialParts(post),
  ];
}

/** What few posts have, left out where they have none of it, so that the texts of the others stay what they were. */
function specialParts({ startDate, calendar, extraPay }: Position): unknown[] {
  if (startDate === undefined && calendar === undefined && extraPay === undefined) return [];
  const pay = extraPay ? [extraPay.unit, extraPay.quantity, extraPay.rateCents] : null;
  return [[startDate ?? '', calendar ?? '', pay]];
}

function explanationParts({ explanations = [] }: SiteContent): string[][] {
  return explanations
    .map(({ problemKey, text }) => [problemKey, text])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
}

/** Whether two contents of a site hold the same, whatever the order of their rows: what a save would change. */
export function sameContent(a: SiteContent, b: SiteContent): boolean {
  return (
    sameRows(a.lines, b.lines, sameLine) &&
    sameRows(a.positions, b.positions, samePosition) &&
    JSON.stringify(explanationParts(a)) === JSON.stringify(explanationParts(b))
  );
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

/** Whether two states of a line hold the same. Field by field: a sheet has thousands, read at every keystroke. */
export function sameLine(a: LineItem, b: LineItem): boolean {
  return (
    a === b ||
    (a.id === b.id &&
      a.account === b.account &&
      a.title === b.title &&
      a.enteredCents === b.enteredCents &&
      a.justification === b.justification &&
      sameUnread(a.unread, b.unread))
  );
}

/** Whether two states of a post hold the same. */
export function samePosition(a: Position, b: Position): boolean {
  return (
    a === b ||
    (JSON.stringify(positionParts(a)) === JSON.stringify(positionParts(b)) && sameUnread(a.unread, b.unread))
  );
}

/** The reason counts: the number 0.333 and the text "0.333" are found with different faults. */
function sameUnread(a: readonly UnreadCell[], b: readonly UnreadCell[]): boolean {
  return (
    a.length === b.length &&
    a.every((cell, at) => {
      const other = b[at];
      return cell.field === other?.field && cell.text === other.text && cell.reason === other.reason;
    })
  );
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
