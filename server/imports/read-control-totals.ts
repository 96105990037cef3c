import { z } from 'zod';
import { checkControlTotals, type ControlTotals } from '../../src/core/merge/control-total.js';
import { readTable } from './csv-table.js';
import { ControlTotalRow, KeyValueRow } from './district-rows.js';
import type { ImportContext } from './import-context.js';

const FILE = 'control-totals.csv';
const SETTING = 'control_totals_as_of';

/**
 * The accounting system's totals from `control-totals.csv` (`dimension,code,amount,note`); their date is the setting
 * `control_totals_as_of`. Undefined where the district has no such file.
 */
export function readControlTotals({
  files,
  problems,
  plan,
  siteCodes,
}: ImportContext): ControlTotals | undefined {
  if (!files.has(FILE)) return undefined;
  const setting = readTable(files, 'district.csv', KeyValueRow, problems).find(
    ({ value }) => value.key === SETTING,
  );
  const asOf = z.iso.date().safeParse(setting?.value.value);
  if (!setting) problems.add('import.settingMissing', 'district.csv', { key: SETTING });
  else if (!asOf.success) {
    const detail = 'a date such as 2024-06-01 is expected';
    problems.add('import.badSetting', 'district.csv', { key: SETTING, detail }, setting.row, 'value');
  }
  const read = readTable(files, FILE, ControlTotalRow, problems);
  const totals = read.map(({ value: { amount, ...total } }) => ({ ...total, amountCents: amount }));
  for (const { index, fault } of checkControlTotals(plan, siteCodes, totals)) {
    const detail = fault === 'twice' ? 'it stands twice' : 'there is no such code';
    const value = totals[index]?.code ?? '';
    problems.add('import.badCell', FILE, { value, detail }, read[index]?.row, 'code');
  }
  return asOf.success ? { asOf: asOf.data, totals } : undefined;
}
