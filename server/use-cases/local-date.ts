/** The date that an instant has in a time zone, such as `2024-03-15`. */
export function localDate(instant: Date, timeZone: string): string {
  // The Swedish locale writes dates as ISO 8601 does.
  return instant.toLocaleDateString('sv-SE', { timeZone });
}
