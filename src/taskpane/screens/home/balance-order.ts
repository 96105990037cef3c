import type { Balance } from '../../../core/validation/figures.js';

/** Rows that leave the problems below them in sight in a pane of usual height; what is over may take more. */
const SHOWN = 6;

/** Balances as the home screen shows them, what is over first, then what has most left; the others folded away. */
export type OrderedBalances = { shown: Balance[]; folded: Balance[]; isFoldedSettled: boolean };

/**
 * Settled balances are folded, and what has something left beyond a glance. Never folded: what is over, since it must
 * be mended, and that of the selected cell.
 */
export function orderBalances(balances: readonly Balance[], selected: string | null): OrderedBalances {
  const isSettled = (balance: Balance) => balance.remainingCents === 0 && balance.remainingFte === 0;
  const ordered = [
    ...balances.filter((balance) => !isSettled(balance)).sort(worstFirst),
    ...balances.filter(isSettled),
  ];
  const open = ordered.filter((balance) => !isSettled(balance)).length;
  const isShown = (balance: Balance, at: number) =>
    at < Math.min(SHOWN, open) || isOver(balance) || balance.fundingSource === selected;
  const folded = ordered.filter((balance, at) => !isShown(balance, at));
  return { shown: ordered.filter(isShown), folded, isFoldedSettled: folded.every(isSettled) };
}

/** Over in either unit comes first, the largest amount over before smaller ones; then the largest amount left. */
function worstFirst(a: Balance, b: Balance): number {
  const overA = isOver(a);
  const overB = isOver(b);
  if (overA !== overB) return overA ? -1 : 1;
  return overA ? a.remainingCents - b.remainingCents : b.remainingCents - a.remainingCents;
}

export function isOver(balance: Pick<Balance, 'remainingCents' | 'remainingFte'>): boolean {
  return balance.remainingCents < 0 || balance.remainingFte < 0;
}

/** The part of an allocation that is budgeted, from 0 to 1; whole when something is budgeted against nothing. */
export function usedShare(balance: Pick<Balance, 'allocatedCents' | 'proposedCents'>): number {
  const { allocatedCents, proposedCents } = balance;
  if (allocatedCents <= 0) return proposedCents > 0 ? 1 : 0;
  return Math.min(1, Math.max(0, proposedCents / allocatedCents));
}
