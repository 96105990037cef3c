import type { Cents } from '../core/money.js';
import { FTE_SCALE, type Fte } from '../core/fte.js';
import { figureLocale, wordLocale } from './language.js';

/** "$1,204.50", and "($1,204.50)" for a negative amount; without cents when there are none. */
export function formatMoney(cents: Cents): string {
  const text = `$${formatAmount(Math.abs(cents))}`;
  return cents < 0 ? `(${text})` : text;
}

/** "1,204.50": an amount under a header that names its unit. Negative in parentheses. */
export function formatAmount(cents: Cents): string {
  const magnitude = Math.abs(cents);
  const whole = Math.floor(magnitude / 100).toLocaleString(figureLocale());
  const rest = magnitude % 100;
  const text = rest === 0 ? whole : `${whole}${decimalSign()}${String(rest).padStart(2, '0')}`;
  return cents < 0 ? `(${text})` : text;
}

/** "+$1,204" or "−$1,204": a change. */
export function formatChange(cents: Cents): string {
  if (cents === 0) return '$0';
  return `${cents > 0 ? '+' : '−'}$${formatAmount(Math.abs(cents))}`;
}

/** "0.50", "13.75", "2.0625": at least two decimals, at most four. */
export function formatFte(fte: Fte): string {
  const magnitude = Math.abs(fte);
  const decimals = String(magnitude % FTE_SCALE).padStart(4, '0');
  const whole = Math.floor(magnitude / FTE_SCALE).toLocaleString(figureLocale());
  const text = `${whole}${decimalSign()}${decimals.replace(/0{1,2}$/, '')}`;
  return fte < 0 ? `(${text})` : text;
}

/** "Fri 15 Mar" for a local date such as `2024-03-15`. */
export function formatDate(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  const options = { timeZone: 'UTC' } as const;
  const weekday = day.toLocaleDateString(wordLocale(), { weekday: 'short', ...options });
  const month = day.toLocaleDateString(wordLocale(), { month: 'short', ...options });
  return `${weekday} ${String(day.getUTCDate())} ${month}`;
}

/** "Fri 15 Mar, 2:05 PM" for an instant, in the district's time zone. */
export function formatInstant(instant: string, timeZone: string): string {
  const at = new Date(instant);
  const weekday = at.toLocaleDateString(wordLocale(), { weekday: 'short', timeZone });
  const month = at.toLocaleDateString(wordLocale(), { month: 'short', timeZone });
  const day = at.toLocaleDateString(wordLocale(), { day: 'numeric', timeZone });
  const time = at.toLocaleTimeString(wordLocale(), { hour: 'numeric', minute: '2-digit', timeZone });
  return `${weekday} ${day} ${month}, ${time}`;
}

/** "Fri 15 Mar 2024, 2:05 PM": the same where a list goes over years. */
export function formatInstantOfYear(instant: string, timeZone: string): string {
  const year = new Date(instant).toLocaleDateString('en-US', { year: 'numeric', timeZone });
  return formatInstant(instant, timeZone).replace(',', ` ${year},`);
}

function decimalSign(): string {
  return (0.1).toLocaleString(figureLocale()).charAt(1);
}

/** The reader's own time zone, for people who look at a whole district from wherever they are. */
export function localTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
