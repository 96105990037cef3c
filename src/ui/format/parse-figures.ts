import { parseFtePlain, type Fte } from '../../core/fte.js';
import { parseCentsPlain, type Cents } from '../../core/money.js';
import { figureLocale } from '../../words/language.js';

/**
 * Reads an amount as people type it: "$1,204.50", "1204.5", "(500)" for less than nothing, with the separators of
 * their own figures. Null for anything that is not one amount of whole cents.
 */
export function parseAmount(text: string): Cents | null {
  const match = /^(\()?\s*([-−])?\s*\$?\s*([-−])?\s*([\d.,'\u00a0\u202f\u2019]+)\s*(\))?$/.exec(text.trim());
  if (!match) return null;
  const [, open, minusBefore, minusAfter, digits = '', close] = match;
  const isMinus = minusBefore !== undefined || minusAfter !== undefined;
  if ((open === undefined) !== (close === undefined) || (open !== undefined && isMinus)) return null;
  const plain = plainDigits(digits);
  const cents = plain === null ? null : parseCentsPlain(plain);
  if (cents === null) return null;
  return cents !== 0 && (open !== undefined || isMinus) ? -cents : cents;
}

/** Reads an FTE such as "0.5" with the decimal sign of the person's own figures; null when it is none. */
export function parseFte(text: string): Fte | null {
  const plain = plainDigits(text.trim());
  return plain === null ? null : parseFtePlain(plain);
}

/** Digits with a point and no grouping; null where the separators stand in other places than a figure has them. */
function plainDigits(text: string): string | null {
  const { group, decimal } = separators();
  const [whole = '', fraction, ...more] = text.split(decimal);
  if (more.length > 0 || (fraction !== undefined && !/^\d*$/.test(fraction))) return null;
  const groups = whole.split(group);
  const isGrouped = groups.length > 1;
  if (isGrouped && !groups.every((part, at) => (at === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part))) return null;
  const digits = groups.join('');
  if (digits !== '' && !/^\d+$/.test(digits)) return null;
  if (digits === '' && (fraction ?? '') === '') return null;
  return `${digits === '' ? '0' : digits}${(fraction ?? '') === '' ? '' : `.${fraction ?? ''}`}`;
}

function separators(): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(figureLocale()).formatToParts(-1_234_567.8);
  const of = (type: 'group' | 'decimal') => parts.find((part) => part.type === type)?.value;
  return { group: of('group') ?? ',', decimal: of('decimal') ?? '.' };
}
