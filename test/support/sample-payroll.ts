import { groupPayroll, type PayrollLine, type PayrollUnit } from '../../src/core/staffing/payroll-units.js';
import { proposedLines, sampleDistrict } from './sample-district.js';

/** Read once: analysing the lines again and again must not read the files again. */
const district = sampleDistrict();

/** The sample district's proposed lines beside last year's, which stand in the same order in every site. */
export async function samplePayrollLines(): Promise<PayrollLine[]> {
  const { openings } = await district;
  const lastYear = new Map<string, number[]>();
  for (const { lines } of openings.values())
    for (const { account, currentCents } of lines)
      lastYear.set(account, [...(lastYear.get(account) ?? []), currentCents]);
  return (await proposedLines()).map(({ account, cents, fte }) => ({
    account,
    cents,
    fte,
    lastYearCents: lastYear.get(account)?.shift() ?? 0,
  }));
}

/** Lines of the sample district as payroll units: objects 1xx are pay, 2xx benefits. */
export async function samplePayrollUnits(lines: readonly PayrollLine[]): Promise<PayrollUnit[]> {
  const { plan } = await district;
  const codes = (plan.chart.codes['object'] ?? []).map(({ code }) => code);
  const startingWith = (digit: string) => new Set(codes.filter((code) => code.startsWith(digit)));
  return groupPayroll(plan.chart.structure, { pay: startingWith('1'), benefits: startingWith('2') }, lines);
}
