import type { Fte } from '../fte.js';
import { WHOLE_SHARE_PPM, type Position } from '../staffing/position.js';
import type { LineItem } from './line-item.js';
import type { SiteContent } from './site-content.js';

/** What a person gives for a new line: nothing of this year, since it was not budgeted then. */
export type NewLine = Pick<LineItem, 'id' | 'account' | 'title' | 'enteredCents' | 'justification'>;

/** The content with a line more, below `afterId` where that is one of its lines, else at the end. */
export function addLine(content: SiteContent, line: NewLine, afterId: string | null = null): SiteContent {
  const row: LineItem = { ...line, currentCents: 0, currentFte: 0, unread: [] };
  return { ...content, lines: insertAfter(content.lines, row, afterId) };
}

/** The content with a post more, below `afterId` where that is one of its posts, else at the end. */
export function addPost(content: SiteContent, post: Position, afterId: string | null = null): SiteContent {
  return { ...content, positions: insertAfter(content.positions, post, afterId) };
}

export function removeLine(content: SiteContent, lineId: string): SiteContent {
  return { ...content, lines: content.lines.filter(({ id }) => id !== lineId) };
}

export function removePost(content: SiteContent, positionId: string): SiteContent {
  return { ...content, positions: content.positions.filter(({ id }) => id !== positionId) };
}

/** The part of a post that goes elsewhere: how much of it, to which account, under which id and title. */
export type PostPart = { id: string; fte: Fte; account: string; title: string };

/**
 * Splits a post in two: it keeps its incumbent and what is left of its FTE, and the other part becomes a post of its
 * own, of the same class, price and benefit plans, paid whole from `part.account` and directly below. Both together
 * have the FTE that the post had. Null when the part is not more than nothing and less than the whole.
 */
export function splitPost(content: SiteContent, positionId: string, part: PostPart): SiteContent | null {
  const post = content.positions.find(({ id }) => id === positionId);
  if (!post || part.fte <= 0 || part.fte >= post.fte) return null;
  const other: Position = {
    ...post,
    id: part.id,
    number: '',
    title: part.title,
    fte: part.fte,
    splits: [{ account: part.account, sharePpm: WHOLE_SHARE_PPM }],
    unread: [],
  };
  const rest: Position = { ...post, fte: post.fte - part.fte };
  const positions = content.positions.map((row) => (row.id === positionId ? rest : row));
  return addPost({ ...content, positions }, other, positionId);
}

function insertAfter<Row extends { id: string }>(
  rows: readonly Row[],
  row: Row,
  afterId: string | null,
): Row[] {
  const at = rows.findIndex(({ id }) => id === afterId);
  return at < 0 ? [...rows, row] : [...rows.slice(0, at + 1), row, ...rows.slice(at + 1)];
}
