import { eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/**
 * What of a district somebody may see: what she asks for is looked up within it, so that nothing else is read. Whoever
 * looks after some funding sources alone sees whole sheets, and signs only what concerns those (`isApprover`).
 */
export type Scope = {
  districtId: string;
  siteCodes: 'all' | readonly string[];
};

/** The rows of a scope's sites; no condition where it has all of them. */
export function atSites(column: AnyPgColumn, scope: Scope | undefined): SQL | undefined {
  if (scope === undefined || scope.siteCodes === 'all') return undefined;
  return scope.siteCodes.length === 0 ? sql`false` : inArray(column, [...scope.siteCodes]);
}

/** The rows of one site, or of a scope's. */
export function ofSites(column: AnyPgColumn, which: string | Scope | undefined): SQL | undefined {
  return typeof which === 'string' ? eq(column, which) : atSites(column, which);
}
