import path from 'node:path';
import {
  readAllocationLetters,
  type AllocationLetters,
} from '../../server/imports/allocation-letters/read-allocation-letters.js';
import {
  readFormulaAllocations,
  type FormulaAllocations,
} from '../../server/imports/allocation-letters/read-formula-allocations.js';
import type { CsvFiles } from '../../server/imports/csv-table.js';
import { readFolderFiles } from '../../server/imports/folder-files.js';
import type { Result } from '../../src/core/problem.js';
import { countingIds } from './sample-district.js';

export const DOLLARS = 'allocations_dollars_2024-25.csv';
export const STAFF = 'allocations_fte_2024-25.csv';
export const INFO = 'site_info_2024-25.csv';
export const FORMULA = 'wsf_allocations_by_resource_2022-24.csv';

/** The allocation letters of San Francisco, `test/fixtures/sfusd`, with fresh maps to spoil. */
export async function sfusdFiles(): Promise<Map<string, string>> {
  return new Map(await readFolderFiles(path.resolve(import.meta.dirname, '../fixtures/sfusd')));
}

const options = () => ({
  author: 'Allocation letter',
  newId: countingIds(),
  patternOf: (resource: string) => `*-${resource}`,
});

export function readLetters(files: CsvFiles): Result<AllocationLetters> {
  return readAllocationLetters(files, { yearId: '2024-25', date: '2024-03-01' }, options());
}

export function readFormula(files: CsvFiles): Result<FormulaAllocations> {
  const dateOf = (yearId: string) => `${yearId.slice(0, 4)}-03-01`;
  return readFormulaAllocations(files, FORMULA, { ...options(), dateOf });
}

/** The value of a reading that must have found nothing fatal. */
export function valueOf<T>(read: Result<T>): T {
  if (!read.ok) throw new Error(JSON.stringify(read.problems.slice(0, 5)));
  return read.value;
}
