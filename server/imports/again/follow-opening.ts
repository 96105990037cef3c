import type { LineItem } from '../../../src/core/budget/line-item.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { canonical } from '../../../src/core/canonical.js';

/** What a line is known by, the surest first, where exactly one of each side has it. */
const KEYS: readonly ((line: LineItem) => string)[] = [
  ({ id }) => id,
  ({ account, title, currentCents, currentFte }) => canonical([account, title, currentCents, currentFte]),
  ({ account, title }) => canonical([account, title]),
  ({ account }) => account,
];

/**
 * The files' opening content with the ids that lines have already: an id is made from what a row says, and workbooks that
 * were handed out know the row by the one it had. Posts are known by their numbers, from which their ids are made.
 */
export function withKnownIds(stored: SiteContent, given: SiteContent): SiteContent {
  const ids = new Map<LineItem, string>();
  let [old, next] = [stored.lines, given.lines];
  for (const keyOf of KEYS) {
    const [was, is] = [onlyOnes(old, keyOf), onlyOnes(next, keyOf)];
    const taken = new Set<LineItem>();
    for (const [key, line] of is) {
      const same = was.get(key);
      if (!same) continue;
      ids.set(line, same.id);
      taken.add(same);
    }
    old = old.filter((line) => !taken.has(line));
    next = next.filter((line) => !ids.has(line));
  }
  return { ...given, lines: given.lines.map((line) => ({ ...line, id: ids.get(line) ?? line.id })) };
}

function onlyOnes(lines: readonly LineItem[], keyOf: (line: LineItem) => string): Map<string, LineItem> {
  const found = new Map<string, LineItem | null>();
  for (const line of lines) found.set(keyOf(line), found.has(keyOf(line)) ? null : line);
  return new Map([...found].flatMap(([key, line]) => (line ? [[key, line] as const] : [])));
}

/** How many lines and posts one content has and the other has not, or has otherwise. */
export type Difference = { added: number; removed: number; changed: number };

export function differenceOf(before: SiteContent, after: SiteContent): Difference {
  const rows = ({ lines, positions }: SiteContent) =>
    new Map([...lines, ...positions].map((row) => [row.id, canonical(row)]));
  const [was, is] = [rows(before), rows(after)];
  const inBoth = [...is].filter(([id]) => was.has(id));
  return {
    added: is.size - inBoth.length,
    removed: was.size - inBoth.length,
    changed: inBoth.filter(([id, text]) => was.get(id) !== text).length,
  };
}

export function isNone({ added, removed, changed }: Difference): boolean {
  return added + removed + changed === 0;
}
