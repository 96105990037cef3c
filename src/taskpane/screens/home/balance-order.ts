import type { Balance } from '../../../core/validation/figures.js';

/** Balances as the home screen shows them: what is over first, then what has most left; the settled ones apart. */
export type OrderedBalances = { open: Balance[]; balanced: Balance[] };

export function orderBalances(balances: readonly Balance[]): OrderedBalances {
  const isSettled = (balance: Balance) => balance.remainingCents === 0 && balance.remainingFte === 0;
  return {
    open: balances.filter((balance) => !isSettled(balance)).sort(worstFirst),
    balanced: balances.filter(isSettled),
  };
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
