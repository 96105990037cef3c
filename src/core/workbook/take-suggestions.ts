import type { LineItem, UnreadCell } from '../budget/line-item.js';
import type { SiteContent } from '../budget/site-content.js';
import type { Problem } from '../problem.js';
import type { Position } from '../staffing/position.js';

/**
 * The content with text that can only mean one figure, such as `(1,234.50)`, taken for it, in amounts of lines and FTE of
 * posts; each is said (`cell.textTaken`). For files, where nobody is there to press the pane's button; what was rounded or
 * cannot be read stays as it is. Salaries stay too: whose they are is the pane's business.
 */
export function takeSuggestions(content: SiteContent): { content: SiteContent; taken: Problem[] } {
  const taken: Problem[] = [];
  const lines = content.lines.map((line): LineItem => {
    const cell = line.unread.find(({ field }) => field === 'amount' || field === 'besidePosts');
    if (!isPlain(cell)) return line;
    taken.push({
      code: 'cell.textTaken',
      severity: 'info',
      place: { kind: 'line', lineId: line.id, field: cell.field === 'amount' ? 'amount' : 'besidePosts' },
      params: { text: cell.text, takenCents: cell.suggestion },
    });
    const unread = line.unread.filter((other) => other !== cell);
    return { ...line, enteredCents: cell.suggestion, unread };
  });
  const positions = content.positions.map((post): Position => {
    const cell = post.unread.find(({ field }) => field === 'fte');
    if (!isPlain(cell) || cell.suggestion < 0) return post;
    taken.push({
      code: 'cell.textTaken',
      severity: 'info',
      place: { kind: 'position', positionId: post.id, field: 'fte' },
      params: { text: cell.text, takenFte: cell.suggestion },
    });
    return { ...post, fte: cell.suggestion, unread: post.unread.filter((other) => other !== cell) };
  });
  return taken.length === 0 ? { content, taken } : { content: { ...content, lines, positions }, taken };
}

function isPlain(cell: UnreadCell | undefined): cell is UnreadCell & { suggestion: number } {
  return cell?.reason === 'text' && cell.suggestion !== undefined;
}
