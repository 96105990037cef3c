import type { Dimension } from '../../src/core/merge/dimensions.js';
import type { SharedPostFault } from '../../src/core/merge/staff-in-view.js';
import type { Stage } from '../../src/core/merge/stage.js';
import type { Against } from '../../src/core/merge/tie-out.js';

const DIMENSIONS: Record<Dimension, string> = {
  total: 'Whole district',
  fund: 'By fund',
  fundingSource: 'By funding source',
  site: 'By site',
  siteSource: 'By site and funding source',
  function: 'By function',
  objectGroup: 'By object group',
};

const AGAINST: Record<Against, string> = {
  revisions: 'against what sites submitted',
  allocations: 'against allocations',
  current: 'against the current budget',
  revenue: 'expenditure against revenue',
  control: "against the accounting system's totals",
  transfers: 'transfers out against transfers in',
  reserves: 'reserves against current reserves',
};

/** Words of the master workbook, which is in English as the finance office's screens are. */
export const MASTER_WORDS = {
  title: (district: string, year: string, version: number) =>
    `${district} — Master budget ${year}, version ${String(version)}`,
  total: 'Total',
  yes: 'Yes, to the cent and the FTE',
  no: 'No',
  none: 'None',
  noCode: '(none)',
  removed: (title: string) => `${title} (removed by the site)`,
  sheets: {
    ...DIMENSIONS,
    summary: 'Summary',
    tieOut: 'Tie-out',
    staff: 'Staff',
    sources: 'Sources',
    lines: 'Lines',
  },
  notes: {
    summary: 'What was merged, and whether it ties out. Amounts in dollars.',
    dimension: (year: string, current: string) =>
      `Proposed budget of ${year} beside the current budget of ${current}. Amounts in dollars.`,
    tieOut: (controlAsOf: string | undefined) =>
      `Merged equals submitted exactly; every other difference is listed. Difference is master less the other side.${
        controlAsOf === undefined ? '' : ` Accounting system as of ${controlAsOf}.`
      }`,
    staff: 'Posts and lines that only show when all sites are seen together.',
    sources: 'The approved revision of every site, with the SHA-256 of its content.',
    lines: 'Every line with its site and revision, in the order of accounts.',
  },
  columns: {
    account: 'Account',
    amount: 'Amount',
    approvedAt: 'Approved at (UTC)',
    approvedBy: 'Approved by',
    change: 'Change',
    code: 'Code',
    compared: 'Compared',
    current: 'Current budget',
    currentFte: 'Current FTE',
    difference: 'Difference',
    differenceFte: 'FTE difference',
    explanation: 'Explanation',
    fte: 'FTE',
    hash: 'SHA-256 of the content',
    justification: 'Justification',
    master: 'Master budget',
    other: 'Other side',
    proposed: 'Proposed budget',
    proposedFte: 'Proposed FTE',
    revision: 'Revision',
    signed: 'Signed',
    site: 'Site',
    sites: 'Sites',
    standing: 'Standing',
    submitted: 'Submitted',
    title: 'Title',
    value: 'Value',
    what: 'What',
  },
  summary: {
    budgetYear: 'Budget year',
    stage: 'Stage',
    made: 'Merged by',
    hash: 'SHA-256 of the version',
    equal: 'Merged equals submitted',
    open: 'Differences that want an explanation',
    sites: 'Sites',
    missing: 'Sites not in it',
    lines: 'Lines',
    inCsv: (count: number, file: string) =>
      `${String(count)}, too many for a workbook: they are in ${file}, which the master budget's page downloads.`,
  },
  stages: {
    merged: 'Merged, not proposed yet',
    proposed: 'Proposed',
    approved: 'Approved',
    adopted: 'Adopted',
  } satisfies Record<Stage | 'merged', string>,
  compared: (dimension: Dimension, against: Against) => `${DIMENSIONS[dimension]}, ${AGAINST[against]}`,
  allEqual: (count: number) => `${String(count)} ${count === 1 ? 'figure' : 'figures'}, no difference`,
  standing: {
    equal: 'Equal',
    open: 'To be explained',
    explained: 'Explained',
    stale: 'Explained for another difference',
  },
  staff: {
    shared: 'Post that sites share',
    duplicate: 'Same line at several sites',
    exposure: 'Actual above average salary',
    nothing: 'Nothing to show',
    compared: (compared: number, unknown: number) =>
      `${String(compared)} ${compared === 1 ? 'post' : 'posts'} compared, ${String(unknown)} without a salary`,
    faults: {
      orphanedShare: 'Share of a post that nobody pays now',
      sharedPostGone: 'Shared post that was removed',
      doubledPost: 'Post budgeted at several sites, above 100 %',
      sharesNotWhole: 'Shares of a post that are not 100 %',
    } satisfies Record<SharedPostFault['kind'], string>,
  },
};
