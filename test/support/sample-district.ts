import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { parseFtePlain, type Fte } from '../../src/core/fte.js';
import { parseCentsPlain, type Cents } from '../../src/core/money.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { WHOLE_SHARE_PPM, type Position } from '../../src/core/staffing/position.js';
import type { CsvFiles } from '../../server/imports/csv-table.js';
import { readFolderFiles } from '../../server/imports/folder-files.js';
import { openingContent } from '../../server/imports/opening-content.js';
import { readDistrictFolder, type DistrictFolder } from '../../server/imports/read-district-folder.js';

export function sampleFiles(): Promise<CsvFiles> {
  return readFolderFiles(path.resolve(import.meta.dirname, '../../assets/sample-district'));
}

/** Ids in order: `id-1`, `id-2` … */
export function countingIds(): () => string {
  let count = 0;
  return () => `id-${String((count += 1))}`;
}

/** The sample district as imported; fails the test when the import finds anything. */
export async function sampleDistrict(): Promise<DistrictFolder> {
  const read = readDistrictFolder(await sampleFiles(), countingIds());
  if (!read.ok) throw new Error(JSON.stringify(read.problems.slice(0, 5)));
  return read.value;
}

export type SourceLine = { account: string; title: string; cents: Cents; fte: Fte };

/** The proposed lines of 2024-25 as the source has them, in its order. */
export async function proposedLines(): Promise<SourceLine[]> {
  return (await records('proposed-lines.csv')).map((row) => ({
    account: row['account'] ?? '',
    title: row['title'] ?? '',
    cents: parseCentsPlain(row['amount'] ?? '') ?? Number.NaN,
    fte: parseFtePlain(row['fte'] ?? '') ?? Number.NaN,
  }));
}

/** The posts of the proposal, by site. */
export async function proposedPositions(newId: () => string): Promise<Map<string, Position[]>> {
  const bySite = new Map<string, Position[]>();
  for (const row of await records('proposed-positions.csv')) {
    const account = row['splits'] ?? '';
    const site = account.split('-')[2] ?? '';
    const posts = bySite.get(site) ?? [];
    bySite.set(site, posts);
    posts.push({
      id: newId(),
      number: row['number'] ?? '',
      title: row['title'] ?? '',
      jobClass: row['job_class'] ?? '',
      fte: parseFtePlain(row['fte'] ?? '') ?? Number.NaN,
      annualSalaryCents: parseCentsPlain(row['annual_salary'] ?? '') ?? Number.NaN,
      pricedAt: 'actual',
      status: 'filled',
      benefitPlans: (row['benefit_plans'] ?? '').split(';').filter((plan) => plan !== ''),
      splits: [{ account, sharePpm: WHOLE_SHARE_PPM }],
      unread: [],
    });
  }
  return bySite;
}

/**
 * What a site's content has to become for the proposed budget: its own lines and posts with the proposed figures.
 * Posts of the proposal that exist keep their id, dropped ones stay with no FTE, added ones get a new id.
 */
export async function proposedContent(
  district: DistrictFolder,
  siteCode: string,
  newId: () => string,
): Promise<SiteContent> {
  const opening = district.openings.get(siteCode) ?? { lines: [], positions: [] };
  const wanted = (await proposedLines()).filter(({ account }) => account.split('-')[2] === siteCode);
  const lines = opening.lines.map((line, index) => {
    const proposed = wanted[index];
    if (proposed?.account !== line.account || proposed.title !== line.title)
      throw new Error('The lines differ in order');
    return { ...line, enteredCents: proposed.cents };
  });
  const posts = (await proposedPositions(newId)).get(siteCode) ?? [];
  const byNumber = new Map(posts.map((post) => [post.number, post]));
  const kept = opening.positions.map((post) => {
    const proposed = byNumber.get(post.number);
    byNumber.delete(post.number);
    return proposed ? { ...proposed, id: post.id } : { ...post, fte: 0 };
  });
  return openingContent(district.plan, lines, [...kept, ...byNumber.values()]);
}

async function records(file: string): Promise<Record<string, string>[]> {
  return parse((await sampleFiles()).get(file) ?? '', { columns: true });
}
