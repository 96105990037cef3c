import type { AccountPattern } from '../../../src/core/account/account-pattern.js';
import type { FundingSource } from '../../../src/core/budget/funding-source.js';
import type { AllocationEntry } from '../../../src/core/budget/allocation.js';
import type { Problem } from '../../../src/core/problem.js';
import { ImportProblems, type CsvFiles } from '../csv-table.js';
import { LetterSites } from './letter-sites.js';
import { Spellings } from './spellings.js';

/** What allocation letters do not say themselves. */
export type LetterOptions = {
  /** Who the entries of the ledger are from. */
  author: string;
  newId: () => string;
  /** The account strings that a resource pays, which only the district's account structure tells. */
  patternOf: (resource: string) => AccountPattern;
};

/** What the readers of one import share: fatal problems stop it, warnings go with what it gives. */
export type LetterContext = {
  files: CsvFiles;
  options: LetterOptions;
  problems: ImportProblems;
  warnings: Problem[];
  sites: LetterSites;
  resources: Spellings;
};

export function letterContext(files: CsvFiles, options: LetterOptions): LetterContext {
  const problems = new ImportProblems();
  const warnings: Problem[] = [];
  const sites = new LetterSites(problems, warnings);
  return { files, options, problems, warnings, sites, resources: new Spellings() };
}

/** Notes the resource of a row with its name; false, with a problem, where it is no code. */
export function placeResource(
  { problems, resources }: LetterContext,
  file: string,
  row: number,
  { resource, resource_name }: { resource: string; resource_name: string },
): boolean {
  if (!/^[A-Za-z0-9]{1,40}$/.test(resource)) {
    const detail = resource === '' ? 'the row names no resource' : 'this is no resource code';
    problems.add('import.badCell', file, { value: resource, detail }, row, 'resource');
    return false;
  }
  resources.add(resource, resource_name);
  if (resource_name === '')
    problems.add(
      'import.badCell',
      file,
      { value: '', detail: 'a resource needs a name' },
      row,
      'resource_name',
    );
  return true;
}

export function fundingSourcesOf({ resources, options }: LetterContext): FundingSource[] {
  return resources
    .codes()
    .map((code) => ({ code, title: resources.best(code), patterns: [options.patternOf(code)] }));
}

/** An entry of the ledger as a letter opens it. */
export function openingEntry(
  { options }: LetterContext,
  entry: Pick<AllocationEntry, 'siteCode' | 'fundingSource' | 'date' | 'amountCents' | 'fte' | 'reason'>,
): AllocationEntry {
  return { id: options.newId(), kind: 'initial', author: options.author, ...entry };
}
