/** A span of days, first and last included, as ISO dates. */
export type Period = { from: string; to: string };

/** Whether something in force between two optional days is so on a day, or on any day of a period. */
export function isActive(
  inForce: { from?: string | undefined; to?: string | undefined },
  on: string | Period,
): boolean {
  const { from, to } = typeof on === 'string' ? { from: on, to: on } : on;
  return (inForce.from ?? '') <= to && (inForce.to === undefined || inForce.to >= from);
}

const MONTHS = 12;

/**
 * The days of a budget year such as `2024-25`, which opens on the first of `firstMonth`: July in most states,
 * September in many Texas districts, January (1) where the year is the calendar's first.
 */
export function budgetYearPeriod(yearId: string, firstMonth = 7): Period {
  const year = Number(yearId.slice(0, 4));
  if (
    !/^\d{4}-\d{2}$/.test(yearId) ||
    !Number.isInteger(firstMonth) ||
    firstMonth < 1 ||
    firstMonth > MONTHS
  ) {
    throw new RangeError(`${yearId} opening in month ${String(firstMonth)} is not a budget year`);
  }
  const last = new Date(Date.UTC(year + 1, firstMonth - 1, 0));
  return {
    from: `${String(year)}-${String(firstMonth).padStart(2, '0')}-01`,
    to: last.toISOString().slice(0, 10),
  };
}
