import { and, eq, gt, lt, or, type Column, type SQL } from 'drizzle-orm';

/** The last row of a page: the next page begins behind it. Ids decide within one instant. */
export type PagePlace = { at: Date; id: string };

/** Which rows of a list: all of them behind a place, or at most so many. */
export type PageOf = { after: PagePlace | null; limit: number | null };
export const WHOLE: PageOf = { after: null, limit: null };

/** The condition of rows behind a place, in a list by instant and id, oldest or newest first. */
export function behind(
  { at, id }: { at: Column; id: Column },
  place: PagePlace | null,
  order: 'oldestFirst' | 'newestFirst',
): SQL | undefined {
  if (place === null) return undefined;
  const past = order === 'oldestFirst' ? gt : lt;
  return or(past(at, place.at), and(eq(at, place.at), past(id, place.id)));
}
