import { z } from 'zod';

/** Full-time equivalent in whole ten-thousandths: 0.5 FTE is 5,000. Whole, so that headcount adds up exactly. */
export type Fte = number;

export const FTE_SCALE = 10_000;
export const MAX_FTE = 100_000 * FTE_SCALE;

export const Fte = z.int().min(-MAX_FTE).max(MAX_FTE);

/** "0.5", "13.75": the plain form of files, without trailing zeros. */
export function formatFtePlain(fte: Fte): string {
  if (fte % FTE_SCALE === 0) return String(fte / FTE_SCALE);
  const digits = Math.abs(fte).toString().padStart(5, '0');
  const decimals = digits.slice(-4).replace(/0+$/, '');
  return `${fte < 0 ? '-' : ''}${digits.slice(0, -4)}${decimals === '' ? '' : `.${decimals}`}`;
}

/** Reads the plain form: optional minus, digits, at most four decimals. Anything else is `null`. */
export function parseFtePlain(text: string): Fte | null {
  const match = /^(-?)(\d{1,5})(?:\.(\d{1,4}))?$/.exec(text.trim());
  if (!match) return null;
  const fte = Number(match[2]) * FTE_SCALE + Number((match[3] ?? '').padEnd(4, '0'));
  return match[1] === '-' && fte !== 0 ? -fte : fte;
}
