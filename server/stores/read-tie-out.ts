import type { TieOut, TieOutPart, TieOutRow } from '../../src/core/merge/tie-out.js';

/** The tie-out as versions before 0.5 stored it: four comparisons by name. */
export type OldTieOut = {
  mergedEqualsSubmitted: boolean;
  bySite: TieOutRow[];
  byAllocation: TieOutRow[];
  byFundingSource: TieOutRow[];
  byRevenue: TieOutRow[];
  missingSites: TieOut['missingSites'];
};

/** A stored tie-out in today's shape. Nothing is worked out anew: a version keeps the proof it was made with. */
export function readTieOut(stored: TieOut | OldTieOut): TieOut {
  if ('parts' in stored) return stored;
  const { mergedEqualsSubmitted, missingSites } = stored;
  const parts: TieOutPart[] = [
    { dimension: 'site', against: 'revisions', rows: stored.bySite },
    { dimension: 'fundingSource', against: 'allocations', rows: stored.byFundingSource },
    { dimension: 'siteSource', against: 'allocations', rows: stored.byAllocation },
    { dimension: 'fundingSource', against: 'revenue', rows: stored.byRevenue },
  ];
  return { mergedEqualsSubmitted, missingSites, parts: parts.filter(({ rows }) => rows.length > 0) };
}
