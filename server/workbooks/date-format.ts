/** Number formats that every workbook has and that show a date or a time (ECMA-376 part 1, 18.8.30). */
const BUILT_IN_DATES: readonly (readonly [first: number, last: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/**
 * Whether a number format shows a date or a time: one of the built-in ones, or a code with a letter of year, month, day,
 * hour or second that is neither quoted nor escaped (`0.00\d` shows an amount).
 */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN_DATES.some(([first, last]) => id >= first && id <= last);
  const bare = code
    .replace(/"[^"]*"?/g, '')
    .replace(/[\\_*]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/general/gi, '');
  return /[ymdhs]/i.test(bare);
}

const DAY_MS = 86_400_000;
/** The last day that Excel can show, 31 December 9999. */
const LAST_DAY = 2_958_465;
const DAYS_TO_1904 = 1_462;

/** `2024-03-14`, with the time where there is one, for the number of a day; null where Excel shows no date for it. */
export function dateText(day: number, is1904: boolean): string | null {
  if (day < 0 || day > LAST_DAY) return null;
  const at = new Date(Date.UTC(1899, 11, 30) + Math.round((day + (is1904 ? DAYS_TO_1904 : 0)) * DAY_MS));
  const text = at.toISOString();
  return Number.isInteger(day) ? text.slice(0, 10) : text.slice(0, 16);
}
