import type { DistrictFolder } from '../../server/imports/read-district-folder.js';
import type { ApprovedRevision } from '../../src/core/merge/master-budget.js';
import { proposedLines } from './sample-district.js';

/** The whole district's proposal as if every site had submitted its lines as the source has them. */
export async function sampleProposal({ sites, openings }: DistrictFolder): Promise<ApprovedRevision[]> {
  const proposed = await proposedLines();
  return sites.map(({ code, name }) => {
    const current = openings.get(code)?.lines ?? [];
    const wanted = proposed.filter(({ account }) => account.split('-')[2] === code);
    const lines = current.map((line, at) => ({
      lineId: line.id,
      account: line.account,
      title: line.title,
      currentCents: line.currentCents,
      currentFte: line.currentFte,
      proposedCents: wanted[at]?.cents ?? 0,
      proposedFte: wanted[at]?.fte ?? 0,
      justification: '',
    }));
    return {
      siteCode: code,
      siteName: name,
      revision: 1,
      contentHash: code,
      approvedBy: 'J. Ortiz',
      approvedAt: '2024-03-10T17:00:00.000Z',
      totalCents: lines.reduce((sum, { proposedCents }) => sum + proposedCents, 0),
      totalFte: lines.reduce((sum, { proposedFte }) => sum + proposedFte, 0),
      lines,
    };
  });
}
