import { stringify } from 'csv-stringify/sync';
import { parseAccount, type AccountStructure } from '../../src/core/account/account-structure.js';
import { formatFtePlain } from '../../src/core/fte.js';
import type { MasterBudget } from '../../src/core/merge/master-budget.js';
import { formatCentsPlain } from '../../src/core/money.js';
import { safeText } from './safe-text.js';

/**
 * The lines of a master budget as RFC 4180 CSV: one row a line, in the order of account, site and line; the account
 * string whole and by segment, amounts with two decimals, FTE with as many as it has. The ids of added lines come from
 * clients, so they and accounts count as text.
 */
export function masterLinesCsv(structure: AccountStructure, master: MasterBudget): string {
  const header = [
    'account',
    ...structure.segments.map(({ title }) => title.toLowerCase().replace(/\s+/g, '_')),
    'site',
    'revision',
    'line_id',
    'title',
    'current_amount',
    'current_fte',
    'proposed_amount',
    'proposed_fte',
    'justification',
  ];
  const rows = master.accounts.flatMap(({ account, lines }) => {
    const parsed = parseAccount(structure, account);
    const codes = parsed.ok ? parsed.codes : structure.segments.map(() => '');
    return lines.map((line) => [
      safeText(account),
      ...codes,
      line.siteCode,
      String(line.revision),
      safeText(line.lineId),
      safeText(line.title),
      formatCentsPlain(line.currentCents),
      formatFtePlain(line.currentFte),
      formatCentsPlain(line.proposedCents),
      formatFtePlain(line.proposedFte),
      safeText(line.justification),
    ]);
  });
  return stringify([header, ...rows], { record_delimiter: 'windows' });
}
