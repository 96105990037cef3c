import type { LayoutEncoding } from './export-layout.js';

/** What Windows-1252 has at 0x80 to 0x9F, by place; a blank where it has nothing (www.unicode.org, CP1252.TXT). */
export const WINDOWS_1252_HIGH = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const HIGH = new Set(Array.from(WINDOWS_1252_HIGH).filter((character) => character !== ' '));

/** The characters of a text that an encoding does not have, each once. */
export function charactersOutside(encoding: LayoutEncoding, text: string): string[] {
  if (encoding === 'utf-8' || encoding === 'utf-8-bom') return /\p{Surrogate}/u.test(text) ? ['\uFFFD'] : [];
  const isAscii = encoding === 'ascii';
  const outside = Array.from(text).filter((character) => {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) return false;
    return isAscii || ((point < 0xa0 || point > 0xff) && !HIGH.has(character));
  });
  return [...new Set(outside)];
}
