import type { DistrictPlan } from '../budget/site-book.js';
import type { Site } from '../budget/site.js';

/** `608 Dayton High School 2024-25.xlsx`: the name of a site's workbook, without what no file system takes. */
export function workbookName({ code, name }: Site, { year }: Pick<DistrictPlan, 'year'>): string {
  const plain = `${code} ${name} ${year.id}`
    // oxlint-disable-next-line no-control-regex
    .replace(/[<>:"/\\|?*\u0000-\u001f]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `${plain.slice(0, 120)}.xlsx`;
}
