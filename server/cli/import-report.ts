import { formatFte, formatMoney } from '../../src/words/figures.js';
import { fileOfPart, filesOfChanges, type SiteDifference } from '../imports/again/year-comparison.js';
import type { ImportedAgain } from '../use-cases/import-again.js';

type Done = Extract<ImportedAgain, { ok: true }>;

/** A line for everything that changes, then what stays although the files have it otherwise. */
export function changesInWords(
  { changes, left, reopened }: Done,
  isDryRun: boolean,
): { lines: string[]; isAnything: boolean } {
  const isAnything = filesOfChanges(changes).length > 0;
  const { spending } = changes;
  const lines = [
    ...changes.rules.map(({ id, change }) => `rule ${id}: ${change}`),
    ...changes.codes.map(({ segment, code, change }) => `${segment} ${code}: ${change}`),
    ...changes.parts.map((part) => `${fileOfPart(part)}: changed`),
    ...changes.sitesAdded.map(({ code, name }) => `site ${code} ${name}: added`),
    ...changes.sitesChanged.map(({ code, name }) => `site ${code} ${name}: changed`),
    ...(changes.sitesOrder ? ['order of the sites: changed'] : []),
    ...changes.openings.flatMap((one) => [
      `opening of ${siteOf(one)}: ${countsOf(one)}`,
      `  Workbooks of ${one.siteCode} that were handed out before, and panes that are open on it, are refused from now on.`,
    ]),
    ...changes.allocations.map(
      ({ siteCode, fundingSource, date, kind, amountCents, fte, reason }) =>
        `allocation of ${siteCode} from ${fundingSource}, ${date}, ${kind}: ${formatMoney(amountCents)}${fte === 0 ? '' : `, ${formatFte(fte)} FTE`} (${reason})`,
    ),
    ...(changes.revenue
      ? [
          `revenue: replaced, ${formatMoney(changes.revenue.afterCents)} in place of ${formatMoney(changes.revenue.beforeCents)}`,
        ]
      : []),
    ...(changes.controlTotals ? ['control totals: replaced'] : []),
    ...(spending
      ? [
          `spending as of ${spending.asOf}${spending.asOfBefore === null ? '' : ` in place of ${spending.asOfBefore}`}: renewed at ${spending.sites.join(', ')}`,
          ...(spending.gone.length > 0 ? [`  No spending any more at ${spending.gone.join(', ')}.`] : []),
          ...(spending.asOf < spending.countsFrom
            ? [
                `  Amendments are held to spending from ${spending.countsFrom} on: this is of the year before.`,
              ]
            : []),
        ]
      : []),
    ...(reopened.length > 0 ? [`approvals that wait again: ${reopened.join(', ')}`] : []),
  ];
  const staying = [
    ...left.openings.map((one) =>
      one.why === 'saved'
        ? `opening of ${siteOf(one)} stays, since it has saved: ${countsOf(one)}`
        : `opening of ${siteOf(one)} stays; --openings takes it, before workbooks are handed out: ${countsOf(one)}`,
    ),
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
