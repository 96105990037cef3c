import type { AllocationEntry } from '../../core/budget/allocation.js';

/** English words about changes of a site's allocations. Figures, names and dates come in formatted. */
export const ALLOCATION_CHANGES_EN = {
  title: (count: number) =>
    count === 1 ? 'Your allocation has changed' : `Your allocations have changed ${String(count)} times`,
  safe: 'What you typed stays as it is.',
  kinds: {
    initial: 'First allocation',
    enrolment: 'Enrolment',
    holdback: 'Holdback',
    carryOver: 'Carry-over',
    transfer: 'Transfer',
    correction: 'Correction',
  } satisfies Record<AllocationEntry['kind'], string>,
  fte: (change: string) => `${change} FTE`,
  by: (author: string, date: string) => `${author}, ${date}`,
  over: (source: string, money: string) => `${source} is now over by ${money}.`,
  overFte: (source: string, fte: string) => `${source} is now over by ${fte} FTE.`,
  fixBy: (date: string) => `Fix it by ${date}.`,
  fits: (source: string, money: string) => `${source} has ${money} left.`,
  goTo: (source: string) => `Go to ${source}`,
  dismiss: 'Seen',
} as const;
