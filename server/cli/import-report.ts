import { formatFte, formatMoney } from '../../src/words/figures.js';
import { namesOfChanges, type SiteDifference } from '../imports/again/compare-year.js';
import type { ImportedAgain } from '../use-cases/import-again.js';

type Done = Extract<ImportedAgain, { ok: true }>;

/** Where each part of a plan stands in the import files. */
const FILES: Record<string, string> = {
  rulePack: 'rules.json (its name or version)',
  fundingSources: 'funding-sources.csv',
  ownership: 'ownership.csv',
  jobClasses: 'job-classes.csv',
  benefitRates: 'benefit-rates.csv',
  exchangeRates: 'exchange-rates.csv',
  calendars: 'calendars.csv',
  figures: 'figures.csv',
  accountGroups: 'account-groups.csv',
  submission: 'submission.json',
  approval: 'approval.json',
  requests: 'request-routes.json',
  'chart.structure': 'segments.csv',
  'chart.combinations': 'combinations.json',
  'chart.existing': 'existing-accounts.csv',
  'chart.requested': 'requested-accounts.csv',
};

/** A line for everything that changes, then what stays although the files have it otherwise. */
export function changesInWords(
  { changes, left, reopened }: Done,
  isDryRun: boolean,
): { lines: string[]; isAnything: boolean } {
  const isAnything = namesOfChanges(changes).length > 0;
  const { spending } = changes;
  const lines = [
    ...changes.rules.map(({ id, change }) => `rule ${id}: ${change}`),
    ...changes.codes.map(({ segment, code, change }) => `${segment} ${code}: ${change}`),
    ...changes.parts.map((part) => `${FILES[part] ?? `district.csv, ${part}`}: changed`),
    ...changes.sitesAdded.map(({ code, name }) => `site ${code} ${name}: added`),
    ...changes.sitesChanged.map(({ code, name }) => `site ${code} ${name}: changed`),
    ...changes.openings.map((one) => `opening of ${siteOf(one)}: ${countsOf(one)}`),
    ...changes.allocations.map(
      ({ siteCode, fundingSource, date, kind, amountCents, fte, reason }) =>
        `allocation of ${siteCode} from ${fundingSource}, ${date}, ${kind}: ${formatMoney(amountCents)}${fte === 0 ? '' : `, ${formatFte(fte)} FTE`} (${reason})`,
    ),
    ...(changes.revenue ? ['revenue: replaced'] : []),
    ...(changes.controlTotals ? ['control totals: replaced'] : []),
    ...(spending
      ? [
          `spending as of ${spending.asOf}${spending.asOfBefore === null ? '' : ` in place of ${spending.asOfBefore}`}: ${spending.sites.join(', ')}`,
          ...(spending.asOf < spending.countsFrom
            ? [
                `  Amendments are held to spending from ${spending.countsFrom} on: this is of the year before.`,
              ]
            : []),
          ...(spending.asOfBefore !== null && spending.asOf < spending.asOfBefore
            ? ['  This is older than what was stored.']
            : []),
        ]
      : []),
    ...(reopened.length > 0 ? [`approvals that wait again: ${reopened.join(', ')}`] : []),
  ];
  const staying = [
    ...left.openings.map((one) => `opening of ${siteOf(one)} stays, since it has saved: ${countsOf(one)}`),
    ...left.office.map((name) => `${name} stays as the finance office has it`),
    ...left.allocations.map(
      ({ siteCode, fundingSource, date, amountCents }) =>
        `allocation of ${siteCode} from ${fundingSource}, ${date}, ${formatMoney(amountCents)}: entered in the finance office before, counts once`,
    ),
  ];
  const head = !isAnything ? 'Nothing changes.' : isDryRun ? 'This would change:' : 'Changed:';
  return {
    isAnything,
    lines: [head, ...lines, ...(staying.length > 0 ? ['Left as it is:', ...staying] : [])],
  };
}

const siteOf = ({ siteCode, siteName }: SiteDifference) => `${siteCode} ${siteName}`;

function countsOf({ added, removed, changed }: SiteDifference): string {
  const counts = [
    [added, 'added'],
    [removed, 'removed'],
    [changed, 'changed'],
  ] as const;
  return `rows ${counts.flatMap(([count, what]) => (count > 0 ? `${String(count)} ${what}` : [])).join(', ')}`;
}
