import type { AccountFacts } from '../account/account-facts.js';
import type { LineItem } from '../budget/line-item.js';
import type { Fte } from '../fte.js';
import type { Cents } from '../money.js';
import type { LineCheck, LineView, SiteFacts, StaffSums } from '../rules/check.js';
import type { PostContributions, UnitShare } from '../staffing/contributions.js';
import type { DerivedAmount } from '../staffing/derive.js';
import type { Position } from '../staffing/position.js';
import type { LineFigures } from './figures.js';
import { NOTHING_HELD, type HeldProblem, type ProblemHolder } from './findings.js';

/** A line of a sheet with what it is worth now and what it adds to. */
export type LineRow = {
  -readonly [Key in keyof LineView]: LineView[Key];
} & {
  site: SiteRows;
  account: AccountRow;
  /** As they were given out last. */
  figures: LineFigures;
  kind: LineKind;
  /** Its figures stand in the sums. */
  isCounted: boolean;
  isDirty: boolean;
  isRemoved: boolean;
  held: readonly HeldProblem[];
};

export type NumberedLineCheck = { check: LineCheck; rule: number };

/** One sum that lines add to: a group check and one of its selectors. */
export type SumSlot = { check: number; slot: number };

/** What is alike of lines whose accounts fit the same patterns: the sums they count in and the checks they get. */
export type LineKind = { slots: readonly SumSlot[]; checks: readonly NumberedLineCheck[] };

/** An account of a site: its lines in sheet order, and what the posts put on it. */
export type AccountRow = {
  site: SiteRows;
  facts: AccountFacts;
  rows: LineRow[];
  cents: Cents;
  fte: Fte;
  /** The posts that contribute, each with how often; null where none does. */
  posts: Map<string, { row: PostRow; count: number }> | null;
  isTouched: boolean;
  held: readonly HeldProblem[];
  /** What was found of an amount without a line; null while there never was one. */
  unplaced: ProblemHolder | null;
};

/** A post with what it adds, as it was added. */
export type PostRow = { site: SiteRows; post: Position; order: number; contributions: PostContributions };

/** The posts that carry one position number. */
export type NumberRow = { posts: Set<PostRow>; held: readonly HeldProblem[] };

/** A benefit plan in an account unit: the sums of its posts, and the cost rounded once. */
export type UnitRow = {
  share: UnitShare;
  salaryCents: Cents;
  fte: Fte;
  headCents: Cents;
  posts: number;
  cents: Cents;
  account: AccountRow;
  isTouched: boolean;
};

/** The rows of one site. */
export type SiteRows = {
  number: number;
  facts: SiteFacts;
  lines: Map<string, LineRow>;
  posts: Map<string, PostRow>;
  accounts: Map<string, AccountRow>;
  units: Map<string, UnitRow>;
  staff: Map<string, StaffSums>;
  opening: ReadonlyMap<string, Position>;
  /** What the checks found of a post, also of one that is gone. */
  postFindings: Map<string, { held: readonly HeldProblem[] }>;
  staffFindings: { held: readonly HeldProblem[] };
  isStaffDirty: boolean;
  lastOrder: number;
};

export function emptySite(
  number: number,
  facts: SiteFacts,
  opening: ReadonlyMap<string, Position>,
): SiteRows {
  return {
    number,
    facts,
    lines: new Map(),
    posts: new Map(),
    accounts: new Map(),
    units: new Map(),
    staff: new Map(),
    opening,
    postFindings: new Map(),
    staffFindings: { held: NOTHING_HELD },
    isStaffDirty: true,
    lastOrder: 0,
  };
}

/** The row of an account, made when it is first needed. */
export function accountRow(
  site: SiteRows,
  account: string,
  factsOf: (account: string) => AccountFacts,
): AccountRow {
  let row = site.accounts.get(account);
  if (!row) {
    row = {
      site,
      facts: factsOf(account),
      rows: [],
      cents: 0,
      fte: 0,
      posts: null,
      isTouched: false,
      held: NOTHING_HELD,
      unplaced: null,
    };
    site.accounts.set(account, row);
  }
  return row;
}

/** Sheet order: by place, and by id where two rows were put at one place. */
function comesBefore(a: LineRow, b: LineRow): boolean {
  return a.order < b.order || (a.order === b.order && a.line.id < b.line.id);
}

/** Puts a line among the lines of its account, in sheet order. */
export function attach(row: LineRow): void {
  const { rows } = row.account;
  let at = rows.length;
  for (let above = rows[at - 1]; above && comesBefore(row, above); above = rows[at - 1]) at -= 1;
  rows.splice(at, 0, row);
}

export function detach(row: LineRow): void {
  const { rows } = row.account;
  rows.splice(rows.indexOf(row), 1);
}

/** Counts a contribution of a post to an account, or takes it away. */
export function countPost(account: AccountRow, row: PostRow, sign: 1 | -1): void {
  const posts = (account.posts ??= new Map<string, { row: PostRow; count: number }>());
  const count = (posts.get(row.post.id)?.count ?? 0) + sign;
  if (count === 0) posts.delete(row.post.id);
  else posts.set(row.post.id, { row, count });
}

/** What the posts put on an account without a line, if that is anything; the posts by site and place. */
export function unplacedOf(account: AccountRow): DerivedAmount | null {
  if (account.rows.length > 0 || (account.cents === 0 && account.fte === 0)) return null;
  const positionIds = [...(account.posts?.values() ?? [])]
    .map(({ row }) => row)
    .sort((a, b) => a.site.number - b.site.number || a.order - b.order || (a.post.id < b.post.id ? -1 : 1))
    .map(({ post }) => post.id);
  return { account: account.facts.account, cents: account.cents, fte: account.fte, positionIds };
}

/** Whether a change of a line is seen by checks of its account beside the line itself. */
export function explainsOtherwise(before: LineItem, after: LineItem): boolean {
  return before.justification !== after.justification;
}
