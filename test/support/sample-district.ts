import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { parseFtePlain, type Fte } from '../../src/core/fte.js';
import { parseCentsPlain, type Cents } from '../../src/core/money.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { CsvFiles } from '../../server/imports/csv-table.js';
import { readFolderFiles } from '../../server/imports/folder-files.js';
import { readProposal } from '../../server/imports/read-proposal.js';
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

/** What a site's content has to become for the proposed budget. */
export async function proposedContent(
  district: DistrictFolder,
  siteCode: string,
  newId: () => string,
): Promise<SiteContent> {
  return readProposal(await sampleFiles(), district, siteCode, newId);
}

/** A file of the sample as its rows stand in it. */
export async function records(file: string): Promise<Record<string, string>[]> {
  return parse((await sampleFiles()).get(file) ?? '', { columns: true });
}
