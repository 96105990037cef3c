import type { Cents } from '../money.js';
import type { JobClass, Position } from './position.js';

type Salary = Pick<Position, 'annualSalaryCents' | 'pricedAt'>;

/** The average salary that a post is priced at while it has none of its own; undefined for an unknown class. */
export function averageSalary(
  jobClasses: readonly JobClass[],
  { jobClass }: Pick<Position, 'jobClass'>,
): Cents | undefined {
  return jobClasses.find(({ code }) => code === jobClass)?.averageSalaryCents;
}

/**
 * The salary of a post after somebody typed one: a post priced at average, which shows its class's average, becomes
 * one priced at its own as soon as another figure stands there. Blank (null) or the figure shown changes nothing.
 */
export function typedSalary(post: Salary, averageCents: Cents | undefined, typed: Cents | null): Salary {
  const { annualSalaryCents, pricedAt } = post;
  if (pricedAt === 'actual') return { annualSalaryCents: typed ?? 0, pricedAt };
  if (typed === null || typed === (averageCents ?? annualSalaryCents)) return { annualSalaryCents, pricedAt };
  return { annualSalaryCents: typed, pricedAt: 'actual' };
}
