import type { SiteContent } from '../../src/core/budget/site-content.js';
import { ImportProblems, readTable, type CsvFiles } from './csv-table.js';
import { LineRow } from './district-rows.js';
import { openingContent } from './opening-content.js';
import { readPositionRows, type DistrictFolder } from './read-district-folder.js';

/**
 * A proposal for a whole district (`proposed-lines.csv` in the order of `lines.csv`, `proposed-positions.csv`) as one
 * site's content: posts that exist keep their id, dropped ones stay with no FTE, added ones get a new id. Used for
 * the sample season. Throws when the files do not fit the district.
 */
export function readProposal(
  files: CsvFiles,
  district: DistrictFolder,
  siteCode: string,
  newId: () => string,
): SiteContent {
  const problems = new ImportProblems();
  const posts =
    readPositionRows(files, 'proposed-positions.csv', district, newId, problems).get(siteCode) ?? [];
  const wanted = readTable(files, 'proposed-lines.csv', LineRow, problems).filter(({ value }) =>
    isOfSite(district, siteCode, value.account),
  );
  const opening = district.openings.get(siteCode);
  if (!opening || problems.list.length > 0) throw new Error(`The proposal of ${siteCode} cannot be read`);
  const lines = opening.lines.map((line, at) => {
    const proposed = wanted[at]?.value;
    if (proposed?.account !== line.account)
      throw new Error(`The proposal differs in its lines at ${line.account}`);
    return { ...line, enteredCents: proposed.amount };
  });
  const byNumber = new Map(posts.map((post) => [post.number, post]));
  const kept = opening.positions.map((post) => {
    const proposed = byNumber.get(post.number);
    byNumber.delete(post.number);
    return proposed ? { ...proposed, id: post.id } : { ...post, fte: 0 };
  });
  return openingContent(district.plan, lines, [...kept, ...byNumber.values()]);
}

function isOfSite({ plan }: DistrictFolder, siteCode: string, account: string): boolean {
  const at = plan.chart.structure.segments.findIndex(({ code }) => code === plan.siteSegment);
  return account.split(plan.chart.structure.separator)[at] === siteCode;
}
