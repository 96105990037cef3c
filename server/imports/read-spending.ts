import { z } from 'zod';
import type { Spending } from '../../src/core/budget/spending.js';
import { readTable } from './csv-table.js';
import { KeyValueRow, SpendingRow } from './district-rows.js';
import { siteOf, type ImportContext } from './import-context.js';

const FILE = 'spending.csv';
const SETTING = 'spending_as_of';

/**
 * This year's spending by site, from `spending.csv`; its date is the setting `spending_as_of`. Empty where the district
 * has no such file. Rows of one account add up, as an accounting system that splits them means it.
 */
export function readSpending(context: ImportContext): Map<string, Spending> {
  const bySite = new Map<string, Spending>();
  const { files, problems } = context;
  if (!files.has(FILE)) return bySite;
  const setting = readTable(files, 'district.csv', KeyValueRow, problems).find(
    ({ value }) => value.key === SETTING,
  );
  const asOf = z.iso.date().safeParse(setting?.value.value);
  if (!setting) problems.add('import.settingMissing', 'district.csv', { key: SETTING });
  else if (!asOf.success) {
    const detail = 'a date such as 2024-03-01 is expected';
    problems.add('import.badSetting', 'district.csv', { key: SETTING, detail }, setting.row, 'value');
  }
  for (const { row, value } of readTable(files, FILE, SpendingRow, problems)) {
    const site = siteOf(context, value.account, FILE, row, 'account');
    if (site === null || !asOf.success) continue;
    const spending = bySite.get(site) ?? { asOf: asOf.data, rows: [] };
    bySite.set(site, spending);
    const known = spending.rows.find(({ account }) => account === value.account);
    if (known) {
      known.spentCents += value.spent;
      known.encumberedCents += value.encumbered;
    } else {
      const { account, spent: spentCents, encumbered: encumberedCents } = value;
      spending.rows.push({ account, spentCents, encumberedCents });
    }
  }
  return bySite;
}
