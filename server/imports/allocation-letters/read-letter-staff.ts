import { z } from 'zod';
import type { AllocationEntry } from '../../../src/core/budget/allocation.js';
import {
  siteStaffFte,
  type Organisation,
  type StaffAllocation,
  type StaffQuantity,
} from '../../../src/core/budget/staff-allocation.js';
import { FTE_SCALE, parseFtePlain } from '../../../src/core/fte.js';
import { readTable } from '../csv-table.js';
import { fileWarning } from './file-warning.js';
import { openingEntry, placeResource, type LetterContext } from './letter-context.js';
import { Spellings, squeezed } from './spellings.js';

const text = z.string();
const StaffRow = z.object({
  site: text,
  site_name: text,
  staff_type: text.max(200),
  fte: text,
  resource: text,
  resource_name: text,
  org: text.max(40),
  org_name: text.max(200),
});
type StaffRow = z.infer<typeof StaffRow>;

type StaffItem = {
  siteCode: string;
  resource: string;
  typeCode: string;
  quantity: StaffQuantity;
  /** Code of the organisation that holds the posts; null for the site's own. */
  org: string | null;
};

/** One ten-thousandth of an hour is not a figure a letter gives: hours have at most two decimals. */
const FTE_PER_HUNDREDTH = FTE_SCALE / 100;

/**
 * Staff of the letters: one entry for each site and resource, whose FTE is what the site itself budgets. Posts that an
 * organisation of the district holds for the site and hours a day (noon monitors, which the file lists in the column of
 * FTE) are in its staff but not in its FTE.
 */
export function readLetterStaff(
  context: LetterContext,
  file: string,
  date: string,
): { entries: AllocationEntry[]; organisations: Organisation[] } {
  const types = new Spellings();
  const orgs = new Spellings();
  const groups = new Map<string, StaffItem[]>();
  for (const { row, value } of readTable(context.files, file, StaffRow, context.problems)) {
    const item = readItem(context, file, row, value);
    if (!item) continue;
    types.add(item.typeCode, withoutMarks(value.staff_type));
    if (item.org !== null) orgs.add(item.org, value.org_name);
    const key = `${item.siteCode}|${item.resource}`;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  const entries: AllocationEntry[] = [];
  for (const items of groups.values()) {
    const [first] = items;
    if (!first) continue;
    const staff: StaffAllocation[] = items.map(({ typeCode, quantity, org }) => ({
      staffType: { code: typeCode, title: types.best(typeCode) },
      quantity,
      budgetedBy: org === null ? null : { code: org, title: orgs.best(org) },
    }));
    const entry = openingEntry(context, {
      siteCode: first.siteCode,
      fundingSource: first.resource,
      date,
      amountCents: 0,
      fte: siteStaffFte(staff),
      reason: 'Staffing',
    });
    entries.push({ ...entry, staff });
  }
  const organisations = orgs.codes().map((code) => ({ code, title: orgs.best(code) }));
  return { entries, organisations };
}

function readItem(context: LetterContext, file: string, row: number, value: StaffRow): StaffItem | null {
  const siteCode = context.sites.place(file, row, value);
  const hasResource = placeResource(context, file, row, value);
  const typeCode = squeezed(value.staff_type);
  if (typeCode === '') {
    const detail = 'the row names no kind of staff';
    context.problems.add('import.badCell', file, { value: value.staff_type, detail }, row, 'staff_type');
  }
  const quantity = readQuantity(context, file, row, value);
  if (siteCode === null || !hasResource || typeCode === '' || quantity === null) return null;
  if (value.org === '') {
    const params = { site: siteCode, siteName: context.sites.name(siteCode), staffType: value.staff_type };
    context.warnings.push(fileWarning('import.organisationMissing', file, params, row, 'org'));
  }
  const org = value.org === '' || value.org === siteCode ? null : value.org;
  return { siteCode, resource: value.resource, typeCode, quantity, org };
}

function readQuantity(
  { problems }: LetterContext,
  file: string,
  row: number,
  { staff_type, fte: value }: StaffRow,
): StaffQuantity | null {
  const fte = parseFtePlain(value);
  const isHours = /hours$/i.test(withoutMarks(staff_type));
  if (fte !== null && fte >= 0) {
    if (!isHours) return { unit: 'fte', fte };
    if (fte % FTE_PER_HUNDREDTH === 0) return { unit: 'hours', dailyHundredths: fte / FTE_PER_HUNDREDTH };
  }
  const detail = isHours ? 'hours a day such as 8.5 are expected' : 'an FTE such as 0.5 is expected';
  problems.add('import.badCell', file, { value, detail }, row, 'fte');
  return null;
}

/** Without the marks of footnotes at the end. */
function withoutMarks(title: string): string {
  return title.replace(/[*^\s]+$/, '');
}
