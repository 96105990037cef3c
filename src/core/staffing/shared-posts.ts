import type { AccountString } from '../account/account-structure.js';
import { WHOLE_SHARE_PPM, type Position } from './position.js';

/** The posts of every site of a district, by site code: as last saved, or as opened where nothing was saved yet. */
export type PostsBySite = ReadonlyMap<string, readonly Position[]>;

/** The code of the site an account belongs to, or null when the account does not tell. */
export type SiteOfAccount = (account: AccountString) => string | null;

/**
 * What does not fit together about a post over the sites that pay it. `siteCodes` are all the sites that must look
 * at it, sorted; `post` its number, or its id where it has none; `positionIds` the rows concerned, with the sites
 * whose content they stand in: rows that stand now, or the opening ones where none does.
 *
 * - `orphanedShare`: `fromSite` paid `openingPpm` of it at the opening and pays nothing now, while the rest stands.
 * - `sharedPostGone`: the one row of a shared post was removed, and with it the share of sites that had no row of
 *   their own to remove.
 * - `doubledPost`: the same number stands in the content of several sites with more than 100 % in all.
 * - `sharesNotWhole`: the shares of a post do not add up to 100 % over the sites.
 */
export type SharedPostFinding = {
  post: string;
  siteCodes: string[];
  rows: { siteCode: string; positionId: string }[];
} & (
  | { kind: 'orphanedShare'; fromSite: string; openingPpm: number; totalPpm: number }
  | { kind: 'sharedPostGone' }
  | { kind: 'doubledPost'; totalPpm: number }
  | { kind: 'sharesNotWhole'; totalPpm: number }
);

type Row = { siteCode: string; position: Position };

/** One post over all sites: its rows, what each site pays of it in parts per million, and the sum of that. */
type Standing = { rows: Row[]; paidBy: Map<string, number>; totalPpm: number };

/**
 * Compares the posts of all sites with one another and with the opening. Rows are one post when they have the same
 * number; a row without a number stands for itself. A share on an account whose site is not known counts for the
 * sum only. Findings come sorted by post, then kind.
 */
export function findSharedPostFaults(
  sites: PostsBySite,
  opening: PostsBySite,
  siteOf: SiteOfAccount,
): SharedPostFinding[] {
  const now = standings(sites, siteOf);
  const before = standings(opening, siteOf);
  const findings: SharedPostFinding[] = [];
  for (const [post, standing] of now) {
    findings.push(...wholeness(post, standing));
    const opened = before.get(post);
    if (opened) findings.push(...orphans(post, opened, standing));
  }
  for (const [post, opened] of before) if (!now.has(post)) findings.push(...gone(post, opened));
  return findings.sort((a, b) => compareText(a.post, b.post) || compareText(a.kind, b.kind));
}

function standings(sites: PostsBySite, siteOf: SiteOfAccount): Map<string, Standing> {
  const posts = new Map<string, Standing>();
  for (const [siteCode, positions] of sites) {
    for (const position of positions) {
      const post = position.number === '' ? position.id : position.number;
      let standing = posts.get(post);
      if (!standing) posts.set(post, (standing = { rows: [], paidBy: new Map(), totalPpm: 0 }));
      standing.rows.push({ siteCode, position });
      for (const { account, sharePpm } of position.splits) {
        standing.totalPpm += sharePpm;
        const payer = siteOf(account);
        if (payer !== null) standing.paidBy.set(payer, (standing.paidBy.get(payer) ?? 0) + sharePpm);
      }
    }
  }
  return posts;
}

function wholeness(post: string, { rows, paidBy, totalPpm }: Standing): SharedPostFinding[] {
  if (totalPpm === WHOLE_SHARE_PPM) return [];
  const holders = rows.map(({ siteCode }) => siteCode);
  const isDoubled = new Set(holders).size > 1 && totalPpm > WHOLE_SHARE_PPM;
  const siteCodes = sorted([...holders, ...paidBy.keys()]);
  return [
    { kind: isDoubled ? 'doubledPost' : 'sharesNotWhole', post, siteCodes, rows: rowsOf(rows), totalPpm },
  ];
}

function orphans(post: string, opened: Standing, { rows, paidBy, totalPpm }: Standing): SharedPostFinding[] {
  if (opened.paidBy.size < 2) return [];
  const findings: SharedPostFinding[] = [];
  for (const [fromSite, openingPpm] of opened.paidBy) {
    if (paidBy.has(fromSite)) continue;
    const siteCodes = sorted([fromSite, ...paidBy.keys(), ...rows.map(({ siteCode }) => siteCode)]);
    findings.push({
      kind: 'orphanedShare',
      post,
      siteCodes,
      rows: rowsOf(rows),
      fromSite,
      openingPpm,
      totalPpm,
    });
  }
  return findings;
}

/** Sites that each removed a row of their own know it; a site that had none does not. */
function gone(post: string, { rows, paidBy }: Standing): SharedPostFinding[] {
  const holders = new Set(rows.map(({ siteCode }) => siteCode));
  if ([...paidBy.keys()].every((payer) => holders.has(payer))) return [];
  const siteCodes = sorted([...holders, ...paidBy.keys()]);
  return [{ kind: 'sharedPostGone', post, siteCodes, rows: rowsOf(rows) }];
}

function rowsOf(rows: readonly Row[]): SharedPostFinding['rows'] {
  return rows
    .map(({ siteCode, position }) => ({ siteCode, positionId: position.id }))
    .sort((a, b) => compareText(a.siteCode, b.siteCode) || compareText(a.positionId, b.positionId));
}

function sorted(codes: readonly string[]): string[] {
  return [...new Set(codes)].sort(compareText);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
