import { z } from 'zod';
import {
  staffFteDifference,
  type AllocationComponent,
  type AllocationEntry,
} from '../../src/core/budget/allocation.js';
import type { StaffAllocation } from '../../src/core/budget/staff-allocation.js';
import { formatFtePlain, FTE_SCALE, parseFtePlain } from '../../src/core/fte.js';
import { parseCentsPlain } from '../../src/core/money.js';
import type { JobClass } from '../../src/core/staffing/position.js';
import { staffTypesOf } from '../../src/core/staffing/staff-types.js';

/** Staff as the column gives it: codes alone, since the district's other files have their titles. */
export type StaffCell = Omit<StaffAllocation, 'staffType' | 'budgetedBy'> & {
  staffType: string;
  budgetedBy: string | null;
};

const EXPECTED_STAFF =
  'staff such as teacher=16;nurse=0.5@health;noonMonitor=8h is expected: FTE or hours a day, and after @ who budgets it';
const EXPECTED_COMPONENTS = 'parts such as Per pupil=100267;Concentration=0 are expected';

/**
 * The optional column `staff` of allocations.csv: `teacher=16;nurse=0.5@health;noonMonitor=8h`. FTE, or hours a day
 * with an `h`; behind `@` the office that budgets the posts when it is not the site. Blank is none.
 */
export const StaffColumn = z.string().transform((value, context) => {
  const cells: StaffCell[] = [];
  for (const part of partsOf(value)) {
    const match = /^([^=;@]{1,80})=(-?[\d.]+)(h?)(?:@([^=;@]{1,40}))?$/.exec(part);
    const amount = parseFtePlain(match?.[2] ?? '');
    const isHours = match?.[3] === 'h';
    if (!match || amount === null || (isHours && amount % (FTE_SCALE / 100) !== 0)) {
      context.addIssue(EXPECTED_STAFF);
      continue;
    }
    cells.push({
      staffType: match[1] ?? '',
      quantity: isHours
        ? { unit: 'hours', dailyHundredths: amount / (FTE_SCALE / 100) }
        : { unit: 'fte', fte: amount },
      budgetedBy: match[4] ?? null,
    });
  }
  return cells;
});

/** The optional column `components` of allocations.csv: `Per pupil=100267;Concentration=0`. Blank is none. */
export const ComponentsColumn = z.string().transform((value, context) => {
  const components: AllocationComponent[] = [];
  for (const part of partsOf(value)) {
    const match = /^([^=;]{1,200})=(-?[\d.]+)$/.exec(part);
    const amountCents = parseCentsPlain(match?.[2] ?? '');
    if (!match || amountCents === null) context.addIssue(EXPECTED_COMPONENTS);
    else components.push({ title: match[1] ?? '', amountCents });
  }
  return components;
});

function partsOf(value: string): string[] {
  return value
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Gives staff its titles: of job classes for its type, of offices for who budgets it, else the code itself. */
export function titledStaff(
  cells: readonly StaffCell[],
  plan: {
    jobClasses: readonly { code: string; title: string }[];
    ownership: readonly { owner: string; ownerTitle: string }[];
  },
): StaffAllocation[] {
  const types = new Map(plan.jobClasses.map(({ code, title }) => [code, title]));
  const offices = new Map(plan.ownership.map(({ owner, ownerTitle }) => [owner, ownerTitle]));
  return cells.map(({ staffType: type, quantity, budgetedBy: office }) => ({
    staffType: { code: type, title: types.get(type) ?? type },
    quantity,
    budgetedBy: office === null ? null : { code: office, title: offices.get(office) ?? office },
  }));
}

/**
 * What is wrong with the staff of an entry: its FTE is not that of the site's own posts, or those are of a type that no
 * job class has, so that no post could ever be held against them.
 */
export function staffFaults(
  entry: AllocationEntry,
  plan: { jobClasses: readonly Pick<JobClass, 'code' | 'staffType'>[] },
): { column: string; text: string; detail: string }[] {
  const types = staffTypesOf(plan.jobClasses);
  const faults = (entry.staff ?? [])
    .filter(({ budgetedBy, quantity }) => budgetedBy === null && quantity.unit === 'fte')
    .filter(({ staffType }) => !types.has(staffType.code))
    .map(({ staffType }) => ({
      column: 'staff',
      text: staffType.code,
      detail: 'there is no such staff type',
    }));
  const difference = staffFteDifference(entry);
  if (difference !== 0) {
    const detail = `the site's own staff adds up to ${formatFtePlain(entry.fte - difference)}`;
    faults.push({ column: 'fte', text: formatFtePlain(entry.fte), detail });
  }
  return faults;
}
