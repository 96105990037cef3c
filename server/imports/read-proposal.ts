import type { SiteContent } from '../../src/core/budget/site-content.js';
import { siteFinder, visitorsOf } from '../../src/core/staffing/visiting-posts.js';
import { ImportProblems, readTable, type CsvFiles } from './csv-table.js';
import { LineRow } from './district-rows.js';
import { openingContent } from './opening-content.js';
import type { DistrictFolder } from './read-district-folder.js';
import { readPositionRows } from './read-positions.js';
import type { NewId } from './stable-ids.js';

/**
 * A proposal for a whole district (`proposed-lines.csv` in the order of `lines.csv`, `proposed-positions.csv`) as one
 * site's content: posts that exist keep their id, dropped ones stay with no FTE, added ones get a new id. Used for
 * the sample season. Throws when the files do not fit the district.
 */
export function readProposal(
  files: CsvFiles,
  district: DistrictFolder,
  siteCode: string,
  newId: NewId,
): SiteContent {
  const problems = new ImportProblems();
  const proposedPosts = readPositionRows(files, 'proposed-positions.csv', district, newId, problems);
  const posts = proposedPosts.get(siteCode) ?? [];
  const siteOf = siteFinder(district.plan);
  const wanted = readTable(files, 'proposed-lines.csv', LineRow, problems).filter(
    ({ value }) => siteOf(value.account) === siteCode,
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
  const visitors = visitorsOf(proposedPosts, siteCode, siteOf);
  return openingContent(district.plan, lines, [...kept, ...byNumber.values()], visitors);
}
