import { SITE_OWNER } from '../budget/site.js';
import type { LineItem, UnreadCell } from '../budget/line-item.js';
import type { SiteContent } from '../budget/site-content.js';
import { FTE_SCALE, type Fte } from '../fte.js';
import { centsTimes } from '../money.js';
import type { Place, Problem, Severity } from '../problem.js';
import type { Position } from '../staffing/position.js';
import { typedSalary } from '../staffing/typed-salary.js';
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
 * nor a bypassed pane can alter account strings or rows of others. New rows are taken where their account is the
 * author's; one that the season opened with, and that comes back, keeps what is locked as it was then. Nothing is dropped in silence: `kept` reports whatever was not taken, and every own row that is gone
 * (`row.removed`, with what it held), each with its place.
 */
export function takeOwnedRows(
  index: BookIndex,
  base: SiteContent,
  mine: SiteContent,
  owners: Owners,
): { content: SiteContent; kept: Problem[] } {
  const kept: Problem[] = [];
  const report: Report = (code, place, params, severity = 'warning') =>
    kept.push({ code, severity, place, params });
  const lines = takeRows(base.lines, mine.lines, lineRules(index, owners, report));
  const rules = postRules(index, owners, report);
  const keepsPrice = partsOf(base.positions, mine.positions, rules.owns);
  const setsSalary = owners.has(index.book.plan.salaryOwner);
  const admit = (post: Position) =>
    !setsSalary && keepsPrice(post) ? { ...post, unread: unreadOf(post, 'fte') } : rules.admit(post);
  const positions = takeRows(base.positions, mine.positions, { ...rules, admit });
  const content: SiteContent = { lines, positions };
  // Whoever saves a site's sheet explains its warnings; a sheet that says nothing of them keeps what was written.
  const explanations = mine.explanations ?? base.explanations;
  if (explanations !== undefined) content.explanations = explanations;
  return { content, kept };
}

type Report = (code: string, place: Place, params: Problem['params'], severity?: Severity) => void;

type RowRules<Row> = {
  owns: (row: Row) => boolean;
  /** What is stored of an existing row that came back changed. */
  merge: (old: Row, next: Row) => Row;
  /** A row that is not in the base with what is locked of it, where the season opened with it. */
  restore: (row: Row) => Row;
  /** What is stored of a new row. */
  admit: (row: Row) => Row;
  report: (code: string, row: Row) => void;
  /** An own row that is not in the sheet any more. */
  reportRemoved: (row: Row) => void;
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
    else if (rules.owns(old)) rules.reportRemoved(old);
    else {
      rows.push(old);
      rules.report('row.notYoursMissing', old);
    }
  }
  for (const came of incoming.values()) {
    const row = rules.restore(came);
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
  const reportAccount = (old: LineItem, next: LineItem) => {
    if (next.account === old.account) return;
    const place = { kind: 'line', lineId: old.id, field: 'account' } as const;
    report('account.changed', place, { account: next.account, was: old.account });
  };
  return {
    owns,
    report: reportRow,
    reportRemoved({ id, account, title, enteredCents, currentCents }) {
      const holdsMoney = enteredCents !== 0 || currentCents !== 0;
      const place = { kind: 'line', lineId: id, field: 'row' } as const;
      const params = { account, title, amountCents: enteredCents, currentCents };
      report('row.removed', place, params, holdsMoney ? 'warning' : 'info');
    },
    restore(line) {
      const opened = index.openingLines.get(line.id);
      if (!opened) return line;
      reportAccount(opened, line);
      const { account, title, currentCents, currentFte } = opened;
      return { ...line, account, title, currentCents, currentFte };
    },
    admit: (line) => (index.openingLines.has(line.id) ? line : { ...line, currentCents: 0, currentFte: 0 }),
    merge(old, next) {
      reportAccount(old, next);
      const { enteredCents, justification, unread } = next;
      const isSame =
        old.enteredCents === enteredCents &&
        old.justification === justification &&
        sameCells(old.unread, unread);
      if (isSame) return old;
      if (owns(old)) return { ...old, enteredCents, justification, unread };
      reportRow('row.notYours', old);
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
    reportRemoved({ id, title, splits, fte, annualSalaryCents }) {
      const place = { kind: 'position', positionId: id, field: 'row' } as const;
      const amountCents = centsTimes(annualSalaryCents, fte, FTE_SCALE);
      const params = { account: splits[0]?.account ?? '', title, fte, amountCents };
      report('row.removed', place, params, fte === 0 ? 'info' : 'warning');
    },
    restore(post) {
      const opened = index.openingPositions.get(post.id);
      if (!opened) return post;
      const { number, jobClass, benefitPlans, splits, annualSalaryCents, pricedAt } = opened;
      const salary = setsSalary ? {} : { annualSalaryCents, pricedAt };
      return { ...post, number, jobClass, benefitPlans, splits, ...salary };
    },
    admit: (post) =>
      setsSalary
        ? { ...post, ...typedSalary(post, averages.get(post.jobClass), post.annualSalaryCents) }
        : {
            ...post,
            unread: unreadOf(post, 'fte'),
            ...(index.openingPositions.has(post.id)
              ? {}
              : {
                  pricedAt: 'average',
                  annualSalaryCents: averages.get(post.jobClass) ?? post.annualSalaryCents,
                }),
          },
    merge(old, next) {
      const ownsPost = owns(old);
      const { fte, status, title } = next;
      const { annualSalaryCents, pricedAt } = ownSalary(averages, old, next);
      const isSamePost =
        fte === old.fte &&
        status === old.status &&
        title === old.title &&
        sameCells(unreadOf(old, 'fte'), unreadOf(next, 'fte'));
      const isSameSalary =
        annualSalaryCents === old.annualSalaryCents &&
        pricedAt === old.pricedAt &&
        sameCells(unreadOf(old, 'annualSalary'), unreadOf(next, 'annualSalary'));
      if (!ownsPost && !isSamePost) reportRow('row.notYours', old);
      if (!setsSalary && !isSameSalary)
        reportAt('post.salaryNotYours', old, 'annualSalary', index.ownerTitle(index.book.plan.salaryOwner));
      if (isSamePost && isSameSalary && old.unread.length === 0) return old;
      return {
        ...old,
        ...(ownsPost ? { fte, status, title } : {}),
        ...(setsSalary ? { annualSalaryCents, pricedAt } : {}),
        // What a cell held belongs to whoever owns the cell, like its figure.
        unread: [
          ...unreadOf(ownsPost ? next : old, 'fte'),
          ...unreadOf(setsSalary ? next : old, 'annualSalary'),
        ],
      };
    },
  };
}

/**
 * Tells whether a new post is a part split off one of the author's: another one of that class and salary gave up at least
 * its FTE. The person stays the same, so the part keeps her salary, whoever sets salaries. What one part takes, the next
 * cannot.
 */
function partsOf(
  base: readonly Position[],
  mine: readonly Position[],
  owns: (post: Position) => boolean,
): (post: Position) => boolean {
  const now = new Map(mine.map((post) => [post.id, post]));
  const given = new Map<string, Fte>();
  const price = ({ jobClass, annualSalaryCents }: Position) => JSON.stringify([jobClass, annualSalaryCents]);
  for (const old of base) {
    const fte = old.fte - (now.get(old.id)?.fte ?? old.fte);
    if (fte > 0 && old.pricedAt === 'actual' && owns(old))
      given.set(price(old), (given.get(price(old)) ?? 0) + fte);
  }
  return (post) => {
    const left = (given.get(price(post)) ?? 0) - post.fte;
    if (post.pricedAt !== 'actual' || post.fte <= 0 || left < 0) return false;
    given.set(price(post), left);
    return true;
  };
}

/** What is stored of a salary: one that stands in a post priced at average, and is not the average, is its own. */
function ownSalary(
  averages: ReadonlyMap<string, number>,
  old: Position,
  next: Position,
): Pick<Position, 'annualSalaryCents' | 'pricedAt'> {
  const { annualSalaryCents, pricedAt } = next;
  const isTyped =
    old.pricedAt === 'average' && pricedAt === 'average' && annualSalaryCents !== old.annualSalaryCents;
  return isTyped
    ? typedSalary(old, averages.get(old.jobClass), annualSalaryCents)
    : { annualSalaryCents, pricedAt };
}

function unreadOf(post: Position, field: UnreadCell['field']): UnreadCell[] {
  return post.unread.filter((cell) => cell.field === field);
}

function sameCells(old: readonly UnreadCell[], next: readonly UnreadCell[]): boolean {
  if (old.length === 0 && next.length === 0) return true;
  return JSON.stringify(old) === JSON.stringify(next);
}
