import type { LineItem } from '../budget/line-item.js';
import type { Fte } from '../fte.js';
import type { Cents } from '../money.js';
import { problemKey, type Problem } from '../problem.js';
import { nearestFte, type FteSizes } from '../rules/fte-increment.js';
import { OBJECT_SEGMENT } from '../staffing/derive.js';
import type { Position } from '../staffing/position.js';
import type { Edit } from './edit.js';
import type { Balance } from './figures.js';
import { lineOwner, postOwner, type Owners } from './owned-rows.js';
import { applyEdits, type SheetState } from './sheet-state.js';

/** One move that makes an overspent allocation good, with the edits that do it and the balances they leave. */
export type WayOut = { edits: Edit[]; balances: Balance[] } & (
  | { kind: 'cutLine'; lineId: string; byCents: Cents }
  | { kind: 'moveAmount'; fromLineId: string; toLineId: string; byCents: Cents; toFundingSource: string }
  | { kind: 'cutPost'; positionId: string; fromFte: Fte; toFte: Fte }
);

/** At most so many moves are offered: more would be a puzzle, not a help. */
const MOST_WAYS = 3;
/** Rows of a kind that are tried, the most promising first, so that a click is answered at once. */
const MOST_TRIES = 12;
/** Posts that no rule names steps for are cut by tenths. */
const USUAL_STEP: FteSizes = { stepFte: 1_000 };

/**
 * The smallest legal moves that mend an overspent allocation (`allocation.overspent` or `allocation.overFte`), at
 * most three: cut one line, move an amount to a line of the same object in a funding source with room, cut one post
 * to an allowed size. Only rows that `owners` edit are touched. Each is tried in the engine and taken back: it is
 * offered only when the problem is gone and no fatal problem and no new warning came. One of each kind before a
 * second of any; within a kind the move that changes least. The state is left as it was.
 */
export function waysOut(state: SheetState, problem: Problem, owners: Owners): WayOut[] {
  const { place } = problem;
  if (place.kind !== 'allocation') return [];
  const ways: WayOut[][] = [];
  if (problem.code === 'allocation.overspent') {
    const over = Number(problem.params['overCents'] ?? 0);
    ways.push(
      tryAll(state, problem, cuts(state, place.fundingSource, over, owners)),
      tryAll(state, problem, moves(state, place.fundingSource, over, owners)),
      tryAll(state, problem, postCuts(state, problem, place.fundingSource, over, owners)),
    );
  } else if (problem.code === 'allocation.overFte') {
    const over = Number(problem.params['overFte'] ?? 0);
    ways.push(tryAll(state, problem, postCutsByFte(state, place.fundingSource, over, owners)));
  }
  const byTurns = Array.from({ length: MOST_WAYS }, (_, turn) => ways.flatMap((list) => list[turn] ?? []));
  return byTurns.flat().slice(0, MOST_WAYS);
}

type Move = WayOut extends infer Way ? (Way extends WayOut ? Omit<Way, 'balances'> : never) : never;

function tryAll(state: SheetState, problem: Problem, candidates: readonly Move[]): WayOut[] {
  const ways: WayOut[] = [];
  for (const move of candidates.slice(0, MOST_TRIES)) {
    const balances = tryMove(state, problem, move.edits);
    if (balances) ways.push({ ...move, balances });
    if (ways.length === MOST_WAYS) break;
  }
  return ways;
}

/** Makes the edits, looks, and takes them back. The balances they would leave, or null when they do not help. */
function tryMove(state: SheetState, problem: Problem, edits: readonly Edit[]): Balance[] | null {
  const before = new Set(state.problems.map(problemKey));
  const { undo, balances, problemsAdded } = applyEdits(state, edits);
  const isGone = !state.problems.some((other) => problemKey(other) === problemKey(problem));
  const isLegal = problemsAdded.every(
    (added) => added.severity === 'info' || (added.severity === 'warning' && before.has(problemKey(added))),
  );
  applyEdits(state, undo);
  return isGone && isLegal ? balances : null;
}

/** Lines of a funding source that can give an amount: what grew most comes first, then what is largest. */
function givingLines(state: SheetState, fundingSource: string, cents: Cents, owners: Owners): LineItem[] {
  const { index } = state;
  const growth = ({ enteredCents, currentCents }: LineItem) =>
    Math.min(cents, Math.max(0, enteredCents - currentCents));
  return state.content.lines
    .filter(
      (line) =>
        line.enteredCents >= cents &&
        line.unread.length === 0 &&
        index.account(line.account).fundingSource === fundingSource &&
        owners.has(lineOwner(index, line)),
    )
    .sort((a, b) => growth(b) - growth(a) || b.enteredCents - a.enteredCents || (a.id < b.id ? -1 : 1));
}

function withAmount(line: LineItem, enteredCents: Cents): Edit {
  return { kind: 'line', line: { ...line, enteredCents } };
}

function cuts(state: SheetState, fundingSource: string, over: Cents, owners: Owners): Move[] {
  return givingLines(state, fundingSource, over, owners).map((line) => ({
    kind: 'cutLine',
    lineId: line.id,
    byCents: over,
    edits: [withAmount(line, line.enteredCents - over)],
  }));
}

/** From a line to one of the same object elsewhere; a line of the same programme comes first. */
function moves(state: SheetState, fundingSource: string, over: Cents, owners: Owners): Move[] {
  const { index } = state;
  const room = new Map(
    state.figures.balances
      .filter((balance) => balance.fundingSource !== fundingSource && balance.remainingCents >= over)
      .map((balance) => [balance.fundingSource, balance.remainingCents]),
  );
  const objectAt = index.plan.chart.structure.segments.findIndex(({ code }) => code === OBJECT_SEGMENT);
  const objectOf = (line: LineItem) => index.account(line.account).codes?.[objectAt];
  const targets = state.content.lines.filter(
    (line) =>
      room.has(index.account(line.account).fundingSource ?? '') &&
      line.unread.length === 0 &&
      owners.has(lineOwner(index, line)),
  );
  return givingLines(state, fundingSource, over, owners)
    .slice(0, MOST_TRIES)
    .flatMap((from) => {
      const alike = targets.filter((line) => objectOf(line) === objectOf(from));
      const [to] = alike.sort(
        (a, b) => sharedCodes(state, from, b) - sharedCodes(state, from, a) || (a.id < b.id ? -1 : 1),
      );
      if (!to) return [];
      const move: Move = {
        kind: 'moveAmount',
        fromLineId: from.id,
        toLineId: to.id,
        byCents: over,
        toFundingSource: index.account(to.account).fundingSource ?? '',
        edits: [withAmount(from, from.enteredCents - over), withAmount(to, to.enteredCents + over)],
      };
      return [move];
    });
}

function sharedCodes({ index }: SheetState, a: LineItem, b: LineItem): number {
  const [mine, theirs] = [index.account(a.account).codes ?? [], index.account(b.account).codes ?? []];
  return mine.filter((code, at) => code === theirs[at]).length;
}

/** Own posts that a funding source pays whole, largest first: their cut counts in it alone. */
function ownPosts({ index, content }: SheetState, fundingSource: string, owners: Owners): Position[] {
  return content.positions
    .filter(
      (post) =>
        post.fte > 0 &&
        post.status !== 'frozen' &&
        post.extraPay === undefined &&
        post.splits.every(({ account }) => index.account(account).fundingSource === fundingSource) &&
        owners.has(postOwner(index, post)),
    )
    .sort((a, b) => a.fte - b.fte || (a.id < b.id ? -1 : 1));
}

/** The sizes a post may have: those of the first rule about its class, otherwise tenths. */
function sizesFor({ index }: SheetState, post: Position): FteSizes {
  for (const { rule } of index.rules) {
    if (rule.kind === 'fteIncrement' && (rule.jobClasses?.includes(post.jobClass) ?? true)) return rule.sizes;
  }
  return USUAL_STEP;
}

/** The largest allowed size that is smaller than a post by at least so much; null when there is none. */
function cutTo(state: SheetState, post: Position, byFte: Fte): Fte | null {
  if (post.fte < byFte) return null;
  return nearestFte(sizesFor(state, post), post.fte - byFte).lower ?? 0;
}

function postCut(post: Position, toFte: Fte): Move {
  const edits: Edit[] = [{ kind: 'position', position: { ...post, fte: toFte } }];
  return { kind: 'cutPost', positionId: post.id, fromFte: post.fte, toFte, edits };
}

function postCutsByFte(state: SheetState, fundingSource: string, over: Fte, owners: Owners): Move[] {
  return ownPosts(state, fundingSource, owners)
    .flatMap((post) => {
      const toFte = cutTo(state, post, over);
      return toFte === null ? [] : [postCut(post, toFte)];
    })
    .sort((a, b) => cutSize(a) - cutSize(b));
}

function cutSize(move: Move): Fte {
  return move.kind === 'cutPost' ? move.fromFte - move.toFte : 0;
}

/**
 * What a post costs is found by taking it away and looking, since benefits follow rules of their own; the cut is then
 * the share of it that is over, to the next allowed size.
 */
function postCuts(
  state: SheetState,
  problem: Problem,
  fundingSource: string,
  over: Cents,
  owners: Owners,
): Move[] {
  const posts = ownPosts(state, fundingSource, owners);
  return posts
    .slice(0, MOST_TRIES * 2)
    .flatMap((post) => {
      const costCents = costOf(state, fundingSource, post);
      if (costCents < over) return [];
      const byFte = Math.max(
        1,
        Number((BigInt(post.fte) * BigInt(over) + BigInt(costCents) - 1n) / BigInt(costCents)),
      );
      // Amounts a head stay until the post is gone, so the share can fall short by a size: the next one is tried.
      const sizes = [
        cutTo(state, post, byFte),
        cutTo(state, post, Math.min(post.fte, byFte + stepOf(state, post))),
      ];
      const works = [...new Set(sizes)].find(
        (toFte) => toFte !== null && tryMove(state, problem, postCut(post, toFte).edits) !== null,
      );
      return works === undefined || works === null ? [] : [postCut(post, works)];
    })
    .sort((a, b) => cutSize(a) - cutSize(b));
}

function stepOf(state: SheetState, post: Position): Fte {
  const sizes = sizesFor(state, post);
  return 'stepFte' in sizes ? sizes.stepFte : 1;
}

function costOf(state: SheetState, fundingSource: string, post: Position): Cents {
  const proposed = () =>
    state.figures.balances.find((balance) => balance.fundingSource === fundingSource)?.proposedCents ?? 0;
  const before = proposed();
  const { undo } = applyEdits(state, [{ kind: 'removePosition', positionId: post.id }]);
  const after = proposed();
  applyEdits(state, undo);
  return before - after;
}
