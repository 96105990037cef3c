/** Making one takes longer than what it is used for; there are as many as time zones of districts. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The date that an instant has in a time zone, such as `2024-03-15`. */
export function localDate(instant: Date, timeZone: string): string {
  // The Swedish locale writes dates as ISO 8601 does.
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone });
  formats.set(timeZone, format);
  return format.format(instant);
}
