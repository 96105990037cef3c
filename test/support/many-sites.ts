import type { CsvFiles } from '../../server/imports/csv-table.js';
import { sampleFiles } from './sample-district.js';

/** Schools whose codes have three digits, as in the sample; with more of them codes have four. */
const MOST_SHORT = 300;

/** Code of the n-th of up to 300 made schools. */
export const madeSite = (n: number) => String(700 + n);

/**
 * A district like the sample, with so many schools of so many lines each instead of its own, for measuring many people
 * at once. Every row is the school's own, every allocation leaves a little.
 */
export async function manySites(siteCount: number, linesEach: number): Promise<CsvFiles> {
  const files = new Map(await sampleFiles());
  const isLong = siteCount > MOST_SHORT;
  const codes = (files.get('codes.csv') ?? '')
    .trimEnd()
    .split('\n')
    .filter((row) => !isLong || !row.startsWith('costCenter,'));
  // Nothing is budgeted on a heading.
  const of = (segment: string) =>
    codes
      .map((row) => row.split(','))
      .filter((row) => row[0] === segment && row.at(-1) !== 'yes')
      .map(([, code = '']) => code);
  const [funds, functions, areas] = [of('fund').slice(0, 12), of('function'), of('area')];
  const objects = of('object').filter((code) => code >= '310');
  const lines = ['account,title,amount,fte'];
  const allocations = ['date,site,funding_source,kind,amount,fte,reason,author'];
  const sites = ['code,name,level'];
  for (let at = 0; at < siteCount; at += 1) {
    const site = isLong ? String(1000 + at) : madeSite(at);
    sites.push(`${site},School ${site},elementary`);
    codes.push(`costCenter,${site},School ${site},,`);
    const spent = new Map<string, number>();
    for (let n = 0; n < linesEach; n += 1) {
      const fund = funds[n % funds.length] ?? '';
      const account = [
        fund,
        functions[Math.floor(n / 7) % functions.length],
        site,
        areas[Math.floor(n / 31) % areas.length],
        objects[n % objects.length],
      ].join('-');
      const cents = 10_000 + ((n * 7_919) % 900_000);
      spent.set(fund, (spent.get(fund) ?? 0) + cents);
      lines.push(`${account},Line ${String(n + 1)},${(cents / 100).toFixed(2)},0`);
    }
    for (const [fund, cents] of spent) {
      const amount = ((cents + 5_000_000) / 100).toFixed(2);
      allocations.push(`2024-02-01,${site},${fund},initial,${amount},0,Generated,Bench`);
    }
  }
  const headOf = (name: string) => (files.get(name) ?? '').split('\n')[0] ?? '';
  for (const name of ['ownership.csv', 'positions.csv']) files.set(name, headOf(name));
  for (const name of ['proposed-lines.csv', 'proposed-positions.csv', 'submission.json']) files.delete(name);
  if (isLong)
    files.set('segments.csv', (files.get('segments.csv') ?? '').replace('Cost centre,3', 'Cost centre,4'));
  files.set('codes.csv', codes.join('\n'));
  files.set('sites.csv', sites.join('\n'));
  files.set('lines.csv', lines.join('\n'));
  files.set('allocations.csv', allocations.join('\n'));
  return files;
}
