import { z } from 'zod';
import type { EnrolmentGroup, SiteFact } from '../../../src/core/budget/site-fact.js';
import { readTable } from '../csv-table.js';
import type { LetterContext } from './letter-context.js';
import { squeezed } from './spellings.js';

const text = z.string();
const InfoRow = z.object({ site: text, site_name: text, item: text, value: text });
type InfoRow = z.infer<typeof InfoRow>;

/**
 * The items of a letter's head, without the year before them. "TK-5" stands in the letters of middle and high schools
 * too: it is the label of the form, and the figure is that of the grades the school has.
 */
const ENROLMENTS = new Map<string, { group: EnrolmentGroup; basis: 'projected' | 'capacity' }>([
  ['tk5enrollmentcapacity', { group: 'k12', basis: 'capacity' }],
  ['tk5projectedenrollment', { group: 'k12', basis: 'projected' }],
  ['tkprojectedenrollment', { group: 'tk', basis: 'projected' }],
  ['tksdcprojectedenrollment', { group: 'tkSpecialDay', basis: 'projected' }],
  ['pkprojectedenrollment', { group: 'pk', basis: 'projected' }],
  ['pksdcprojectedenrollment', { group: 'pkSpecialDay', basis: 'projected' }],
  ['ostprojectedenrollment', { group: 'outOfSchoolTime', basis: 'projected' }],
]);
const UNDUPLICATED = 'unduplicatedpupilpercentage';

/** Enrolment figures and shares of pupils that the letters give, each with the row it stands in. */
export function readSiteFacts(context: LetterContext, file: string, yearId: string): SiteFact[] {
  const facts: SiteFact[] = [];
  const seen = new Set<string>();
  for (const { row, value } of readTable(context.files, file, InfoRow, context.problems)) {
    const bad = (column: 'item' | 'value', detail: string) =>
      context.problems.add('import.badCell', file, { value: value[column], detail }, row, column);
    const siteCode = context.sites.place(file, row, value);
    if (siteCode === null) continue;
    const item = itemOf(value, yearId);
    if (item === null) {
      bad('item', 'this figure is not known, or is of another year');
      continue;
    }
    if (seen.has(`${siteCode}|${item}`)) bad('item', 'the site is given this figure twice');
    seen.add(`${siteCode}|${item}`);
    const shared = { siteCode, yearId, source: { file, row } };
    const enrolment = ENROLMENTS.get(item);
    if (enrolment) {
      const pupils = parseCount(value.value);
      if (pupils === null) bad('value', 'a number of pupils such as 1,250 is expected');
      else facts.push({ ...shared, kind: 'enrolment', ...enrolment, pupils });
    } else {
      const sharePpm = parsePercent(value.value);
      if (sharePpm === null) bad('value', 'a percentage such as 50.64% is expected');
      else facts.push({ ...shared, kind: 'unduplicatedPupils', sharePpm });
    }
  }
  return facts;
}

function itemOf({ item }: InfoRow, yearId: string): string | null {
  const [, year, rest = ''] = /^(\d{4}-\d{2})?(.*)$/.exec(item) ?? [];
  if (year !== undefined && year !== yearId) return null;
  const name = squeezed(rest);
  return ENROLMENTS.has(name) || name === UNDUPLICATED ? name : null;
}

/** "2,154" or "406": whole, with or without grouping. */
export function parseCount(value: string): number | null {
  return /^(\d{1,6}|\d{1,3},\d{3})$/.test(value) ? Number(value.replace(',', '')) : null;
}

/** "50.64%" as parts per million, at most 100 %. */
function parsePercent(value: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,4}))?%$/.exec(value);
  if (!match) return null;
  const ppm = Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'));
  return ppm <= 1_000_000 ? ppm : null;
}
