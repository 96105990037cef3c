import type { ApiClient } from '../../src/api/client.js';
import { getSiteBook } from '../../src/contract/sites.js';
import type { Site } from '../../src/core/budget/site.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { formatFtePlain } from '../../src/core/fte.js';
import { formatCentsPlain } from '../../src/core/money.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import { lineOwner, postOwner } from '../../src/core/validation/owned-rows.js';
import type { DecodedWorkbook } from '../../src/core/workbook/decode.js';
import { cellName, cellOf } from '../../src/core/workbook/cell-of-place.js';
import { readProposal } from '../../server/imports/read-proposal.js';
import { stableIds } from '../../server/imports/stable-ids.js';
import { sampleFiles } from './sample-district.js';

/** A site's content with the proposed figures of 2024-25. `client` is of somebody who may see the site. */
export async function proposalOf(client: ApiClient, siteCode: string, sites: Site[]): Promise<SiteContent> {
  const { book } = await client.call(getSiteBook, { params: { siteCode }, body: undefined });
  const district = {
    shortName: 'dayton',
    plan: book.plan,
    sites,
    openings: new Map([[siteCode, book.opening]]),
    allocations: [],
    revenue: [],
  };
  return readProposal(await sampleFiles(), district, siteCode, stableIds());
}

export type TypedCell = { sheet: string; address: string; text: string };

/** What somebody types into which cells to bring her rows of a workbook to the wanted figures. */
export function figuresToType(
  index: BookIndex,
  decoded: DecodedWorkbook,
  wanted: SiteContent,
  owners: ReadonlySet<string>,
): TypedCell[] {
  const typed: TypedCell[] = [];
  const type = (place: Parameters<typeof cellOf>[2], text: string) => {
    const cell = cellOf(index, decoded, place, owners);
    if (!cell) throw new Error(JSON.stringify(place));
    typed.push({ sheet: cell.sheet, address: cellName(cell).replace(/^.* /, ''), text });
  };
  const lines = new Map(decoded.content.lines.map((line) => [line.id, line]));
  for (const line of wanted.lines) {
    const is = lines.get(line.id);
    if (!owners.has(lineOwner(index, line)) || is?.enteredCents === line.enteredCents) continue;
    const field = index.account(line.account).isFed ? 'besidePosts' : 'amount';
    type({ kind: 'line', lineId: line.id, field }, formatCentsPlain(line.enteredCents));
  }
  const posts = new Map(decoded.content.positions.map((post) => [post.id, post]));
  for (const post of wanted.positions) {
    const is = posts.get(post.id);
    if (!is) continue;
    if (owners.has(postOwner(index, post)) && is.fte !== post.fte) {
      type({ kind: 'position', positionId: post.id, field: 'fte' }, formatFtePlain(post.fte));
    }
    if (owners.has(index.book.plan.salaryOwner) && is.annualSalaryCents !== post.annualSalaryCents) {
      const place = { kind: 'position', positionId: post.id, field: 'annualSalary' } as const;
      type(place, formatCentsPlain(post.annualSalaryCents));
    }
  }
  return typed;
}
