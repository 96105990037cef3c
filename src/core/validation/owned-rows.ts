import { SITE_OWNER } from '../budget/site.js';
import type { LineItem } from '../budget/line-item.js';
import type { SiteContent } from '../budget/site-content.js';
import type { Place, Problem } from '../problem.js';
import type { Position } from '../staffing/position.js';
import type { BookIndex } from './book-index.js';

/** Office codes a person edits at one site; `site` for the rows of the site's own manager. */
export type Owners = ReadonlySet<string>;

/** Who edits a line: the owner of its account. On a fed line that is who edits what comes beside the posts. */
export function lineOwner(index: BookIndex, line: Pick<LineItem, 'account'>): string {
  return index.account(line.account).lineOwner;
}

/** Who edits a post: the owner of the first account it is paid from. */
export function postOwner(index: BookIndex, post: Pick<Position, 'splits'>): string {
  const first = post.splits[0];
  return first ? index.account(first.account).postOwner : SITE_OWNER;
}

/**
 * Takes from `mine` only what its author may change and keeps `base` for the rest, so that neither a broken sheet
 * nor a bypassed pane can alter account strings or rows of others. Whatever was not taken is reported, each with its
 * place; nothing is dropped in silence. New rows are taken where their account is the author's.
 */
export function takeOwnedRows(
  index: BookIndex,
  base: SiteContent,
  mine: SiteContent,
  owners: Owners,
): { content: SiteContent; kept: Problem[] } {
  const kept: Problem[] = [];
  const report: Report = (code, place, params) => kept.push({ code, severity: 'warning', place, params });
  const lines = takeRows(base.lines, mine.lines, lineRules(index, owners, report));
  const positions = takeRows(base.positions, mine.positions, postRules(index, owners, report));
  return { content: { lines, positions }, kept };
}

type Report = (code: string, place: Place, params: Problem['params']) => void;

type RowRules<Row> = {
  owns: (row: Row) => boolean;
  /** What is stored of an existing row that came back changed. */
  merge: (old: Row, next: Row) => Row;
  /** What is stored of a new row. */
  admit: (row: Row) => Row;
  report: (code: string, row: Row) => void;
};

function takeRows<Row extends { id: string }>(
  base: readonly Row[],
  mine: readonly Row[],
  rules: RowRules<Row>,
): Row[] {
  const incoming = new Map(mine.map((row) => [row.id, row]));
  const rows: Row[] = [];
  for (const old of base) {
    const next = incoming.get(old.id);
    incoming.delete(old.id);
    if (next) rows.push(rules.merge(old, next));
    else if (!rules.owns(old)) {
      rows.push(old);
      rules.report('row.notYoursMissing', old);
    }
  }
  for (const row of incoming.values()) {
    if (rules.owns(row)) rows.push(rules.admit(row));
    else rules.report('row.notYoursNew', row);
  }
  return rows;
}

/** An existing line keeps its account string, title and last year's figures: those columns are locked for everybody. */
function lineRules(index: BookIndex, owners: Owners, report: Report): RowRules<LineItem> {
  const owns = (line: LineItem) => owners.has(lineOwner(index, line));
  const reportRow = (code: string, line: LineItem) => {
    const owner = index.ownerTitle(lineOwner(index, line));
    report(code, { kind: 'line', lineId: line.id, field: 'row' }, { account: line.account, owner });
  };
  return {
    owns,
    report: reportRow,
    admit: (line) => ({ ...line, currentCents: 0, currentFte: 0 }),
    merge(old, next) {
      if (next.account !== old.account) {
        const place = { kind: 'line', lineId: old.id, field: 'account' } as const;
        report('account.changed', place, { account: next.account, was: old.account });
      }
      const { enteredCents, justification, unread } = next;
      if (owns(old)) return { ...old, enteredCents, justification, unread };
      const isSame =
        old.enteredCents === enteredCents && old.justification === justification && sameUnread(old, next);
      if (!isSame) reportRow('row.notYours', old);
      return old;
    },
  };
}

/** An existing post keeps its number, class, plans and accounts; its salary is the business of the salary owner. */
function postRules(index: BookIndex, owners: Owners, report: Report): RowRules<Position> {
  const owns = (post: Position) => owners.has(postOwner(index, post));
  const setsSalary = owners.has(index.book.plan.salaryOwner);
  const averages = new Map(
    index.book.plan.jobClasses.map(({ code, averageSalaryCents }) => [code, averageSalaryCents]),
  );
  const reportAt = (code: string, post: Position, field: 'row' | 'annualSalary', owner: string) => {
    const account = post.splits[0]?.account ?? '';
    report(code, { kind: 'position', positionId: post.id, field }, { account, title: post.title, owner });
  };
  const reportRow = (code: string, post: Position) => {
    reportAt(code, post, 'row', index.ownerTitle(postOwner(index, post)));
  };
  return {
    owns,
    report: reportRow,
    admit: (post) =>
      setsSalary
        ? post
        : {
            ...post,
            pricedAt: 'average',
            annualSalaryCents: averages.get(post.jobClass) ?? post.annualSalaryCents,
          },
    merge(old, next) {
      const { fte, status, title } = next;
      let row = old;
      if (owns(old)) row = { ...row, fte, status, title, unread: next.unread };
      else if (fte !== old.fte || status !== old.status || title !== old.title)
        reportRow('row.notYours', old);
      if (setsSalary) {
        row = {
          ...row,
          annualSalaryCents: next.annualSalaryCents,
          pricedAt: next.pricedAt,
          unread: next.unread,
        };
      } else if (next.annualSalaryCents !== old.annualSalaryCents) {
        reportAt('post.salaryNotYours', old, 'annualSalary', index.ownerTitle(index.book.plan.salaryOwner));
      }
      return row;
    },
  };
}

function sameUnread(old: Pick<LineItem, 'unread'>, next: Pick<LineItem, 'unread'>): boolean {
  return JSON.stringify(old.unread) === JSON.stringify(next.unread);
}
