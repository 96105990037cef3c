import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { AccountCode, ChartOfAccounts } from '../../../src/core/account/chart-of-accounts.js';

const SEGMENTS = [
  { code: 'fund', title: 'Fund', width: 2 },
  { code: 'resource', title: 'Resource', width: 4 },
  { code: 'goal', title: 'Goal', width: 4 },
  { code: 'function', title: 'Function', width: 4 },
  { code: 'object', title: 'Object', width: 4 },
] as const;

function codesOf(segment: string): AccountCode[] {
  const file = path.join(import.meta.dirname, 'california', `${segment}.csv`);
  const rows: Record<string, string>[] = parse(readFileSync(file, 'utf8'), { columns: true });
  return rows.map((row) => ({ code: row['code'] ?? '', title: row['title'] ?? '' }));
}

/** California's SACS codes with a school of the district's own behind them. */
export function californiaChart(): ChartOfAccounts {
  return {
    structure: {
      separator: '-',
      segments: [
        ...SEGMENTS.map((segment) => ({ ...segment, characters: 'alphanumeric' as const })),
        { code: 'school', title: 'School', width: 3, characters: 'digits' },
      ],
    },
    codes: {
      ...Object.fromEntries(SEGMENTS.map(({ code }) => [code, codesOf(code)])),
      school: [
        { code: '101', title: 'Lincoln Elementary School' },
        { code: '201', title: 'Washington Middle School' },
        { code: '301', title: 'Franklin High School' },
      ],
    },
  };
}
