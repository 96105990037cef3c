import { z } from 'zod';
import { checkComponents, type AllocationEntry } from '../../../src/core/budget/allocation.js';
import { parseCentsPlain, type Cents } from '../../../src/core/money.js';
import { readTable } from '../csv-table.js';
import { fileWarning } from './file-warning.js';
import { openingEntry, placeResource, type LetterContext } from './letter-context.js';
import { Spellings, squeezed } from './spellings.js';

const text = z.string();
const DollarsRow = z.object({
  site: text,
  site_name: text,
  section: text,
  funding: text.max(200),
  amount: text,
  resource: text,
  resource_name: text,
});
type DollarsRow = z.infer<typeof DollarsRow>;

/** An amount with its parts; `isPlaced` is false where its own row is wrong, so that its parts need no word. */
type Amount = {
  row: number;
  value: DollarsRow;
  site: string | null;
  cents: Cents;
  isPlaced: boolean;
  parts: Part[];
};
type Part = { funding: string; cents: Cents };

/**
 * Dollars of the letters as entries, one for each row with a resource. A row without a resource is a part of the row
 * above it, of the same site and section: it is kept as a component, since adding it would count the money twice.
 */
export function readLetterDollars(context: LetterContext, file: string, date: string): AllocationEntry[] {
  const titles = new Spellings();
  const amounts: Amount[] = [];
  const seen = new Set<string>();
  for (const { row, value } of readTable(context.files, file, DollarsRow, context.problems)) {
    const site = context.sites.place(file, row, value);
    const cents = readAmount(context, file, row, value.amount);
    const isNamed = squeezed(value.funding) !== '';
    const bad = (column: 'funding' | 'resource', detail: string) =>
      context.problems.add('import.badCell', file, { value: value[column], detail }, row, column);
    if (!isNamed) bad('funding', 'the row does not say what the amount is for');
    titles.add(squeezed(value.funding), value.funding);
    if (value.resource === '' && value.resource_name === '') {
      const above = amounts.at(-1);
      if (!above || !isPartOf(value, above.value))
        bad(
          'resource',
          'a row without a resource is a part of the row above, and there is none of its section',
        );
      else if (cents !== null) above.parts.push({ funding: squeezed(value.funding), cents });
      continue;
    }
    const hasResource = placeResource(context, file, row, value);
    const key = [site, value.section, value.funding, value.resource]
      .map((part) => squeezed(part ?? ''))
      .join('|');
    const isRepeated = seen.has(key);
    seen.add(key);
    if (isRepeated) bad('funding', 'the site is given this amount twice');
    const isPlaced = isNamed && hasResource && !isRepeated && site !== null && cents !== null;
    amounts.push({ row, value, site, cents: cents ?? 0, isPlaced, parts: [] });
  }
  return amounts
    .filter(({ isPlaced }) => isPlaced)
    .map((amount) => entryOf(context, file, date, titles, amount));
}

function entryOf(
  context: LetterContext,
  file: string,
  date: string,
  titles: Spellings,
  { row, value, site, cents, parts }: Amount,
): AllocationEntry {
  const siteCode = site ?? '';
  const reason = titles.best(squeezed(value.funding));
  const entry = openingEntry(context, {
    siteCode,
    fundingSource: value.resource,
    date,
    amountCents: cents,
    fte: 0,
    reason,
  });
  if (parts.length === 0) return entry;
  entry.components = parts.map((part) => ({ title: titles.best(part.funding), amountCents: part.cents }));
  const check = checkComponents(entry);
  if (check && check.outcome !== 'ties') {
    const params = {
      site: siteCode,
      siteName: context.sites.name(siteCode),
      title: reason,
      statedCents: cents,
      summedCents: check.summedCents,
      differenceCents: check.summedCents - cents,
    };
    context.warnings.push(fileWarning('import.componentsDiffer', file, params, row, 'amount'));
  }
  return entry;
}

function isPartOf(part: DollarsRow, whole: DollarsRow): boolean {
  return (
    part.site === whole.site &&
    part.site_name === whole.site_name &&
    squeezed(part.section) === squeezed(whole.section)
  );
}

/** Letters open a ledger, so they give nothing below zero; a cut is an entry of its own. */
function readAmount({ problems }: LetterContext, file: string, row: number, value: string): Cents | null {
  const cents = parseCentsPlain(value);
  if (cents !== null && cents >= 0) return cents;
  const detail =
    cents === null ? 'an amount such as 1234.50 is expected' : 'a letter gives no negative amount';
  problems.add('import.badCell', file, { value, detail }, row, 'amount');
  return null;
}
