import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { splitAccount } from '../../src/core/account/account-structure.js';
import { AccountCode, type ChartOfAccounts } from '../../src/core/account/chart-of-accounts.js';
import { CombinationTable } from '../../src/core/account/combination-table.js';
import type { LineItem } from '../../src/core/budget/line-item.js';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import { formatCentsPlain, type Cents } from '../../src/core/money.js';
import { failed, ok, type Result, type Severity } from '../../src/core/problem.js';
import { indexBook } from '../../src/core/validation/book-index.js';
import { openSheet } from '../../src/core/validation/sheet-state.js';
import { projectRoot } from '../project-root.js';
import { readSacsLines, SACS_STRUCTURE, type SacsLine } from './read-sacs-export.js';
import { shippedRulePacks } from './rule-packs.js';

const PACK = 'california-sacs';
/** The fiscal year of the pack's combination tables; exports without a header are taken to be of it. */
const TABLES_YEAR = '2026-27';

/** Codes that a check refuses in one set of data, with the rows that have them. */
export type SacsFinding = {
  /** Such as `2024-25 BS1 BB`; empty where the export does not tell. */
  dataset: string;
  /** The codes that the check looks at, in its order: `01-3210` for `CHK-FUNDxRESOURCE`, `3210` for `CHECKRESOURCE`. */
  codes: string;
  /** The engine's code: `account.unknown`, `account.inactive`, `account.combination`, `account.combinationUnlisted`. */
  reason: string;
  cents: Cents;
  rows: number[];
};

export type SacsCheck = { severity: Severity; findings: SacsFinding[] };

/**
 * Runs an export of a California district through the rule pack's account checks, by the state's name of each:
 * `CHECKFUND`, `CHECKRESOURCE`, `CHECKGOAL`, `CHECKFUNCTION`, `CHECKOBJECT` and the seven `CHK-…` of the combination
 * tables; every one is there, with no findings where it passes. Each set of data of the file is checked for itself, in
 * the fiscal year of its header. As in the state's system, rows of zero and rows it calculates are left out.
 *
 * From a shell, in the project's folder:
 *
 *     node --import tsx -e "import('./server/imports/check-sacs-export.ts').then(({ printSacsChecks }) =>
 *       printSacsChecks(process.argv[1]))" export.dat
 */
export function checkSacsExport(text: string, file?: string): Result<Record<string, SacsCheck>> {
  const read = readSacsLines(text, file);
  if (!read.ok) return read;
  const pack = shippedRulePacks().get(PACK);
  if (!pack?.ok) return failed(pack?.problems ?? []);
  const rules = pack.value.rules.filter(({ id }) => isOfficial(id));
  const checks: Record<string, SacsCheck> = Object.fromEntries(
    rules.map(({ id, severity }) => [id, { severity, findings: [] }]),
  );
  const chart = sacsChart();
  const sets = new Map<string, SacsLine[]>();
  for (const line of read.value) {
    if (line.isCalculated || line.cents === 0) continue;
    const lines = sets.get(line.dataset);
    if (lines) lines.push(line);
    else sets.set(line.dataset, [line]);
  }
  for (const [dataset, lines] of sets) {
    const year = /^\d{4}-\d{2}/.exec(dataset)?.[0] ?? TABLES_YEAR;
    const book = exportBook({ ...pack.value, rules }, chart, year);
    const items = lines.map((line, at) => lineItem(line, at));
    const found = new Map<string, SacsFinding>();
    for (const { ruleId = '', code, place } of openSheet(indexBook(book), { lines: items, positions: [] })
      .problems) {
      const line = place.kind === 'line' ? lines[Number(place.lineId)] : undefined;
      if (!line) continue;
      const codes = codesOf(ruleId, line.account);
      const key = `${ruleId}|${codes}`;
      let finding = found.get(key);
      if (!finding) {
        finding = { dataset, codes, reason: code, cents: 0, rows: [] };
        found.set(key, finding);
        checks[ruleId]?.findings.push(finding);
      }
      finding.cents += line.cents;
      finding.rows.push(line.row);
    }
  }
  return ok(checks);
}

/** The checks of an export file as lines of text, for a shell: one a finding, tabs between. */
export function printSacsChecks(file: string): void {
  const checked = checkSacsExport(readFileSync(file, 'utf8'), path.basename(file));
  const lines = checked.ok
    ? Object.entries(checked.value).flatMap(([check, { severity, findings }]) => [
        `${check}\t${severity}\t${String(findings.length)} findings`,
        ...findings.map(({ dataset, codes, reason, cents, rows }) =>
          ['', dataset, codes, reason, formatCentsPlain(cents), `rows ${rows.join(' ')}`].join('\t'),
        ),
      ])
    : checked.problems.map((problem) => JSON.stringify(problem));
  process.stdout.write(`${lines.join('\n')}\n`);
}

function isOfficial(id: string): boolean {
  return /^CH(ECK[A-Z]|K-)/.test(id);
}

/** `CHK-FUNDxRESOURCE` looks at fund and resource, `CHECKGOAL` at the goal. */
function codesOf(check: string, account: string): string {
  const parts = splitAccount(SACS_STRUCTURE, account);
  const names = check
    .replace(/^CHECK|^CHK-|-[AB]$/g, '')
    .split('x')
    .map((name) => name.toLowerCase());
  return names
    .map((name) => parts[SACS_STRUCTURE.segments.findIndex(({ code }) => code === name)] ?? '')
    .join('-');
}

function lineItem({ account, cents }: SacsLine, at: number): LineItem {
  return {
    id: String(at),
    account,
    title: '',
    currentCents: 0,
    currentFte: 0,
    enteredCents: cents,
    justification: '',
    unread: [],
  };
}

/** The export as one site that everything is paid from one source at. */
function exportBook(rules: SiteBook['plan']['rules'], chart: ChartOfAccounts, year: string): SiteBook {
  const before = Number(year.slice(0, 4)) - 1;
  return {
    plan: {
      districtName: 'State export',
      timeZone: 'America/Los_Angeles',
      siteSegment: null,
      year: {
        id: year,
        currentId: `${String(before)}-${year.slice(2, 4)}`,
        dueDate: `${year.slice(0, 4)}-07-01`,
      },
      chart,
      fundingSources: [{ code: 'all', title: 'All funds', patterns: ['*'] }],
      ownership: [],
      jobClasses: [],
      benefitRates: [],
      salaryOwner: 'finance',
      rules,
    },
    site: { code: 'all', name: 'All sites', level: 'districtwide' },
    allocations: [],
    opening: { lines: [], positions: [] },
  };
}

/** The rule pack's chart of accounts: the state's codes and combination tables. */
export function sacsChart(): ChartOfAccounts {
  const folder = path.join(projectRoot(), 'assets/rule-packs', PACK);
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
  return {
    structure: SACS_STRUCTURE,
    codes: z.object({ codes: z.record(z.string(), z.array(AccountCode)) }).parse(read('codes.json')).codes,
    combinations: z.object({ tables: z.array(CombinationTable) }).parse(read('combinations.json')).tables,
  };
}
