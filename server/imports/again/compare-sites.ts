import { canonical } from '../../../src/core/canonical.js';
import type { Site } from '../../../src/core/budget/site.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import type { Problem } from '../../../src/core/problem.js';
import type { Position } from '../../../src/core/staffing/position.js';
import { siteFinder, visitorsOf } from '../../../src/core/staffing/visiting-posts.js';
import { openingContent } from '../opening-content.js';
import type { DistrictFolder } from '../read-district-folder.js';
import { differenceOf, isNone, withKnownIds } from './follow-opening.js';
import {
  differs,
  districtProblem,
  type StoredYear,
  type Taking,
  type YearComparison,
} from './year-comparison.js';

export function findGoneSites(stored: StoredYear, folder: DistrictFolder): Problem[] {
  const given = new Set(folder.sites.map(({ code }) => code));
  return stored.sites
    .filter(({ site }) => !given.has(site.code))
    .map(({ site: { code: site, name: siteName } }) =>
      districtProblem('import.siteGone', { site, siteName }, { kind: 'file', file: 'sites.csv' }),
    );
}

/**
 * Sites that are new, renamed or in another order, and what seasons open with: of new sites always, of those that saved
 * nothing where that is asked for. All other openings stay and are named.
 */
export function compareSites(
  { next, changes, left, problems }: YearComparison,
  stored: StoredYear,
  folder: DistrictFolder,
  { takesOpenings }: Pick<Taking, 'takesOpenings'>,
): void {
  const known = new Map(stored.sites.map((one) => [one.site.code, one]));
  const isSaved = (code: string) => stored.saved.has(code);
  const stays = (code: string) => known.has(code) && (isSaved(code) || !takesOpenings);
  const openings = openingsBeside(stored, folder, stays);
  // What would follow if it was asked for, so that the report names what that would take.
  const asked = takesOpenings ? openings : openingsBeside(stored, folder, isSaved);
  folder.sites.forEach((site, position) => {
    const { code } = site;
    const was = known.get(code);
    if (!was) {
      addSite(next, site, openings.get(code) ?? NOTHING);
      changes.sitesAdded.push(site);
      next.sites.push({ site, position, isOther: false });
      return;
    }
    const isOther = differs(was.site, site);
    if (isOther) changes.sitesChanged.push(site);
    if (isOther || was.position !== position) next.sites.push({ site, position, isOther });
    const opening = (stays(code) ? asked : openings).get(code) ?? NOTHING;
    const followed = withKnownIds(was.opening, opening);
    const difference = differenceOf(was.opening, followed);
    if (isNone(difference)) return;
    const told = { siteCode: code, siteName: site.name, ...difference };
    if (stays(code)) left.openings.push({ ...told, why: isSaved(code) ? 'saved' : 'notAsked' });
    else {
      next.openings.set(code, followed);
      changes.openings.push(told);
    }
  });
  const given = folder.sites.flatMap(({ code }) => (known.has(code) ? code : []));
  changes.sitesOrder = differs(
    given,
    [...known.keys()].filter((code) => given.includes(code)),
  );
  problems.push(...findPostsAtTwoSites(stored, folder, next, stays));
}

const NOTHING: SiteContent = { lines: [], positions: [] };

function addSite({ newSites }: YearComparison['next'], site: Site, opening: SiteContent): void {
  const openingCents = opening.lines.reduce((sum, { currentCents }) => sum + currentCents, 0);
  newSites.push({ site, opening, openingCents });
}

/**
 * The files' openings beside those that stay: a line keeps beside the posts what they do not explain, and posts of a site
 * whose opening stays are those that it has, not those of the files.
 */
function openingsBeside(
  { sites }: StoredYear,
  { plan, openings }: DistrictFolder,
  stays: (code: string) => boolean,
): ReadonlyMap<string, SiteContent> {
  const kept = new Map(sites.map(({ site, opening }) => [site.code, opening.positions]));
  const inFiles = new Map([...openings].map(([code, { positions }]) => [code, positions]));
  const posts = new Map(
    [...inFiles].map(([code, given]): [string, Position[]] => {
      const own = stays(code) ? kept.get(code) : undefined;
      return [code, own && differs(own, given) ? own : given];
    }),
  );
  if ([...posts].every(([code, own]) => own === inFiles.get(code))) return openings;
  const siteOf = siteFinder(plan);
  return new Map(
    [...openings].map(([code, opening]) => {
      const visitors = visitorsOf(posts, code, siteOf);
      if (canonical(visitors) === canonical(visitorsOf(inFiles, code, siteOf))) return [code, opening];
      // As the files have them: before anything was taken off for posts.
      const lines = opening.lines.map((line) => ({ ...line, enteredCents: line.currentCents }));
      return [code, openingContent(plan, lines, opening.positions, visitors)];
    }),
  );
}

/** Posts that the files move to a site which follows them, from one that keeps what it has: they would count at both. */
function findPostsAtTwoSites(
  { sites, saved }: StoredYear,
  folder: DistrictFolder,
  next: YearComparison['next'],
  stays: (code: string) => boolean,
): Problem[] {
  const numbersOf = (content: SiteContent | undefined) =>
    new Set((content?.positions ?? []).flatMap(({ number }) => (number === '' ? [] : number)));
  const homes = new Map<string, Site>();
  for (const { site, opening } of sites.filter(({ site: { code } }) => stays(code))) {
    const given = numbersOf(folder.openings.get(site.code));
    for (const number of numbersOf(saved.get(site.code) ?? opening))
      if (!given.has(number)) homes.set(number, site);
  }
  const had = new Map(sites.map(({ site, opening }) => [site.code, numbersOf(opening)]));
  const following = [
    ...next.newSites,
    ...folder.sites.flatMap((site) => {
      const opening = next.openings.get(site.code);
      return opening ? { site, opening } : [];
    }),
  ];
  return following.flatMap(({ site, opening }) =>
    opening.positions.flatMap(({ id, number, title }) => {
      const home = homes.get(number);
      if (!home || had.get(site.code)?.has(number)) return [];
      const params = { number, title, site: site.code, siteName: site.name };
      return districtProblem(
        'import.postAtTwoSites',
        { ...params, otherSite: home.code, otherSiteName: home.name },
        { kind: 'position', positionId: id, field: 'row' },
      );
    }),
  );
}
