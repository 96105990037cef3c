import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AccountCode, type ChartOfAccounts } from '../../src/core/account/chart-of-accounts.js';
import { CombinationTable } from '../../src/core/account/combination-table.js';
import { CALIFORNIA_STATE } from './state-structures.js';

const FOLDER = path.resolve(import.meta.dirname, '../../assets/rule-packs/california-sacs');

const CodesFile = z.object({ codes: z.record(z.string(), z.array(AccountCode)) });
const CombinationsFile = z.object({ tables: z.array(CombinationTable) });

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'));

/** The chart a state export is written in: 19 packed characters, the state's codes and combination tables. */
export function californiaChart(): ChartOfAccounts {
  return {
    structure: CALIFORNIA_STATE,
    codes: CodesFile.parse(read('codes.json')).codes,
    combinations: CombinationsFile.parse(read('combinations.json')).tables,
  };
}
