import type { CsvFiles } from '../../server/imports/csv-table.js';
import { sampleFiles } from './sample-district.js';

/**
 * A district like the sample with so many lines at its high school, for measuring: real account strings first, then
 * made ones over the same codes. Every line has an amount, every allocation leaves a little. Offices own their rows as in
 * the sample, or `isAllHers` leaves every row to the school.
 */
export async function generatedDistrict(
  lineCount: number,
  { isAllHers = false }: { isAllHers?: boolean } = {},
): Promise<CsvFiles> {
  const files = new Map(await sampleFiles());
  const codes = (files.get('codes.csv') ?? '').split('\n').map((row) => row.split(','));
  // Headings group other codes and take no amounts.
  const of = (segment: string) =>
    codes.filter((row) => row[0] === segment && row.at(-1) !== 'yes').map(([, code = '']) => code);
  const [funds, functions, areas] = [of('fund').slice(0, 12), of('function'), of('area')];
  const objects = of('object').filter((code) => code >= '310');
  const rows = ['account,title,amount,fte'];
  const spent = new Map<string, number>();
  for (let n = 0; n < lineCount; n += 1) {
    const fund = funds[n % funds.length] ?? '';
    const account = [
      fund,
      functions[Math.floor(n / 7) % functions.length],
      '608',
      areas[Math.floor(n / 31) % areas.length],
      objects[n % objects.length],
    ].join('-');
    const cents = 10_000 + ((n * 7_919) % 900_000);
    spent.set(fund, (spent.get(fund) ?? 0) + cents);
    rows.push(`${account},Line ${String(n + 1)},${(cents / 100).toFixed(2)},0`);
  }
  files.set('lines.csv', rows.join('\n'));
  if (isAllHers) files.set('ownership.csv', (files.get('ownership.csv') ?? '').split('\n')[0] ?? '');
  files.set('positions.csv', (files.get('positions.csv') ?? '').split('\n')[0] ?? '');
  const allocations = [...spent].map(([fund, cents]) =>
    [
      '2024-02-01',
      '608',
      fund,
      'initial',
      ((cents + 100_000) / 100).toFixed(2),
      '0',
      'Generated',
      'Bench',
    ].join(','),
  );
  files.set(
    'allocations.csv',
    ['date,site,funding_source,kind,amount,fte,reason,author', ...allocations].join('\n'),
  );
  return files;
}
