// One contestant of `npm run bench -- merge-files`: ExcelJS, as its documentation reads a file.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [packages, folder, segments, amountColumn, headerRow] = process.argv.slice(2);
const ExcelJS = createRequire(path.join(packages, 'package.json'))('exceljs');
const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
const totals = new Map();
for (const name of readdirSync(folder).filter((file) => file.endsWith('.xlsx'))) {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path.join(folder, name));
  workbook.getWorksheet('Budget').eachRow((row, number) => {
    if (number <= Number(headerRow)) return;
    const { values } = row;
    const account = values.slice(1, 1 + Number(segments)).join('-');
    const amount = values[Number(amountColumn) + 1] ?? 0;
    const dollars = typeof amount === 'object' ? (amount.result ?? 0) : amount;
    totals.set(account, (totals.get(account) ?? 0) + Math.round(dollars * 100));
  });
}
const wallMs = performance.now() - startedAt;
const { user, system } = process.cpuUsage(cpuBefore);
console.log(
  JSON.stringify({
    wallMs,
    cpuMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
    accounts: totals.size,
    totalCents: [...totals.values()].reduce((sum, cents) => sum + cents, 0),
  }),
);
