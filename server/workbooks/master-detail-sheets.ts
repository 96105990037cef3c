import { splitAccount } from '../../src/core/account/account-structure.js';
import { rowsOf } from '../../src/core/merge/tie-out.js';
import { MASTER_WORDS as WORDS } from './master-words.js';
import { dollars, fteOf, type MasterReport, type ReportSheet, type ReportValue } from './report-sheet.js';

/** Posts and lines that only show when all sites are seen together; none of versions that were not looked at so. */
export function staffSheet({ tieOut: { staff } }: MasterReport): ReportSheet[] {
  if (!staff) return [];
  const { sharedPosts, faults, duplicates, exposure } = staff;
  const rows: ReportValue[][] = [
    ...sharedPosts.map(({ post, title, fte, shares }) => [
      WORDS.staff.shared,
      `${post} · ${title}`,
      shares.map((one) => `${one.siteCode} ${String(one.sharePpm / 10_000)} %`).join(', '),
      fteOf(fte),
      null,
    ]),
    ...faults.map(({ kind, post, siteCodes }) => [
      WORDS.staff.faults[kind],
      post,
      siteCodes.join(', '),
      null,
      null,
    ]),
    ...duplicates.map(({ account, title, proposedCents, lines }) => [
      WORDS.staff.duplicate,
      `${account} · ${title}`,
      lines.map(({ siteCode }) => siteCode).join(', '),
      null,
      dollars(proposedCents),
    ]),
    ...exposure.map(({ title, comparedPosts, comparedFte, exposureCents, unknownPosts }) => [
      WORDS.staff.exposure,
      title,
      WORDS.staff.compared(comparedPosts, unknownPosts),
      fteOf(comparedFte),
      dollars(exposureCents),
    ]),
  ];
  return [
    {
      name: WORDS.sheets.staff,
      note: WORDS.notes.staff,
      columns: [
        { title: WORDS.columns.what, kind: 'text', width: 34, wraps: true },
        { title: WORDS.columns.title, kind: 'text', width: 44, wraps: true },
        { title: WORDS.columns.sites, kind: 'text', width: 40, wraps: true },
        { title: WORDS.columns.fte, kind: 'fte', width: 13 },
        { title: WORDS.columns.amount, kind: 'money', width: 16 },
      ],
      rows: rows.length === 0 ? [[WORDS.staff.nothing]] : rows,
    },
  ];
}

/** Which revision of each site was merged, and who approved it. */
export function sourcesSheet({ master, tieOut }: MasterReport): ReportSheet {
  const totals = new Map(rowsOf(tieOut, 'site', 'revisions').map((row) => [row.code, row.otherCents]));
  return {
    name: WORDS.sheets.sources,
    note: WORDS.notes.sources,
    columns: [
      { title: WORDS.columns.site, kind: 'code', width: 8 },
      { title: WORDS.columns.title, kind: 'text', width: 32, wraps: true },
      { title: WORDS.columns.revision, kind: 'text', width: 12 },
      { title: WORDS.columns.submitted, kind: 'money', width: 18 },
      { title: WORDS.columns.approvedBy, kind: 'text', width: 24, wraps: true },
      { title: WORDS.columns.approvedAt, kind: 'text', width: 22 },
      { title: WORDS.columns.hash, kind: 'code', width: 68 },
    ],
    rows: master.sources.map((source) => [
      source.siteCode,
      source.siteName,
      String(source.revision),
      dollars(totals.get(source.siteCode) ?? 0),
      source.approvedBy,
      source.approvedAt.slice(0, 16).replace('T', ' '),
      source.contentHash,
    ]),
  };
}

/** Every line, in the order of accounts. */
export function linesSheet(report: MasterReport): ReportSheet {
  const { plan, master } = report;
  const { structure } = plan.chart;
  return {
    name: WORDS.sheets.lines,
    note: WORDS.notes.lines,
    columns: [
      { title: WORDS.columns.account, kind: 'code', width: 24 },
      ...structure.segments.map(({ title, width }) => ({
        title,
        kind: 'code' as const,
        width: Math.max(width, ...title.split(' ').map((word) => word.length)) + 2,
      })),
      { title: WORDS.columns.site, kind: 'text', width: 26 },
      { title: WORDS.columns.title, kind: 'text', width: 30 },
      { title: WORDS.columns.current, kind: 'money', width: 16 },
      { title: WORDS.columns.proposed, kind: 'money', width: 16 },
      { title: WORDS.columns.change, kind: 'money', width: 16 },
      { title: WORDS.columns.proposedFte, kind: 'fte', width: 13 },
      { title: WORDS.columns.justification, kind: 'text', width: 36 },
      { title: WORDS.columns.revision, kind: 'text', width: 12 },
    ],
    rows: [],
    long: {
      count: master.accounts.reduce((sum, { lines }) => sum + lines.length, 0),
      rows: () => lineRows(report),
    },
  };
}

function* lineRows({ plan, master }: MasterReport): Generator<ReportValue[]> {
  const { structure } = plan.chart;
  const siteNames = new Map(master.sources.map(({ siteCode, siteName }) => [siteCode, siteName]));
  for (const { account, lines } of master.accounts) {
    const codes = splitAccount(structure, account);
    const ofAccount = [account, ...structure.segments.map((_, at) => codes[at] ?? '')];
    for (const line of lines) {
      yield [
        ...ofAccount,
        siteNames.get(line.siteCode) ?? line.siteCode,
        line.isRemoved ? WORDS.removed(line.title) : line.title,
        dollars(line.currentCents),
        dollars(line.proposedCents),
        dollars(line.proposedCents - line.currentCents),
        fteOf(line.proposedFte),
        line.justification,
        String(line.revision),
      ];
    }
  }
}
