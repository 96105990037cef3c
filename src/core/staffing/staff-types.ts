import type { JobClass } from './position.js';

/** The types that allocations of staff and exchanges are counted in: of each class its own, or its code. */
export function staffTypesOf(
  jobClasses: readonly Pick<JobClass, 'code' | 'staffType'>[],
): ReadonlySet<string> {
  return new Set(jobClasses.map(({ code, staffType }) => staffType ?? code));
}
